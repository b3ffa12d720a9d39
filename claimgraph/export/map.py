"""A view as one web page that draws it: a map to move in, search and filter, which needs no network and no other file.

Drawn by sigma.js (https://www.sigmajs.org) over graphology, both MIT, whose code and licences stand in the page. The
graph stands in it too, as JSON in a script element of type ``application/json``: columns as lists, packed by ``_packed``.

What is lost: what ``rows`` leaves out for all graph formats, and the ids of edges. In sentences, characters that XML
forbids stand as one U+FFFD each, so that ``marks`` hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claimgraph.errors import ExportError
from claimgraph.export.assets import TEMPLATES, asset, policy
from claimgraph.export.atomic import replacing
from claimgraph.export.rows import ILLEGAL, Plain, Row, edge_rows, legal_text, node_rows, spells
from claimgraph.records import View

__all__ = ["write"]

SCRIPTS: Final = ("map_data.js", "map_words.js", "map_draw.js", "map_panel.js", "map.js")
"""Parts of the page's own script, in order; one scope holds them."""

_UNSAFE: Final = re.compile("[<\u2028\u2029]")


def write(view: View, out: Path) -> None:
    """Write ``view`` as a self-contained HTML map; the same view gives the same bytes.

    Args:
        view: with positions, sizes and colours.
        out: the file to write; it is replaced as a whole or left as it was.

    Raises:
        ExportError: the view lacks what is drawn, holds what no graph format can, or the file cannot be written.
    """
    data = _data(view)
    style, bundle, script = asset("map.css"), asset("sigma.min.js"), _script()
    template = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("map.html")
    with replacing(out) as page:
        parts = template.stream(
            title=legal_text(view.title),
            policy=policy(style, bundle, script),
            style=style,
            bundle=bundle,
            script=script,
            data=Markup(_json(data)),  # noqa: S704 - escaped for where it stands
        )
        page.writelines(parts)


@cache
def _script() -> Markup:
    return Markup('(() => {\n"use strict";\n%s\n})();') % Markup("\n\n").join(map(asset, SCRIPTS))


def _json(data: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _data(view: View) -> dict[str, Any]:
    """The graph, its nodes and edges in the order of the view; the ends of edges are places of nodes."""
    nodes = list(node_rows(view)[1])
    for row, (_, data) in zip(nodes, view.graph.nodes(data=True), strict=True):
        if type(data.get("sentence")) is str and "sentence" in row.columns:
            row.columns["sentence"] = ILLEGAL.sub("\ufffd", data["sentence"])
    place = {row.id: number for number, row in enumerate(nodes)}
    edges = list(edge_rows(view)[1])
    _check_dates([*nodes, *edges])
    return {
        "title": legal_text(view.title),
        "view": view.name,
        "nodes": {
            "count": len(nodes),
            "id": _packed([row.id for row in nodes]),
            "kind": _packed([row.kind for row in nodes]),
            "label": _packed([row.label for row in nodes]),
            "x": _packed([row.place[0] for row in nodes]),
            "y": _packed([row.place[1] for row in nodes]),
            "size": _packed([row.size for row in nodes]),
            "colour": _packed([_hexadecimal(row) for row in nodes]),
            "columns": _columns(nodes, {"kind"}),
        },
        "edges": {
            "count": len(edges),
            "tail": _packed([place[row.tail] for row in edges]),
            "head": _packed([place[row.head] for row in edges]),
            "kind": _packed([row.kind for row in edges]),
            "label": _packed([row.label for row in edges]),
            "weight": _packed([row.weight for row in edges]),
            "colour": _packed([_hexadecimal(row) for row in edges]),
            "columns": _columns(edges, {"interaction"}),
        },
    }


def _check_dates(rows: Iterable[Row]) -> None:
    known: set[str] = set()
    for row in rows:
        dates = str(row.columns.get("dates", ""))
        if dates not in known:
            try:
                spells(dates)
            except ExportError as error:
                raise ExportError(error.message, where=row.id, hint=error.hint) from error
            known.add(dates)


def _hexadecimal(row: Row) -> str:
    return "#{:02x}{:02x}{:02x}".format(*row.colour)


def _columns(rows: Sequence[Row], said: set[str]) -> dict[str, Any]:
    names = {name: None for row in rows for name in row.columns if name not in said}
    return {name: _packed([row.columns.get(name) for row in rows]) for name in names}


def _packed(values: Sequence[Plain | None]) -> dict[str, Any]:
    """A column, None where there is no value.

    ``at`` are the stretches of rows that have a value, start, end, start, end ..., half-open; it is absent if all
    have. ``all`` are their values; or ``one`` the different values and ``of`` the place in it of each.
    """
    packed: dict[str, Any] = {}
    at: list[int] = []
    for number, value in enumerate(values):
        if (value is not None) == (len(at) % 2 == 0):
            at.append(number)
    if len(at) % 2:
        at.append(len(values))
    if at != [0, len(values)] and values:
        packed["at"] = at
    present = [value for value in values if value is not None]
    # 1, 1.0 and True are one key of a dictionary
    places: dict[tuple[type, Plain], int] = {}
    of = [places.setdefault((type(value), value), len(places)) for value in present]
    if len(places) * 2 <= len(present):
        return packed | {"one": [value for _, value in places], "of": of}
    return packed | {"all": present}
