"""How an older case becomes a present one: named functions, each applied once, in order, in one transaction.

A new case is made whole by ``create_schema`` and records every name; an older one runs the functions that it lacks.
To change the schema, change ``schema`` and append a function here; a test compares the two roads.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from claimgraph.errors import CaseError
from claimgraph.store import schema, slimming, views

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

__all__ = ["MIGRATIONS", "Migration", "is_current", "migrate"]

Migration = tuple[str, Callable[["Connection"], None]]


def _log_decisions(connection: Connection) -> None:
    """Decisions become a hash-chained log; what runs found is kept beside what people made of it."""
    from claimgraph.correct import digest_of, first_hash, next_hash
    from claimgraph.records import Decision

    rows = [dict(row) for row in connection.exec_driver_sql("SELECT * FROM decision ORDER BY number").mappings()]
    for table in ("decision", "link"):
        for what in ("changed", "deleted", "replaced"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_is_never_{what}")
    connection.exec_driver_sql("DROP TABLE decision")
    for new in (schema.decision, schema.reading, schema.tombstone):
        new.create(connection)
    previous = first_hash()
    for row in rows:
        fields = {name: value for name, value in row.items() if name in Decision.model_fields}
        digest = digest_of(Decision.model_validate(fields | {"spans": json.loads(row["spans"])}))
        previous = next_hash(previous, digest)
        added = {"part": "text", "roles": "[]", "context": None, "digest": digest, "hash": previous, "purged": 0}
        connection.execute(schema.decision.insert(), [row | added])
    for statement in schema.judgement_triggers():
        connection.exec_driver_sql(statement)


def _copies_and_search(connection: Connection) -> None:
    """Text that articles share; full-text search over claims."""
    for table in (schema.fingerprint, schema.text_copy):
        table.create(connection)
    connection.exec_driver_sql(
        f"CREATE VIEW claim_place AS SELECT article * {schema.PLACES} + number AS place, text FROM claim"
    )
    connection.exec_driver_sql(schema.SEARCH)
    connection.exec_driver_sql("INSERT INTO claim_search (claim_search) VALUES ('rebuild')")


def _add_link_profile(connection: Connection) -> None:
    """Articles are compared with each other, and what they are found by is kept."""
    schema.link_profile.create(connection)


def _add_explanations(connection: Connection) -> None:
    """What may explain a date finding harmlessly."""
    connection.exec_driver_sql("ALTER TABLE date_finding ADD COLUMN explanations TEXT")


def _describe_sources(connection: Connection) -> None:
    """Sources get the parts of their description; those of older runs have none."""
    for column in ("head TEXT", "office TEXT", "place TEXT", "reason TEXT", "plural INTEGER", "number_told INTEGER"):
        connection.exec_driver_sql(f"ALTER TABLE source ADD COLUMN {column}")


def _say_nothing_twice(connection: Connection) -> None:
    """Words, ids and names that stand in a case several times stand there once; views show them as before."""
    for view in ("who_said_what", "claim_place", "article_version"):
        connection.exec_driver_sql(f"DROP VIEW {view}")
    connection.exec_driver_sql("ALTER TABLE original ADD COLUMN dictionary INTEGER REFERENCES article (number)")
    for table in schema.SLIM_TABLES:
        table.create(connection)
    for statement in slimming.COPIES:
        connection.exec_driver_sql(statement)
    for name in slimming.DROPPED:
        connection.exec_driver_sql(f"DROP TABLE {name}")
    views.create_views(connection)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    ("first_schema", schema.create_schema),
    ("copies_and_search", _copies_and_search),
    ("log_decisions", _log_decisions),
    ("link_profile", _add_link_profile),
    ("date_explanations", _add_explanations),
    ("describe_sources", _describe_sources),
    ("say_nothing_twice", _say_nothing_twice),
)


def is_current(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> bool:
    """Whether the database is a case of the present schema; false: it is empty, or an older case.

    Raises:
        CaseError: it is a database of another program, or a case of a newer schema.
    """
    applied = _applied(connection)
    known = [name for name, _ in migrations]
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise CaseError(
            f"the case was written by a newer claimgraph (its change {unknown[0]!r} is not known here)",
            hint="update claimgraph, then open it again",
        )
    return set(applied) == set(known)  # in whatever order they were made


def migrate(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> bool:
    """Bring an empty database or an older case to the present schema; the caller commits.

    Gives whether it was an older case, so that the file may have room to give back.

    Raises:
        CaseError: as ``is_current``.
    """
    if is_current(connection, migrations):
        return False
    applied = _applied(connection)
    missing = [(name, change) for name, change in migrations if name not in applied]
    if applied:
        for _, change in missing:
            change(connection)
    else:
        schema.create_schema(connection)
        views.create_views(connection)
    connection.execute(schema.migration.insert(), [{"name": name} for name, _ in missing])
    return bool(applied)


def _applied(connection: Connection) -> list[str]:
    """Names of the changes made so far, in order; none for an empty database."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() == schema.APPLICATION_ID:
        return [name for (name,) in connection.exec_driver_sql("SELECT name FROM migration ORDER BY number")]
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables:
        raise CaseError(
            "it is a database of another program, not a case",
            hint="name another file with --case; nothing was changed in this one",
        )
    return []
