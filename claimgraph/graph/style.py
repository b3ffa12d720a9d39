"""How a graph looks: colour by kind, size by degree, labels that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EDGE_COLOURS", "NODE_COLOURS", "label_width", "shorten", "style_graph"]

Colour = tuple[int, int, int]

NODE_COLOURS: Final[dict[str, Colour]] = {
    "outlet": (213, 94, 0),
    "article": (0, 114, 178),
    "claim": (86, 180, 233),
    "source": (230, 159, 0),
    "entity": (0, 158, 115),
}
"""Red, green, blue by kind of node: vermilion, blue, sky blue, orange and bluish green of the palette of
Okabe and Ito (Color Universal Design, 2008), which readers with any of the common forms of colour
blindness can tell apart."""

EDGE_COLOURS: Final[dict[str, Colour]] = {
    "published": (0, 114, 178),
    "states": (190, 210, 225),
    "said_by": (160, 110, 0),
    "speaks_through": (213, 94, 0),
    "about": (190, 220, 208),
    "same_as": (80, 80, 80),
    "contradicts": (204, 121, 167),
    "copied_from": (0, 0, 0),
    "relies_on": (160, 110, 0),
    "cites": (213, 94, 0),
    "speaks_about": (0, 120, 88),
}
"""Red, green, blue by kind of edge: strong for who says it through whom, pale for what only belongs together."""

SIZES: Final[dict[str, tuple[float, float]]] = {
    "outlet": (9.0, 24.0),
    "article": (9.0, 14.0),
    "claim": (4.0, 8.0),
    "source": (6.0, 18.0),
    "entity": (4.0, 16.0),
}
"""Least and greatest radius by kind."""

LEAST: Final = 4.0
GREATEST: Final = 30.0
"""Radii of a node of least weight and of the heaviest, where weights are shown."""
MOST_UNIT: Final = 6.0
"""Radius for a weight of 1, where all weights are small."""

LABEL_LENGTH: Final = 56
"""Code points of a label."""

LETTER_WIDTH: Final = 5.4
"""Width of a letter in units of the layout, for text 10 units high."""


def style_graph(graph: nx.MultiDiGraph, *, by_weight: bool = False) -> None:
    """Give every node colour, radius and a short label, every edge its colour; works in place.

    The area shows the degree or, ``by_weight``, the sum of the weights of the edges: then in one scale for all
    kinds, the heaviest node being the largest. ``name`` keeps the whole name of an outlet, source or entity; that of
    a claim or article is its label, the whole text has a column of its own.
    """
    weights = {node: float(held) for node, held in graph.degree(weight="weight")} if by_weight else {}
    unit = min(MOST_UNIT, GREATEST / max([1.0, *weights.values()]) ** 0.5)
    for node, data in graph.nodes(data=True):
        kind = str(data["kind"])
        label = shorten(str(data["name"])) or str(node)
        data["label"] = label
        if kind in ("claim", "article"):
            data["name"] = label
        if by_weight:
            data["size"] = round(max(LEAST, unit * weights[node] ** 0.5), 2)
        else:
            least, greatest = SIZES[kind]
            grown = least + 2.0 * (max(0, graph.degree(node) - 1) ** 0.5 - 1.0)
            data["size"] = round(min(greatest, max(least, grown)), 2)
        data["r"], data["g"], data["b"] = NODE_COLOURS[kind]
    for _tail, _head, kind, data in graph.edges(keys=True, data=True):
        data["r"], data["g"], data["b"] = EDGE_COLOURS[kind]


def shorten(text: str, length: int = LABEL_LENGTH) -> str:
    """At most ``length`` code points of ``text`` on one line, cut at the end of a word and marked by ``…``."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    if words[length - 1] != " ":
        # a text without spaces (Chinese, a web address) is cut where it must be
        head = cut.rpartition(" ")[0]
        cut = head if len(head) > length // 2 else cut
    return cut.rstrip(" ,;:–—-") + "…"


def label_width(label: str) -> float:
    """How wide a label is in units of the layout; East Asian letters and emoji count twice."""
    wide = sum(1 for letter in label if ord(letter) > 0x2E7F)
    return (len(label) + wide) * LETTER_WIDTH
