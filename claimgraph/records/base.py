"""What all records share: frozen models, spans, content hashes."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

__all__ = ["Record", "Span", "content_id", "hull", "union_length"]


class Record(BaseModel):
    """A frozen model that forbids unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of Unicode code points of a text; JSON: ``[start, end]``."""

    start: int
    end: int


def hull(spans: tuple[Span, ...]) -> Span:
    """The smallest span that holds all of ``spans`` (at least one)."""
    if len(spans) == 1:  # nearly always, and asked some thousand times an article
        return spans[0]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def union_length(spans: tuple[Span, ...]) -> int:
    """How many code points ``spans`` cover together; overlaps count once."""
    length, reached = 0, -1
    for start, end in sorted(spans):
        length += max(0, end - max(start, reached))
        reached = max(reached, end)
    return length


def content_id(*parts: object) -> str:
    """An id made from content alone: the first 16 hex digits of a SHA-256 over ``parts``.

    The same parts give the same id in every run and on every machine.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
