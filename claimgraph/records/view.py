"""A view: one graph of a case, laid out and coloured, as graph exporters take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """One way to see a case as a graph.

    Attributes of nodes and edges are flat, of one type per name, never None. Every node has ``kind``,
    ``label``, ``name``, ``size`` (radius), ``x``, ``y`` and ``r``, ``g``, ``b``; every edge ``kind``, ``label``,
    ``weight`` above 0 and ``r``, ``g``, ``b``. ``dates`` holds the ISO dates, or ``start/end``, at which a
    node or edge is seen, joined by ``;``; where there is none, the time is not known.
    """

    name: str
    """The word by which it is asked for: ``provenance``."""
    title: str
    """What a reader sees above it."""
    graph: nx.MultiDiGraph
    """Nodes and edges in the order in which they are written; the key of an edge is its kind."""
