"""How an older case becomes a present one: named functions, each applied once, in order, in one transaction.

A new case is made whole by ``create_schema`` and records every name; an older one runs the functions that it lacks.
To change the schema, change ``schema`` and append a function here; a test compares the two roads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from claimgraph.errors import CaseError
from claimgraph.store import schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

__all__ = ["MIGRATIONS", "Migration", "is_current", "migrate"]

Migration = tuple[str, Callable[["Connection"], None]]


def _describe_sources(connection: Connection) -> None:
    """Sources get the parts of their description; those of older runs have none."""
    for column in ("head TEXT", "office TEXT", "place TEXT", "reason TEXT", "plural INTEGER", "number_told INTEGER"):
        connection.exec_driver_sql(f"ALTER TABLE source ADD COLUMN {column}")


MIGRATIONS: Final[tuple[Migration, ...]] = (
    ("first_schema", schema.create_schema),
    ("describe_sources", _describe_sources),
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
    return applied == known


def migrate(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring an empty database or an older case to the present schema; the caller commits.

    Raises:
        CaseError: as ``is_current``.
    """
    if is_current(connection, migrations):
        return
    applied = _applied(connection)
    missing = [(name, change) for name, change in migrations if name not in applied]
    if applied:
        for _, change in missing:
            change(connection)
    else:
        schema.create_schema(connection)
    connection.execute(schema.migration.insert(), [{"name": name} for name, _ in missing])


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
