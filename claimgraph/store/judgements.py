"""Judgements in and out: decisions of people, links by machines and people. Added, never changed."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Select, Table, bindparam, select

from claimgraph.errors import CaseError
from claimgraph.records import Decision, Link, Record
from claimgraph.store import schema

if TYPE_CHECKING:
    from claimgraph.store.database import Database

__all__ = ["add_decision", "add_links", "read_decisions", "read_links"]

Row = dict[str, Any]
Judgement = TypeVar("Judgement", Decision, Link)

_BATCH: Final = 500
_ENDS: Final = (("article", "id"), ("claim", "claim"), ("start", "start"), ("end", "end"))
"""Columns of one end of a link, less their prefix, and the fields of ``ClaimRef``."""


def add_decision(database: Database, decision: Decision) -> bool:
    """Append a decision, on the disk before this returns; false: it was there.

    Raises:
        CaseError: another decision has its id, or the one that it withdraws is not there.
    """
    row = {**dict(decision), "spans": json.dumps(decision.spans)}
    return _append(database, schema.decision, [(decision, row)], durable=True) == 1


def add_links(database: Database, links: Iterable[Link]) -> int:
    """Append judgements in one transaction; gives how many were new.

    Raises:
        CaseError: another judgement has the id of one of them; then none is added.
    """
    return _append(database, schema.link, ((link, _link_row(link)) for link in links), durable=False)


def read_decisions(database: Database, article_sha256: str | None = None) -> Iterator[Decision]:
    """Decisions in the order in which they were made, those withdrawn too; of one text, if given."""
    statement = select(schema.decision)
    if article_sha256 is not None:
        statement = statement.where(schema.decision.c.article_sha256 == article_sha256)
    return _in_order(database, schema.decision, statement, _decision)


def read_links(database: Database) -> Iterator[Link]:
    """Judgements between claims in the order in which they were made."""
    return _in_order(database, schema.link, select(schema.link), _link)


def _append(database: Database, table: Table, items: Iterable[tuple[Record, Row]], *, durable: bool) -> int:
    added, remaining = 0, iter(items)
    statement = select(table).where(table.c.id.in_(bindparam("wanted", expanding=True)))
    with database.writing(durable=durable) as connection:
        while batch := list(itertools.islice(remaining, _BATCH)):
            wanted = [row["id"] for _, row in batch]
            found = connection.execute(statement, {"wanted": wanted}).mappings()
            kept = {row["id"]: _record(table, dict(row)) for row in found}
            rows = []
            for record, row in batch:
                if row["id"] not in kept:
                    kept[row["id"]] = record
                    rows.append(row)
                elif kept[row["id"]] != record:
                    raise _taken(table, row["id"])
            if rows:
                connection.execute(table.insert(), rows)
            added += len(rows)
    return added


def _taken(table: Table, record_id: str) -> CaseError:
    return CaseError(
        f"another {table.name} has the id {record_id!r}, and a {table.name} is never changed",
        hint="withdraw it and add a new one",
    )


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


def _record(table: Table, row: Row) -> Record:
    return _decision(row) if table is schema.decision else _link(row)


def _decision(row: Row) -> Decision:
    return Decision.model_validate(
        {name: row[name] for name in Decision.model_fields} | {"spans": json.loads(row["spans"])}
    )


def _link_row(link: Link) -> Row:
    row = {name: getattr(link, name) for name in Link.model_fields if name not in {"a", "b"}}
    for end in "ab":
        row |= {f"{end}_{column}": getattr(getattr(link, end), field) for column, field in _ENDS}
    return row


def _link(row: Row) -> Link:
    ends = {end: {field: row[f"{end}_{column}"] for column, field in _ENDS} for end in "ab"}
    return Link.model_validate({name: row[name] for name in Link.model_fields if name not in ends} | ends)
