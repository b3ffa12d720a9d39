"""Text that articles share, in and out. A machine found it: it is replaced whenever it is looked for again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, or_, select

from claimgraph.records import Article, Copy, Passage
from claimgraph.store import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = [
    "forget_copies",
    "keep_copies",
    "keep_fingerprints",
    "read_article",
    "read_compared",
    "read_copies",
    "read_fingerprints",
    "read_unprinted",
]

_BATCH: Final = 200
_ARTICLE: Final = ("id", "text", "outlet", "url", "title", "author", "date", "language", "sha256")


def read_unprinted(database: Database) -> Iterator[Article]:
    """Articles of which no fingerprint is kept, in the order in which they came in."""
    table, prints = schema.article, schema.fingerprint
    statement = (
        select(table.c.number, *(table.c[name] for name in _ARTICLE))
        .outerjoin(prints, prints.c.article == table.c.number)
        .where(prints.c.article.is_(None), table.c.number > bindparam("after"))
        .order_by(table.c.number)
        .limit(_BATCH)
    )
    after = 0
    while True:
        with database.reading() as connection:
            rows = connection.execute(statement, {"after": after}).all()
        if not rows:
            return
        after = rows[-1][0]
        for row in rows:
            yield Article(**dict(zip(_ARTICLE, row[1:], strict=True)))


def keep_fingerprints(database: Database, prints: Iterable[tuple[str, bytes]]) -> None:
    """Keep the hashes of articles, all or none; those of an id that the case lacks are left out."""
    statement = schema.fingerprint.insert().prefix_with("OR REPLACE")
    with database.writing() as connection:
        numbers = _numbers(connection)
        known = ({"article": numbers[key], "hashes": hashes} for key, hashes in prints if key in numbers)
        while rows := list(itertools.islice(known, _BATCH)):
            connection.execute(statement, rows)


def read_fingerprints(database: Database) -> Iterator[tuple[str, str, bytes]]:
    """Article id, its date or an empty text, its hashes."""
    article, prints = schema.article, schema.fingerprint
    statement = (
        select(article.c.number, article.c.id, article.c.date, prints.c.hashes)
        .join(prints, prints.c.article == article.c.number)
        .where(article.c.number > bindparam("after"))
        .order_by(article.c.number)
        .limit(_BATCH)
    )
    after = 0
    while True:
        with database.reading() as connection:
            rows = connection.execute(statement, {"after": after}).all()
        if not rows:
            return
        after = rows[-1][0]
        for _, key, day, hashes in rows:
            yield key, day or "", hashes


def read_article(database: Database, article_id: str) -> Article | None:
    """The article alone, without what was found in it."""
    statement = select(*(schema.article.c[name] for name in _ARTICLE)).where(schema.article.c.id == article_id)
    with database.reading() as connection:
        row = connection.execute(statement).one_or_none()
    return Article(**dict(zip(_ARTICLE, row, strict=True))) if row else None


def keep_copies(database: Database, found: Mapping[tuple[str, str], Copy | None]) -> None:
    """Keep, for pairs of articles that were compared, what they share; for all others nothing."""
    with database.writing() as connection:
        numbers = _numbers(connection)
        connection.execute(schema.text_copy.delete())
        rows = []
        for pair, one in found.items():
            ends = (one.a, one.b) if one else pair
            facts = dict(one) if one else {"share": 0.0, "share_of_b": 0.0, "words": 0, "direction": "unknown"}
            if all(end in numbers for end in ends):
                places = {"a": numbers[ends[0]], "b": numbers[ends[1]]}
                rows.append(facts | places | {"passages": json.dumps(one.passages if one else [])})
        if rows:
            connection.execute(schema.text_copy.insert(), rows)


def read_compared(database: Database) -> dict[tuple[str, str], Copy | None]:
    """Every pair that was compared, sorted ids, and what it shares."""
    return {(min(a, b), max(a, b)): one for a, b, one in _read(database, None)}


def read_copies(database: Database, article_id: str | None) -> list[Copy]:
    """What is kept, sorted by the ids of the articles."""
    return [one for _, _, one in _read(database, article_id) if one is not None]


def _read(database: Database, article_id: str | None) -> list[tuple[str, str, Copy | None]]:
    table = schema.text_copy
    a, b = schema.article.alias(), schema.article.alias()
    statement = (
        select(a.c.id, b.c.id, table.c.share, table.c.share_of_b, table.c.words, table.c.direction, table.c.passages)
        .select_from(table)
        .join(a, a.c.number == table.c.a)
        .join(b, b.c.number == table.c.b)
        .order_by(a.c.id, b.c.id)
    )
    if article_id is not None:
        statement = statement.where(or_(a.c.id == article_id, b.c.id == article_id))
    with database.reading() as connection:
        return [(row[0], row[1], _copy(row) if row[4] else None) for row in connection.execute(statement)]


def _copy(row: Any) -> Copy:
    *facts, passages = row
    fields = ("a", "b", "share", "share_of_b", "words", "direction")
    return Copy(**dict(zip(fields, facts, strict=True)), passages=tuple(Passage(*p) for p in json.loads(passages)))


def forget_copies(connection: Connection, number: int) -> None:
    """Forget what the article of this number shares with others."""
    table = schema.text_copy
    connection.execute(schema.fingerprint.delete().where(schema.fingerprint.c.article == number))
    connection.execute(table.delete().where((table.c.a == number) | (table.c.b == number)))


def _numbers(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(schema.article.c.id, schema.article.c.number))
    return {row.id: row.number for row in rows}
