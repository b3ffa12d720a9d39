"""Out of a case: graph formats take a view, the others the case's records.

To add a format: one file with ``write(view_or_snapshot, out, ...)`` and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple, get_args

from claimgraph.errors import ExportError
from claimgraph.export.journal import Journal

__all__ = ["CONCEPTS", "EXPORTERS", "Concept", "Exporter", "Journal", "load_writer"]

Concept = Literal[
    "nodes and edges with their kinds",
    "labels",
    "colours",
    "sizes",
    "positions",
    "weights",
    "time as intervals",
    "links: same, contradicts",
    "facts about outlets, with origins",
    "entities",
    "chains",
    "sources with type and outlet",
    "stance, hedge holder, quotation, access",
    "confidences",
    "offsets of a claim",
    "the sentence of a claim",
    "source, cue and content marked",
    "the whole text",
    "title, outlet and date",
    "author and URL",
    "sentence labels",
    "attitudes and non-statements",
    "attributions in headlines",
    "date findings",
    "people's decisions",
    "original bytes",
]
CONCEPTS: Final[tuple[Concept, ...]] = get_args(Concept)
"""What a case or a view of it holds, as far as a format may lose it: the rows of the README's table of losses."""


class Exporter(NamedTuple):
    """One format: what it takes, and where its writer is."""

    takes: Literal["view", "snapshot"]
    """A ``View``, or an iterable of ``CaseArticle``."""
    suffixes: tuple[str, ...]
    """Ending of each of its files, with the dot; some readers go by it. ``write`` takes as many paths, in this order."""
    writer: str
    """``module:function``; imported when it is asked for."""
    description: str
    loses: Mapping[Concept, str]
    """What does not survive the format, or not whole, and why; all else does."""

    @property
    def suffix(self) -> str:
        """Ending of its first file."""
        return self.suffixes[0]


_NO_GRAPH: Final[Mapping[Concept, str]] = dict.fromkeys(
    ("nodes and edges with their kinds", "labels", "colours", "sizes", "positions", "weights", "time as intervals"),
    "no graph",
)
_KEPT: Final[Mapping[Concept, str]] = {
    "people's decisions": "stay in the case",
    "original bytes": "stay in the case",
}
_NO_TEXT: Final[Mapping[Concept, str]] = {
    "source, cue and content marked": "cue as words",
    "the whole text": "sentences of claims only",
    "sentence labels": "claims only",
    "attitudes and non-statements": "claims only",
    "date findings": "claims only",
    **_KEPT,
}

EXPORTERS: Final[dict[str, Exporter]] = {
    "graphml": Exporter(
        "view",
        (".graphml",),
        "claimgraph.export.graphml:write",
        "the graph for Gephi, Cytoscape, igraph, networkx and Neo4j",
        {"time as intervals": "a column", "attributions in headlines": "their sources only", **_NO_TEXT},
    ),
    "gexf": Exporter(
        "view",
        (".gexf",),
        "claimgraph.export.gexf:write",
        "the graph with its dates, for Gephi's timeline and Gephi Lite",
        {"time as intervals": "days; hours in a column", "attributions in headlines": "their sources only", **_NO_TEXT},
    ),
    "csv": Exporter(
        "view",
        (".nodes.csv", ".edges.csv"),
        "claimgraph.export.tables:write",
        "the graph as two tables, for Gephi's spreadsheet import, R, pandas",
        {
            "colours": "a column",
            "sizes": "a column",
            "positions": "columns",
            "time as intervals": "a column",
            "attributions in headlines": "their sources only",
            **_NO_TEXT,
        },
    ),
    "xlsx": Exporter(
        "snapshot",
        (".xlsx",),
        "claimgraph.export.workbook:write",
        "claims with sources and chains, for Excel, LibreOffice, Google Sheets",
        {
            **_NO_GRAPH,
            "links: same, contradicts": "claims only",
            "facts about outlets, with origins": "claims only",
            "entities": "claims only",
            "attributions in headlines": "claims only",
            **_NO_TEXT,
        },
    ),
    "jsonl": Exporter(
        "snapshot",
        (".jsonl",),
        "claimgraph.export.jsonl:write",
        "what claimgraph annotate writes, one article a line, for programs",
        {
            **_NO_GRAPH,
            "links: same, contradicts": "claimgraph links",
            "facts about outlets, with origins": "in the registry",
            "author and URL": "not in the contract",
            **_KEPT,
        },
    ),
    "html": Exporter(
        "snapshot",
        (".html",),
        "claimgraph.export.page:write",
        "the articles with sources, cues and contents marked, as one page for a browser",
        {
            **_NO_GRAPH,
            "links: same, contradicts": "articles one by one",
            "entities": "not shown",
            "confidences": "whole per cents",
            "offsets of a claim": "places in the text",
            **_KEPT,
        },
    ),
    "map": Exporter(
        "view",
        (".map.html",),
        "claimgraph.export.map:write",
        "the graph as one page for a browser: to move in, search and filter, without a network",
        {
            "attributions in headlines": "their sources only",
            **_NO_TEXT,
            "source, cue and content marked": "in sentences of claims",
        },
    ),
}
"""Every format by name."""


def load_writer(name: str) -> Callable[..., None]:
    """Give the ``write`` function of a format; only then is it imported.

    Raises:
        ExportError: there is no such format; the hint lists those that there are.

    """
    if name not in EXPORTERS:
        raise ExportError(f"there is no format {name!r}", hint=f"one of {', '.join(EXPORTERS)}")
    module, _, function = EXPORTERS[name].writer.partition(":")
    writer: Callable[..., Any] = getattr(import_module(module), function)
    return writer
