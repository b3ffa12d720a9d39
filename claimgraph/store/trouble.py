"""What SQLite and the file system complain of, said so that a person can act on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from claimgraph.errors import CaseError, InputError

__all__ = ["speaking_plainly", "unstorable"]

_REASONS = (
    ("SQLITE_NOTADB", "it is no case: not an SQLite database", "name another file with --case"),
    (
        "SQLITE_CORRUPT",
        "the case is damaged",
        "restore a copy, or save what is left: sqlite3 FILE .recover | sqlite3 NEWFILE",
    ),
    ("SQLITE_FULL", "the disk is full; what was stored before is whole", "make room, then run it again"),
    ("SQLITE_READONLY", "the case cannot be written to", "check the permissions of the file and of its folder"),
    ("SQLITE_CANTOPEN", "the case cannot be opened", "check that its folder is there and may be written to"),
    ("SQLITE_PERM", "the case cannot be opened", "check the permissions of the file and of its folder"),
    ("SQLITE_BUSY", "another program keeps the case locked", "wait until it has finished, then run it again"),
    ("SQLITE_LOCKED", "another program keeps the case locked", "wait until it has finished, then run it again"),
    ("SQLITE_IOERR", "the disk failed to read or write the case", "check the disk and its free space"),
    ("SQLITE_TOOBIG", "an article or its original is too long for the case", "leave it out, or split it"),
    ("SQLITE_CONSTRAINT", "the case refused a row", "the records given contradict one another or the case"),
)


_EDITED = "the case was damaged or edited by hand; add the articles to a new case"


@contextmanager
def speaking_plainly(path: Path) -> Iterator[None]:
    """Turn whatever the database or the disk raises within into a ``CaseError`` that names ``path``.

    Raises:
        CaseError: the file failed.
        InputError: what was to be stored or looked up is no text.
    """
    try:
        yield
    except CaseError as error:
        if error.where is not None:
            raise
        raise CaseError(error.message, where=str(path), hint=error.hint) from error
    except UnicodeEncodeError as error:
        raise unstorable(error) from error
    except ValueError as error:  # a record refuses what is stored, or it is no JSON
        reason = " ".join(str(error).split())[:200]
        raise CaseError(f"a row has not the shape it must have: {reason}", where=str(path), hint=_EDITED) from error
    except (sqlite3.Error, SQLAlchemyError, OSError) as error:
        raise _case_error(path, error) from error


def unstorable(error: UnicodeEncodeError, where: str | None = None) -> InputError:
    """The error for half a character; SQLite keeps UTF-8, which has none."""
    broken = error.object[error.start]
    around = error.object[max(0, error.start - 20) : error.end + 20]
    return InputError(
        f"a lone surrogate (U+{ord(broken):04X}) is half a character and cannot be stored: {around!r}",
        where=where,
        hint="mend the encoding of the input",
    )


def _case_error(path: Path, error: Exception) -> CaseError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    name = getattr(cause, "sqlite_errorname", None) or ""
    for prefix, message, hint in _REASONS:
        if name.startswith(prefix):
            detail = f": {cause}" if prefix == "SQLITE_CONSTRAINT" else ""
            return CaseError(f"{message}{detail}", where=str(path), hint=hint)
    hint = "the case may be damaged: sqlite3 FILE 'PRAGMA integrity_check' tells"
    return CaseError(str(cause).splitlines()[0], where=str(path), hint=hint)
