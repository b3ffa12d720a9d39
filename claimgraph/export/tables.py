"""A view as a pair of CSV tables: for Gephi's spreadsheet import, and for spreadsheets.

Specification: RFC 4180 (UTF-8, comma, CRLF, a header). Gephi finds its own columns by their names: ``Id`` and
``Label`` of nodes; ``Source``, ``Target``, ``Type``, ``Id``, ``Kind``, ``Label`` and ``Weight`` of edges. Every other column
of a node or edge has the name that it has in the other graph formats.

A spreadsheet takes text that begins with = + - @, a tab or a line break for a formula: such text gets an
apostrophe before it, and so does text that has apostrophes and then one of these, so that taking one off
gives back what was there. Numbers in columns of numbers stand as they are, negative ones too.

Lost: colour, size, position and time stand in columns, which Gephi shows and does not apply. What Gephi's other
formats lose of texts (``null``, INF) is lost here too. Characters that XML forbids are left out, as there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from claimgraph.export.atomic import replacing
from claimgraph.export.rows import Column, ColumnType, Plain, Row, as_text, edge_rows, node_rows
from claimgraph.records import View

__all__ = ["harmless", "is_risky", "write"]

RISKY: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""How text begins that a spreadsheet may take for a formula, or that would read as such text made harmless."""

NODE_HEAD: Final = ("Id", "Label", "Kind", "color", "size", "x", "y")
EDGE_HEAD: Final = ("Source", "Target", "Type", "Id", "Kind", "Label", "Weight", "color")
LEFT_OUT: Final = frozenset({"kind", "interaction"})
"""Columns of the other formats that say here what ``Kind`` says."""


def write(view: View, nodes_out: Path, edges_out: Path) -> None:
    """Write the nodes of ``view`` to one file, its edges to another; the same view gives the same bytes.

    Raises:
        ExportError: the view holds what the format cannot, or a file cannot be written. Both files are then as
            they were, unless the system fails between putting the first and the second in its place.

    """
    with replacing(nodes_out) as nodes, replacing(edges_out) as edges:
        columns, rows = node_rows(view)
        csv.writer(nodes).writerows(_lines(NODE_HEAD, columns, rows, _node_cells))
        columns, rows = edge_rows(view)
        csv.writer(edges).writerows(_lines(EDGE_HEAD, columns, rows, _edge_cells))


def harmless(text: str) -> str:
    """``text`` as a spreadsheet may show it without executing it."""
    return f"'{text}" if is_risky(text) else text


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may take ``text`` for a formula."""
    return RISKY.match(text) is not None


def _lines(
    head: tuple[str, ...], columns: list[Column], rows: Iterable[Row], cells: Callable[[Row], tuple[str, ...]]
) -> Iterator[Iterable[str]]:
    """The header, then a line for each row: what readers know, then the columns, empty where there is no value."""
    columns = [column for column in columns if column.name not in LEFT_OUT]
    yield (*head, *(column.name for column in columns))
    types = {column.name: column.type for column in columns}
    for row in rows:
        values = row.columns
        yield chain(cells(row), (_cell(values[name], types[name]) if name in values else "" for name in types))


def _cell(value: Plain, column_type: ColumnType) -> str:
    if column_type == "string":
        return harmless(as_text(value))
    return as_text(float(value) if column_type == "double" else value)


def _node_cells(row: Row) -> tuple[str, ...]:
    x, y = row.place
    looks = (_colour(row), as_text(row.size), as_text(x), as_text(y))
    return (harmless(row.id), harmless(row.label), harmless(row.kind), *looks)


def _edge_cells(row: Row) -> tuple[str, ...]:
    ends = (harmless(row.tail), harmless(row.head), "Directed")
    return (*ends, harmless(row.id), harmless(row.kind), harmless(row.label), as_text(row.weight), _colour(row))


def _colour(row: Row) -> str:
    return "#{:02x}{:02x}{:02x}".format(*row.colour)
