"""Rows of the registry: from an object of its source format to an ``Outlet``, and from outlets to their index."""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic import ValidationError

from claimgraph.errors import SchemaError
from claimgraph.outlets.forms import fold_key
from claimgraph.outlets.words import NAME_WORDS
from claimgraph.records import Outlet

__all__ = ["AMBIGUOUS", "LOWER_TOO", "ROW", "UPPER_ONLY", "WEAK", "index_rows", "outlet_from_row"]

AMBIGUOUS, UPPER_ONLY, LOWER_TOO, WEAK = 1, 2, 4, 8
"""Bits of an index entry: the wording alone does not identify; it counts in capitals only; it needs no capital; it is a
common word or place that a data set gives as a name ("The State", "New Hampshire")."""
ROW: Final = 16
"""An index entry is ``row number * ROW + bits``."""


def _is_weak(name: str) -> bool:
    """Whether ``name`` holds no word that only outlets bear, no dot, no digit, and no capital within a word."""
    words = name.removeprefix("The ").split()
    plain = [word for word in words if not re.match(r"(?:O['’]|Mc|Mac)[A-Z]", word)]  # people's names
    strange = any(c.isupper() for word in plain for c in word[1:]) and not name.isupper()
    worded = len(words) > 1 and any(part in NAME_WORDS for word in words for part in word.casefold().split("-"))
    return not (strange or worded or "." in name or any(c.isdigit() for c in name))


def outlet_from_row(row: dict[str, Any], *, where: str) -> Outlet:
    """An ``Outlet`` from one object of the registry's source format; fields of ``Outlet`` pass as they are.

    Raises:
        SchemaError: the object lacks an id or a name, or a field has a wrong type.

    """
    flat = dict(row)
    state = flat.pop("state", None) or {}
    if state:
        flat["state_relation"], flat["state_of"] = state.get("relation"), state.get("of")
    label = flat.get("state_media_label")
    if isinstance(label, dict):
        flat["state_media_label"] = f"{label.get('meaning')} ({label.get('code')})"
    flat.setdefault("facts_from", {})
    try:
        return Outlet.model_validate(flat)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SchemaError(
            f"no outlet: {name}: {first['msg']}", where=where, hint="each line is one outlet with id and name"
        ) from error


def index_rows(
    outlets: list[Outlet], *, plain: frozenset[str] = frozenset()
) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The index of ``outlets``: folded wording to entries, host name to row number.

    Names in ``plain`` mean their outlets though they are made of common words.
    """
    keys: dict[str, list[int]] = {}
    hosts: dict[str, int] = {}
    for number, outlet in enumerate(outlets):
        for host in outlet.domains:
            best = hosts.setdefault(host, number)
            if (outlet.tier or 1) < (outlets[best].tier or 1):
                hosts[host] = number
        for alias in outlet.aliases:
            bits = AMBIGUOUS * alias.ambiguous
            capitals = alias.type == "abbr" or outlet.tier == 2  # "WEEK" is a station, "Week" is not
            bits |= UPPER_ONLY * (capitals and alias.text.isupper())
            bits |= LOWER_TOO * (alias.type in ("descriptor", "native"))
            bits |= WEAK * (outlet.tier == 2 and alias.text not in plain and _is_weak(alias.text))
            entries = keys.setdefault(fold_key(alias.text), [])
            if number * ROW + bits not in entries:
                entries.append(number * ROW + bits)
        if outlet.name not in {alias.text for alias in outlet.aliases} and not (outlet.aliases and "." in outlet.name):
            bits = UPPER_ONLY * (outlet.tier == 2 and outlet.name.isupper())
            bits |= WEAK * (outlet.tier == 2 and outlet.name not in plain and _is_weak(outlet.name))
            keys.setdefault(fold_key(outlet.name), []).append(number * ROW + bits)
    return keys, hosts
