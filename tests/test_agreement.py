"""Beside people: how close a system is to annotators, and they to each other."""

import gzip
import json
import subprocess
import sys

import pytest

from claimgraph import SchemaError, check_agreement
from tests.test_evaluate import GOLD, RELATIONS


def article(**annotators):
    return [{**GOLD[0], "annotators": annotators}]


def test_a_system_that_is_one_of_two_annotators_is_closer_than_they_are():
    gold = article(ann=RELATIONS, bo=RELATIONS[:1])
    found = check_agreement(gold, [{"id": "a", "attributions": RELATIONS}])["relation_full"]
    assert found.human == pytest.approx(0.5)
    assert found.system == pytest.approx((1 + 0.5) / 2)
    assert found.difference == found.low == found.high == pytest.approx(0.25)


def test_articles_of_one_annotator_say_nothing_of_agreement():
    alone = {**GOLD[0], "id": "b", "annotators": {"ann": RELATIONS}}
    gold = [*article(ann=RELATIONS, bo=RELATIONS), alone]
    assert check_agreement(gold, [{"id": "a", "attributions": []}])["relation_full"].system == 0
    with pytest.raises(SchemaError, match="two annotators"):
        check_agreement([alone], [{"id": "b", "attributions": []}])


def test_an_article_that_was_not_predicted_is_named():
    with pytest.raises(SchemaError, match="'a' is missing"):
        check_agreement(article(ann=RELATIONS, bo=RELATIONS), [])


@pytest.mark.corpora
def test_agreement_is_that_of_the_corpus_scorer(corpora, tmp_path):
    """With one annotator taken for the system, every mean and difference is the same."""
    path = corpora / "polnear" / "multi.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [row for row in map(json.loads, lines) if len(row["annotators"]) > 1]
    guesses = [{"id": row["id"], "attributions": next(iter(row["annotators"].values()))[::2]} for row in gold]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in guesses), encoding="utf-8")
    command = [sys.executable, corpora / "tools" / "score_agreement.py", path, predicted, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = check_agreement(gold, guesses)
    for measure, found in theirs.items():
        if measure != "articles":
            figures = ours[measure]
            assert (figures.system, figures.human) == pytest.approx((found["system"], found["human"])), measure
