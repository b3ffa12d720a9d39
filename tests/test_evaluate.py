"""The scorer: small cases whose results are known, and agreement with itself under change of order."""

import pytest

from claimgraph import (
    SchemaError,
    check_agreement,
    check_confidence,
    compare_predictions,
    evaluate_articles,
    evaluate_sources,
)

TEXT = "Ann Lee said “the bridge is safe.” Nobody came. It rained, according to Bo. Reportedly all is well."


def span(part):
    start = TEXT.index(part)
    return [start, start + len(part)]


SENTENCES = [
    span("Ann Lee said “the bridge is safe.”"),
    span("Nobody came."),
    span("It rained, according to Bo."),
    span("Reportedly all is well."),
]
RELATIONS = [
    {"source": [span("Ann Lee")], "cue": [span("said")], "content": [span("“the bridge is safe.”")]},
    {"source": [span("Bo")], "cue": [span("according to")], "content": [span("It rained")]},
    {"source": [], "cue": [span("Reportedly")], "content": [span("all is well")]},
]
GOLD = [{"id": "a", "text": TEXT, "sentences": SENTENCES, "attributions": RELATIONS}]


def score(attributions, gold=GOLD):
    return evaluate_articles(gold, [{"id": "a", "attributions": attributions}])


def test_gold_against_itself_is_right_everywhere():
    for measure, found in score(RELATIONS).items():
        assert (found.precision, found.recall, found.f1) == (1, 1, 1), measure
        assert found.low == found.high == 1


def test_nothing_found_scores_nothing():
    assert all(found.f1 == 0 for found in evaluate_articles(GOLD, []).values())


def test_one_of_three_is_a_recall_of_a_third():
    found = score(RELATIONS[:1])
    for measure in ("sentence", "sentence_source", "relation_j50", "relation_exact", "relation_full"):
        assert found[measure].precision == 1
        assert found[measure].recall == pytest.approx(1 / 3)
        assert found[measure].f1 == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("change", "measure", "right"),
    [
        ({"content": [span("the bridge is safe")]}, "relation_exact", 1),
        ({"content": [span("the bridge"), span("is safe")]}, "relation_exact", 1),
        ({"content": [span("bridge is safe")]}, "relation_exact", 0),
        ({"content": [span("bridge is safe")]}, "relation_j50", 1),
        ({"content": [span("safe")]}, "relation_j50", 0),
        ({"source": [span("Bo")]}, "relation_full", 0),
        ({"source": [span("Lee")]}, "relation_full", 1),
        ({"source": []}, "relation_full", 0),
        ({"source": [span("Bo")]}, "sentence", 1),
        ({"source": [span("Bo")]}, "sentence_source", 0),
        ({"cue": [span("said")]}, "span_cue", 1),
    ],
)
def test_each_measure_asks_for_what_its_name_says(change, measure, right):
    assert score([{**RELATIONS[0], **change}])[measure].right == right


def test_conjoined_sources_of_one_cue_and_content_count_as_one_relation():
    twice = [{**RELATIONS[0], "source": [span("Ann")]}, {**RELATIONS[0], "source": [span("Lee")]}]
    assert score(twice)["relation_full"].predicted == 1


def test_attributions_inside_others_count_only_if_asked_for():
    inner = {**RELATIONS[1], "parent": "x"}
    assert score([inner])["relation_j50"].predicted == 0
    assert evaluate_articles(GOLD, [{"id": "a", "attributions": [inner]}], nested=True)["relation_j50"].right == 1


def test_labels_and_fields_are_compared_where_the_gold_has_them():
    gold = [
        {
            **GOLD[0],
            "sentences": [{"start": s, "end": e, "label": "own_voice"} for s, e in SENTENCES],
            "attributions": [{**RELATIONS[0], "stance": "asserts", "chain": ["X", "Ann Lee"]}],
        }
    ]
    guess = {
        "id": "a",
        "sentences": [
            {"start": s, "end": e, "label": "own_voice" if i else "attributed"} for i, (s, e) in enumerate(SENTENCES)
        ],
        "attributions": [{**RELATIONS[0], "stance": "denies", "chain": ["X", "Ann Lee"]}],
    }
    found = evaluate_articles(gold, [guess])
    assert (found["label"].right, found["label"].gold) == (3, 4)
    assert (found["stance"].right, found["chain"].right) == (0, 1)
    assert "source_type" not in found


@pytest.mark.parametrize(
    "bad",
    [
        [{"id": "z", "attributions": []}],
        [{"id": "a"}, {"id": "a"}],
        [{"attributions": []}],
        [{"id": "a", "text": "another text"}],
        [{"id": "a", "attributions": [{"content": [[0, 9999]]}]}],
    ],
    ids=["unknown article", "twice", "no id", "other text", "span outside"],
)
def test_files_that_do_not_belong_together_are_refused(bad):
    with pytest.raises(SchemaError):
        evaluate_articles(GOLD, bad)


@pytest.mark.corpora
def test_the_scorer_agrees_with_the_corpus_scorer(corpora, tmp_path):
    """On distorted gold (spans cut, sources dropped, relations lost) every shared measure is the same."""
    import gzip
    import json
    import random
    import subprocess
    import sys

    path = corpora / "polnear" / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines][:12]
    rng = random.Random(5)
    guesses = []
    for article in gold:
        attributions = []
        for item in article["attributions"]:
            if rng.random() < 0.2:
                continue
            changed = {role: [list(s) for s in item[role]] for role in ("source", "cue", "content")}
            if rng.random() < 0.3:
                changed["source"] = []
            if rng.random() < 0.4:
                changed["content"][0][1] -= min(12, changed["content"][0][1] - changed["content"][0][0] - 1)
            attributions.append(changed)
        guesses.append({"id": article["id"], "attributions": attributions})
    files = []
    for name, rows in (("gold", gold), ("pred", guesses)):
        files.append(tmp_path / f"{name}.jsonl")
        files[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    tool = corpora / "tools" / "score_attribution.py"
    theirs = json.loads(
        subprocess.run([sys.executable, tool, *files, "--json"], capture_output=True, check=True).stdout
    )
    ours = evaluate_articles(gold, guesses)
    for measure in (
        "sentence",
        "sentence_source",
        "span_source",
        "span_cue",
        "span_content",
        "relation_j50",
        "relation_exact",
        "relation_full",
    ):
        assert ours[measure].f1 == pytest.approx(theirs[measure]["f1"], abs=1e-12), measure
        assert ours[measure].right == theirs[measure]["right"], measure


def test_a_system_is_no_better_than_itself():
    guess = [{"id": "a", "attributions": RELATIONS[:1]}]
    for measure, gain in compare_predictions(GOLD, guess, guess).items():
        assert (gain.difference, gain.low, gain.high) == (0, 0, 0), measure


def test_a_gain_is_measured_on_the_same_articles():
    golds = [{**GOLD[0], "id": name} for name in "abcdefgh"]
    better = [{"id": name, "attributions": RELATIONS} for name in "abcdefgh"]
    worse = [{"id": name, "attributions": RELATIONS[: 1 + (name < "d")]} for name in "abcdefgh"]
    gain = compare_predictions(golds, better, worse)["relation_j50"]
    assert gain.one == 1
    assert gain.other == pytest.approx(2 * 11 / (11 + 24))
    assert gain.difference == pytest.approx(1 - gain.other)
    assert 0 < gain.low < gain.difference < gain.high < 0.5
    back = compare_predictions(golds, worse, better)["relation_j50"]
    assert (back.low, back.high) == (-gain.high, -gain.low)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": None}, "no text"),
        ({"text": 7}, "no text"),
        ({"attributions": 3}, "attributions are no list"),
        ({"attributions": [5]}, "5 among its attributions is no object"),
        ({"attributions": [{"source": "x"}]}, "source 'x' is no list of spans"),
        ({"attributions": [{"cue": [[1]]}]}, "cue"),
        ({"attributions": [{"content": [["1", 2]]}]}, "content"),
        ({"sentences": {}}, None),
        ({"sentences": [{"start": 0}]}, "is no sentence"),
        ({"sentences": ["x"]}, "is no sentence"),
        ({"annotators": [1]}, "annotators are no object"),
        ({"annotators": {"ann": [4]}}, "4 among its attributions"),
    ],
)
def test_gold_of_another_shape_is_named_and_never_a_traceback(change, words):
    gold = [{**GOLD[0], **change}]
    if words is None:
        assert evaluate_articles(gold, GOLD)
        return
    for score_them in (evaluate_articles, check_confidence, check_agreement):
        with pytest.raises(SchemaError, match=words) as caught:
            score_them(gold, [])
        assert "article 'a'" in caught.value.where


@pytest.mark.parametrize("field", ["content_start", "source_type", "chain", "stance", "quote"])
def test_gold_in_our_own_labels_that_lacks_one_is_named(field):
    whole = {
        "content_start": 0,
        "content_end": 3,
        "source_type": "document",
        "chain": ["A"],
        "stance": "asserts",
        "quote": "direct",
    }
    attribution = {name: value for name, value in whole.items() if name != field}
    sentence = {"start": 0, "end": 34, "label": "attributed", "attributions": [attribution]}
    with pytest.raises(SchemaError, match="content" if field == "content_start" else field):
        evaluate_sources([{"id": "a", "text": TEXT, "sentences": [sentence]}], [])


def test_calibration_of_predictions_without_confidence_says_what_is_missing():
    with pytest.raises(SchemaError, match="a prediction has no confidence"):
        check_confidence(GOLD, GOLD)
