"""Ids in half the room: one of sixteen hex digits, as all of ours are, is kept as its eight bytes, any other as it is."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["pack_id", "unpack_id", "unpacked"]

_OURS: Final = re.compile(r"[0-9a-f]{16}")


def pack_id(text: str) -> str | bytes:
    """What is kept of an id."""
    return bytes.fromhex(text) if _OURS.fullmatch(text) else text


def unpack_id(kept: str | bytes) -> str:
    """The id of which ``kept`` was kept."""
    return kept.hex() if isinstance(kept, bytes) else kept


def unpacked(column: str) -> str:
    """SQL for the id that is kept in ``column``; null for null."""
    return f"CASE typeof({column}) WHEN 'blob' THEN lower(hex({column})) ELSE {column} END"
