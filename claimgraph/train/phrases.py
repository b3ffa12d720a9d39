"""The word lists and sentence patterns of ``phrases.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

__all__ = ["ENTITY_SLOTS", "PATTERNS", "SLOTS"]


def _read() -> dict[str, Any]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


_DATA = _read()
SLOTS: dict[str, tuple[str, ...]] = {
    name: tuple(" ".join(entry.split()) for entry in words.split(";")) for name, words in _DATA["slots"].items()
}
"""What may stand in a slot."""
PATTERNS: tuple[tuple[float, str], ...] = tuple((weight, pattern) for pattern, weight in _DATA["patterns"].items())
"""(weight, pattern)."""
ENTITY_SLOTS: dict[str, str] = _DATA["entities"]
"""Slots whose words are names, and of what."""
