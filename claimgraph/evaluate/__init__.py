"""How good annotations are: against gold, beside what people agree on, by kind and outlet, beside another system, and whether their confidence can be believed."""

from claimgraph.evaluate.agreement import Agreement, check_agreement
from claimgraph.evaluate.breakdown import BREAKDOWNS, recall_by
from claimgraph.evaluate.calibration import Calibrated, check_confidence
from claimgraph.evaluate.links import evaluate_links
from claimgraph.evaluate.paired import Difference, compare_predictions
from claimgraph.evaluate.scores import FIELDS, RELATION_MEASURES, Score, evaluate_articles

__all__ = [
    "BREAKDOWNS",
    "FIELDS",
    "RELATION_MEASURES",
    "Agreement",
    "Calibrated",
    "Difference",
    "Score",
    "check_agreement",
    "check_confidence",
    "compare_predictions",
    "evaluate_articles",
    "evaluate_links",
    "recall_by",
]
