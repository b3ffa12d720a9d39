"""The check that a case is what people and runs made of it: the log, the texts, the originals, the corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from claimgraph.correct import apply_decisions, digest_of, first_hash, next_hash
from claimgraph.records import Decision, LoggedDecision
from claimgraph.store import corrections, decided, originals, read, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = ["verify_case"]


def verify_case(database: Database, *, head: str | None = None) -> tuple[list[str], str, int]:
    """What is wrong with the case (nothing, if all is well), the hash of the log's last line, how many lines.

    Checked: that the file is whole and refuses to change its log; every line of the log against the chain of hashes;
    every removal against the log; every text and every original against its SHA-256; every corrected annotation against
    what its run found and its decisions. ``head``: a hash noted earlier that must be in the log, without which lines
    taken off its end, or a log written anew, cannot be seen.

    Not seen: what a machine found in an article that nobody corrected is kept without a hash.
    """
    with database.reading() as connection:
        troubles = [*_verify_file(connection)]
    told, hashes = _verify_log(database)
    troubles += told
    if head is not None and head not in hashes:
        troubles.append(f"the log has no line of hash {head}: lines were taken off its end, or it is another log")
    with database.reading() as connection:
        numbers = connection.execute(select(schema.article.c.number).order_by(schema.article.c.number)).scalars().all()
        troubles += _verify_originals(connection)
    for number in numbers:
        with database.reading() as connection:
            troubles += _verify_article(connection, number)
    return troubles, hashes[-1] if hashes else first_hash(), len(hashes)


def _verify_log(database: Database) -> tuple[list[str], list[str]]:
    troubles: list[str] = []
    hashes: list[str] = []
    previous, number = first_hash(), 0
    stones = {stone.sha256: stone for stone in decided.read_tombstones(database)}
    buried = set(stones)
    asked: dict[str, LoggedDecision] = {}
    for line in decided.read_log(database):
        number += 1
        where = f"line {line.number} of the log"
        decision = Decision.model_validate({name: getattr(line, name) for name in Decision.model_fields})
        if line.number != number:
            troubles.append(f"{where}: line {number} is missing")
            number = line.number
        if not line.purged and digest_of(decision) != line.digest:
            troubles.append(f"{where}: its words are not those that were decided")
        if line.purged and line.article_sha256 not in buried and not (buried and line.role == "link"):
            troubles.append(f"{where}: its words are gone, but its article was not removed")
        if next_hash(previous, line.digest) != line.hash:
            troubles.append(f"{where}: it does not follow the line before it")
        if line.role == "purge":
            asked[line.article_sha256] = line
        previous = line.hash
        hashes.append(line.hash)
    troubles += [f"text {sha256} was removed, but nobody decided so" for sha256 in sorted(buried - set(asked))]
    for sha256 in sorted(buried & set(asked)):
        stone, line = stones[sha256], asked[sha256]
        if (stone.person, stone.at, stone.decision) != (line.person, line.at, line.id):
            troubles.append(f"text {sha256}: its tombstone is not what was decided")
    with database.reading() as connection:
        there = set(
            connection.execute(select(schema.article.c.sha256).where(schema.article.c.sha256.in_(asked))).scalars()
        )
    troubles += [
        f"text {sha256} is gone as somebody decided, but its tombstone is missing"
        for sha256 in sorted(set(asked) - buried - there)
    ]
    return troubles, hashes


def _verify_file(connection: Connection) -> Iterator[str]:
    """What is wrong with the file itself: damaged pages, rows without what they belong to, guards taken off."""
    for (found,) in connection.exec_driver_sql("PRAGMA quick_check(3)"):
        if found != "ok":
            yield f"the file is damaged: {found}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5):
        yield f"a row of the table {row[0]!r} belongs to one of {row[2]!r} that is not there"
    there = set(
        connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
        ).scalars()
    )
    for table in ("decision", "link"):
        for act in ("changed", "deleted"):
            if f"{table}_is_never_{act}" not in there:
                yield f"the guard that no {table} is ever {act} was taken off the file"


def _verify_originals(connection: Connection) -> list[str]:
    table, kept = schema.original, schema.article_original
    lonely = select(table.c.sha256).where(table.c.sha256.not_in(select(kept.c.sha256)))
    troubles = [f"original {sha256}: no article was read from it" for sha256 in connection.execute(lonely).scalars()]
    return troubles + originals.damaged_originals(connection)


def _verify_article(connection: Connection, number: int) -> list[str]:
    try:
        (item,) = read.read_batch(connection, number, number)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one article, the others are checked
        return [str(error)]
    try:
        raw = corrections.raw_article(connection, number)
    except Exception as error:  # noqa: BLE001 - as above
        return [f"article {item.article.id!r}: what its run found cannot be read: {error}"]
    if raw is not None:
        decisions = corrections.decisions_of(connection, item.article.sha256)
        if apply_decisions(raw, decisions)[0] != item:
            return [f"article {item.article.id!r}: its annotation is not what its run found as people corrected it"]
    return []
