"""Full-text search over claims, in the case file itself (SQLite FTS5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, literal_column, select, text
from sqlalchemy.sql.selectable import Subquery

from claimgraph.errors import InputError
from claimgraph.records import Claim
from claimgraph.store import schema
from claimgraph.store.ids import pack_id, unpack_id

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["add_claims", "claims_of_id", "drop_claims", "index_anew", "matching", "query_of", "search_claims"]

_TERM: Final = re.compile(r'"([^"]+)"|“([^”]+)”|(\w+)')


def add_claims(connection: Connection, number: int, words: str, claims: Iterable[Claim]) -> None:
    """Let the claims of the article of this number be found; ``words`` is its text."""
    rows = [(number * schema.PLACES + place, words[c.start : c.end]) for place, c in enumerate(claims)]
    if rows:
        connection.exec_driver_sql("INSERT INTO claim_search (rowid, text) VALUES (?, ?)", rows)


def drop_claims(connection: Connection, number: int) -> None:
    """Let the claims of an article be found no more; to be called while they are still there."""
    rows = _claims_of(connection, number)
    if rows:
        statement = "INSERT INTO claim_search (claim_search, rowid, text) VALUES ('delete', ?, ?)"
        connection.exec_driver_sql(statement, rows)


def index_anew(connection: Connection) -> None:
    """Make the index anew from the claims that there are, so that it holds no other word."""
    connection.exec_driver_sql("INSERT INTO claim_search (claim_search) VALUES ('delete-all')")
    numbers = connection.execute(select(schema.article.c.number).order_by(schema.article.c.number)).scalars().all()
    for number in numbers:
        rows = _claims_of(connection, number)
        if rows:
            connection.exec_driver_sql("INSERT INTO claim_search (rowid, text) VALUES (?, ?)", rows)


def _claims_of(connection: Connection, number: int) -> list[tuple[int, str]]:
    """Place and words of each claim of an article; the words are cut here, for SQLite would walk a text from its start."""
    head, claim = schema.article, schema.claim_row
    words: str = connection.execute(select(head.c.text).where(head.c.number == number)).scalar_one()
    statement = select(claim.c.number, claim.c.start, claim.c.end).where(claim.c.article == number)
    rows = connection.execute(statement.order_by(claim.c.number))
    return [(number * schema.PLACES + place, words[start:end]) for place, start, end in rows]


def query_of(words: str, *, every: bool = True) -> str:
    """What FTS5 is asked: each word, or quoted phrase, as it stands; ``every``: all of them, else any.

    Raises:
        InputError: there is no word.
    """
    terms = [" ".join(re.findall(r"\w+", a or b or c)) for a, b, c in _TERM.findall(words)]
    if not any(terms):
        raise InputError(f"there is no word in {words!r}", hint="give words of the claim")
    return (" AND " if every else " OR ").join(f'"{term}"' for term in terms if term)


def matching(words: str, *, every: bool = True) -> Subquery:
    """Places of the claims that match, and how well: the smaller ``rank``, the better."""
    columns: tuple[Any, ...] = (literal_column("rowid").label("place"), literal_column("rank").label("rank"))
    statement: Select[Any] = (
        select(*columns)
        .select_from(text("claim_search"))
        .where(text("claim_search MATCH :words").bindparams(words=query_of(words, every=every)))
    )
    return statement.subquery()


def search_claims(database: Database, words: str, *, limit: int, any_word: bool) -> list[tuple[str, str]]:
    """Article id and claim id of the claims that match best, best first."""
    for every in (False,) if any_word else (True, False):
        found = matching(words, every=every)
        place = schema.claim_row.c.article * schema.PLACES + schema.claim_row.c.number
        statement = (
            select(schema.article.c.id, schema.claim_row.c.id)
            .select_from(found)
            .join(schema.article, schema.article.c.number == literal_column(f"place / {schema.PLACES}"))
            .join(schema.claim_row, (schema.claim_row.c.article == schema.article.c.number) & (place == found.c.place))
            .order_by(found.c.rank, schema.article.c.id, schema.claim_row.c.number)
            .limit(limit)
        )
        with database.reading() as connection:
            rows = [(article, unpack_id(claim)) for article, claim in connection.execute(statement)]
        if rows:
            return rows
    return []


def claims_of_id(database: Database, claim_id: str, article_id: str | None) -> list[tuple[str, str]]:
    """Article id and claim id: copies of one text under two article ids may give claims of one id."""
    statement = (
        select(schema.article.c.id, schema.claim_row.c.id)
        .join(schema.claim_row, schema.claim_row.c.article == schema.article.c.number)
        .where(schema.claim_row.c.id == pack_id(claim_id))
        .order_by(schema.article.c.number)
    )
    if article_id is not None:
        statement = statement.where(schema.article.c.id == article_id)
    with database.reading() as connection:
        return [(article, unpack_id(claim)) for article, claim in connection.execute(statement)]
