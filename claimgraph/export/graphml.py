"""A view as GraphML, for Gephi, Cytoscape, igraph, networkx, graphology (sigma.js) and Neo4j.

Specification: GraphML 1.0 (http://graphml.graphdrawing.org/specification.html), read strictly: only the
types boolean, int, long, double and string, all keys before the graph, every id unique in the file. Beside
it stand what readers look for: the keys ``label r g b size x y weight`` for Gephi, ``name`` and
``interaction`` for Cytoscape, the XML attributes ``labels`` of nodes and ``label`` of edges for Neo4j;
Gephi reads the kind of an edge from the latter.

Lost: time (GraphML has none; ``dates`` is an ordinary column). Gephi shows no empty text and no ``null``,
and the letters INF in a column (not in a label) as Infinity. Characters that XML forbids are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TextIO
from xml.sax.saxutils import escape

from claimgraph.export.atomic import replacing
from claimgraph.export.rows import Column, Row, as_text, attribute, cells, double_columns, edge_rows, node_rows
from claimgraph.records import View

__all__ = ["write"]

HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

LOOKS: Final[dict[str, tuple[Column, ...]]] = {
    "node": (
        Column("label", "string"),
        Column("r", "int"),
        Column("g", "int"),
        Column("b", "int"),
        Column("size", "double"),
        Column("x", "double"),
        Column("y", "double"),
    ),
    "edge": (
        Column("label", "string"),
        Column("weight", "double"),
        Column("r", "int"),
        Column("g", "int"),
        Column("b", "int"),
    ),
}
"""The keys that Gephi reads as more than a column: matched by ``attr.name``, exactly and case-sensitively."""


def write(view: View, out: Path) -> None:
    """Write ``view`` to ``out`` as GraphML; the same view gives the same bytes.

    Raises:
        ExportError: the view holds what the format cannot, or the file cannot be written. ``out`` is
            then as it was.

    """
    node_columns, nodes = node_rows(view)
    edge_columns, edges = edge_rows(view)
    with replacing(out) as file:
        file.write(HEAD)
        node_keys = _write_keys(file, "node", node_columns)
        edge_keys = _write_keys(file, "edge", edge_columns)
        file.write(f'<graph id={attribute("graph:" + view.name)} edgedefault="directed">\n')
        file.writelines(_node_lines(nodes, node_keys))
        file.writelines(_edge_lines(edges, edge_keys))
        file.write("</graph>\n</graphml>\n")


class _Keys(NamedTuple):
    """How the values of nodes or edges begin in the file: ``<data key="..">``."""

    looks: list[str]
    """One for each of ``LOOKS``."""
    columns: dict[str, str]
    """By name of the column."""
    doubles: frozenset[str]
    """Names of the columns of type double."""


def _write_keys(file: TextIO, owner: str, columns: list[Column]) -> _Keys:
    """Declare the columns of nodes or edges; their key ids are unique and readable."""
    keys: list[str] = []
    for column in (*LOOKS[owner], *columns):
        made = key = f"{owner}_{re.sub(r'[^0-9A-Za-z_.-]', '_', column.name)}"
        again = 1
        while key in keys:
            again += 1
            key = f"{made}_{again}"
        keys.append(key)
        file.write(f'<key id="{key}" for="{owner}" attr.name={attribute(column.name)} attr.type="{column.type}"/>\n')
    names = [column.name for column in columns]
    heads = [f'<data key="{key}">' for key in keys]
    looks = len(LOOKS[owner])
    return _Keys(heads[:looks], dict(zip(names, heads[looks:], strict=True)), double_columns(columns))


def _node_lines(rows: Iterator[Row], keys: _Keys) -> Iterator[str]:
    for row in rows:
        looks = (row.label, *row.colour, row.size, *row.place)
        yield (
            f"<node id={attribute(row.id)} labels={attribute(':' + _neo4j_label(row.kind))}>"
            f"{_data(looks, row, keys)}</node>\n"
        )


def _edge_lines(rows: Iterator[Row], keys: _Keys) -> Iterator[str]:
    for row in rows:
        looks = (row.label, row.weight, *row.colour)
        yield (
            f"<edge id={attribute(row.id)} source={attribute(row.tail)} target={attribute(row.head)} "
            f"label={attribute(row.kind)}>{_data(looks, row, keys)}</edge>\n"
        )


def _data(looks: tuple[str | int | float, ...], row: Row, keys: _Keys) -> str:
    values = [f"{head}{_content(as_text(value))}</data>" for head, value in zip(keys.looks, looks, strict=True)]
    heads = keys.columns
    values += [f"{heads[name]}{_content(text)}</data>" for name, text in cells(row, keys.doubles)]
    return "".join(values)


def _content(text: str) -> str:
    """Text content; one CDATA section where there is something to escape, since some readers keep one chunk only."""
    if text.isalnum():
        return text
    if "\r" in text or "]]>" in text:
        # neither can stand in one CDATA section
        return escape(text, {"\r": "&#13;"})
    if "&" in text or "<" in text or ">" in text:
        return f"<![CDATA[{text}]]>"
    return text


@cache
def _neo4j_label(kind: str) -> str:
    """A kind as Neo4j writes labels: ``outlet`` is ``Outlet``."""
    return "".join(word.capitalize() for word in re.split(r"\W+|_", kind)) or "Node"
