"""Offsets of browsers, which count UTF-16 units, as offsets of texts, which count code points; and back."""

from __future__ import annotations

from claimgraph.errors import SchemaError
from claimgraph.records import Span

__all__ = ["from_utf16", "to_utf16"]


def from_utf16(text: str, start: int, end: int) -> Span:
    """The code points of ``text`` between two offsets in UTF-16 units; one in the middle of a pair takes the whole.

    Raises:
        SchemaError: they are not in the text, or not in order.
    """
    units = to_utf16(text, len(text))
    if not 0 <= start <= end <= units:
        raise SchemaError(f"the selection {start}..{end} is not within the text, which has {units} UTF-16 units")
    if units == len(text):
        return Span(start, end)
    low = _points(text, start)
    high = _points(text, end)
    return Span(low if to_utf16(text, low) <= start else low - 1, high)


def to_utf16(text: str, offset: int) -> int:
    """How many UTF-16 units the first ``offset`` code points of ``text`` are."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _points(text: str, units: int) -> int:
    """The first offset in code points that is not before ``units``; by halving, for a text may be long."""
    low, high = units // 2, min(units, len(text))
    done = to_utf16(text, low)
    while low < high:
        middle = (low + high) // 2
        reached = done + to_utf16(text[low:middle], middle - low)
        if reached >= units:
            high = middle
        else:
            low, done = middle + 1, reached + (2 if ord(text[middle]) > 0xFFFF else 1)
    return low
