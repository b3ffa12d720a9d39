"""A view: one graph of a case, laid out and coloured, as graph exporters take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.records.terms import SourceType

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["View", "ViewFilter"]


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


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """What of a case is shown; what is not given leaves nothing out."""

    first_day: str | None = None
    """ISO date; articles before it, and those without a date, are left out."""
    last_day: str | None = None
    outlets: tuple[str, ...] = ()
    """Names or ids of publishers, case and marks ignored: articles of others are left out."""
    source_types: tuple[SourceType, ...] = ()
    """Claims of sources of other types are left out, own voice too."""
    entities: tuple[str, ...] = ()
    """Names or ids, case and marks ignored: claims in which none of them is named are left out."""
    min_confidence: float = 0.0
    """Claims, attributions, mentions and judgements less sure than this are left out."""
    kinds: tuple[str, ...] = ()
    """Kinds of nodes that stay."""
    min_weight: float = 0.0
    """Edges that count fewer claims, or mentions, are left out, groups with fewer members, and nodes that then have no edge."""
    max_nodes: int | None = None
    """Only so many nodes: those whose edges weigh most, and those without which they cannot be understood."""
