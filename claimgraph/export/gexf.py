"""A view as GEXF, with time: for Gephi, Gephi Lite, networkx and graphology (sigma.js).

Specification: GEXF 1.3 (https://gexf.net/schema.html). Kind, weight and label are XML attributes, colour,
size and position stand in the ``viz`` namespace; a colour has r, g and b alone, since an ``a`` makes some
readers ignore it. Where a date is known the graph is dynamic: each node and edge is there on the days of
its articles, one without a known date always.

Lost: times of day (``date`` keeps them as a column). Gephi shows no empty text and no ``null``, and the
letters INF in a column (not in a label) as Infinity. Characters that XML forbids are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TextIO
from xml.sax.saxutils import quoteattr

from claimgraph.export.atomic import replacing
from claimgraph.export.rows import Column, ColumnType, Row, as_text, cells, edge_rows, node_rows, spells
from claimgraph.records import View

__all__ = ["write"]

HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
"""

TYPES: Final = {"boolean": "boolean", "int": "integer", "long": "long", "double": "double", "string": "string"}


def write(view: View, out: Path, *, date: str | None = None) -> None:
    """Write ``view`` to ``out`` as GEXF; the same view and date give the same bytes.

    Args:
        view: the graph, laid out and styled.
        out: the file to write.
        date: ISO date that the file bears as its own; None: it bears none.

    Raises:
        ExportError: the view holds what the format cannot, or the file cannot be written. ``out`` is
            then as it was.

    """
    node_columns, nodes = node_rows(view)
    edge_columns, edges = edge_rows(view)
    times = {row.id: found for row in (*nodes, *edges) if (found := spells(row))}
    with replacing(out) as file:
        file.write(HEAD)
        stamp = f" lastmodifieddate={quoteattr(date)}" if date else ""
        file.write(f"<meta{stamp}><creator>claimgraph</creator><description/></meta>\n")
        mode = 'mode="dynamic" timeformat="date"' if times else 'mode="static"'
        file.write(f'<graph defaultedgetype="directed" {mode}>\n')
        _write_columns(file, "node", node_columns)
        _write_columns(file, "edge", edge_columns)
        file.write("<nodes>\n")
        types = dict(node_columns)
        for row in nodes:
            _write_node(file, row, types, times.get(row.id, []))
        file.write("</nodes>\n<edges>\n")
        types = dict(edge_columns)
        for row in edges:
            _write_edge(file, row, types, times.get(row.id, []))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _write_columns(file: TextIO, owner: str, columns: list[Column]) -> None:
    """One block for nodes and one for edges; a second block of a class is lost. An id equals its title."""
    file.write(f'<attributes class="{owner}" mode="static">\n')
    for column in columns:
        name = quoteattr(column.name)
        file.write(f'<attribute id={name} title={name} type="{TYPES[column.type]}"/>\n')
    file.write("</attributes>\n")


def _write_node(file: TextIO, row: Row, types: dict[str, ColumnType], times: list[tuple[str, str]]) -> None:
    file.write(f"<node id={quoteattr(row.id)} label={quoteattr(row.label)}{_interval(times)}>")
    _write_values(file, row, types, times)
    x, y = (as_text(value) for value in row.place)
    file.write(f'<viz:size value="{as_text(row.size)}"/><viz:position x="{x}" y="{y}" z="0.0"/></node>\n')


def _write_edge(file: TextIO, row: Row, types: dict[str, ColumnType], times: list[tuple[str, str]]) -> None:
    ends = f"source={quoteattr(row.tail)} target={quoteattr(row.head)}"
    words = f'kind={quoteattr(row.kind)} label={quoteattr(row.label)} weight="{as_text(row.weight)}"'
    file.write(f"<edge id={quoteattr(row.id)} {ends} {words}{_interval(times)}>")
    _write_values(file, row, types, times)
    file.write("</edge>\n")


def _write_values(file: TextIO, row: Row, types: dict[str, ColumnType], times: list[tuple[str, str]]) -> None:
    """Columns, spells and colour, in the order of the schema."""
    values = "".join(f"<attvalue for={quoteattr(name)} value={quoteattr(text)}/>" for name, text in cells(row, types))
    file.write(f"<attvalues>{values}</attvalues>")
    if len(times) > 1:
        inner = "".join(f'<spell start="{first}" end="{last}"/>' for first, last in times)
        file.write(f"<spells>{inner}</spells>")
    red, green, blue = row.colour
    file.write(f'<viz:color r="{red}" g="{green}" b="{blue}"/>')


def _interval(times: list[tuple[str, str]]) -> str:
    """One spell as attributes of the element itself."""
    return f' start="{times[0][0]}" end="{times[0][1]}"' if len(times) == 1 else ""
