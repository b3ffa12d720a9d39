"""How good annotations are: against gold, by kind and outlet, and whether their confidence can be believed."""

from claimgraph.evaluate.breakdown import BREAKDOWNS, recall_by
from claimgraph.evaluate.calibration import Calibrated, check_confidence
from claimgraph.evaluate.scores import FIELDS, RELATION_MEASURES, Score, evaluate_articles

__all__ = [
    "BREAKDOWNS",
    "FIELDS",
    "RELATION_MEASURES",
    "Calibrated",
    "Score",
    "check_confidence",
    "evaluate_articles",
    "recall_by",
]
