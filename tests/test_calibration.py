"""Whether confidence can be believed, and recall by class: small cases whose figures are known."""

import random

import numpy as np
import pytest

from claimgraph import check_confidence, recall_by
from claimgraph.evaluate.calibration import adaptive_error, calibrated
from claimgraph.train.calibrate import fit_logistic
from tests.test_evaluate import GOLD, RELATIONS, SENTENCES


def made(count, truth):
    """``count`` confidences, each right as often as ``truth`` says of it."""
    rng = random.Random(7)
    chances = [rng.random() for _ in range(count)]
    return [(chance, rng.random() < truth(chance)) for chance in chances]


def test_true_confidences_err_as_little_as_their_simulation():
    found = calibrated(made(3000, lambda c: c))
    assert abs(found.error - found.perfect) < 0.01


def test_boasting_confidences_err_by_as_much_as_they_boast():
    found = calibrated(made(3000, lambda c: c / 2))
    assert found.error == pytest.approx(found.confidence - found.right, abs=0.01)
    assert found.error > found.perfect + 0.2


def test_the_error_of_a_known_sample():
    assert adaptive_error([(0.5, True), (0.5, False)]) == pytest.approx(0.5)
    assert adaptive_error([(1.0, True)] * 30) == 0


def test_the_surest_come_first_in_coverage():
    found = calibrated([(i / 100, i >= 50) for i in range(100)])
    assert found.coverage == (1.0, 1.0, pytest.approx(50 / 75), 0.5)
    assert sum(b.size for b in found.bins) == found.size == 100


def predicted(confidences, attributions=RELATIONS):
    items = [{**a, "confidence": c, "source_confidence": c} for a, c in zip(attributions, confidences, strict=True)]
    labels = ("attributed", "own_voice", "not_a_claim", "own_voice")
    sentences = [
        {"start": s, "end": e, "label": x, "confidence": 0.8} for (s, e), x in zip(SENTENCES, labels, strict=True)
    ]
    return [{"id": "a", "attributions": items, "sentences": sentences}]


def test_what_is_right_is_judged_as_the_scorer_does():
    wrong_source = [{**RELATIONS[0], "source": RELATIONS[1]["source"]}, *RELATIONS[1:]]
    found = check_confidence(GOLD, predicted([0.9, 0.8, 0.7], wrong_source))
    assert found["attribution"].size == found["source"].size == 3
    assert found["attribution"].right == found["source"].right == pytest.approx(2 / 3)
    assert found["label"].size == 3, "a sentence said to be no claim is left out"
    assert found["label"].right == pytest.approx(2 / 3), "the last sentence is attributed"


def test_entities_are_judged_where_the_gold_has_them():
    gold = [{**GOLD[0], "entities": [{"start": 0, "end": 7, "type": "person"}]}]
    guess = [
        {"start": 0, "end": 7, "type": "person", "confidence": 0.6},
        {"start": 0, "end": 3, "type": "person", "confidence": 0.2},
    ]
    found = check_confidence(gold, [{"id": "a", "attributions": [], "entities": guess}])
    assert (found["entity"].size, found["entity"].right) == (2, 0.5)


def test_recall_by_kind_tells_quoted_from_reported_speech():
    found = recall_by("kind", GOLD, [{"id": "a", "attributions": RELATIONS[:2]}])
    assert {name: row["relation_j50"].gold for name, row in found.items()} == {"direct": 1, "indirect": 2}
    assert found["direct"]["relation_full"].recall == 1
    assert found["indirect"]["relation_j50"].recall == 0.5


def test_recall_by_outlet_has_a_row_for_each():
    other = {**GOLD[0], "id": "b", "outlet": "The Elsewhere"}
    found = recall_by("outlet", [*GOLD, other], [{"id": "b", "attributions": RELATIONS}])
    assert found["The Elsewhere"]["relation_j50"].recall == 1
    assert found["unknown"]["relation_j50"].recall == 0


def test_weights_of_a_logistic_curve_are_found_again():
    rng = np.random.default_rng(3)
    features = np.stack([np.ones(4000), rng.normal(0, 2, 4000)], axis=1)
    right = rng.random(4000) < 1 / (1 + np.exp(-(features @ [-0.5, 0.8])))
    assert fit_logistic(features, right.astype(float), (0.0, 1.0)) == pytest.approx((-0.5, 0.8), abs=0.12)
