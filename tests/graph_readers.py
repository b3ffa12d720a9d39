"""Graph formats read by others' code, and what they should find; one graph on which readers are known to choke."""

from __future__ import annotations

import csv
import json
import math
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from claimgraph.records import View
from tests.graph_files import read

HERE = Path(__file__).parent


def hostile() -> View:
    """Everything that one reader or another is known to lose or to choke on."""
    graph = nx.MultiDiGraph()
    looks = {"r": 0, "g": 128, "b": 255, "size": 4.0, "x": -1.5, "y": 2.25}
    texts = [
        'A & <b> & "c"',
        "emoji 🧨 and 日本語",
        "two\nlines",
        "null",
        "",
        "INFLATION",
        "bell \x07 \ufffe \ud800 end",
        "]]> & \r",
    ]
    for place, text in enumerate(texts):
        values = {"big": 2**40 if place == 1 else place, "ratio": float("nan") if place == 2 else place / 3}
        known = {"said": True if place == 3 else None, "mixed": 1 if place == 4 else "one", "far": float("inf")}
        days = ["2024-01-01;2024-03-01/2024-03-05;2024-03-04/2024-03-09", "2024-01-01", ""][place % 3]
        graph.add_node(
            f"n{place}", kind="claim", label=text, name=text, text=text, dates=days, **looks, **values, **known
        )
    graph.add_node("<&\"'> é", kind="two words", label=None, name=None, text=None, **looks)
    colour = {"r": 1, "g": 2, "b": 3}
    for tail, head, kind, weight in [
        ("n0", "n1", "said_by", 1),
        ("n0", "n1", "said_by", 2.5),
        ("n0", "n1", "about", 3),
        ("n2", "n2", "same_as", 0),
        ("n3", "<&\"'> é", "same_as", float("nan")),
        ("n1", "n0", "same_as", -1),
    ]:
        graph.add_edge(tail, head, kind=kind, label=texts[0], weight=weight, dates="2024-02-29", **colour)
    return View(name="provenance", title="hostile", graph=graph)


def clean(text: Any) -> Any:
    """A text without what XML forbids."""
    return "".join(c for c in text if c not in "\x07\ufffe\ud800") if isinstance(text, str) else text


# What a reader should find: node id to its values, and a count of (tail, head, values) of edges.
Found = tuple[dict[str, dict[str, Any]], Counter]


def expected(view: View) -> Found:
    """The view itself, in the words of ``Found``: no values that are not known, ids as they can be written."""
    nodes = {}
    for node, data in view.graph.nodes(data=True):
        label = clean(data["label"]) or node
        nodes[node] = {
            "label": "“null”" if label == "null" else label,
            "kind": data["kind"],
            "colour": (data["r"], data["g"], data["b"]),
            "size": float(data["size"]),
            "place": (float(data["x"]), float(data["y"])),
            "text": clean(data.get("text")) or None,
            "big": data.get("big"),
        }
    edges = Counter()
    for tail, head, data in view.graph.edges(data=True):
        weight = data["weight"] if data["weight"] > 0 else 0.001
        edges[tail, head, data["kind"], data["label"], float(weight), (data["r"], data["g"], data["b"])] += 1
    return nodes, edges


def as_node(label: Any, kind: Any, colour: Any, place: Any, values: dict[str, Any]) -> dict[str, Any]:
    text, big = values.get("text") or None, values.get("big")
    return {
        "label": label,
        "kind": kind,
        "colour": tuple(int(part) for part in colour),
        "size": float(place[0]),
        "place": (float(place[1]), float(place[2])),
        "text": text,
        "big": None if big is None or math.isnan(big) else int(big),
    }


def by_hand(path: Path) -> Found:
    """Read with the standard library's XML parser."""
    graph = read(path)
    gexf = path.suffix == ".gexf"
    rgb = [f"viz:color.{part}" for part in "rgb"] if gexf else list("rgb")
    place = ["viz:size.value", "viz:position.x", "viz:position.y"] if gexf else ["size", "x", "y"]
    nodes = {
        name: as_node(
            values["@label" if gexf else "label"],
            values["kind"],
            [values[part] for part in rgb],
            [values[part] for part in place],
            values,
        )
        for name, values in graph.nodes.items()
    }
    edges = Counter(
        (
            values["@source"],
            values["@target"],
            values["@kind" if gexf else "@label"],
            values["@label" if gexf else "label"],
            float(values["@weight" if gexf else "weight"]),
            tuple(int(values[part]) for part in rgb),
        )
        for values in graph.edges.values()
    )
    return nodes, edges


def by_igraph(path: Path) -> Found:
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes = {}
    for vertex in graph.vs:
        data = vertex.attributes()
        colour = (data["r"], data["g"], data["b"])
        # igraph leaves an & in an XML attribute, such as an id, as the reference that libxml2 makes of it
        name = data["id"].replace("&#38;", "&")
        nodes[name] = as_node(data["label"], data["kind"], colour, (data["size"], data["x"], data["y"]), data)
    edges = Counter()
    for edge in graph.es:
        tail, head = (graph.vs[end]["id"].replace("&#38;", "&") for end in edge.tuple)
        colour = tuple(int(edge[part]) for part in "rgb")
        edges[tail, head, edge["interaction"], edge["label"], edge["weight"], colour] += 1
    return nodes, edges


def by_networkx(path: Path) -> Found:
    gexf = path.suffix == ".gexf"
    graph = nx.read_gexf(path, version="1.3") if gexf else nx.read_graphml(path, force_multigraph=True)
    nodes = {}
    for node, data in graph.nodes(data=True):
        if gexf:
            at, rgb = data["viz"]["position"], data["viz"]["color"]
            data |= {"size": data["viz"]["size"], "x": at["x"], "y": at["y"], **rgb}
        colour = (data["r"], data["g"], data["b"])
        nodes[node] = as_node(data["label"], data["kind"], colour, (data["size"], data["x"], data["y"]), data)
    edges = Counter()
    for tail, head, data in graph.edges(data=True):
        # networkx reads no colour of an edge from GEXF
        rgb = None if gexf else tuple(data[part] for part in "rgb")
        edges[tail, head, data["interaction"], data["label"], data["weight"], rgb] += 1
    return nodes, edges


def by_graphology(path: Path) -> Found:
    """Read with the library of sigma.js and Gephi Lite, in node."""
    done = subprocess.run(["node", str(HERE / "graphology" / "read.mjs"), str(path)], capture_output=True, check=True)
    graph = json.loads(done.stdout)
    nodes = {}
    for node in graph["nodes"]:
        data = node["attributes"]
        place = (data["size"], data["x"], data["y"])
        nodes[node["id"]] = as_node(data["label"], data["kind"], css(data["color"]), place, data)
    edges = Counter()
    for edge in graph["edges"]:
        data = edge["attributes"]
        kind = data["interaction"]
        edges[edge["tail"], edge["head"], kind, data["label"], float(data["weight"]), css(data["color"])] += 1
        assert data.get("kind", kind) == kind
    return nodes, edges


def css(colour: str) -> tuple[int, ...]:
    if colour.startswith("#"):
        return tuple(bytes.fromhex(colour[1:]))
    return tuple(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV table, cells as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def as_it_was(cell: str) -> str:
    """A cell without the apostrophe that stands before what looks like a formula."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def by_csv(nodes_path: Path, edges_path: Path) -> Found:
    """Read with the standard library's CSV reader."""

    def rows(path: Path) -> list[dict[str, str]]:
        return [{key: as_it_was(cell) for key, cell in row.items()} for row in csv_rows(path)]

    nodes = {}
    for row in rows(nodes_path):
        big = row.get("big")
        place = (row["size"], row["x"], row["y"])
        nodes[row["Id"]] = as_node(
            row["Label"], row["Kind"], css(row["color"]), place, row | {"big": float(big) if big else None}
        )
    edges = Counter()
    for row in rows(edges_path):
        assert row["Type"] == "Directed"
        words = (row["Source"], row["Target"], row["Kind"], row["Label"])
        edges[(*words, float(row["Weight"]), css(row["color"]))] += 1
    return nodes, edges


def check(found: Found, wanted: Found) -> None:
    nodes, edges = found
    wanted_nodes, wanted_edges = wanted
    if all(edge[-1] is None for edge in edges):
        wanted_edges = Counter([(*edge[:-1], None) for edge in wanted_edges.elements()])
    assert nodes.keys() == wanted_nodes.keys()
    for node, values in wanted_nodes.items():
        assert nodes[node] == values, node
    assert edges == wanted_edges
