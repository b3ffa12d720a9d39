"""A view as GEXF, with time: for Gephi, Gephi Lite, networkx and graphology (sigma.js).

Specification: GEXF 1.3 (https://gexf.net/schema.html). Kind, weight and label are XML attributes, colour,
size and position stand in the ``viz`` namespace; a colour has r, g and b alone, since an ``a`` makes some
readers ignore it. Where a date is known the graph is dynamic: each node and edge is there on the days of
its articles, one without a known date always.

Lost: times of day (``date`` keeps them as a column). Gephi shows no empty text and no ``null``, and the
letters INF in a column (not in a label) as Infinity. Characters that XML forbids are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, TextIO

from claimgraph.errors import ExportError
from claimgraph.export.atomic import replacing
from claimgraph.export.rows import (
    Column,
    Row,
    as_text,
    attribute,
    cells,
    double_columns,
    edge_rows,
    node_rows,
    spells,
)
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
    dynamic = any(column.name == "dates" for column in (*node_columns, *edge_columns))
    with replacing(out) as file:
        file.write(HEAD)
        stamp = f" lastmodifieddate={attribute(date)}" if date else ""
        file.write(f"<meta{stamp}><creator>claimgraph</creator><description/></meta>\n")
        mode = 'mode="dynamic" timeformat="date"' if dynamic else 'mode="static"'
        file.write(f'<graph defaultedgetype="directed" {mode}>\n')
        _write_columns(file, "node", node_columns)
        _write_columns(file, "edge", edge_columns)
        file.write("<nodes>\n")
        file.writelines(_node_lines(nodes, node_columns))
        file.write("</nodes>\n<edges>\n")
        file.writelines(_edge_lines(edges, edge_columns))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _write_columns(file: TextIO, owner: str, columns: list[Column]) -> None:
    """One block for nodes and one for edges; a second block of a class is lost. An id equals its title."""
    file.write(f'<attributes class="{owner}" mode="static">\n')
    for column in columns:
        name = attribute(column.name)
        file.write(f'<attribute id={name} title={name} type="{TYPES[column.type]}"/>\n')
    file.write("</attributes>\n")


def _node_lines(rows: Iterator[Row], columns: list[Column]) -> Iterator[str]:
    values = _value_writer(columns)
    for row in rows:
        days, inner = _when(row)
        x, y = (as_text(value) for value in row.place)
        place = f'<viz:size value="{as_text(row.size)}"/><viz:position x="{x}" y="{y}" z="0.0"/>'
        yield f"<node id={attribute(row.id)} label={attribute(row.label)}{days}>{values(row, inner)}{place}</node>\n"


def _edge_lines(rows: Iterator[Row], columns: list[Column]) -> Iterator[str]:
    values = _value_writer(columns)
    for row in rows:
        days, inner = _when(row)
        ends = f"source={attribute(row.tail)} target={attribute(row.head)}"
        words = f'kind={attribute(row.kind)} label={attribute(row.label)} weight="{as_text(row.weight)}"'
        yield f"<edge id={attribute(row.id)} {ends} {words}{days}>{values(row, inner)}</edge>\n"


def _value_writer(columns: list[Column]) -> Callable[[Row, str], str]:
    """What writes the columns, spells and colour of a row, in the order of the schema."""
    heads = {column.name: f"<attvalue for={attribute(column.name)} value=" for column in columns}
    doubles = double_columns(columns)

    def values(row: Row, times: str) -> str:
        inner = "".join([f"{heads[name]}{attribute(text)}/>" for name, text in cells(row, doubles)])
        red, green, blue = row.colour
        return f'<attvalues>{inner}</attvalues>{times}<viz:color r="{red}" g="{green}" b="{blue}"/>'

    return values


def _when(row: Row) -> tuple[str, str]:
    """The times of a row: attributes of its element, and an element within it; both may be empty."""
    try:
        return _times(str(row.columns.get("dates", "")))
    except ExportError as error:
        raise ExportError(error.message, where=row.id, hint=error.hint) from error


@lru_cache(maxsize=4096)
def _times(dates: str) -> tuple[str, str]:
    """One spell as attributes of the element itself, several as an element within it."""
    times = spells(dates)
    if len(times) > 1:
        inner = "".join(f'<spell start="{first}" end="{last}"/>' for first, last in times)
        return "", f"<spells>{inner}</spells>"
    return "".join(f' start="{first}" end="{last}"' for first, last in times), ""
