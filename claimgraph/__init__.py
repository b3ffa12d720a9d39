"""claimgraph: who said it, through whom, in news articles.

    from claimgraph import Annotator, read_inputs
    for found, _ in Annotator().annotate(read_inputs(["seeds/"])):
        print([(" → ".join(a.chain), a.stance) for a in found.annotation.attributions])

This is the door: the public names, each loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimgraph.annotate import split_sentences
    from claimgraph.errors import (
        CaseError,
        ClaimgraphError,
        ExportError,
        InputError,
        MissingExtraError,
        ModelError,
        SchemaError,
        SkippedInputError,
    )
    from claimgraph.evaluate import evaluate_articles
    from claimgraph.export import EXPORTERS, load_writer
    from claimgraph.graph import build_graph, provenance_view
    from claimgraph.ingest import READERS, ReadResult, read_inputs
    from claimgraph.pipeline import Annotator, RunReport, add_inputs, export_case, keep_confident
    from claimgraph.records import (
        AnnotatedArticle,
        Article,
        Attribution,
        CaseArticle,
        Claim,
        InputRow,
        LinkRow,
        Outlet,
        Sentence,
        Source,
        Span,
    )
    from claimgraph.store import ClaimFilter, ClaimRow, SourceRow, open_case

_ROOMS = {
    "annotate": ("split_sentences",),
    "errors": (
        "CaseError",
        "ClaimgraphError",
        "ExportError",
        "InputError",
        "MissingExtraError",
        "ModelError",
        "SchemaError",
        "SkippedInputError",
    ),
    "evaluate": ("evaluate_articles",),
    "export": ("EXPORTERS", "load_writer"),
    "graph": ("build_graph", "provenance_view"),
    "ingest": ("READERS", "ReadResult", "read_inputs"),
    "pipeline": ("Annotator", "RunReport", "add_inputs", "export_case", "keep_confident"),
    "records": (
        "AnnotatedArticle",
        "Article",
        "Attribution",
        "CaseArticle",
        "Claim",
        "InputRow",
        "LinkRow",
        "Outlet",
        "Sentence",
        "Source",
        "Span",
    ),
    "store": ("ClaimFilter", "ClaimRow", "SourceRow", "open_case"),
}
_WHERE = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [  # noqa: PLE0604 -- the names stand above, once
    *_WHERE,
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])
