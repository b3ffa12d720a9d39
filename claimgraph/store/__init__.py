"""The case file: articles, all that was found in them, and every judgement of a person, in one SQLite database.

Nothing here loads the database library until a case is opened. Importers use ``open_case``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.store.rows import Added, ArticleRow, AttributionRow, ClaimFilter, ClaimRow, SourceRow

if TYPE_CHECKING:
    from pathlib import Path

    from claimgraph.store.case import Case

from claimgraph.store.watched import Watched

__all__ = [
    "Added",
    "ArticleRow",
    "AttributionRow",
    "Case",
    "ClaimFilter",
    "ClaimRow",
    "SourceRow",
    "Watched",
    "open_case",
]


def open_case(path: str | Path, *, create: bool = True, read_only: bool = False) -> Case:
    """The case in the file ``path``; use it in a ``with`` block, or ``close`` it.

    An older case is brought up to date, unless it is opened for reading only.

    Args:
        path: the file; by custom it ends in ``.claimgraph``.
        create: make the file where there is none.
        read_only: change nothing, not even the file's age; the file must be there.

    Raises:
        CaseError: the file is no case, is damaged, is newer than this program, or its folder cannot be used.
    """
    from claimgraph.store.case import Case

    return Case(path, create=create, read_only=read_only)


def __getattr__(name: str) -> object:
    """``Case``, loaded when it is first named."""
    if name == "Case":
        from claimgraph.store import case

        return case.Case
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
