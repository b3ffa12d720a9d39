"""What a linker finds articles by, in and out. The store does not look inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, select
from sqlalchemy.dialects import sqlite

from claimgraph.store import schema

if TYPE_CHECKING:
    from claimgraph.store.database import Database

__all__ = ["keep_profile", "read_profiles"]

_BATCH: Final = 500


def keep_profile(database: Database, article_id: str, linker: str, content: bytes) -> None:
    """Keep a profile in the place of an earlier one; nothing happens where the case has no such article."""
    table = schema.link_profile
    with database.writing() as connection:
        number = connection.execute(select(schema.article.c.number).where(schema.article.c.id == article_id)).scalar()
        if number is not None:
            statement = sqlite.insert(table).values(article=number, linker=linker, content=content)
            kept = {"linker": linker, "content": content}
            connection.execute(statement.on_conflict_do_update(index_elements=[table.c.article], set_=kept))


def read_profiles(database: Database, linker: str) -> Iterator[tuple[str, bytes | None]]:
    """Ids of all articles in the order in which they came in, with the profile that ``linker`` made."""
    article, table = schema.article, schema.link_profile
    mine = and_(table.c.article == article.c.number, table.c.linker == linker)
    statement = select(article.c.number, article.c.id, table.c.content).outerjoin(table, mine)
    statement = statement.where(article.c.number > bindparam("after")).order_by(article.c.number).limit(_BATCH)
    after = 0
    while True:
        with database.reading() as connection:
            rows = list(connection.execute(statement, {"after": after}))
        if not rows:
            return
        after = rows[-1][0]
        for _, article_id, content in rows:
            yield article_id, content
