"""Headlines that carry their source beside a mark."""

import pytest

from claimgraph.annotate.headlines import find_headline, read_headline
from claimgraph.annotate.sentences import find_paragraphs, split_text
from claimgraph.annotate.words import Page, lexicon_of
from claimgraph.lang import load_language
from claimgraph.records import Decoded, Relation, ScoredSpan, Span

CASES = [
    # headline, names and their types, publisher, source, what is said
    ("Port blast kills six: ministry", {}, None, "ministry", "Port blast kills six"),
    ("Port blast kills six – interior ministry", {}, None, "interior ministry", "Port blast kills six"),
    ("Talks to resume on Friday - two diplomats", {}, None, "two diplomats", "Talks to resume on Friday"),
    ("Ship to be freed in days: state media", {}, None, "state media", "Ship to be freed in days"),
    (
        "Depot set alight by drone — Ana Moreau",
        {"Ana Moreau": "person"},
        None,
        "Ana Moreau",
        "Depot set alight by drone",
    ),
    ("Police: Two held over market fire", {}, None, "Police", "Two held over market fire"),
    (
        "Kolvia Rail: no trains before Monday",
        {"Kolvia Rail": "organization"},
        None,
        "Kolvia Rail",
        "no trains before Monday",
    ),
    ("WHO: cases double within a week", {}, None, "WHO", "cases double within a week"),
    ("Exclusive: Lenders weigh joint bid - sources", {}, None, "sources", "Lenders weigh joint bid"),
    ("‘No sign’ of fraud: election officials", {}, None, "election officials", "‘No sign’ of fraud"),
    # nobody speaks
    ("Opinion: why the dam matters", {}, None, None, None),
    ("Live: teams search the rubble", {}, None, None, None),
    ("Harbour fire seen from above – video", {}, None, None, None),
    ("Oil spill: villagers dispute company figures", {}, None, None, None),
    ("Tarvik: flood warning lifted", {"Tarvik": "place"}, None, None, None),
    ("Quake and after: life inside the ministry", {}, None, None, None),
    ("Ferry sinks off Kolvia - Daily Vesti", {"Daily Vesti": "organization"}, "Daily Vesti", None, None),
    ("A night to remember: how the army won", {}, None, None, None),
]


def read(headline, names, publisher, relations=(), *, rest=""):
    text = headline + rest
    language = load_language()
    page = Page(text, split_text(text, language), lexicon_of(language))
    entities = tuple(
        ScoredSpan(Span(text.index(name), text.index(name) + len(name)), kind, 0.9) for name, kind in names.items()
    )
    where = find_headline(page, find_paragraphs(text), is_title=not rest)
    return read_headline(page, where, Decoded(tuple(relations), entities), publisher).relations if where else ()


@pytest.mark.parametrize(("headline", "names", "publisher", "source", "said"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("rest", ["", "\nThe harbour was closed on Monday."], ids=["title", "first line"])
def test_a_mark_sets_the_source_apart(headline, names, publisher, source, said, rest):
    found = read(headline, names, publisher, rest=rest)
    if source is None:
        assert not found
        return
    (relation,) = found
    words = [[headline[s:e] for s, e in part] for part in (relation.source, relation.content)]
    assert words == [[source], [said]]
    assert headline[relation.cue[0].start : relation.cue[0].end] in ":-–—"


def test_what_the_model_read_of_the_source_stands():
    headline = "Rain to last: weather office"
    own = Relation((Span(14, 28),), (Span(12, 13),), (Span(0, 12),), "outer", 0.5, 0.5)
    assert read(headline, {}, None, [own]) == (own,)


def test_a_column_that_the_model_took_for_a_source_is_none():
    own = Relation((Span(0, 7),), (Span(7, 8),), (Span(9, 28),), "outer", 0.5, 0.5)
    assert read("Opinion: why the dam matters", {}, None, [own]) == ()


def test_a_paragraph_of_the_story_is_no_headline():
    assert read("The port was hit, officials said: ministry.", {}, None, rest="\nNobody was hurt.") == ()
