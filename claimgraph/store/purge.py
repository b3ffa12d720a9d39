"""Content removed for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from claimgraph.errors import InputError
from claimgraph.records import Decision, Tombstone
from claimgraph.store import copies, decided, originals, schema, search

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["purge_article"]

_GONE: Final = {"spans": "[]", "quoted": "", "before": None, "after": None, "roles": "[]", "context": None, "purged": 1}


def purge_article(database: Database, article_id: str, decision: Decision) -> Tombstone:
    """Remove an article with its text, title, originals, annotations and the words of decisions about it.

    ``decision`` (role ``purge``) says who and when. Its tombstone and the digests of its decisions stay, so that
    the log still verifies. The freed pages are overwritten and the file is made anew.

    Raises:
        InputError: the case has no such article.
        CaseError: the case cannot be written to.
    """
    with database.reading() as connection:
        found = connection.execute(select(schema.article).where(schema.article.c.id == article_id)).one_or_none()
    if found is None:
        raise InputError(f"the case has no article {article_id!r}", hint="claimgraph show lists them all")
    decided.add_decisions(database, [decision])
    with database.writing(durable=True) as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        tombstone = _bury(connection, found.number, article_id, decision)
    database.shrink()
    return tombstone


def _bury(connection: Connection, number: int, article_id: str, decision: Decision) -> Tombstone:
    kept, original = schema.article_original, schema.original
    digests = tuple(connection.execute(select(kept.c.sha256).where(kept.c.article == number)).scalars())
    originals.release_originals(connection, number, digests)
    tombstone = Tombstone(
        article=article_id,
        sha256=decision.article_sha256,
        originals=digests,
        at=decision.at,
        person=decision.person,
        decision=decision.id,
    )
    row = tombstone.model_dump() | {"originals": json.dumps(digests)}
    twins = select(schema.article.c.number).where(
        schema.article.c.sha256 == decision.article_sha256, schema.article.c.number != number
    )
    alone = not connection.execute(twins).scalars().all()
    if alone:  # another article with the same text keeps the decisions about it
        connection.execute(schema.tombstone.insert(), [row])
    copies.forget_copies(connection, number)
    for table in (schema.reading, schema.link_profile, kept, *reversed(schema.MACHINE_TABLES)):
        connection.execute(table.delete().where(table.c.article == number))
    shared = select(kept.c.sha256)
    connection.execute(original.delete().where(original.c.sha256.in_(digests), original.c.sha256.not_in(shared)))
    if alone:
        link, made = schema.link, schema.decision
        connection.execute(link.delete().where(or_(link.c.a_article == article_id, link.c.b_article == article_id)))
        sha256 = decision.article_sha256
        about = or_(made.c.article_sha256 == sha256, made.c.after.contains(sha256), made.c.before.contains(sha256))
        connection.execute(made.update().where(about, made.c.id != decision.id).values(_GONE))
    connection.execute(schema.article.delete().where(schema.article.c.number == number))
    search.index_anew(connection)  # the old index would keep its words until it is next merged
    used = select(schema.annotation.c.publisher).union(select(schema.article_outlet.c.outlet))
    connection.execute(schema.outlet.delete().where(schema.outlet.c.version.not_in(used)))
    return tombstone
