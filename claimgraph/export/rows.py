"""What both graph formats ask of a view: plain text, one type a column, ids that are unique.

What Gephi, igraph, networkx, graphology, Cytoscape and Neo4j read and what they lose was found by trying;
the rules stand where they are kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from numbers import Integral, Real
from typing import Any, Final, Literal, NamedTuple

from claimgraph.errors import ExportError
from claimgraph.records import View, content_id

__all__ = ["Column", "ColumnType", "Row", "as_text", "cells", "edge_rows", "legal_text", "node_rows", "spells"]

Plain = str | int | float | bool
ColumnType = Literal["boolean", "int", "long", "double", "string"]

ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, Char) does not allow: control characters, lone surrogates, U+FFFE and U+FFFF."""

RESERVED: Final = frozenset({"id", "source", "target", "key", "type", "start", "end", "timeset", "pid", "labels"})
"""Names that one reader or another eats, or takes for its own."""

LOOKS: Final = frozenset({"label", "size", "x", "y", "z", "r", "g", "b", "weight"})
LEAST_WEIGHT: Final = 0.001


class Column(NamedTuple):
    """A named value that nodes, or edges, may have."""

    name: str
    type: ColumnType


class Row(NamedTuple):
    """One node or edge, ready to be written."""

    id: str
    tail: str
    """Empty for a node."""
    head: str
    kind: str
    label: str
    """Never empty, and never the word that readers take for nothing."""
    weight: float
    """Above 0; 1 for a node."""
    colour: tuple[int, int, int]
    size: float
    """Radius; 0 for an edge."""
    place: tuple[float, float]
    columns: dict[str, Plain]
    """All else that is known of it."""


def node_rows(view: View) -> tuple[list[Column], list[Row]]:
    """Columns and rows of the nodes, in the order of the view.

    Raises:
        ExportError: two nodes have one id, or a value cannot be written without loss.

    """
    rows, seen = [], set()
    for node, data in view.graph.nodes(data=True):
        name = legal_text(str(node))
        if not name or name in seen:
            raise ExportError("two nodes have this id once characters that XML forbids are left out", where=repr(node))
        seen.add(name)
        kind = legal_text(str(data.get("kind", ""))) or "node"
        known = _known(data, where=name)
        columns = {"name": _label(data.get("name", data.get("label")), name), "kind": kind, **_others(known)}
        place = (_number(known, "x", name), _number(known, "y", name))
        size = _number(known, "size", name)
        rows.append(
            Row(name, "", "", kind, _label(data.get("label"), name), 1.0, _colour(known, name), size, place, columns)
        )
    return _columns((row.columns for row in rows), "name", "kind"), rows


def edge_rows(view: View) -> tuple[list[Column], list[Row]]:
    """Columns and rows of the edges, in the order of the view; ``interaction`` is the kind, for Cytoscape.

    Readers drop an edge whose id is taken, by a node too: ids are made from kind and ends, so that they
    are unique and stay the same when two exports are put together. They also drop a weight of 0.

    Raises:
        ExportError: a value cannot be written without loss.

    """
    rows, seen = [], {legal_text(str(node)) for node in view.graph}
    for tail, head, data in view.graph.edges(data=True):
        kind = legal_text(str(data.get("kind", ""))) or "edge"
        ends = (legal_text(str(tail)), legal_text(str(head)))
        made = name = f"{kind}:{content_id(kind, *ends)}"
        again = 1
        while name in seen:
            again += 1
            name = f"{made}:{again}"
        seen.add(name)
        known = _known(data, where=f"{kind} {ends[0]} → {ends[1]}")
        columns = {"interaction": kind, **{key: value for key, value in _others(known).items() if key != "kind"}}
        weight = max(float(known.get("weight", 0.0)), LEAST_WEIGHT)
        rows.append(
            Row(
                name,
                *ends,
                kind,
                _label(data.get("label"), kind),
                weight,
                _colour(known, name),
                0.0,
                (0.0, 0.0),
                columns,
            )
        )
    return _columns((row.columns for row in rows), "interaction"), rows


def legal_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 does not allow, which would keep the file from opening."""
    return ILLEGAL.sub("", text)


def as_text(value: Plain) -> str:
    """A value as readers parse it: ``true`` and ``false``, a number's shortest exact form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def spells(row: Row) -> list[tuple[str, str]]:
    """When a node or edge is seen: (first day, last day), sorted and merged, from its column ``dates``.

    Of spells that overlap, readers keep the first alone.

    Raises:
        ExportError: a date is none, or a spell ends before it begins.

    """
    found = []
    for part in filter(None, str(row.columns.get("dates", "")).split(";")):
        first, _, last = part.strip().partition("/")
        try:
            begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError as error:
            raise ExportError(f"{part!r} is no ISO date", where=row.id) from error
        if end < begin:
            raise ExportError(f"{part!r} ends before it begins", where=row.id)
        found.append((begin, end))
    merged: list[tuple[date, date]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return [(begin.isoformat(), end.isoformat()) for begin, end in merged]


def _known(data: Mapping[str, Any], *, where: str) -> dict[str, Plain]:
    """The attributes that have a value, cleaned: no None, no NaN, no empty text, plain types only."""
    known: dict[str, Plain] = {}
    for name, value in data.items():
        plain = _plain(value, name, where)
        if plain is not None:
            known[name] = plain
    return known


def _plain(value: object, name: str, where: str) -> Plain | None:
    # the exact types first: this runs for every value of the graph
    if type(value) is str:
        return legal_text(value) or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return legal_text(str(value)) or None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    raise ExportError(f"the column {name!r} holds a {type(value).__name__}", where=where, hint="give text or a number")


def _others(known: dict[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in known.items() if name not in LOOKS}


def _columns(rows: Iterable[dict[str, Plain]], *always: str) -> list[Column]:
    """The columns that are ``always`` there as text, then those that have a value, each with the type that holds all."""
    kinds: dict[str, set[ColumnType]] = {name: {"string"} for name in always}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(_type(value))
    folded = {name: name for name in (*LOOKS, *RESERVED)}
    for name in kinds:
        if name in RESERVED or folded.setdefault(name.casefold(), name) != name or not name or legal_text(name) != name:
            raise ExportError(f"readers cannot tell the column {name!r} from another", hint="rename it")
    return [Column(name, _common(types)) for name, types in kinds.items()]


def _type(value: Plain) -> ColumnType:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int" if -(2**31) <= value < 2**31 else "long" if -(2**63) <= value < 2**63 else "string"
    return "double"


def _common(types: set[ColumnType]) -> ColumnType:
    if len(types) == 1:
        return next(iter(types))
    if types <= {"int", "long"}:
        return "long"
    return "double" if types <= {"int", "long", "double"} else "string"


def _label(value: object, otherwise: str) -> str:
    """A label that is seen: readers take an empty one, and the word ``null``, for none."""
    text = legal_text(str(value)) if value is not None else ""
    if not text.strip():
        return otherwise
    return f"“{text}”" if text == "null" else text


def _number(known: Mapping[str, Plain], name: str, where: str) -> float:
    value = known.get(name)
    if not isinstance(value, int | float):
        raise ExportError(f"{name!r} is missing or no number", where=where, hint="lay out and style the graph first")
    return float(value)


def _colour(known: Mapping[str, Plain], where: str) -> tuple[int, int, int]:
    red, green, blue = (known.get(name) for name in "rgb")
    for value in (red, green, blue):
        if not isinstance(value, int) or not 0 <= value <= 255:
            raise ExportError(
                "its colour is not three whole numbers from 0 to 255", where=where, hint="style the graph first"
            )
    return (int(red or 0), int(green or 0), int(blue or 0))


def cells(row: Row, types: Mapping[str, ColumnType]) -> Iterator[tuple[str, str]]:
    """The values of a row as (column name, text); ``types`` has the type of every column."""
    for name, value in row.columns.items():
        yield name, as_text(float(value)) if types[name] == "double" else as_text(value)
