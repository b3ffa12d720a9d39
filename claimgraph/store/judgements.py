"""Judgements in and out: decisions of people, links by machines. Added, never changed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import Select, Table, bindparam, select

from claimgraph.errors import CaseError
from claimgraph.records import Decision, Link
from claimgraph.store import schema
from claimgraph.store.corrections import to_decision

if TYPE_CHECKING:
    from claimgraph.store.database import Database

__all__ = ["add_links", "read_decisions", "read_links"]

Row = dict[str, Any]
Judgement = TypeVar("Judgement", Decision, Link)

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
    """Judgements between claims in the order in which they were made."""
    return _in_order(database, schema.link, select(schema.link), _link)


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
