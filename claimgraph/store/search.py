"""Full-text search over claims, in the case file itself (SQLite FTS5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, literal_column, select, text
from sqlalchemy.sql.selectable import Subquery

from claimgraph.errors import InputError
from claimgraph.store import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["add_claims", "claims_of_id", "drop_claims", "index_anew", "matching", "query_of", "search_claims"]

_TERM: Final = re.compile(r'"([^"]+)"|“([^”]+)”|(\w+)')


def add_claims(connection: Connection, number: int) -> None:
    """Let the claims of the article of this number be found."""
    connection.execute(
        text(
            "INSERT INTO claim_search (rowid, text) SELECT place, text FROM claim_place WHERE place BETWEEN :low AND :high"
        ),
        _bounds(number),
    )


def drop_claims(connection: Connection, number: int) -> None:
    """Let the claims of an article be found no more; to be called while they are still there."""
    connection.execute(
        text(
            "INSERT INTO claim_search (claim_search, rowid, text) "
            "SELECT 'delete', place, text FROM claim_place WHERE place BETWEEN :low AND :high"
        ),
        _bounds(number),
    )


def index_anew(connection: Connection) -> None:
    """Make the index anew from the claims that there are, so that it holds no other word."""
    connection.execute(text("INSERT INTO claim_search (claim_search) VALUES ('rebuild')"))


def _bounds(number: int) -> dict[str, int]:
    return {"low": number * schema.PLACES, "high": (number + 1) * schema.PLACES - 1}


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
        place = schema.claim.c.article * schema.PLACES + schema.claim.c.number
        statement = (
            select(schema.article.c.id, schema.claim.c.id)
            .select_from(found)
            .join(schema.article, schema.article.c.number == literal_column(f"place / {schema.PLACES}"))
            .join(schema.claim, (schema.claim.c.article == schema.article.c.number) & (place == found.c.place))
            .order_by(found.c.rank, schema.article.c.id, schema.claim.c.number)
            .limit(limit)
        )
        with database.reading() as connection:
            rows = [(article, claim) for article, claim in connection.execute(statement)]
        if rows:
            return rows
    return []


def claims_of_id(database: Database, claim_id: str, article_id: str | None) -> list[tuple[str, str]]:
    """Article id and claim id: copies of one text under two article ids may give claims of one id."""
    statement = (
        select(schema.article.c.id, schema.claim.c.id)
        .join(schema.claim, schema.claim.c.article == schema.article.c.number)
        .where(schema.claim.c.id == claim_id)
        .order_by(schema.article.c.number)
    )
    if article_id is not None:
        statement = statement.where(schema.article.c.id == article_id)
    with database.reading() as connection:
        return [(article, claim) for article, claim in connection.execute(statement)]
