"""Articles out of a case: batches of them, one query a table and batch, never one a row."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, Table, bindparam, select

from claimgraph.records import (
    Attribution,
    CaseArticle,
    ChainLink,
    Claim,
    DateFinding,
    Entity,
    Mention,
    Outlet,
    Record,
    Run,
    Sentence,
    Source,
)
from claimgraph.store import schema
from claimgraph.store.found import Row
from claimgraph.store.ids import unpack_id
from claimgraph.store.originals import damaged
from claimgraph.store.rows import DESCRIPTOR_COLUMNS, read_descriptor

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["find_article", "has_article", "read_articles", "read_batch", "read_runs", "read_versions"]

ByArticle = dict[int, list[Row]]

BATCH_ARTICLES: Final = 25
BATCH_CHARACTERS: Final = 1_000_000
"""A batch ends where either is reached, so that memory stays the same for a tweet and for a book."""

_ARTICLE: Final = ("id", "text", "outlet", "url", "title", "author", "date", "language", "sha256")
_OUTLET_JSON: Final = ("languages", "domains", "aliases", "facts_from")


def has_article(database: Database, article_id: str, sha256: str, run_id: str) -> bool:
    """Whether this text is stored under this id with the annotation of this run."""
    wanted = {"id": article_id, "sha256": sha256, "run": run_id}
    with database.reading() as connection:
        return connection.execute(_held(), wanted).one_or_none() is not None


@functools.cache
def _held() -> Select[Any]:
    table, run = schema.article, schema.annotation.c.run
    given = [
        column == bindparam(name) for name, column in (("id", table.c.id), ("sha256", table.c.sha256), ("run", run))
    ]
    return select(table.c.number).join(schema.annotation).where(*given)


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


def read_runs(database: Database) -> tuple[Run, ...]:
    """Every run that ever annotated an article of the case, in order of its id."""
    with database.reading() as connection:
        rows = connection.execute(select(schema.run).order_by(schema.run.c.id)).mappings()
        return tuple(Run.model_validate(dict(row)) for row in rows)


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
    return [_assembled(dict(head), parts, outlets) for head in heads]


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
    schema.sentence_row: _fields(Sentence),
    schema.attribution_row: _fields(Attribution, "part", "names", "stray_parent", without=schema.ROLES),
    schema.attribution_span_row: ("attribution", "role", "start", "end"),
    schema.claim_row: _fields(Claim, "stray_attribution"),
    schema.chain_row: ("attribution", "stray_attribution"),
    schema.chain_link_row: _fields(ChainLink, "chain", "stray_node"),
    schema.source: _fields(Source, "belongs_to", *DESCRIPTOR_COLUMNS, without=("article", "descriptor")),
    schema.entity: _fields(Entity),
    schema.mention_row: _fields(Mention, "stray_entity"),
    schema.date_finding: _fields(DateFinding),
}
"""What is read back of each table."""


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


def _assembled(head: Row, parts: dict[Table, ByArticle], outlets: dict[str, Outlet]) -> CaseArticle:
    number = head["number"]
    try:
        if hashlib.sha256(head["text"].encode()).hexdigest() != head["sha256"]:
            raise damaged(head["id"], "its text is not the text that was stored")
        found = {table: rows.get(number, []) for table, rows in parts.items()}
        named = [outlets[row["outlet"]] for row in found[schema.article_outlet]]
        for row in found[schema.source]:
            row["article"] = row.pop("belongs_to")
            row["descriptor"] = read_descriptor(tuple(row.pop(name) for name in DESCRIPTOR_COLUMNS))
        for row in found[schema.date_finding]:
            row["explanations"] = json.loads(row["explanations"] or "[]")
        chains = _chains(found, named)
        attributions = _attributions(found[schema.attribution_row], chains)
        for row in found[schema.attribution_span_row]:
            attributions[row["attribution"]][schema.ROLES[row["role"]]].append((row["start"], row["end"]))
        _refer(found[schema.chain_row], "attribution", attributions)
        placed = [(row.pop("part"), row) for row in attributions]
        return CaseArticle.model_validate(
            {
                "article": {name: head[name] for name in _ARTICLE},
                "annotation": {
                    "id": head["id"],
                    "text": head["text"],
                    "model": head["annotation_run"],
                    **{name: head[f"annotation_{name}"] for name in ("outlet", "date", "title")},
                    "sentences": _said(schema.sentence_row, found[schema.sentence_row]),
                    "attributions": [row for part, row in placed if part == "text"],
                    "title_attributions": [row for part, row in placed if part == "title"],
                    "claims": _claims(found[schema.claim_row], attributions),
                    "entities": _mentions(found[schema.mention_row], found[schema.entity]),
                    "dates": found[schema.date_finding],
                },
                "publisher": outlets[head["annotation_publisher"]],
                "outlets": named,
                "sources": found[schema.source],
                "chains": chains,
                "entities": found[schema.entity],
            }
        )
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        raise damaged(head["id"], f"its stored annotation has not the shape it must have: {reason}") from error


def _said(table: Table, rows: list[Row]) -> list[Row]:
    """``rows``, changed in place, with the commonest words where null stands for them."""
    common = schema.COMMON[table.name].items()
    for row in rows:
        for name, word in common:
            if row[name] is None:
                row[name] = word
    return rows


def _refer(rows: list[Row], name: str, targets: Sequence[Row]) -> None:
    """Put ids in the place of numbers, in ``rows`` themselves."""
    for row in rows:
        stray = row.pop(f"stray_{name}")
        row[name] = stray if row[name] is None else targets[row[name]]["id"]


def _chains(found: dict[Table, list[Row]], outlets: list[Outlet]) -> list[Row]:
    """The chains with their links; whose they are is still a number."""
    chains = found[schema.chain_row]
    for chain in chains:
        chain["links"] = []
    for row in _said(schema.chain_link_row, found[schema.chain_link_row]):
        place, stray = row["node"], row.pop("stray_node")
        if place is None:
            row["node"] = stray
        else:
            known = vars(outlets[place]) if row["kind"] == "outlet" else found[schema.source][place]
            row |= {"node": known["id"], "name": known["name"] if row["name"] is None else row["name"]}
        chains[row.pop("chain")]["links"].append(row)
    return chains


def _attributions(rows: list[Row], chains: list[Row]) -> list[Row]:
    """Attributions of text and title, whose ``part`` tells which."""
    for row in _said(schema.attribution_row, rows):
        row["id"] = unpack_id(row["id"])
        if row["part"] not in ("text", "title"):
            raise ValueError(f"part {row['part']!r}")
        row |= {role: [] for role in schema.ROLES}
        names = row.pop("names")
        told = [] if row["chain"] is None else [link["name"] for link in chains[row["chain"]]["links"]]
        row["chain"] = told if names is None else json.loads(names)
    _refer(rows, "parent", rows)
    return rows


def _claims(rows: list[Row], attributions: list[Row]) -> list[Row]:
    _refer(rows, "attribution", attributions)
    for row in rows:
        row["id"] = unpack_id(row["id"])
        if row["kind"] is None:
            row["kind"] = "own_voice" if row["attribution"] is None else "attributed"
    return rows


def _mentions(rows: list[Row], entities: list[Row]) -> list[Row]:
    for row in rows:
        if row["entity"] is not None:
            known = entities[row["entity"]]
            row |= {name: known[name] for name in ("type", "name") if row[name] is None}
    _refer(rows, "entity", entities)
    return rows
