"""Articles out of a case: batches of them, one query a table and batch, never one a row."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, Table, bindparam, select

from claimgraph.errors import CaseError
from claimgraph.records import (
    Attribution,
    CaseArticle,
    Chain,
    ChainLink,
    Claim,
    DateFinding,
    Entity,
    Mention,
    Original,
    Outlet,
    Record,
    Run,
    Sentence,
    Source,
)
from claimgraph.store import schema
from claimgraph.store.rows import DESCRIPTOR_COLUMNS, read_descriptor

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["find_article", "has_article", "read_articles", "read_batch", "read_originals", "read_runs", "read_versions"]

Row = dict[str, Any]
ByArticle = dict[int, list[Row]]

BATCH_ARTICLES: Final = 25
BATCH_CHARACTERS: Final = 1_000_000
"""A batch ends where either is reached, so that memory stays the same for a tweet and for a book."""

_ROLES: Final = ("source", "cue", "content", "access_words")
_ARTICLE: Final = ("id", "text", "outlet", "url", "title", "author", "date", "language", "sha256")
_OUTLET_JSON: Final = ("languages", "domains", "aliases", "facts_from")


def has_article(database: Database, article_id: str, sha256: str, run_id: str) -> bool:
    """Whether this text is stored under this id with the annotation of this run."""
    table = schema.article
    statement = select(table.c.number).join(schema.annotation)
    statement = statement.where(table.c.id == article_id, table.c.sha256 == sha256, schema.annotation.c.run == run_id)
    with database.reading() as connection:
        return connection.execute(statement).one_or_none() is not None


def read_articles(database: Database) -> Iterator[CaseArticle]:
    """Every article in the order in which it came in; each batch is one state of the case.

    No transaction is open between two articles, so the reader may take its time and may write.
    """
    after = 0
    while True:
        with database.reading() as connection:
            last = _batch_end(connection, after)
            if last is None:
                return
            batch = read_batch(connection, after + 1, last)
        yield from batch
        after = last


def find_article(database: Database, article_id: str) -> CaseArticle | None:
    """The article of this id; null where the case has none."""
    with database.reading() as connection:
        statement = select(schema.article.c.number).where(schema.article.c.id == article_id)
        number = connection.execute(statement).scalar_one_or_none()
        return None if number is None else read_batch(connection, number, number)[0]


def read_versions(database: Database, url: str) -> tuple[str, ...]:
    """Ids of the articles that were read from ``url``, in the order in which they came in."""
    table = schema.article
    with database.reading() as connection:
        return tuple(
            connection.execute(select(table.c.id).where(table.c.url == url).order_by(table.c.number)).scalars()
        )


def read_originals(database: Database, article_id: str) -> tuple[Original, ...]:
    """The bytes that an article was read from, in order of their names.

    Raises:
        CaseError: the bytes kept are not those that came in.
    """
    kept, packed, table = schema.article_original, schema.original, schema.article
    statement = select(
        kept.c.sha256, kept.c.name, kept.c.media_type, packed.c.size, packed.c.compression, packed.c.content
    )
    statement = statement.join_from(kept, packed).join(table, table.c.number == kept.c.article)
    statement = statement.where(table.c.id == article_id).order_by(kept.c.name, kept.c.sha256)
    originals = []
    with database.reading() as connection:
        for sha256, name, media_type, size, compression, stored in connection.execute(statement):
            content = _unpacked(stored, size) if compression == "zlib" else stored
            if hashlib.sha256(content).hexdigest() != sha256:
                raise _damaged(article_id, f"its original {name!r} is not what was read")
            originals.append(Original(sha256=sha256, content=content, name=name, media_type=media_type))
    return tuple(originals)


def read_runs(database: Database) -> tuple[Run, ...]:
    """Every run that ever annotated an article of the case, in order of its id."""
    with database.reading() as connection:
        rows = connection.execute(select(schema.run).order_by(schema.run.c.id)).mappings()
        return tuple(Run.model_validate(dict(row)) for row in rows)


def _unpacked(content: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, size + 1)
    except zlib.error:
        return b""


def _damaged(article_id: str, message: str) -> CaseError:
    hint = "the case was damaged or edited by hand; add the article to a new case"
    return CaseError(message, where=f"article {article_id!r}", hint=hint)


def _batch_end(connection: Connection, after: int) -> int | None:
    """The number of the last article of the batch that begins after ``after``."""
    table = schema.article
    statement = select(table.c.number, table.c.characters).where(table.c.number > bindparam("after"))
    found = connection.execute(statement.order_by(table.c.number).limit(BATCH_ARTICLES), {"after": after}).all()
    if not found:
        return None
    totals = accumulate(characters for _, characters in found)
    count = sum(1 for _ in takewhile(lambda total: total <= BATCH_CHARACTERS, totals))
    last: int = found[max(count, 1) - 1].number
    return last


def read_batch(connection: Connection, low: int, high: int) -> list[CaseArticle]:
    """The articles numbered ``low`` to ``high``, both included."""
    bounds = {"low": low, "high": high}
    heads = connection.execute(_heads(), bounds).mappings().all()
    outlets = _read_outlets(connection, bounds)
    parts = {table: _fetch(connection, table, bounds) for table in _FIELDS}
    spans = _read_spans(connection, bounds)
    links: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in (row for rows in parts[schema.chain_link].values() for row in rows):
        links[row.pop("article"), row.pop("chain")].append(row)
    return [_assembled(dict(head), parts, spans, links, outlets) for head in heads]


@functools.cache
def _heads() -> Select[Any]:
    article, annotation = schema.article, schema.annotation
    columns: list[ColumnElement[Any]] = [article.c[name] for name in _ARTICLE]
    columns += [
        annotation.c[name].label(f"annotation_{name}") for name in ("run", "publisher", "outlet", "date", "title")
    ]
    statement = select(article.c.number, *columns).join(annotation).order_by(article.c.number)
    return statement.where(article.c.number.between(bindparam("low"), bindparam("high")))


def _fields(record: type[Record], *others: str, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (*others, *(name for name in record.model_fields if name not in without))


_FIELDS: Final[dict[Table, tuple[str, ...]]] = {
    schema.article_outlet: ("outlet",),
    schema.sentence: _fields(Sentence),
    schema.attribution: _fields(Attribution, "number", "part", without=_ROLES),
    schema.claim: _fields(Claim),
    schema.chain: _fields(Chain, "number", without=("links",)),
    schema.chain_link: _fields(ChainLink, "article", "chain"),
    schema.source: _fields(Source, "belongs_to", *DESCRIPTOR_COLUMNS, without=("article", "descriptor")),
    schema.entity: _fields(Entity),
    schema.mention: _fields(Mention),
    schema.date_finding: _fields(DateFinding),
}
"""What is read back of each table; the rest repeats words of the text for people."""


@functools.cache
def _select(table: Table) -> Select[Any]:
    columns = [table.c[name] for name in _FIELDS[table]]
    statement = select(table.c.article.label("of_article"), *columns).order_by(*table.primary_key.columns)
    return statement.where(table.c.article.between(bindparam("low"), bindparam("high")))


def _fetch(connection: Connection, table: Table, bounds: dict[str, int]) -> ByArticle:
    names, rows = _FIELDS[table], defaultdict(list)
    for number, *values in connection.execute(_select(table), bounds).all():
        rows[number].append(dict(zip(names, values, strict=True)))
    return rows


def _read_spans(connection: Connection, bounds: dict[str, int]) -> dict[tuple[int, int, str], list[tuple[int, int]]]:
    """The spans of each role, keyed by article, attribution and role."""
    table = schema.attribution_span
    statement = select(table).where(table.c.article.between(bindparam("low"), bindparam("high")))
    spans = defaultdict(list)
    for article, attribution, role, _, start, end in connection.execute(
        statement.order_by(*table.primary_key.columns), bounds
    ):
        spans[article, attribution, role].append((start, end))
    return spans


def _read_outlets(connection: Connection, bounds: dict[str, int]) -> dict[str, Outlet]:
    """The outlets that these articles name, by version."""
    table, named = schema.outlet, schema.article_outlet
    within = [t.c.article.between(bindparam("low"), bindparam("high")) for t in (named, schema.annotation)]
    versions = select(named.c.outlet).where(within[0]).union(select(schema.annotation.c.publisher).where(within[1]))
    outlets = {}
    for row in connection.execute(select(table).where(table.c.version.in_(versions)), bounds).mappings():
        values = dict(row)
        version = values.pop("version")
        values |= {name: json.loads(values[name]) for name in _OUTLET_JSON}
        outlets[version] = Outlet.model_validate(values)
    return outlets


def _assembled(
    head: Row,
    parts: dict[Table, ByArticle],
    spans: dict[tuple[int, int, str], list[tuple[int, int]]],
    links: dict[tuple[int, int], list[Row]],
    outlets: dict[str, Outlet],
) -> CaseArticle:
    number = head["number"]

    def of(table: Table) -> list[Row]:
        return parts[table].get(number, [])

    try:
        if hashlib.sha256(head["text"].encode()).hexdigest() != head["sha256"]:
            raise _damaged(head["id"], "its text is not the text that was stored")
        attributions: dict[str, list[Row]] = {"text": [], "title": []}
        for row in of(schema.attribution):
            place = row.pop("number")
            row |= {role: spans.get((number, place, role), ()) for role in _ROLES}
            row["chain"] = json.loads(row["chain"])
            attributions[row.pop("part")].append(row)
        for row in of(schema.chain):
            row["links"] = links.get((number, row.pop("number")), ())
        for row in of(schema.source):
            row["article"] = row.pop("belongs_to")
            row["descriptor"] = read_descriptor(tuple(row.pop(name) for name in DESCRIPTOR_COLUMNS))
        return CaseArticle.model_validate(
            {
                "article": {name: head[name] for name in _ARTICLE},
                "annotation": {
                    "id": head["id"],
                    "text": head["text"],
                    "model": head["annotation_run"],
                    **{name: head[f"annotation_{name}"] for name in ("outlet", "date", "title")},
                    "sentences": of(schema.sentence),
                    "attributions": attributions["text"],
                    "title_attributions": attributions["title"],
                    "claims": of(schema.claim),
                    "entities": of(schema.mention),
                    "dates": [
                        row | {"explanations": json.loads(row["explanations"] or "[]")}
                        for row in of(schema.date_finding)
                    ],
                },
                "publisher": outlets[head["annotation_publisher"]],
                "outlets": [outlets[row["outlet"]] for row in of(schema.article_outlet)],
                "sources": of(schema.source),
                "chains": of(schema.chain),
                "entities": of(schema.entity),
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        raise _damaged(head["id"], f"its stored annotation has not the shape it must have: {reason}") from error
