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
from xml.sax.saxutils import quoteattr

from claimgraph.errors import ExportError
from claimgraph.records import View, content_id

__all__ = [
    "Column",
    "ColumnType",
    "Plain",
    "Row",
    "as_text",
    "attribute",
    "cells",
    "double_columns",
    "edge_rows",
    "legal_text",
    "node_rows",
    "spells",
]

Plain = str | int | float | bool
ColumnType = Literal["boolean", "int", "long", "double", "string"]

ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, Char) does not allow: control characters, lone surrogates, U+FFFE and U+FFFF."""

UNQUOTED: Final = re.compile('[&<>"\n\r\t]')
"""What stands otherwise in the value of an XML attribute."""

RESERVED: Final = frozenset({"id", "source", "target", "key", "type", "start", "end", "timeset", "pid", "labels"})
"""Names that one reader or another eats, or takes for its own."""

NODE_LOOKS: Final = frozenset({"label", "size", "x", "y", "r", "g", "b"})
EDGE_LOOKS: Final = frozenset({"label", "weight", "r", "g", "b"})
LOOKS: Final = NODE_LOOKS | EDGE_LOOKS
"""What readers see more in than a column; any other attribute is a column."""
LEAST_WEIGHT: Final = 0.001
DATES: Final = "dates are YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD, joined by ;"


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


def node_rows(view: View) -> tuple[list[Column], Iterator[Row]]:
    """Columns and rows of the nodes, in the order of the view; rows are made one at a time, as they are asked for.

    Raises:
        ExportError: two nodes have one id, or a value cannot be written without loss. What is wrong with a
            row is raised when its turn comes.

    """
    _node_ids(view)
    datas = (data for _, data in view.graph.nodes(data=True))
    return _columns(datas, NODE_LOOKS, "name", "kind"), _node_rows(view)


def edge_rows(view: View) -> tuple[list[Column], Iterator[Row]]:
    """Columns and rows of the edges, in the order of the view; ``interaction`` is the kind, for Cytoscape.

    Readers drop an edge whose id is taken, by a node too: ids are made from kind and ends, so that they
    are unique and stay the same when two exports are put together. They also drop a weight of 0.

    Raises:
        ExportError: a value cannot be written without loss. What is wrong with a row is raised when its turn
            comes.

    """
    datas = (data for _, _, data in view.graph.edges(data=True))
    return _columns(datas, EDGE_LOOKS | {"kind"}, "interaction"), _edge_rows(view)


def _node_ids(view: View) -> dict[str, str]:
    """Node to its id as it can be written, where that is another; all of them are found to differ.

    Raises:
        ExportError: two nodes have one id.

    """
    changed, seen = {}, set()
    for node in view.graph:
        name = legal_text(str(node))
        if not name or name in seen:
            raise ExportError("two nodes have this id once characters that XML forbids are left out", where=repr(node))
        seen.add(name)
        if name != node:
            changed[node] = name
    return changed


def _node_rows(view: View) -> Iterator[Row]:
    for node, data in view.graph.nodes(data=True):
        name = legal_text(str(node))
        kind = legal_text(str(data.get("kind", ""))) or "node"
        columns: dict[str, Plain] = {"name": _label(data.get("name", data.get("label")), name), "kind": kind}
        columns |= _others(data, NODE_LOOKS | {"name", "kind"}, name)
        place = (_number(data, "x", name), _number(data, "y", name))
        size = _number(data, "size", name)
        label = _label(data.get("label"), name)
        yield Row(name, "", "", kind, label, 1.0, _colour(data, name), size, place, columns)


def _edge_rows(view: View) -> Iterator[Row]:
    changed = _node_ids(view)
    renamed = set(changed.values())
    drawn: tuple[str, str] | None = None
    used: set[str] = set()
    for tail, head, data in view.graph.edges(data=True):
        kind = legal_text(str(data.get("kind", ""))) or "edge"
        ends = (changed.get(tail, tail), changed.get(head, head))
        if ends != drawn:
            # an id holds both ends, so that only an edge between the same two can have made it before
            drawn, used = ends, set()
        made = name = f"{kind}:{content_id(kind, *ends)}"
        again = 1
        while name in used or name in view.graph or name in renamed:
            again += 1
            name = f"{made}:{again}"
        used.add(name)
        columns: dict[str, Plain] = {"interaction": kind}
        columns |= _others(data, EDGE_LOOKS | {"kind", "interaction"}, name)
        given = _plain(data.get("weight"), "weight", name)
        weight = max(float(given or 0.0), LEAST_WEIGHT)
        colour = _colour(data, name)
        yield Row(name, *ends, kind, _label(data.get("label"), kind), weight, colour, 0.0, (0.0, 0.0), columns)


def legal_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 does not allow, which would keep the file from opening."""
    return text if text.isascii() and text.isprintable() else ILLEGAL.sub("", text)


def attribute(text: str) -> str:
    """``text`` as the value of an XML attribute, in quotes."""
    return quoteattr(text) if UNQUOTED.search(text) else f'"{text}"'


def as_text(value: Plain) -> str:
    """A value as readers parse it: ``true`` and ``false``, a number's shortest exact form."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def cells(row: Row, doubles: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The values of a row as (column name, text); ``doubles`` are the columns in which a whole number is written 1.0."""
    for name, value in row.columns.items():
        yield name, value if type(value) is str else as_text(float(value) if name in doubles else value)


def double_columns(columns: Iterable[Column]) -> frozenset[str]:
    """The names of the columns of type double."""
    return frozenset(column.name for column in columns if column.type == "double")


def spells(dates: str) -> list[tuple[str, str]]:
    """When a node or edge is seen: (first day, last day), sorted and merged, from the text of its column ``dates``.

    Of spells that overlap, readers keep the first alone.

    Raises:
        ExportError: a date is none, or a spell ends before it begins.

    """
    found = []
    for part in filter(None, dates.split(";")):
        first, _, last = part.strip().partition("/")
        try:
            begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError as error:
            raise ExportError(f"{part!r} is no ISO date", hint=DATES) from error
        if end < begin:
            raise ExportError(f"{part!r} ends before it begins", hint=DATES)
        found.append((begin, end))
    merged: list[tuple[date, date]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return [(begin.isoformat(), end.isoformat()) for begin, end in merged]


def _plain(value: object, name: str, where: str) -> Plain | None:
    # the exact types first: this runs for every value of the graph
    if type(value) is str:
        return legal_text(value) or None
    if value is None or isinstance(value, bool) or type(value) is int:
        return value
    if type(value) is float:
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return legal_text(str(value)) or None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    raise ExportError(f"the column {name!r} holds a {type(value).__name__}", where=where, hint="give text or a number")


def _others(data: Mapping[str, Any], known: frozenset[str], where: str) -> dict[str, Plain]:
    """The attributes beside those ``known`` that have a value, cleaned: no None, no NaN, no empty text, plain types only."""
    others: dict[str, Plain] = {}
    for name, value in data.items():
        if name in known:
            continue
        plain = _plain(value, name, where)
        if plain is not None:
            others[name] = plain
    return others


def _columns(datas: Iterable[Mapping[str, Any]], looks: frozenset[str], *always: str) -> list[Column]:
    """The columns that are ``always`` there as text, then those that have a value, each with the type that holds all."""
    kinds: dict[str, set[ColumnType]] = {name: {"string"} for name in always}
    texts = {*always, *looks}
    """Columns that hold any text already: another text changes nothing."""
    for data in datas:
        for name, value in data.items():
            if name in texts and (type(value) is str or name in looks):
                continue
            plain = _plain(value, name, str(data.get("label", "")))
            if plain is not None:
                kinds.setdefault(name, set()).add(_type(plain))
                if type(plain) is str:
                    texts.add(name)
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


def _number(data: Mapping[str, Any], name: str, where: str) -> float:
    value = _plain(data.get(name), name, where)
    if not isinstance(value, int | float):
        raise ExportError(f"{name!r} is missing or no number", where=where, hint="lay out and style the graph first")
    return float(value)


def _colour(data: Mapping[str, Any], where: str) -> tuple[int, int, int]:
    parts: list[Any] = [data.get("r"), data.get("g"), data.get("b")]
    whole = [int(part) for part in parts if type(part) is int or isinstance(part, Integral)]
    colour = [part for part in whole if 0 <= part <= 255]
    if len(colour) != 3:
        raise ExportError(
            "its colour is not three whole numbers from 0 to 255", where=where, hint="style the graph first"
        )
    return (colour[0], colour[1], colour[2])
