"""Content removed for good, and the check that all the rest is what it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from claimgraph.correct import apply_decisions, digest_of, first_hash, next_hash
from claimgraph.errors import InputError
from claimgraph.records import Decision, Tombstone
from claimgraph.store import copies, corrections, decided, originals, read, schema, search

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["purge_article", "verify_case"]

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


def verify_case(database: Database, *, head: str | None = None) -> tuple[list[str], str, int]:
    """What is wrong with the case (nothing, if all is well), the hash of the log's last line, how many lines.

    Checked: every line of the log against the chain of hashes; every text and every original against its SHA-256;
    every corrected annotation against what its run found and its decisions. ``head``: a hash noted earlier that must
    be in the log, without which lines taken off its end cannot be seen.
    """
    troubles, hashes = _verify_log(database)
    if head is not None and head not in hashes:
        troubles.append(f"the log has no line of hash {head}: lines were taken off its end, or it is another log")
    with database.reading() as connection:
        numbers = connection.execute(select(schema.article.c.number).order_by(schema.article.c.number)).scalars().all()
        troubles += originals.verify_originals(connection)
    for number in numbers:
        with database.reading() as connection:
            troubles += _verify_article(connection, number)
    return troubles, hashes[-1] if hashes else first_hash(), len(hashes)


def _verify_log(database: Database) -> tuple[list[str], list[str]]:
    troubles: list[str] = []
    hashes: list[str] = []
    previous, number = first_hash(), 0
    buried = {stone.sha256 for stone in decided.read_tombstones(database)}
    asked = set()
    for line in decided.read_log(database):
        number += 1
        where = f"line {line.number} of the log"
        decision = Decision.model_validate({name: getattr(line, name) for name in Decision.model_fields})
        if line.number != number:
            troubles.append(f"{where}: line {number} is missing")
            number = line.number
        if not line.purged and digest_of(decision) != line.digest:
            troubles.append(f"{where}: its words are not those that were decided")
        if line.purged and not buried:
            troubles.append(f"{where}: its words are gone, but no article was removed")
        if next_hash(previous, line.digest) != line.hash:
            troubles.append(f"{where}: it does not follow the line before it")
        if line.role == "purge":
            asked.add(line.article_sha256)
        previous = line.hash
        hashes.append(line.hash)
    troubles += [f"text {sha256} was removed, but nobody decided so" for sha256 in sorted(buried - asked)]
    return troubles, hashes


def _verify_article(connection: Connection, number: int) -> list[str]:
    try:
        (item,) = read.read_batch(connection, number, number)
        raw = corrections.raw_article(connection, number)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one article, the others are checked
        return [str(error)]
    if raw is not None:
        decisions = corrections.decisions_of(connection, item.article.sha256)
        if apply_decisions(raw, decisions)[0] != item:
            return [f"article {item.article.id!r}: its annotation is not what its run found as people corrected it"]
    return []
