"""What was read of feeds and folders that are watched: a line of JSON each, beside the case."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, Self

from claimgraph.errors import CaseError

__all__ = ["Watched"]

_ATTEMPTS: Final = 3
"""How often an entry that fails is read: a server may be down for an hour."""


class Watched:
    """The keys of what was read; a line is on the disk when ``mark`` returns.

    Args:
        case: the case file; the lines stand in ``CASE.watched`` beside it. If it is lost, all is read once more, and
            the case, which knows its articles, stays as it is.

    Raises:
        CaseError: the file cannot be read or written.
    """

    def __init__(self, case: Path) -> None:
        self._path = Path(f"{case}.watched")
        self._read: set[str] = set()
        self._failed: Counter[str] = Counter()
        try:
            self._file = self._path.open("a+", encoding="utf-8")
            self._file.seek(0)
            last = ""
            for last in self._file:
                self._take(last)
            if last and not last.endswith("\n"):
                self._file.write("\n")  # a line that broke off stays alone
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(
                f"what was watched cannot be read: {error}", where=str(self._path), hint="remove the file, or mend it"
            ) from error

    def _take(self, line: str) -> None:
        try:
            row = json.loads(line)
            self._note(row["key"], row["outcome"])
        except (ValueError, KeyError, TypeError):
            return  # half a line: what it was about is read again

    def _note(self, key: str, outcome: str) -> None:
        if outcome == "read":
            self._read.add(key)
        else:
            self._failed[key] += 1

    def has(self, key: str) -> bool:
        """Whether nothing is to be done for ``key``: it was read, or has failed three times."""
        short = _short(key)
        return short in self._read or self._failed[short] >= _ATTEMPTS

    def mark(self, key: str, outcome: Literal["read", "failed"], where: str) -> None:
        """Note what became of an entry."""
        row = {
            "key": _short(key),
            "outcome": outcome,
            "where": where,
            "at": datetime.now(UTC).isoformat("T", "seconds"),
        }
        try:
            self._file.write(json.dumps(row) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise CaseError(
                f"cannot be written: {error.strerror}", where=str(self._path), hint="make room, then watch again"
            ) from error
        self._note(row["key"], outcome)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _short(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:20]
