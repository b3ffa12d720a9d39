"""What runs found and what people made of it: the raw annotation is kept, the tables hold the corrected one."""

from __future__ import annotations

import functools
import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, bindparam, select

from claimgraph.correct import apply_decisions
from claimgraph.errors import InputError
from claimgraph.records import Article, CaseArticle, Decision
from claimgraph.store import read, schema

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

__all__ = [
    "REMARKS",
    "corrected",
    "decisions_of",
    "keep_raw",
    "keep_reading",
    "raw_article",
    "refuse_purged",
    "to_decision",
]

_KEPT: Final = 4
"""Readings kept in memory."""
REMARKS: Final = ("grade", "note", "checked", "link", "purge", "claim")
"""Roles of decisions that change no annotation."""


def to_decision(row: dict[str, Any]) -> Decision:
    """The decision of a row."""
    lists = {name: json.loads(row[name]) for name in ("spans", "roles")}
    return Decision.model_validate({name: row[name] for name in Decision.model_fields} | lists)


@functools.cache
def _decisions() -> Select[Any]:
    table = schema.decision
    statement = select(table).where(table.c.article_sha256 == bindparam("sha256"), table.c.purged == 0)
    return statement.order_by(table.c.number)


@functools.cache
def _tombstones() -> Select[Any]:
    return select(schema.tombstone).where(schema.tombstone.c.sha256 == bindparam("sha256"))


def decisions_of(connection: Connection, sha256: str) -> list[Decision]:
    """Decisions about one text in the order in which they were made; those whose words were removed left out."""
    rows = connection.execute(_decisions(), {"sha256": sha256}).mappings()
    return [to_decision(dict(row)) for row in rows]


def corrected(connection: Connection, item: CaseArticle, *, without: Collection[str] = ()) -> CaseArticle:
    """``item`` as people corrected it, but for the decisions ``without``; the same object where nobody did."""
    decisions = [d for d in decisions_of(connection, item.article.sha256) if d.id not in without]
    if all(decision.role in REMARKS for decision in decisions):
        return item
    return apply_decisions(item, decisions)[0]


def raw_article(connection: Connection, number: int, run: str | None = None) -> CaseArticle | None:
    """Article ``number`` as a run found it (default: the run whose annotation stands); null: it never read it."""
    article, annotation, table = schema.article, schema.annotation, schema.reading
    head = connection.execute(
        select(article.c.text, annotation.c.run).join_from(article, annotation).where(article.c.number == number)
    ).one()
    wanted = run or head.run
    statement = select(table.c.content).where(table.c.article == number, table.c.run == wanted)
    packed = connection.execute(statement).scalar_one_or_none()
    if packed is None:
        return read.read_batch(connection, number, number)[0] if head.run == wanted else None
    return _unpacked(packed, head.text)


@functools.lru_cache(maxsize=_KEPT)
def _unpacked(packed: bytes, text: str) -> CaseArticle:
    """What a run found of a text; kept, for whoever decides once decides again."""
    held = json.loads(zlib.decompress(packed))
    held["article"]["text"] = held["annotation"]["text"] = text
    return CaseArticle.model_validate(held)


def keep_raw(connection: Connection, number: int, item: CaseArticle) -> None:
    """Keep what a run found, once."""
    table = schema.reading
    there = select(table.c.run).where(table.c.article == number, table.c.run == item.annotation.model)
    if connection.execute(there).one_or_none() is not None:
        return
    held = item.model_dump(mode="json", exclude={"article": {"text"}, "annotation": {"text"}})
    content = zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    row = {"article": number, "run": item.annotation.model, "content": content}
    connection.execute(table.insert(), [row])


def keep_reading(connection: Connection, number: int, run: str) -> None:
    """Keep what ``run`` found of an article before another run's annotation takes its place."""
    table = schema.reading
    there = select(table.c.run).where(table.c.article == number, table.c.run == run)
    if connection.execute(there).one_or_none() is None:
        keep_raw(connection, number, read.read_batch(connection, number, number)[0])


def refuse_purged(connection: Connection, article: Article) -> None:
    """Refuse a text that was removed.

    Raises:
        InputError: it was.
    """
    found = connection.execute(_tombstones(), {"sha256": article.sha256}).mappings().one_or_none()
    if found is not None:
        raise InputError(
            f"this text was removed from the case by {found['person']} ({found['at'][:10]})",
            hint="leave it out, or add it to another case",
        )
