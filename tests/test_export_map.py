"""The map without a browser: what stands in the page is the view, and nothing else is asked for."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import networkx as nx
import pytest

from claimgraph.errors import ExportError
from claimgraph.export import map as drawn
from claimgraph.export.assets import TEMPLATES, allowance
from claimgraph.graph import provenance_view
from claimgraph.records import View
from tests import graph_readers
from tests.builders import Draft, outlet, seed_case

LOOKS = {"r": 1, "g": 2, "b": 3, "size": 4.0, "x": 0.0, "y": 1.5}
EVIL = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \u2028\u2029 & \u202e &#60;"


def root_of(path: Path) -> Any:
    return lxml.html.document_fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def page_of(path: Path) -> str:
    """The page without its data."""
    return re.sub(r'(<script type="application/json" id="data">).*?(</script>)', r"\1\2", path.read_text("utf-8"))


def read_map(path: Path) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Node id to its values, and the edges with the ids of their ends; values that are not there are not known."""
    (script,) = root_of(path).xpath('//script[@id="data"]')
    data = json.loads(script.text)
    nodes, edges = (list(rows(data[table])) for table in ("nodes", "edges"))
    for edge in edges:
        edge["tail"], edge["head"] = nodes[edge["tail"]]["id"], nodes[edge["head"]]["id"]
    return {node.pop("id"): node for node in nodes}, edges


def rows(table: dict[str, Any]) -> Any:
    columns = {name: column for name, column in table.items() if name not in ("count", "columns")} | table["columns"]
    values = {name: unpacked(column, table["count"]) for name, column in columns.items()}
    for row in range(table["count"]):
        yield {name: column[row] for name, column in values.items() if row in column}


def unpacked(column: dict[str, Any], count: int) -> dict[int, Any]:
    """Row to value."""
    values = column["all"] if "all" in column else [column["one"][place] for place in column["of"]]
    at = column.get("at", [0, count])
    places = [row for low, high in zip(at[::2], at[1::2], strict=True) for row in range(low, high)]
    return dict(zip(places, values, strict=True))


def as_found(nodes: dict[str, dict[str, Any]], edges: list[dict[str, Any]]) -> graph_readers.Found:
    """What was read, in the words in which readers of graphs are compared."""

    def place(data: dict[str, Any]) -> tuple[Any, ...]:
        return (data["size"], data["x"], data["y"])

    return {
        name: graph_readers.as_node(data["label"], data["kind"], graph_readers.css(data["colour"]), place(data), data)
        for name, data in nodes.items()
    }, Counter(
        (e["tail"], e["head"], e["kind"], e["label"], float(e["weight"]), graph_readers.css(e["colour"])) for e in edges
    )


def written(view: View, folder: Path) -> Path:
    drawn.write(view, folder / "case.map.html")
    return folder / "case.map.html"


def evil_view() -> View:
    graph = nx.MultiDiGraph()
    graph.add_node(
        "a", kind="claim", label=EVIL, name=EVIL, text=EVIL, sentence=EVIL, url="javascript:alert(3)", **LOOKS
    )
    graph.add_node(EVIL, kind=EVIL, label="b", name="b", __proto__=EVIL, **LOOKS)
    graph.add_edge("a", EVIL, kind=EVIL, label=EVIL, weight=1.0, r=1, g=2, b=3)
    return View(name="provenance", title=EVIL, graph=graph)


def test_every_value_of_the_seed_comes_back(tmp_path):
    """Nodes and edges in the order of the view, each with all its columns and their types."""
    view = provenance_view([seed_case()])
    nodes, edges = read_map(written(view, tmp_path))
    assert list(nodes) == list(view.graph)
    for name, data in view.graph.nodes(data=True):
        colour = "#{r:02x}{g:02x}{b:02x}".format(**data)
        assert nodes[name] == {key: value for key, value in data.items() if key not in "rgb"} | {"colour": colour}
    for edge, (tail, head, data) in zip(edges, view.graph.edges(data=True), strict=True):
        colour = "#{r:02x}{g:02x}{b:02x}".format(**data)
        wanted = {key: value for key, value in data.items() if key not in "rgb"}
        assert edge == wanted | {"tail": tail, "head": head, "colour": colour}


@pytest.mark.parametrize(
    "values", [[], [None], [1, 1.0, True, 1, 1.0, True], ["a", None, "a", "a", None], [0, None, ""]]
)
def test_a_column_is_unpacked_to_what_was_packed(values):
    """Whatever is missing, repeated or nearly alike, each row has its value and its type."""
    found = unpacked(json.loads(json.dumps(drawn._packed(values))), len(values))
    assert [(type(found[row]), found[row]) for row in sorted(found)] == [(type(v), v) for v in values if v is not None]
    assert set(found) == {row for row, value in enumerate(values) if value is not None}


def test_no_text_of_a_stranger_becomes_a_part_of_the_page(tmp_path):
    """Three scripts, one of them data, no picture, no handler; the texts come back as they were."""
    path = written(evil_view(), tmp_path)
    root = root_of(path)
    assert [script.get("type") for script in root.iter("script")] == ["application/json", None, None]
    assert not list(root.iter("img", "iframe", "object", "embed", "link", "base"))
    assert not root.xpath("//@onerror | //@onclick | //@onload")
    assert root.xpath("string(//h1)") == EVIL
    nodes, edges = read_map(path)
    assert nodes["a"]["text"] == nodes["a"]["label"] == nodes[EVIL]["__proto__"] == edges[0]["kind"] == EVIL
    raw = path.read_text("utf-8").partition('id="data">')[2].partition("</script>")[0]
    assert not set(raw) & set("<\u2028\u2029")


def test_the_page_asks_for_nothing_and_runs_only_its_own_scripts(tmp_path):
    """No address is referred to; the policy names the style and the scripts that are there by their hashes."""
    root = root_of(written(provenance_view([seed_case()]), tmp_path))
    assert not root.xpath("//@src | //@href | //@srcset | //@action")
    (style,) = root.iter("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    (policy,) = root.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy.startswith("default-src 'none'; ")
    scripts = [script.text for script in root.iter("script") if script.get("type") is None]
    assert re.findall(r"'sha256-[^']+'", policy) == [allowance(text) for text in (style.text, *scripts)]
    assert "unsafe" not in policy


def test_the_library_in_the_page_carries_its_licences():
    """Each copy of sigma and what it needs has the copyright and the permission of its authors."""
    bundle = (TEMPLATES / "sigma.min.js").read_text("utf-8")
    licences = (TEMPLATES / "sigma.LICENSE.txt").read_text("utf-8")
    for text in (bundle, licences):
        for name in ("sigma 3.", "graphology 0.", "graphology-utils 2.", "events 3."):
            assert f"{name}" in text
        assert text.count("Permission is hereby granted, free of charge") == 4


@pytest.mark.parametrize(("dates", "complaint"), [("March", "March"), ("2024-02-02/2024-01-01", "before it begins")])
def test_a_date_that_is_none_is_refused(tmp_path, dates, complaint):
    """The filter of dates can rely on what it reads; the error names the node."""
    view = evil_view()
    view.graph.nodes["a"]["dates"] = dates
    with pytest.raises(ExportError, match=complaint) as caught:
        written(view, tmp_path)
    assert caught.value.where == "a"
    assert not list(tmp_path.iterdir())


def test_marks_count_code_points_of_the_sentence_and_stay_right_where_signs_are_forbidden(tmp_path):
    """Source, cue and content are found at their marks, beyond emoji and control characters too."""
    draft = Draft("It rained. \x07 \U0001f9e8 \U0001f9e8 Police said roads \x07 were shut.", outlet=outlet("The Daily"))
    draft.attribution(source="Police", cue="said", content="roads \x07 were shut", chain=["The Daily", "police"])
    nodes, _ = read_map(written(provenance_view([draft.build()]), tmp_path))
    (claim,) = (node for node in nodes.values() if node.get("claim_kind") == "attributed")
    marked = [
        (role, claim["sentence"][int(low) : int(high)])
        for role, low, high in re.findall(r"(\w+) (\d+)-(\d+)", claim["marks"])
    ]
    assert marked == [("source", "Police"), ("cue", "said"), ("content", "roads \ufffd were shut")]
