"""How good annotations are: against gold, beside what people agree on, by kind and outlet, beside another system, and whether their confidence can be believed."""

from claimgraph.evaluate.agreement import Agreement, check_agreement
from claimgraph.evaluate.breakdown import BREAKDOWNS, recall_by
from claimgraph.evaluate.calibration import Calibrated, check_confidence
from claimgraph.evaluate.links import evaluate_links
from claimgraph.evaluate.naming import Naming, name_words
from claimgraph.evaluate.paired import Difference, compare_predictions
from claimgraph.evaluate.scores import FIELDS, RELATION_MEASURES, Score, evaluate_articles
from claimgraph.evaluate.sources import SOURCE_MEASURES, check_source_confidence, evaluate_sources, has_own_labels

__all__ = [
    "BREAKDOWNS",
    "FIELDS",
    "RELATION_MEASURES",
    "SOURCE_MEASURES",
    "Agreement",
    "Calibrated",
    "Difference",
    "Naming",
    "Score",
    "check_agreement",
    "check_confidence",
    "check_source_confidence",
    "compare_predictions",
    "evaluate_articles",
    "evaluate_links",
    "evaluate_sources",
    "has_own_labels",
    "name_words",
    "recall_by",
]
