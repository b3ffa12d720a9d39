"""Which articles have come already: in memory while they are few, in a file that vanishes when they are many."""

from __future__ import annotations

import sqlite3
from typing import Final

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest.article import Loaded, ReadResult, text_id

__all__ = ["Seen"]

_IN_MEMORY: Final = 200_000
"""Some 120 bytes an article."""


class Seen:
    """The ids that have come, with what they stood for: 16 bytes of hash an article."""

    def __init__(self) -> None:
        self._few: dict[int, int] = {}
        self._many: sqlite3.Connection | None = None

    def check(self, loaded: ReadResult) -> ReadResult:
        """``loaded``, or why it is not to be read a second time."""
        if not isinstance(loaded, Loaded):
            return loaded
        article, where = loaded.article, loaded.original.name
        key = int(text_id(article.id), 16)
        text = int(article.sha256[:12], 16) << 16
        digest = text | int(text_id(f"{article.outlet}\x1f{article.url}")[:4], 16)
        known = self._remember(key, digest)
        if known is None:
            return loaded
        shown = article.id if len(article.id) <= 60 else article.id[:60] + "…"
        if known == digest:
            return SkippedInputError(
                f"article {shown!r} has been read before; it is left out", where=where, hint="remove the copy"
            )
        if known >> 16 == text >> 16:
            return InputError(
                f"has the text of an article read before, id {shown!r}, with another outlet or URL",
                where=where,
                hint='if both published it, put them into one JSONL or CSV, each with its own "id"',
            )
        return InputError(
            f"its id {shown!r} belongs to an article read before, with another text",
            where=where,
            hint='give each article its own "id"',
        )

    def _remember(self, key: int, digest: int) -> int | None:
        """What is known of ``key``; null if nothing was until now."""
        known = self._few.get(key)
        if known is not None:
            return known
        if len(self._few) < _IN_MEMORY:
            self._few[key] = digest
            return None
        # SQLite's whole numbers have a sign.
        low, high = key - (1 << 63), digest - (1 << 63)
        if self._many is None:
            # An unnamed database lives in a temporary file, which the system removes with the last hand on it.
            self._many = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._many.execute("PRAGMA journal_mode = OFF")
            self._many.execute("PRAGMA synchronous = OFF")
            self._many.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY, digest INTEGER) WITHOUT ROWID")
        row = self._many.execute("SELECT digest FROM seen WHERE key = ?", (low,)).fetchone()
        if row is None:
            self._many.execute("INSERT INTO seen VALUES (?, ?)", (low, high))
            return None
        return int(row[0]) + (1 << 63)

    def __del__(self) -> None:
        if self._many is not None:
            self._many.close()
