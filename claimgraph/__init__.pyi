# The public names and the rooms they come from: the only list of them; the door reads it.
from .annotate import split_sentences
from .errors import (
    CaseError,
    ClaimgraphError,
    ExportError,
    InputError,
    MissingExtraError,
    ModelError,
    SchemaError,
    SkippedInputError,
)
from .evaluate import BREAKDOWNS, Calibrated, Score, check_confidence, evaluate_articles, recall_by
from .export import EXPORTERS, load_writer
from .graph import build_graph, provenance_view
from .ingest import READERS, ReadResult, read_inputs
from .pipeline import Annotator, RunReport, add_inputs, export_case, keep_confident
from .records import (
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
from .store import ClaimFilter, ClaimRow, SourceRow, open_case

__all__ = [
    "BREAKDOWNS",
    "EXPORTERS",
    "READERS",
    "AnnotatedArticle",
    "Annotator",
    "Article",
    "Attribution",
    "Calibrated",
    "CaseArticle",
    "CaseError",
    "Claim",
    "ClaimFilter",
    "ClaimRow",
    "ClaimgraphError",
    "ExportError",
    "InputError",
    "InputRow",
    "LinkRow",
    "MissingExtraError",
    "ModelError",
    "Outlet",
    "ReadResult",
    "RunReport",
    "SchemaError",
    "Score",
    "Sentence",
    "SkippedInputError",
    "Source",
    "SourceRow",
    "Span",
    "add_inputs",
    "build_graph",
    "check_confidence",
    "evaluate_articles",
    "export_case",
    "keep_confident",
    "load_writer",
    "open_case",
    "provenance_view",
    "read_inputs",
    "recall_by",
    "split_sentences",
]
