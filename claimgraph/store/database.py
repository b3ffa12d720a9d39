"""One case file, opened: connections, transactions, and what is asked of SQLite.

- Write-ahead log: readers and one writer do not wait for each other; checkpointed and removed on close.
- ``synchronous``: NORMAL for what a machine found, FULL for what a person decided. With NORMAL a crash of the program,
  ``kill -9`` included, loses nothing that was committed; a power cut may lose the last articles, never damage the file,
  and the run can be repeated. A decision cannot, so it waits for the disk.
- ``BEGIN IMMEDIATE`` for writing: a transaction that reads first and then wants to write would fail at once
  instead of waiting for another process.
- ``trusted_schema`` off, for cases are handed from person to person.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from claimgraph.errors import CaseError
from claimgraph.store import migrations, schema
from claimgraph.store.ids import pack_id
from claimgraph.store.trouble import speaking_plainly

__all__ = ["Database"]

BUSY_SECONDS: Final = 30.0
"""How long a writer waits for another process; a transaction is one article, so this is generous."""


LOG_PAGES: Final = 4000
"""The write-ahead log is moved into the file whenever it has grown to these pages of 4 KiB."""

CACHE: Final = {"reading": 16_000, "writing": 4_000}
"""KiB of the file that each connection keeps at most; more makes writing no faster, and a long run larger."""


class Database:
    """The open file; ``reading`` and ``writing`` give a connection for one transaction."""

    def __init__(self, path: str | Path, *, create: bool, read_only: bool) -> None:
        self.path = Path(path).absolute()
        self.read_only = read_only
        self._open = True
        self._lock = threading.Lock()
        _check_place(self.path, create=create and not read_only)
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=4)
        event.listen(self._engine, "begin", _begin)
        try:
            with speaking_plainly(self.path):
                self._prepare()
        except CaseError:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the case."""
        self._check_open()
        with speaking_plainly(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Connection]:
        """A connection whose changes are kept together or not at all; ``durable``: they survive a power cut."""
        self._check_open()
        if self.read_only:
            raise CaseError("the case is open for reading only", where=str(self.path), hint="open it for writing")
        engine = self._engine.execution_options(claimgraph_write="FULL" if durable else "NORMAL")
        with speaking_plainly(self.path), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Move the write-ahead log into the file and let go of it; closing twice is harmless.

        It waits for nobody: what another process holds back is moved when that process closes the case.
        """
        with self._lock:
            if not self._open:
                return
            self._open = False
        try:
            if not self.read_only:
                with speaking_plainly(self.path), self._engine.connect() as connection:
                    raw = connection.connection.driver_connection
                    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]
        finally:
            self._engine.dispose()

    def shrink(self) -> None:
        """Make the file anew without what was deleted, so that not a byte of it is left; the log too.

        Raises:
            CaseError: another process holds the case.
        """
        with speaking_plainly(self.path), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.execute("PRAGMA secure_delete = ON")  # type: ignore[union-attr]
            raw.execute("VACUUM")  # type: ignore[union-attr]
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def _check_open(self) -> None:
        if not self._open:
            raise CaseError("the case is closed", where=str(self.path), hint="open it again")

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            current = migrations.is_current(connection)
        if current:
            return
        if self.read_only:
            raise CaseError(
                "the case is empty, or of an older claimgraph, and cannot be brought up to date while it is only read",
                hint="open it once for writing",
            )
        with self.writing() as connection:
            older = migrations.migrate(connection)
        if older:
            with suppress(CaseError):  # no room to make the file anew, or somebody reads it: it stays as long as it was
                self.shrink()

    def _connect(self) -> sqlite3.Connection:
        # A reader opens for writing too, for else it would leave the files of the log behind; query_only holds it back.
        try:
            return self._configured(f"{self.path.as_uri()}?mode={'rw' if self.read_only else 'rwc'}")
        except sqlite3.OperationalError:
            # A case in a folder that cannot be written to: its log cannot be made, and nothing can be in one.
            if not self.read_only or Path(f"{self.path}-wal").exists():
                raise
            return self._configured(f"{self.path.as_uri()}?immutable=1")

    def _configured(self, uri: str) -> sqlite3.Connection:
        raw = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            raw.create_function("casefold", 1, _casefold, deterministic=True)
            raw.create_function("pack_id", 1, pack_id, deterministic=True)
            for pragma in (
                "foreign_keys = ON",
                "recursive_triggers = ON",
                "trusted_schema = OFF",
                f"cache_size = -{CACHE['reading' if self.read_only else 'writing']}",
            ):
                raw.execute(f"PRAGMA {pragma}")
            ours = raw.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
            empty = not raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if self.read_only:
                raw.execute("PRAGMA query_only = ON")
            elif ours or empty:
                raw.execute("PRAGMA journal_mode = WAL")
                raw.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        except sqlite3.Error:
            raw.close()
            raise
        return raw


def _begin(connection: Connection) -> None:
    level = connection.get_execution_options().get("claimgraph_write")
    if level is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA synchronous = {level}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _casefold(value: str | None) -> str | None:
    return value.casefold() if isinstance(value, str) else None


def _check_place(path: Path, *, create: bool) -> None:
    """Say what is wrong with the place before SQLite says less.

    Raises:
        CaseError: always with the folder or file at fault.
    """
    where = str(path)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):  # told below
        pass
    except OSError as error:  # the name is too long, or its folder closed to us
        reason = error.strerror or str(error)
        raise CaseError(f"it cannot be opened: {reason}", where=where, hint="name another file with --case") from error
    if path.is_dir():
        raise CaseError("it is a folder, not a case", where=where, hint=f"name a file, {path.name}/case.claimgraph say")
    if path.exists():
        if not path.is_file():
            raise CaseError("it is a device or a pipe, not a case", where=where, hint="name another file with --case")
        if not os.access(path, os.R_OK):
            raise CaseError("the case may not be read", where=where, hint="check the permissions of the file")
        return
    if not create:
        raise CaseError(
            "there is no such case", where=where, hint="check the name, or make it: claimgraph run INPUT... --case PATH"
        )
    if not path.parent.is_dir():
        raise CaseError(f"there is no folder {path.parent}", where=where, hint="make the folder first")
    if not os.access(path.parent, os.W_OK):
        raise CaseError(f"the folder {path.parent} may not be written to", where=where, hint="name a file elsewhere")
