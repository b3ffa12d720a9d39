"""Scores of sources and chains against gold in our own labels: cases whose figures are known, and the format's own scorer."""

import copy
import json
import subprocess
import sys

import pytest

from claimgraph import Naming, SchemaError, check_source_confidence, evaluate_articles, evaluate_sources, has_own_labels

TEXT = (
    "Ann Lee said the bridge was safe. “It will hold,” she said. Kyra News reported, citing a diver, that one pier was "
    "cracked. Nobody came. The pier reportedly moved."
)


def extent(part):
    start = TEXT.index(part)
    return start, start + len(part)


def gold_item(content, source, **fields):
    start, end = extent(content)
    first, last = extent(source) if source else (None, None)
    known = {"source_type": "named_person", "source_outlet": None, "quote": "indirect", "stance": "asserts"}
    spans = {"content_start": start, "content_end": end, "source_start": first, "source_end": last}
    return known | spans | {"source_text": source, "chain": ["Harbour Post", fields["source_canonical"]]} | fields


def guess_item(content, source, **fields):
    known = {"kind": "claim", "source_type": "named_person", "source_outlet": None, "quotation": "indirect"}
    spans = {"content": [extent(content)], "source": [extent(source)] if source else [], "stance": "asserts"}
    return known | spans | {"chain": ["Harbour Post", fields["source_name"]]} | fields


ITEMS = [
    gold_item("the bridge was safe", "Ann Lee", source_canonical="Ann Lee"),
    gold_item("“It will hold,”", "she", source_canonical="Ann Lee", quote="direct"),
    gold_item(
        "one pier was cracked",
        "Kyra News",
        source_canonical="Kyra News",
        source_type="media_outlet",
        source_outlet="Kyra News",
    ),
    gold_item(
        "one pier was cracked",
        "a diver",
        source_canonical="a police diver",
        source_type="local_unspecified",
        source_outlet="Kyra News",
        chain=["Harbour Post", "Kyra News", "a police diver"],
    ),
    gold_item("moved", None, source_canonical="unspecified", source_type="unspecified", stance="hedged"),
]
BOUNDS = [
    ("Ann Lee said the bridge was safe.", "attributed", ITEMS[:1]),
    ("“It will hold,” she said.", "attributed", ITEMS[1:2]),
    ("Kyra News reported, citing a diver, that one pier was cracked.", "attributed", ITEMS[2:4]),
    ("Nobody came.", "own_voice", []),
    ("The pier reportedly moved.", "attributed", ITEMS[4:]),
]
SENTENCES = [
    {"start": extent(part)[0], "end": extent(part)[1], "label": label, "attributions": items}
    for part, label, items in BOUNDS
]
GOLD = [{"id": "a", "text": TEXT, "sentences": SENTENCES}]
GUESSES = [
    guess_item("the bridge was safe", "Ann Lee", source_name="Ann Lee"),
    guess_item("“It will hold,”", "she", source_name="Lee", quotation="direct"),
    guess_item(
        "one pier was cracked",
        "Kyra News",
        source_name="Kyra News Agency",
        source_type="media_outlet",
        source_outlet="Kyra News",
    ),
    guess_item(
        "one pier was cracked",
        "a diver",
        source_name="diver",
        source_type="local_unspecified",
        source_outlet="Kyra News",
        chain=["Harbour Post", "Kyra News", "diver"],
    ),
    guess_item("moved", None, source_name="unspecified", source_type="unspecified", stance="hedged"),
]
LABELS = [{k: s[k] for k in ("start", "end", "label")} for s in SENTENCES]


def predicted(*changes, labels=LABELS, more=()):
    """The guesses with some of them changed (None: left out): pairs of index and fields."""
    items = copy.deepcopy(GUESSES)
    for index, fields in changes:
        items[index] = items[index] | fields if fields else None
    return [{"id": "a", "text": TEXT, "sentences": labels, "attributions": [i for i in items if i] + list(more)}]


CASES = [
    ("a short name of one word is not the name", (), "name", 4),
    ("words of kind do not part names", ((2, {"source_name": "Kyra News"}),), "name", 4),
    ("the source's span makes up for a wrong name", (), "source", 5),
    ("a pronoun must be resolved", (), "implicit", 0),
    ("a pronoun that is resolved counts", ((1, {"source_name": "Ann Lee"}),), "implicit", 1),
    ("a chain is right whose name is", ((1, {"source_name": "Ann Lee"}),), "chain", 5),
    ("a chain that lacks a link is wrong", ((3, {"chain": ["Harbour Post", "diver"]}),), "chain3", 0),
    ("what is not found is right in nothing", ((0, None),), "type", 4),
    ("another stance is wrong", ((4, {"stance": "asserts"}),), "stance", 4),
    ("attitudes are left out", ((0, {"kind": "attitude"}),), "attribution", 4),
    ("another outlet is wrong", ((3, {"source_outlet": None}),), "outlet", 4),
    ("another kind of quotation is wrong", ((1, {"quotation": "mixed"}),), "quotation", 4),
]


@pytest.mark.parametrize(("shows", "changes", "measure", "right"), CASES, ids=[c[0] for c in CASES])
def test_each_measure_counts_what_is_right(shows, changes, measure, right):
    assert evaluate_sources(GOLD, predicted(*changes))[measure].right == right, shows


def test_what_is_too_many_costs_precision_and_no_share():
    more = [guess_item("Nobody came", None, source_name="unspecified", source_type="unspecified")]
    found = evaluate_sources(GOLD, predicted(more=more))
    assert found["attribution"][:3] == (5 / 6, 1.0, pytest.approx(10 / 11))
    assert found["type"][:3] == (1.0, 1.0, 1.0)


def test_confidence_in_a_source_is_that_its_name_is_right():
    """Of five sources found four have the right name; the surest quarter is right."""
    found = predicted(*((n, {"confidence": 0.9, "source_confidence": 0.5 if n == 1 else 0.8}) for n in range(5)))
    believed = check_source_confidence(GOLD, found)
    assert (believed["source"].size, believed["source"].right) == (5, 0.8)
    assert believed["source"].coverage[0] == 1.0
    assert believed["attribution"].right == 1.0


def test_a_content_over_two_sentences_is_one_attribution_in_each():
    start, end = extent("the bridge was safe. “It will hold,”")
    both = guess_item("the bridge was safe", "Ann Lee", source_name="Ann Lee") | {"content": [(start, end)]}
    found = evaluate_sources(GOLD, predicted((0, None), (1, None), more=[both]))
    assert (found["attribution"].right, found["attribution"].predicted) == (5, 5)


def test_aliases_make_names_the_same():
    assert evaluate_sources(GOLD, predicted(), aliases={"Ann Lee": ["Lee"]})["name"].right == 5


def test_labels_that_are_accepted_are_right():
    gold = copy.deepcopy(GOLD)
    gold[0]["sentences"][3]["accept_label"] = ["attributed"]
    labels = [LABELS[0] | {"label": "own_voice"}, *LABELS[1:3], LABELS[3] | {"label": "attributed"}, LABELS[4]]
    assert evaluate_sources(gold, predicted(labels=labels))["label"].right == 4


def test_an_article_that_is_missing_has_nothing_right():
    found = evaluate_sources(GOLD, [])
    assert {score.right for score in found.values()} == {0}


def test_intervals_hold_the_figure_and_are_the_same_each_time():
    gold = [GOLD[0] | {"id": str(n)} for n in range(6)]
    guesses = [predicted(*([] if n % 2 else [(0, None)]))[0] | {"id": str(n)} for n in range(6)]
    first, again = (evaluate_sources(gold, guesses)["attribution"] for _ in range(2))
    assert first == again
    assert first.low < first.f1 < first.high


@pytest.mark.parametrize(
    ("guess", "match"),
    [
        ([{"id": "b", "text": TEXT, "sentences": [], "attributions": []}], "not in the gold file"),
        ([{"id": "a", "text": "other", "sentences": [], "attributions": []}], "text differs"),
    ],
)
def test_what_belongs_to_no_gold_is_refused(guess, match):
    with pytest.raises(SchemaError, match=match):
        evaluate_sources(GOLD, guess)


def test_the_format_is_told_from_that_of_attribution_corpora():
    assert has_own_labels(GOLD)
    corpus = [{"id": "a", "text": TEXT, "sentences": [extent("Nobody came.")], "attributions": []}]
    assert not has_own_labels(corpus)
    assert evaluate_articles(corpus, predicted(), resamples=0)["sentence"].gold == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mr. Bo Yang", "bo yang", True),
        ("al-Hadath", "Al Hadath", True),
        ("Hadžić", "Hadzic", True),
        ("the news agency", "the agency", True),
        ("Kyra harbour police", "harbour police of Kyra", True),
        ("Bo Yang", "Bo Yang, mayor", True),
        ("Yang", "Bo Yang", False),
        ("Bo Yang", "Bo Yang Jr.", False),
        ("", None, True),
        ("", "Bo", False),
    ],
)
def test_names_are_the_same_by_the_words_that_tell_them_apart(one, other, same):
    assert Naming().same(one, other) is same
    assert Naming().same(other, one) is same


@pytest.mark.corpora
@pytest.mark.parametrize("changes", [case[1] for case in CASES] + [((0, None), (3, None))])
def test_the_figures_are_those_of_the_formats_own_scorer(corpora, tmp_path, changes):
    paths = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl", tmp_path / "aliases.json"
    guesses = predicted(*changes)
    for path, articles in zip(paths, (GOLD, guesses), strict=False):
        path.write_text("".join(json.dumps(row) + "\n" for row in articles), encoding="utf-8")
    aliases = {"Ann Lee": ["Lee"]}
    paths[2].write_text(json.dumps(aliases), encoding="utf-8")
    scorer = [sys.executable, corpora / "tools" / "score_gold.py", *paths[:2], "--aliases", paths[2], "--json"]
    theirs = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    ours = evaluate_sources(GOLD, guesses, aliases=aliases, resamples=0)
    for measure, score in ours.items():
        if measure in {"attribution", "source", "chain"}:
            wanted = tuple(theirs[measure][k] for k in ("precision", "recall", "f1"))
            assert score[:3] == pytest.approx(wanted), measure
        else:
            wanted = theirs["label"]["accuracy"] if measure == "label" else None
            wanted = theirs["chain3_recall"] if measure == "chain3" else wanted
            assert score.f1 == pytest.approx(theirs[measure] if wanted is None else wanted), measure
