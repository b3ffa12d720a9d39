"""Judgements in and out: decisions of people, links by machines. Added, never changed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, exists, func, or_, select

from claimgraph.errors import CaseError
from claimgraph.records import Decision, Link
from claimgraph.store import schema
from claimgraph.store.corrections import to_decision

if TYPE_CHECKING:
    from claimgraph.store.database import Database

__all__ = ["add_links", "read_decisions", "read_links"]

Row = dict[str, Any]
Judgement = TypeVar("Judgement", Decision, Link)

LINKER: Final = "claimgraph-links-"
"""How the names of judges begin that keep a profile of each article they compared."""
_BATCH: Final = 500
_ENDS: Final = (("article", "id"), ("claim", "claim"), ("start", "start"), ("end", "end"))
"""Columns of one end of a link, less their prefix, and the fields of ``ClaimRef``."""


def add_links(database: Database, links: Iterable[Link]) -> int:
    """Append judgements in one transaction; gives how many were new.

    Raises:
        CaseError: another judgement has the id of one of them; then none is added.
    """
    added, remaining = 0, iter(links)
    table = schema.link
    statement = select(table).where(table.c.id.in_(bindparam("wanted", expanding=True)))
    with database.writing() as connection:
        while batch := list(itertools.islice(remaining, _BATCH)):
            found = connection.execute(statement, {"wanted": [link.id for link in batch]}).mappings()
            kept = {row["id"]: _link(dict(row)) for row in found}
            rows = []
            for link in batch:
                if link.id not in kept:
                    kept[link.id] = link
                    rows.append(_link_row(link))
                elif kept[link.id] != link:
                    raise CaseError(
                        f"another link has the id {link.id!r}, and a link is never changed",
                        hint="withdraw it and add a new one",
                    )
            if rows:
                connection.execute(table.insert(), rows)
            added += len(rows)
    return added


def read_decisions(database: Database, article_sha256: str | None = None) -> Iterator[Decision]:
    """Decisions in the order in which they were made, those withdrawn too; of one text, if given."""
    statement = select(schema.decision)
    if article_sha256 is not None:
        statement = statement.where(schema.decision.c.article_sha256 == article_sha256)
    return _in_order(database, schema.decision, statement, to_decision)


def read_links(database: Database) -> Iterator[Link]:
    """Judgements between claims in the order in which they were made.

    Left out are those of an earlier linker, or of an earlier annotation: a linker's judgement stands as long as the claims are
    there and both articles are kept as that linker compared them. Whoever else judges keeps the word.
    """
    link = schema.link
    current = and_(*(_current(link.c[f"{end}_article"], link.c[f"{end}_claim"]) for end in "ab"))
    statement = select(link).where(or_(link.c.judge.not_like(f"{LINKER}%"), current))
    return _in_order(database, link, statement, _link)


def _current(article_id: ColumnElement[str], claim_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the claim is there, and its article kept as the judge of the link compared it."""
    article, profile, claim = schema.article, schema.link_profile, schema.claim_row
    kept = exists().where(
        article.c.id == article_id,
        profile.c.article == article.c.number,
        profile.c.linker == schema.link.c.judge,
        claim.c.article == article.c.number,
        or_(func.lower(func.hex(claim.c.id)) == claim_id, claim.c.id == claim_id),  # packed, or as it was given
    )
    return kept.correlate(schema.link)


def _in_order(
    database: Database, table: Table, statement: Select[Any], record: Callable[[Row], Judgement]
) -> Iterator[Judgement]:
    statement = statement.where(table.c.number > bindparam("after")).order_by(table.c.number).limit(_BATCH)
    after = 0
    while True:
        with database.reading() as connection:
            rows = [dict(row) for row in connection.execute(statement, {"after": after}).mappings()]
            batch = [record(row) for row in rows]
        if not rows:
            return
        after = rows[-1]["number"]
        yield from batch


def _link_row(link: Link) -> Row:
    row = {name: getattr(link, name) for name in Link.model_fields if name not in {"a", "b"}}
    for end in "ab":
        row |= {f"{end}_{column}": getattr(getattr(link, end), field) for column, field in _ENDS}
    return row


def _link(row: Row) -> Link:
    ends = {end: {field: row[f"{end}_{column}"] for column, field in _ENDS} for end in "ab"}
    return Link.model_validate({name: row[name] for name in Link.model_fields if name not in ends} | ends)
