"""Every exception that claimgraph raises on purpose.

ClaimgraphError                 the root: what went wrong, where, what to do
├── InputError                  one input cannot be read; the others go on
│   └── SkippedInputError       one input was left out on purpose; nothing has failed
├── SchemaError                 data that does not have the shape it must have
├── CaseError                   the case file cannot be opened, read or written
├── ModelError                  the weights or the runtime that executes them are unusable
├── ExportError                 a view or a record cannot be written in the format asked for
└── MissingExtraError           an optional dependency is not installed
"""

from __future__ import annotations

__all__ = [
    "CaseError",
    "ClaimgraphError",
    "ExportError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "SchemaError",
    "SkippedInputError",
]


class ClaimgraphError(Exception):
    """The root of all errors that a user can do something about.

    Args:
        message: what is wrong, in one sentence.
        where: the file, line, article or column it happened at, if known.
        hint: what the user can do about it.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: ``where: message (hint)``."""
        head = f"{self.where}: " if self.where else ""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{head}{self.message}{tail}"


class InputError(ClaimgraphError):
    """One input cannot be read; it is named and the rest goes on."""


class SkippedInputError(InputError):
    """One input was left out on purpose (a picture in a folder, an article that came twice); nothing has failed."""


class SchemaError(ClaimgraphError):
    """Data that does not have the shape it must have."""


class CaseError(ClaimgraphError):
    """The case file cannot be opened, read or written."""


class ModelError(ClaimgraphError):
    """The weights, or the runtime that executes them, are unusable."""


class ExportError(ClaimgraphError):
    """A view or a record cannot be written in the format asked for."""


class MissingExtraError(ClaimgraphError):
    """An optional dependency is not installed; the hint names the extra."""
