"""Graph files read without any of our own code, checked, and compared: GraphML and GEXF.

assert faults(path) == []                      # everything that readers are known to trip over
assert differences(read(a), read(b)) == []     # structure exactly, numbers to a tolerance
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

CASTS: dict[str, Callable[[str], Any]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "int": int,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "string": str,
}
SIGNED_32 = range(-(2**31), 2**31)
RESERVED = {"id", "timeset", "pid", "start", "end", "type", "source", "target", "key"}


class GraphFile(NamedTuple):
    """What a file says: node id to its values, edge id to its values; a value keeps the type of its column.

    ``@name`` is an XML attribute of the element itself, ``viz:name`` a value of the viz namespace.
    """

    nodes: dict[str, dict[str, Any]]
    edges: dict[str, dict[str, Any]]


def read(path: Path) -> GraphFile:
    """The graph in a .graphml or .gexf file."""
    root = ET.parse(path).getroot()
    values = _graphml_values(root) if path.suffix == ".graphml" else _gexf_values(root)
    space = GRAPHML if path.suffix == ".graphml" else GEXF
    both = []
    for kind in ("node", "edge"):
        found: dict[str, dict[str, Any]] = {}
        for element in root.iter(f"{space}{kind}"):
            attributes = {f"@{name}": value for name, value in element.attrib.items() if name != "id"}
            found[element.attrib["id"]] = attributes | dict(values(element, kind))
        both.append(found)
    return GraphFile(*both)


def _graphml_values(root: ET.Element) -> Callable[[ET.Element, str], Iterator[tuple[str, Any]]]:
    keys = {key.attrib["id"]: (key.attrib["attr.name"], key.attrib["attr.type"]) for key in root.iter(f"{GRAPHML}key")}

    def values(element: ET.Element, kind: str) -> Iterator[tuple[str, Any]]:
        for data in element.iter(f"{GRAPHML}data"):
            name, column_type = keys[data.attrib["key"]]
            yield name, CASTS[column_type](data.text or "")

    return values


def _gexf_values(root: ET.Element) -> Callable[[ET.Element, str], Iterator[tuple[str, Any]]]:
    columns = {
        (block.attrib["class"], column.attrib["id"]): (column.attrib["title"], column.attrib["type"])
        for block in root.iter(f"{GEXF}attributes")
        for column in block
    }

    def values(element: ET.Element, kind: str) -> Iterator[tuple[str, Any]]:
        for data in element.iter(f"{GEXF}attvalue"):
            name, column_type = columns[kind, data.attrib["for"]]
            yield name, CASTS[column_type](data.attrib["value"])
        for looks in element:
            if looks.tag.startswith(VIZ):
                for name, value in looks.attrib.items():
                    yield f"viz:{looks.tag.removeprefix(VIZ)}.{name}", float(value)
        yield "spells", intervals(element)

    return values


def intervals(element: ET.Element) -> list[tuple[str, str]]:
    """The spells of a GEXF element: its own start and end, or those of its ``spells``."""
    own = [element] if "start" in element.attrib else []
    return [(spell.attrib["start"], spell.attrib["end"]) for spell in (*own, *element.iter(f"{GEXF}spell"))]


def differences(before: GraphFile, after: GraphFile, *, relative: float = 1e-3, absolute: float = 0.05) -> list[str]:
    """What differs, one line each: ids, names, texts and whole numbers exactly, other numbers to a tolerance."""
    found = []
    for kind, old, new in (("node", before.nodes, after.nodes), ("edge", before.edges, after.edges)):
        found += [f"{kind} {name} is gone" for name in old if name not in new]
        found += [f"{kind} {name} is new" for name in new if name not in old]
        for name in old.keys() & new.keys():
            for column in sorted(old[name].keys() | new[name].keys()):
                ends = [row[name].get(column) for row in (old, new)]
                if not _alike(*map(_number, ends), relative, absolute):
                    found.append(f"{kind} {name}: {column} was {ends[0]!r}, is {ends[1]!r}")
    return sorted(found)


def _number(value: Any) -> Any:
    """An XML attribute that is a decimal number (the weight of an edge in GEXF) as that number."""
    return float(value) if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value) else value


def _alike(old: Any, new: Any, relative: float, absolute: float) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=relative, abs_tol=absolute)
    return type(old) is type(new) and old == new


def faults(path: Path) -> list[str]:
    """Everything about a file that one of its readers is known to lose or to trip over."""
    raw = path.read_bytes()
    found = [] if re.match(rb"<\?xml[^>]*encoding=[\"']UTF-8[\"']", raw) else ["no declaration of UTF-8"]
    text = raw.decode("utf-8")
    root = ET.fromstring(text)
    space = GRAPHML if path.suffix == ".graphml" else GEXF
    nodes, edges = (list(root.iter(f"{space}{kind}")) for kind in ("node", "edge"))
    ids = Counter(element.attrib["id"] for element in (*nodes, *edges))
    found += [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    known = {node.attrib["id"] for node in nodes}
    found += [
        f"edge {e.attrib['id']} has no end" for e in edges if not {e.attrib["source"], e.attrib["target"]} <= known
    ]
    found += _graphml_faults(root) if space == GRAPHML else _gexf_faults(root)
    graph = read(path)
    for name, values in (*graph.nodes.items(), *graph.edges.items()):
        found += [f"{name}: {fault}" for fault in _value_faults(values)]
    for name, values in graph.edges.items():
        weight = values.get("weight", values.get("@weight"))
        if weight is None or not float(weight) > 0:
            found.append(f"{name}: weight {weight}")
        if not values.get("@label" if space == GRAPHML else "@kind"):
            found.append(f"{name}: no kind")
    return found


def _graphml_faults(root: ET.Element) -> list[str]:
    found = []
    tags = [element.tag.removeprefix(GRAPHML) for element in root]
    if tags != ["key"] * (len(tags) - 1) + ["graph"]:
        found.append("keys and graph are out of order")
    keys = [key.attrib for key in root.iter(f"{GRAPHML}key")]
    found += [f"{key['id']} is for {key['for']}" for key in keys if key["for"] not in ("node", "edge")]
    found += [f"{key['id']} is a {key['attr.type']}" for key in keys if key["attr.type"] not in CASTS]
    found += [f"the name {key['attr.name']} is reserved" for key in keys if key["attr.name"] in RESERVED]
    names = Counter((key["for"], key["attr.name"].casefold()) for key in keys)
    found += [f"{name} is declared twice" for name, count in names.items() if count > 1]
    found += ["key ids are not unique"] * (len({key["id"] for key in keys}) < len(keys))
    for owner, wanted in (("node", "label r g b size x y name kind"), ("edge", "label weight interaction")):
        given = {key["attr.name"] for key in keys if key["for"] == owner}
        found += [f"no key {name} for {owner}s" for name in wanted.split() if name not in given]
    found += [
        f"node {node.attrib['id']}: labels={node.attrib.get('labels')}"
        for node in root.iter(f"{GRAPHML}node")
        if not re.fullmatch(r":[A-Z]\w*", node.attrib.get("labels", ""))
    ]
    return found


def _gexf_faults(root: ET.Element) -> list[str]:
    found = []
    graph = root.find(f"{GEXF}graph")
    blocks = [block.attrib["class"] for block in root.iter(f"{GEXF}attributes")]
    if sorted(blocks) != ["edge", "node"]:
        found.append(f"attribute blocks: {blocks}")
    for block in root.iter(f"{GEXF}attributes"):
        found += [
            f"{column.attrib} has an id of its own" for column in block if column.attrib["id"] != column.attrib["title"]
        ]
        found += [f"the name {column.attrib['id']} is reserved" for column in block if column.attrib["id"] in RESERVED]
        found += [f"{column.attrib}: no such type" for column in block if column.attrib["type"] not in CASTS]
        names = Counter(column.attrib["id"].casefold() for column in block)
        found += [f"{name} is declared twice" for name, count in names.items() if count > 1]
    timed = False
    for element in (*root.iter(f"{GEXF}node"), *root.iter(f"{GEXF}edge")):
        spells = intervals(element)
        timed = timed or bool(spells)
        found += [f"{element.attrib['id']}: {spell}" for spell in spells if not _is_interval(*spell)]
        ends = [day for spell in spells for day in spell]
        if any(after <= before for before, after in zip(ends[1::2], ends[2::2], strict=False)):
            found.append(f"{element.attrib['id']}: spells overlap or are out of order")
        colour = element.find(f"{VIZ}color")
        if colour is None or sorted(colour.attrib) != ["b", "g", "r"]:
            found.append(f"{element.attrib['id']}: colour")
        if element.tag == f"{GEXF}node" and not element.attrib.get("label"):
            found.append(f"{element.attrib['id']}: no label")
    mode = ("dynamic", "date") if timed else ("static", None)
    if graph is None or (graph.attrib["mode"], graph.attrib.get("timeformat")) != mode:
        found.append("the mode of the graph")
    return found


def _is_interval(start: str, end: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", f"{start}/{end}"):
        return False
    return date.fromisoformat(start) <= date.fromisoformat(end)


def _value_faults(values: dict[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, float) and not math.isfinite(value):
            yield f"{name} is {value}"
        if value in ("", None):
            yield f"{name} is empty"
        if name in ("label", "@label") and value == "null":
            yield f"{name} is null"
        if name in ("r", "g", "b", "viz:color.r", "viz:color.g", "viz:color.b") and (value not in range(256)):
            yield f"{name} is {value}"
        if isinstance(value, int) and not isinstance(value, bool) and value not in SIGNED_32 and abs(value) >= 2**63:
            yield f"{name} is {value}"
