"""Fresh sentences of six kinds of text: the shipped model against floors, and against quotations that are never closed.

The table of figures is printed by ``python -m tests.fresh``; its ``--write-floors`` makes them the floors.
"""

import json

import pytest

from claimgraph import evaluate_articles
from tests.fresh import FLOORED, FLOORS, annotate_texts, gold, measure
from tests.marked import gold_article

GENRES = ("wire", "state media", "tabloid", "court report", "science news", "careless")
MARKS = ("“”", '""', "‘’", "''", "«»", "„“")
# Paragraphs a line. The quotation of the first is closed at the sign §, or never; marked is what is said below it.
ARTICLES = {
    "the speaker follows": "“We had no warning at all,§ the harbour master said on Tuesday.\n"
    "{S1|The ferry company} {C1|denied} {T1|that its captain had been drinking}.\n"
    "{T2|“He was as sober as a judge,”} {S2|a spokeswoman} {C2|said}. {T2|“We stand by him.”}\n"
    "{C3|According to} {S3|the coast guard}, {T3|four passengers are still missing}.",
    "the speaker comes first": "Ann Moreau, the mayor, said: “Nobody will lose a home because of this road.§\n"
    "{S1|Residents} {C1|said} {T1|they had been promised as much before}.\n"
    "{T2|“They lied to us in March,”} {C2|said} {S2|Paul Okeke, a baker}.",
    "within reported speech": "The minister said the plan was “dead and buried§ and would not be revived.\n"
    "{S1|Two officials} {C1|told} the newspaper {T1|that talks were going on in secret}.\n"
    "{T2|“There is always hope,”} {S2|one of them} {C2|said}.\n"
    "{S3|The ministry} {C3|did not say} {T3|when a decision would be made}.",
    "no quotation marks below": "“It was a dreadful night,§ the nurse recalled.\n"
    "The hospital has 200 beds.\n"
    "{S1|Doctors} {C1|said} {T1|that three patients had died}.\n"
    "{S2|Police} {C2|believe} {T2|the fire was started on purpose}.",
    "the next paragraph opens another": "“We will rebuild every house,§ the governor said.\n"
    "{T1|“It will take years,”} {S1|an engineer} {C1|told} reporters.\n"
    "{T2|Banks have promised loans}, {C2|according to} {S2|the treasury}.",
    "apostrophes below": "“No comment is my comment,§ the dealer's lawyer told us.\n"
    "{S1|The painters' heirs} {C1|didn't believe} {T1|him}.\n"
    "{S2|They} {C2|said} {T2|the dealers' ledgers hadn't been found}.\n"
    "{T3|“It isn't over,”} {S3|the eldest daughter} {C3|wrote} to the owners' club.",
    "in the headline": "“Not my fault§: captain denies drinking\n"
    "{S1|The captain of a ferry that ran aground} {C1|told} police {T1|he had been asleep}.\n"
    "{T2|“I heard a bang,”} {C2|said} {S2|Rosa Field, who was on deck}.\n"
    "{T3|Her husband is still missing}, {C3|according to} {S3|relatives}.",
}


@pytest.fixture(scope="module")
def measured(annotator):
    return measure(annotator)


@pytest.mark.parametrize("genre", GENRES)
def test_thirty_sentences_of_each_genre_are_annotated_whole(genre):
    articles = gold()[genre]
    assert sum(len(article["sentences"]) for article in articles) >= 30
    for article in articles:
        assert not set("{}|\n") & set(article["text"]), article["text"]
        for attribution in article["attributions"]:
            assert len(attribution["cue"]) == 1, article["text"]
            assert attribution["content"], article["text"]


@pytest.mark.model
@pytest.mark.parametrize("genre", GENRES)
def test_no_genre_falls_below_its_floor(measured, genre):
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[genre]
    assert set(floors) == set(FLOORED)
    low = {m: (round(measured[genre][m].f1, 4), floor) for m, floor in floors.items() if measured[genre][m].f1 < floor}
    assert not low, f"{genre}: below the floor: {low}"


def below(article, first):
    """The article with only what is attributed below its first paragraph, and of that only the part below."""
    kept = []
    for item in article["attributions"]:
        spans = {r: [(max(s, first), e) for s, e in item[r] if e > first] for r in ("source", "cue", "content")}
        if any(spans.values()):
            kept.append(item | spans)
    return article | {"attributions": kept}


def score_below(annotator, marked, opens, shuts, close):
    """The scores of what is attributed below the first paragraph."""
    article = gold_article(marked.replace("§", close).replace("“", opens).replace("”", shuts), "a", joint="\n")
    (found,) = annotate_texts(annotator, [article])
    first = article["text"].index("\n")
    return evaluate_articles([below(article, first)], [below(found, first)], resamples=0)


@pytest.fixture(scope="module")
def pairs(annotator):
    """Of each article and kind of marks: the scores where the quotation is closed, and where it is not."""
    return {
        (name, marks): tuple(score_below(annotator, marked, *marks, close) for close in (marks[1], ""))
        for name, marked in ARTICLES.items()
        for marks in MARKS
    }


@pytest.mark.model
@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("name", ARTICLES)
def test_a_quotation_never_closed_costs_no_attribution_in_the_paragraphs_below(pairs, name, marks):
    closed, unclosed = pairs[name, marks]
    assert closed["relation_j50"].right >= 2
    assert unclosed["relation_j50"].f1 >= closed["relation_j50"].f1


@pytest.mark.model
def test_below_a_quotation_never_closed_one_source_in_forty_may_be_read_otherwise(pairs):
    closed, unclosed = (sum(pair[side]["relation_full"].right for pair in pairs.values()) for side in (0, 1))
    assert unclosed >= closed * 39 / 40
