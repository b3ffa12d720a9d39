"""The hash chain of the log: each line's hash covers the line and the hash before it (Haber & Stornetta 1991)."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from claimgraph.records import Decision

__all__ = ["digest_of", "first_hash", "next_hash"]

_FIRST: Final = "0" * 64


def first_hash() -> str:
    """What stands before the first line."""
    return _FIRST


def digest_of(decision: Decision) -> str:
    """Hex SHA-256 of the decision as JSON with sorted keys.

    Fields that have their default are left out, so that a field added later changes no earlier line.
    """
    known = Decision.model_fields
    fields = {name: value for name in known if (value := getattr(decision, name)) != known[name].default}
    written = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def next_hash(previous: str, digest: str) -> str:
    """Hex SHA-256 of the hash of the line before and the digest of this one."""
    return hashlib.sha256(f"{previous}{digest}".encode()).hexdigest()
