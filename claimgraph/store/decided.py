"""Decisions into the log, and at once into the annotation that they correct; all in one transaction, on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from claimgraph.correct import apply_decisions, apply_link_decisions, digest_of, first_hash, next_hash
from claimgraph.correct.links import ClaimPlace
from claimgraph.errors import CaseError
from claimgraph.records import CaseArticle, ClaimRef, Decision, Link, LoggedDecision, Outcome, Tombstone
from claimgraph.store import corrections, read, schema, write
from claimgraph.store.ids import unpack_id

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from claimgraph.store.database import Database

__all__ = [
    "add_decisions",
    "decide_links",
    "read_log",
    "read_outcomes",
    "read_raw",
    "read_reviewed",
    "read_tombstones",
]

_LIKE_ENOUGH: Final = 0.3
"""Least shared part of two claims' extents for them to be one claim of two runs."""


def add_decisions(database: Database, decisions: Iterable[Decision]) -> int:
    """Append decisions and correct what they are about; all or none. Gives how many were new.

    Raises:
        CaseError: another decision has the id of one, or the one that it withdraws is not there.
    """
    table = schema.decision
    added: list[Decision] = []
    with database.writing(durable=True) as connection:
        previous = connection.execute(select(table.c.hash).order_by(table.c.number.desc()).limit(1)).scalar()
        previous = previous or first_hash()
        for decision in decisions:
            digest = digest_of(decision)
            known = connection.execute(select(table.c.digest).where(table.c.id == decision.id)).scalar()
            if known == digest:
                continue
            if known is not None:
                raise CaseError(
                    f"another decision has the id {decision.id!r}, and a decision is never changed",
                    hint="withdraw it and add a new one",
                )
            previous = next_hash(previous, digest)
            lists = {"spans": json.dumps(decision.spans), "roles": json.dumps(decision.roles)}
            row = dict(decision) | lists | {"digest": digest, "hash": previous, "purged": 0}
            connection.execute(table.insert(), [row])
            added.append(decision)
        fresh = {decision.id for decision in added}
        for sha256 in dict.fromkeys(
            decision.article_sha256 for decision in added if decision.role not in corrections.REMARKS
        ):
            _correct(connection, sha256, fresh)
    return len(added)


def _correct(connection: Connection, sha256: str, fresh: set[str]) -> None:
    """Bring the annotation of every article of this text in line with its decisions; ``fresh``: those just added."""
    article = schema.article
    numbers = connection.execute(select(article.c.number).where(article.c.sha256 == sha256)).scalars().all()
    for number in numbers:
        raw = corrections.raw_article(connection, number)
        if raw is None:
            continue
        made = corrections.corrected(connection, raw)
        before = corrections.corrected(connection, raw, without=fresh)
        there = select(schema.reading.c.run).where(
            schema.reading.c.article == number, schema.reading.c.run == raw.annotation.model
        )
        if made is raw and connection.execute(there).one_or_none() is None:
            continue  # nothing was ever corrected
        corrections.keep_raw(connection, number, raw)
        write.rewrite_article(connection, number, before, made)


def read_log(database: Database) -> Iterator[LoggedDecision]:
    """The log, line by line."""
    table, after = schema.decision, 0
    statement = select(table).where(table.c.number > bindparam("after")).order_by(table.c.number).limit(500)
    while True:
        with database.reading() as connection:
            rows = [dict(row) for row in connection.execute(statement, {"after": after}).mappings()]
            batch = [_logged(row) for row in rows]
        if not rows:
            return
        after = rows[-1]["number"]
        yield from batch


def _logged(row: dict[str, Any]) -> LoggedDecision:
    lists = {name: json.loads(row[name]) for name in ("spans", "roles")}
    return LoggedDecision.model_validate(row | lists | {"purged": bool(row["purged"])})


def read_raw(database: Database, article_id: str, run: str | None = None) -> CaseArticle | None:
    """An article as a run found it, before any correction (default: the run whose annotation stands)."""
    with database.reading() as connection:
        statement = select(schema.article.c.number).where(schema.article.c.id == article_id)
        number = connection.execute(statement).scalar_one_or_none()
        return None if number is None else corrections.raw_article(connection, number, run)


def read_outcomes(database: Database, article_id: str) -> tuple[Outcome, ...]:
    """What became of each decision about an article, under the run whose annotation stands."""
    with database.reading() as connection:
        statement = select(schema.article.c.number, schema.article.c.sha256).where(schema.article.c.id == article_id)
        found = connection.execute(statement).one_or_none()
        if found is None:
            return ()
        decisions = corrections.decisions_of(connection, found.sha256)
        raw = corrections.raw_article(connection, found.number) if decisions else None
    return apply_decisions(raw, decisions)[1] if raw else ()


def read_reviewed(database: Database, article_id: str) -> tuple[CaseArticle, tuple[Outcome, ...]] | None:
    """An article as people corrected it and what became of each decision about it; null where the case has none."""
    with database.reading() as connection:
        statement = select(schema.article.c.number, schema.article.c.sha256).where(schema.article.c.id == article_id)
        found = connection.execute(statement).one_or_none()
        if found is None:
            return None
        decisions = corrections.decisions_of(connection, found.sha256)
        if not decisions:
            return read.read_batch(connection, found.number, found.number)[0], ()
        raw = corrections.raw_article(connection, found.number)
    return apply_decisions(raw, decisions) if raw else None


def read_tombstones(database: Database) -> tuple[Tombstone, ...]:
    """What is left of the articles that were removed."""
    with database.reading() as connection:
        rows = connection.execute(select(schema.tombstone).order_by(schema.tombstone.c.number)).mappings()
        return tuple(_tombstone(dict(row)) for row in rows)


def _tombstone(row: dict[str, Any]) -> Tombstone:
    row["originals"] = json.loads(row["originals"])
    return Tombstone.model_validate({name: row[name] for name in Tombstone.model_fields})


def decide_links(database: Database, links: Iterable[Link]) -> Iterator[Link]:
    """``links`` as people decided them."""
    table = schema.decision
    judged = select(table).where((table.c.role == "link") | table.c.withdraws.is_not(None), table.c.purged == 0)
    with database.reading() as connection:
        if not connection.execute(select(func.count()).select_from(judged.subquery())).scalar_one():
            decisions = []
        else:
            rows = connection.execute(judged.order_by(table.c.number)).mappings()
            decisions = [corrections.to_decision(dict(row)) for row in rows]

    def find(place: ClaimPlace) -> ClaimRef | None:
        with database.reading() as connection:
            return _find_claim(connection, place)

    yield from apply_link_decisions(links, decisions, find)


def _find_claim(connection: Connection, place: ClaimPlace) -> ClaimRef | None:
    """The claim that stands at a place today: the one that shares most of its extent."""
    article, claim = schema.article, schema.claim_row
    statement = (
        select(article.c.id, claim.c.id.label("claim"), claim.c.start, claim.c.end)
        .join_from(claim, article)
        .where(article.c.sha256 == place.article_sha256, claim.c.start < place.span.end, claim.c.end > place.span.start)
    )
    best, best_key = None, (_LIKE_ENOUGH, False)
    for row in connection.execute(statement):
        shared = min(row.end, place.span.end) - max(row.start, place.span.start)
        union = max(row.end, place.span.end) - min(row.start, place.span.start)
        key = (shared / union, row.id == place.article)
        if key > best_key:
            best, best_key = ClaimRef(id=row.id, claim=unpack_id(row.claim), start=row.start, end=row.end), key
    return best
