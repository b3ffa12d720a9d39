"""What comes in: articles, and the bytes they were read from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from claimgraph.records.base import Record

__all__ = ["Article", "InputRow", "Original"]


class InputRow(BaseModel):
    """One object of the JSONL input; unknown fields are ignored, all but ``text`` may be absent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    """The article's text; it is kept as it is."""
    id: str | None = None
    """Default: the first 16 hex digits of the text's SHA-256."""
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    """ISO date, or datetime with offset; anything else becomes null with a warning."""
    language: str | None = None


class Article(Record):
    """One article as it was published. ``text`` never changes; all offsets count its code points."""

    id: str
    text: str
    outlet: str | None = None
    """The publisher's name as given; null where it is not known."""
    url: str | None = None
    title: str | None = None
    """The headline; it is not part of ``text``."""
    author: str | None = None
    date: str | None = None
    """ISO 8601 date, or datetime with offset."""
    language: str | None = None
    """ISO 639-1 code; null is treated as English."""
    sha256: str
    """Hex SHA-256 of ``text`` in UTF-8."""
    warnings: tuple[str, ...] = Field(default=(), exclude=True)
    """What the reader could not use (a nonsense date, say); told to the user, not stored."""


class Original(Record):
    """The bytes that an article was read from, kept as evidence."""

    sha256: str
    """Hex SHA-256 of ``content``."""
    content: bytes
    name: str
    """Path, URL or ``-`` for standard input."""
    media_type: str
