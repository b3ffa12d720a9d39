"""Rows of the registry: from an object of its source format to an ``Outlet``, and from outlets to their index."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from claimgraph.errors import SchemaError
from claimgraph.outlets.forms import fold_key
from claimgraph.records import Outlet

__all__ = ["AMBIGUOUS", "LOWER_TOO", "ROW", "UPPER_ONLY", "index_rows", "outlet_from_row"]

AMBIGUOUS, UPPER_ONLY, LOWER_TOO = 1, 2, 4
"""Bits of an index entry: the wording alone does not identify; it counts in capitals only; it needs no capital."""
ROW: Final = 8
"""An index entry is ``row number * ROW + bits``."""


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


def index_rows(outlets: list[Outlet]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The index of ``outlets``: folded wording to entries, host name to row number."""
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
            entries = keys.setdefault(fold_key(alias.text), [])
            if number * ROW + bits not in entries:
                entries.append(number * ROW + bits)
        if outlet.name not in {alias.text for alias in outlet.aliases} and not (outlet.aliases and "." in outlet.name):
            bits = UPPER_ONLY * (outlet.tier == 2 and outlet.name.isupper())
            keys.setdefault(fold_key(outlet.name), []).append(number * ROW + bits)
    return keys, hosts
