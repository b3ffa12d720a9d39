"""What is added to, and read from, the relations of the model."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate import split_sentences
from claimgraph.records import AnnotatedArticle, ScoredSpan, Span
from tests.marked import annotate, annotate_marked, relation, unmark


def _words(text, spans):
    return " ... ".join(text[s.start : s.end] for s in spans)


def _read(found):
    """Source, cue and content of each attribution, as text."""
    return [tuple(_words(found.text, spans) for spans in (a.source, a.cue, a.content)) for a in found.attributions]


def _named(text, *names, kind="organization"):
    return [ScoredSpan(Span(text.index(n), text.index(n) + len(n)), kind, 0.9) for n in names]


CITING = [
    (
        "{T|The bridge fell}, {S|Kyra News} {C|reported}, citing a palace official.",
        ("Kyra News", "reported"),
        ("a palace official", "citing"),
    ),
    (
        "{S|Kyra News}, citing the Ministry of Works, {C|said} {T|the bridge fell}.",
        ("Kyra News", "said"),
        ("the Ministry of Works", "citing"),
    ),
    (
        "{T|“The bridge fell,”} {S|the agency} {C|quoted} a military source as saying.",
        ("the agency", "quoted"),
        ("a military source", "saying"),
    ),
    (
        "{S|The general staff}, as quoted by Daily Vesti, {C|said} {T|the bridge fell}.",
        ("Daily Vesti", "as quoted by"),
        ("The general staff", "said"),
    ),
    (
        "{T|The bridge fell}, {C|according to} {S|Kyra News}, which cited a palace official.",
        ("Kyra News", "according to"),
        ("a palace official", "cited"),
    ),
    (
        "{S|Kyra News} {C|wrote}, with reference to a palace official, {T|that the bridge fell}.",
        ("Kyra News", "wrote"),
        ("a palace official", "with reference to"),
    ),
    (
        "{T|The bridge fell}, {S|a palace official} {C|said}, per Kyra News.",
        ("Kyra News", "per"),
        ("a palace official", "said"),
    ),
]


@pytest.mark.parametrize(("marked", "outer", "inner"), CITING, ids=lambda x: str(x)[:40])
def test_who_passes_on_whom_is_a_parent_and_a_child_with_one_content(marked, outer, inner):
    """In "A, citing B, reported P" both have P, and the parent of B's attribution is A's."""
    text, spans = unmark(marked)
    found = annotate(
        text, relation(spans), entities=_named(text, *(n for n in ("Kyra News", "Daily Vesti") if n in text))
    )
    by_pair = {read[:2]: (a, read[2]) for a, read in zip(found.attributions, _read(found), strict=True)}
    assert set(by_pair) == {outer, inner}
    assert by_pair[inner][0].parent == by_pair[outer][0].id
    assert by_pair[outer][0].parent is None
    assert by_pair[inner][1] == by_pair[outer][1] == _words(text, spans["T"]).rstrip(",")


def test_a_citation_of_no_source_adds_nothing():
    """ "Citing poor weather" gives a reason, not a speaker."""
    found = annotate_marked("{S|The airline} {C|cancelled} {T|nine flights}, citing poor weather.")
    assert len(found.attributions) == 1


def test_a_report_may_hang_on_per_alone():
    """ "P, per A" lays P on A; "per head" names nobody."""
    text = "Two bridges fell on Monday, per Kyra News. Output rose, per head, by a tenth."
    found = annotate(text, entities=_named(text, "Kyra News"))
    assert _read(found) == [("Kyra News", "per", "Two bridges fell on Monday")]


def test_a_relative_pronoun_before_a_cue_is_its_source():
    """Of "the mayor, who has told aides that P" the model may give cue and content alone."""
    found = annotate_marked("The mayor, who {C|has told} aides {T|that he will not run}, opened the bridge.")
    assert _read(found) == [("who", "has told", "that he will not run")]


def test_what_stands_in_an_aside_to_the_source_is_no_content():
    """ "An aide, who was not authorised to speak, said P" lays P alone on the aide."""
    found = annotate_marked(
        "{S|An aide}, speaking quietly as he was not authorised {T|to talk to the press}, {C|said} {T|it rained}."
    )
    assert _read(found) == [("An aide", "said", "it rained")]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("{S|Satellite images} {C|show} {T|two craters near the runway}.", "claim"),
        ("{S|The lab} {C|found} {T|traces of lead}.", "claim"),
        ("{S|The minister} {C|found} {T|a new house}.", "attitude"),
        ("{S|The fire brigade} {C|put} {T|the toll at 14}.", "claim"),
        ("{S|The widow} {C|put} {T|the letter away}.", "attitude"),
    ],
)
def test_pictures_and_laboratories_tell_without_a_clause(marked, kind):
    """What shows or finds a thing is a claim of evidence, and none of a person's."""
    assert [a.kind for a in annotate_marked(marked).attributions] == [kind]


REPORTIVE = [
    ("The depot (reportedly) held 400 shells.", "reportedly", "The depot ... held 400 shells"),
    ("The barges, reportedly sent by smugglers, had been sunk.", "reportedly", "sent by smugglers"),
    ("The clerk allegedly sold the files.", "allegedly", "The clerk ... sold the files"),
    ("The drone is believed to belong to rebels.", "is believed", "The drone ... to belong to rebels"),
    ("They found a car believed to be stolen.", "believed", "They found a car ... to be stolen"),
    ("The attack has been blamed on rebels.", "has been blamed on", "The attack ... rebels"),
    ("Reportedly, three sailors drowned.", "Reportedly", "three sailors drowned"),
    ("Allegedly, he hid the keys.", "Allegedly", "he hid the keys"),
    ("Reportedly, after the storm, three sailors drowned.", "Reportedly", "after the storm, three sailors drowned"),
    ("Three sailors drowned, reportedly.", "reportedly", "Three sailors drowned"),
    ("It rained; more than three sailors drowned, reportedly.", "reportedly", "more than three sailors drowned"),
    ("The barges, allegedly, had been sunk.", "allegedly", "The barges ... had been sunk"),
    ("It rained and, reportedly, the dam broke.", "reportedly", "the dam broke"),
    ("It rained and reportedly, the dam broke.", "reportedly", "the dam broke"),
]


@pytest.mark.parametrize(("text", "cue", "content"), REPORTIVE, ids=lambda x: str(x)[:30])
def test_a_reportive_word_is_an_attribution_to_nobody(text, cue, content):
    """Where the model gives none, the clause round the word is laid on an unnamed source.

    A comma that touched the adverb once ended the clause, so that nothing was left of it.
    """
    assert _read(annotate(text)) == [("", cue, content)]


@pytest.mark.parametrize(
    "text", ["The alleged thief ran.", "He said to me it rained.", "A so-called expert spoke.", "They expected to win."]
)
def test_adjectives_and_actives_are_no_attribution(text):
    """Words that only look reportive add nothing."""
    assert annotate(text).attributions == ()


def test_a_reportive_word_inside_a_statement_has_the_statement_as_parent():
    """ "The reporter confirmed the barges, reportedly ..., had been sunk": two attributions, one inside the other."""
    found = annotate_marked(
        "{S|The reporter} {C|confirmed} {T|the barges, reportedly sent by smugglers, had been sunk}."
    )
    outer, inner = found.attributions
    assert (inner.parent, inner.hedge_holder) == (outer.id, "outlet")


CONTINUING = [
    ("{T|“It rained,”} {S|she} {C|said}. “It rained all night.” He left.", ["“It rained all night.”"]),
    ("{T|“It rained,”} {S|she} {C|said}. “It rained. Nobody came.” He left.", ["“It rained.", "Nobody came.”"]),
    ("“It rained. {T|Nobody came,”} {S|she} {C|said}. He left.", ["“It rained."]),
    ("{T|“It rained,”} {S|she} {C|said}.\n“Nobody came.”\nHe left.", ["“Nobody came.”"]),
]


@pytest.mark.parametrize(("marked", "sentences"), CONTINUING, ids=lambda x: str(x)[:50])
def test_a_quotation_that_goes_on_keeps_its_speaker(marked, sentences):
    """Every sentence of a quotation is attributed, also where the cue stands in another; the rest is not."""
    found = annotate_marked(marked)
    labels = {found.text[s.start : s.end]: s.label for s in found.sentences}
    assert [labels[s] for s in sentences] == ["attributed"] * len(sentences)
    assert labels["He left."] == "own_voice"
    claimed = {found.text[c.start : c.end] for c in found.claims if c.attribution == found.attributions[0].id}
    assert set(sentences) <= claimed


CONJOINED = [
    ("{S|A teacher and a resident} {C|said} {T|it rained}.", ["A teacher", "a resident"]),
    ("{S|residents and officials} {C|said} {T|it rained}.", ["residents", "officials"]),
    ("{S|A teacher} and {S|a resident} {C|said} {T|it rained}.", ["A teacher", "a resident"]),
    ("{S|The Ministry of Health and Population} {C|said} {T|it rained}.", ["The Ministry of Health and Population"]),
    ("{S|Lund and Marsh Partners} {C|said} {T|it rained}.", ["Lund and Marsh Partners"]),
    ("{S|The head of research and development} {C|said} {T|so}.", ["The head of research and development"]),
]


@pytest.mark.parametrize(("marked", "sources"), CONJOINED, ids=lambda x: str(x)[:50])
def test_conjoined_sources_are_told_apart_only_where_it_is_safe(marked, sources):
    """Two whole noun phrases are two attributions with one cue and one content; a name with "and" stays one."""
    found = _read(annotate_marked(marked))
    assert sorted(read[0] for read in found) == sorted(sources)
    assert len({read[1:] for read in found}) == 1


def test_two_people_by_name_are_two_sources():
    """Names that the model read on both sides of "and" are told apart."""
    text, spans = unmark("{S|Ana Reyes and Tom Vale} {C|said} {T|it rained}.")
    found = annotate(text, relation(spans), entities=_named(text, "Ana Reyes", "Tom Vale", kind="person"))
    assert [read[0] for read in _read(found)] == ["Ana Reyes", "Tom Vale"]


COUNTRIES = [
    ("{S|Norland and Suvia} {C|said} {T|they would meet}.", ["Norland and Suvia"], ["Norland", "Suvia"]),
    (
        "{S|Norland, Suvia and the Pale States} {C|said} {T|they agreed}.",
        ["Norland", "Suvia", "Pale States"],
        ["Norland", "Suvia", "the Pale States"],
    ),
    (
        "{S|Norland and Suvia's ministers} {C|said} {T|they agreed}.",
        ["Norland", "Suvia"],
        ["Norland and Suvia's ministers"],
    ),
    (
        "{S|The Ministry of Norland and Suvia} {C|said} {T|so}.",
        ["Norland", "Suvia"],
        ["The Ministry of Norland and Suvia"],
    ),
]


@pytest.mark.parametrize(("marked", "names", "sources"), COUNTRIES, ids=lambda x: str(x)[:50])
def test_conjoined_countries_are_sources_of_their_own(marked, names, sources):
    """Countries joined by "and" were kept as one source; those that only tell whose the source is still are."""
    text, spans = unmark(marked)
    names = [n for name in names for n in name.split(" and ")]
    found = annotate(text, relation(spans), entities=_named(text, *names, kind="place"))
    assert [read[0] for read in _read(found)] == sources


def test_the_parent_is_the_innermost_content_that_holds_the_cue():
    """A said that B said that C said: each is inside the one before."""
    text = "Ada said Ben claimed Cem saw rain."
    spans = [
        {"S": [Span(0, 3)], "C": [Span(4, 8)], "T": [Span(9, 33)]},
        {"S": [Span(9, 12)], "C": [Span(13, 20)], "T": [Span(21, 33)]},
        {"S": [Span(21, 24)], "C": [Span(25, 28)], "T": [Span(29, 33)]},
    ]
    found = annotate(text, *(relation(s) for s in spans)).attributions
    assert [a.parent for a in found] == [None, found[0].id, found[1].id]


CLAIMS = [
    (
        "{S|She} {C|said}: {T|“It rained. Nobody came.”}",
        [("attributed", "“It rained."), ("attributed", "Nobody came.”")],
    ),
    ("The dam broke on Monday.", [("own_voice", "The dam broke on Monday.")]),
    (
        "Three blasts were heard in the port at dawn, as {S|the army} {C|announced} {T|it was firing back}.",
        [("own_voice", "Three blasts were heard in the port at dawn"), ("attributed", "it was firing back")],
    ),
    ("{T|The dam}, {S|she} {C|said}, {T|broke}.", [("attributed", "The dam, she said, broke")]),
    ("{S|Residents} {C|fear} {T|another flood}.", [("own_voice", "Residents fear another flood.")]),
    ("Advertisement", []),
]


@pytest.mark.parametrize(("marked", "claims"), CLAIMS, ids=lambda x: str(x)[:50])
def test_claims_are_contents_sentence_by_sentence_and_the_outlets_own_clauses(marked, claims):
    """Each claim lies in one sentence; a refusal, a wish or furniture gives no claim of a source."""
    found = annotate_marked(marked)
    assert [(c.kind, found.text[c.start : c.end]) for c in found.claims] == claims


def test_a_dateline_is_no_content_and_a_complementizer_is_no_claim():
    """The content keeps its "that", as attribution corpora do; the claim begins with the first word of the statement."""
    found = annotate_marked("{T|TARVIK (Kyra) — The dam broke}, {S|police} {C|said}, adding {T|that nobody drowned}.")
    assert _read(found)[0][2] == "The dam broke ... that nobody drowned"


def test_what_hangs_on_reportedly_is_what_stands_beside_it():
    """A part that a comma separates from the adverb is not doubted with it."""
    found = annotate_marked("The barges, {C|reportedly} {T|sent by smugglers}, {T|sank near the pier}.")
    assert _read(found)[0][2] == "sent by smugglers"


def test_a_cue_that_only_names_is_dropped_when_nobody_speaks():
    """ "Known as" lays nothing on anybody."""
    assert annotate_marked("The dam, {C|known as} {T|the Wall}, broke.").attributions == ()


def test_a_mention_is_named_without_article_and_possessive():
    """The name is the wording; its span is that of the name."""
    text = "He read the Daily Vesti’s story."
    found = annotate(text, entities=[ScoredSpan(Span(8, 25), "organization", 0.9)]).entities[0]
    assert (found.name, text[found.start : found.end]) == ("Daily Vesti", "Daily Vesti")


def test_event_and_quotation_that_do_not_fit_are_found():
    """Words spoken on the third cannot tell of the fifth."""
    found = annotate_marked("{S|She} {C|said} on 3 May {T|that the dam broke on 5 May}.", date="2023-05-10")
    assert [d.finding for d in found.dates] == [None, "quoted_before_event"]


def test_the_headline_is_read_like_a_text_of_its_own():
    """Offsets of title attributions count the title."""
    from claimgraph.records import Decoded

    title, spans = unmark("{S|Police}{C|:} {T|nine held after fire}")
    found = annotate("It rained.", title_decoded=Decoded((relation(spans),), ()), title=title)
    assert [_words(title, a.content) for a in found.title_attributions] == ["nine held after fire"]


_PIECES = st.sampled_from(
    [
        "Ada",
        "said",
        "reportedly",
        "citing",
        "the army",
        "“",
        "”",
        '"',
        "'",
        ". ",
        ", ",
        "\n",
        "on 3 May",
        "in 2017",
        "and",
        "as quoted by",
        "is believed to",
        "Monday",
        "By",
        "?",
        "(",
        ")",
        "x",
        "ß",
        "İ",
        "𝔸",
        "two days ago",
        "Comments 3",
        "quoted a man as saying",
    ]
)


@given(
    st.lists(_PIECES, max_size=40).map(" ".join),
    st.lists(st.lists(st.integers(0, 300), min_size=6, max_size=6), max_size=6),
)
def test_any_text_with_any_relations_gives_a_sound_record(text, cuts):
    """Spans stay in the text, ids are unique, parents and claims point at something, and JSON gives it back."""
    relations = []
    for numbers in cuts:
        at = sorted(n % (len(text) + 1) for n in numbers)
        spans = {role: [Span(a, b)] if a < b else [] for role, a, b in zip("SCT", at[::2], at[1::2], strict=True)}
        relations.append(relation(spans))
    found = annotate(text, *relations, date="2023-05-10")
    ids = {a.id for a in found.attributions}
    assert len(ids) == len(found.attributions)
    assert all(a.parent is None or a.parent in ids for a in found.attributions)
    assert all(0 <= s.start < s.end <= len(text) for a in found.attributions for s in (*a.source, *a.cue, *a.content))
    for claim in found.claims:
        sentence = found.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        assert claim.attribution is None or claim.attribution in ids
    assert len({c.id for c in found.claims}) == len(found.claims)
    assert AnnotatedArticle.model_validate_json(found.model_dump_json()) == found
    for attribution in found.attributions:
        assert _depth(attribution, {a.id: a for a in found.attributions}) <= len(ids)


def _depth(attribution, by_id):
    depth = 0
    while attribution.parent is not None and depth <= len(by_id):
        attribution, depth = by_id[attribution.parent], depth + 1
    return depth


@pytest.mark.parametrize(
    "unit",
    ["reportedly ", "27 July ", "in 2017 ", "“a ", "is believed to be ", "citing X, ", "A-", "AB CD EF\n", "why? "],
)
def test_annotation_time_grows_in_proportion_to_the_text(unit):
    """Half a megabyte of one phrase is annotated within seconds."""
    text = unit * (400_000 // len(unit))
    before = time.process_time()
    annotate(text, date="2023-05-10")
    assert time.process_time() - before < 20
    assert split_sentences(text)


def test_what_stands_unquoted_in_the_next_sentence_is_the_outlets_own():
    """The model may read too far; only a quotation or a colon carries a speaker over a full stop."""
    found = annotate_marked("{S|She} {C|said} {T|it rained. It is hard to work here.}")
    assert [s.label for s in found.sentences] == ["attributed", "own_voice"]


@pytest.mark.parametrize("cue", ["has", "did not", "is also"])
def test_auxiliaries_alone_are_no_cue(cue):
    """Nobody says anything by "has"."""
    assert annotate_marked(f"{{S|The army}} {{C|{cue}}} {{T|nine boats in the port}}.").attributions == ()


def test_a_source_ends_before_its_relative_clause():
    """The "who" after a source is no part of it."""
    assert _read(annotate_marked("{S|Sources who} {C|reported} {T|smoke} left."))[0][0] == "Sources"


def test_a_stream_of_new_words_does_not_fill_the_memory(monkeypatch):
    """The lemmas of every word that ever came were kept: the store of them is begun anew when it is full."""
    from claimgraph.annotate import words
    from claimgraph.lang import load_language

    monkeypatch.setattr(words, "_KEPT", 10)
    lexicon = words.Lexicon(load_language("en"))
    for number in range(100):
        assert lexicon.lemmas(f"{number}ports") == (f"{number}ports", f"{number}port")
    assert len(lexicon._lemmas) <= 10


APART = [
    ("{S|She} {C|spoke} for an hour. {T|It rained all night.}", []),
    ("{S|She} {C|spoke} for an hour. {T|“It rained all night.”}", [("She", "spoke", "“It rained all night.”")]),
    ("{S|She} {C|said:} {T|it rained. It snowed.}", [("She", "said:", "it rained. It snowed")]),
    ("{S|She} slept. Those present {C|said} {T|it rained}.", [("", "said", "it rained")]),
]


@pytest.mark.parametrize(("marked", "read"), APART, ids=lambda x: str(x)[:50])
def test_cue_source_and_unquoted_content_stand_in_one_sentence(marked, read):
    """Content that lay wholly in another sentence was kept; so was a source that had nothing to do with the cue."""
    found = [tuple(part.removesuffix(".") for part in parts) for parts in _read(annotate_marked(marked))]
    assert found == read


def test_what_an_agency_reports_holds_no_citation():
    """The words "citing B, that" in a content stayed in A's while B's was right."""
    found = annotate_marked("{S|Kyra News} {C|reported}{T|, citing a minister, that the road was closed}.")
    assert {read[2] for read in _read(found)} == {"that the road was closed"}


BOTH_READ = [
    (
        (
            "Citing officials, {S|Kyra News} {C|reported} {T|it rained}.",
            "{C|Citing} {S|officials}, Kyra News reported {T|it rained}.",
        ),
        "officials",
    ),
    (
        (
            "{S|Kyra News} {C|quoted} a clerk as saying {T|it rained}.",
            "Kyra News quoted {S|a clerk} as {C|saying} {T|it rained}.",
        ),
        "a clerk",
    ),
]


@pytest.mark.parametrize(("marked", "inner"), BOTH_READ, ids=lambda x: str(x)[:30])
def test_two_relations_of_the_model_become_parent_and_child_once(marked, inner):
    """Equal contents were left without a parent, and the one quoted was added a second time."""
    text = unmark(marked[0])[0]
    found = annotate(text, *(relation(unmark(m)[1]) for m in marked))
    parents = {_words(text, a.source): a.parent for a in found.attributions}
    ids = {_words(text, a.source): a.id for a in found.attributions}
    assert len(found.attributions) == 2
    assert parents == {"Kyra News": None, inner: ids["Kyra News"]}


PASSED_ON = [
    (
        "{S|Kyra News} reported on Monday, {C|citing} {T|two envoys, that the talks had failed}.",
        "Kyra News reported on Monday, {C|citing} {S|two envoys}, {T|that the talks had failed}.",
        ("Kyra News", "reported", "that the talks had failed"),
    ),
    (
        "According to {S|Kyra News}, {C|citing} {T|two envoys, the talks had failed}.",
        "According to Kyra News, {C|citing} {S|two envoys}, {T|the talks had failed}.",
        ("Kyra News", "According to", "the talks had failed"),
    ),
    (
        "{S|Kyra News} has learned, {C|citing} {T|two envoys, that the talks had failed}.",
        "Kyra News has learned, {C|citing} {T|two envoys, that the talks had failed}.",
        ("Kyra News", "learned", "that the talks had failed"),
    ),
    (
        "{T|The talks had failed}, {S|Kyra News} {C|reported} citing {T|two envoys}.",
        "{T|The talks had failed}, Kyra News reported {C|citing} {S|two envoys}.",
        ("Kyra News", "reported", "The talks had failed"),
    ),
    (
        "{S|Kyra News} {C|reported citing} {T|two envoys that the talks had failed}.",
        "",
        ("Kyra News", "reported", "that the talks had failed"),
    ),
]


@pytest.mark.parametrize(("outer", "inner", "read"), PASSED_ON, ids=lambda x: str(x)[:50])
def test_who_cites_another_is_never_lost_and_does_not_report_the_name_of_the_other(outer, inner, read):
    """The cue "citing" was read as both speakers', so that the outlet was dropped; or its content kept "two envoys"."""
    text, spans = unmark(outer)
    found = annotate(text, relation(spans), *([relation(unmark(inner)[1], "inner")] if inner else []))
    by_source = dict(zip((r[0] for r in _read(found)), found.attributions, strict=True))
    assert set(_read(found)) == {read, ("two envoys", "citing", read[2])}
    assert by_source["two envoys"].parent == by_source["Kyra News"].id


def test_who_is_cited_may_cite_another():
    """In "A reported, citing B who quoted C, that P" all three have P, each inside the one before."""
    found = annotate_marked(
        "{S|Kyra News} {C|reported}{T|, citing a minister who had quoted a police report, that the road was closed}."
    )
    text, made = found.text, found.attributions
    assert [tuple(text[s:e] for s, e in a.source) for a in made] == [
        ("Kyra News",),
        ("a minister",),
        ("a police report",),
    ]
    assert {tuple(text[s:e] for s, e in a.content) for a in made} == {("that the road was closed",)}
    assert [a.parent for a in made] == [None, made[0].id, made[1].id]


def test_a_cue_that_was_read_twice_gives_one_attribution():
    """The inner layer saw "said" without a source, though the outer one had read it with one."""
    text, spans = unmark("{S|Police} {C|said} {T|the road was closed}.")
    found = annotate(text, relation(spans), relation({**spans, "S": []}, "inner"))
    assert [a.source for a in found.attributions] == [((0, 6),)]


NOBODY = [
    ("{T|Two} sailors drowned.", []),
    ("{T|A bookkeeper} left early.", []),
    ("{T|“Two sailors drowned.”}", [("", "", "“Two sailors drowned.”")]),
]


@pytest.mark.parametrize(("marked", "read"), NOBODY, ids=lambda x: str(x)[:40])
def test_words_without_cue_source_and_quotation_marks_are_nobodys(marked, read):
    """ "Two" became a claim of somebody unspecified, though nothing lays it on anybody."""
    assert _read(annotate_marked(marked)) == read


APOSTROPHES = [
    ("{S|The widow'} {C|said} {T|it rained}.", "The widow"),
    ("{S|Lund'}s method {C|suggests} {T|it rained}.", "Lund's"),
    ("{S|Lund’}s, {C|said} {T|it rained}.", "Lund’s"),
    ("{S|The pilots'} {C|claim} {T|that it rained} is false.", "The pilots'"),
    ("{S|The group ‘Red Dawn’} {C|said} {T|it rained}.", "The group ‘Red Dawn’"),
]


@pytest.mark.parametrize(("marked", "source"), APOSTROPHES, ids=lambda x: str(x)[:40])
def test_a_source_does_not_end_inside_a_word(marked, source):
    """A lone apostrophe at its end once stood in the name of a chain: "widow'"."""
    assert _read(annotate_marked(marked))[0][0] == source


BODIES = [
    (
        "{S|The Bureau of Alcohol, Tobacco, Firearms and Explosives} {C|said} {T|it rained}.",
        ["Bureau of Alcohol", "Tobacco", "Firearms", "Explosives"],
        ["The Bureau of Alcohol, Tobacco, Firearms and Explosives"],
        ["Bureau of Alcohol, Tobacco, Firearms and Explosives"],
    ),
    (
        "{S|The Ministry of Food, Fisheries and Rural Affairs and the Kyra Union} {C|said} {T|it rained}.",
        ["Ministry of Food", "Fisheries and Rural Affairs and", "Kyra Union"],
        ["The Ministry of Food, Fisheries and Rural Affairs", "the Kyra Union"],
        ["Ministry of Food, Fisheries and Rural Affairs", "Kyra Union"],
    ),
    (
        "{S|Lund and Marsh Partners and Kyra News} {C|said} {T|it rained}.",
        ["Lund and Marsh Partners", "Kyra News"],
        ["Lund and Marsh Partners", "Kyra News"],
        ["Lund and Marsh Partners", "Kyra News"],
    ),
    (
        "{S|The Ministry of Defence and Kyra} {C|said} {T|it rained}.",
        ["Ministry of Defence and", "Kyra"],
        ["The Ministry of Defence", "Kyra"],
        ["Ministry of Defence", "Kyra"],
    ),
    (
        "{S|The Ministry of Health and Health Minister Ana Vale} {C|said} {T|it rained}.",
        ["Ministry of Health"],
        ["The Ministry of Health and Health Minister Ana Vale"],
        ["Ministry of Health"],
    ),
]


@pytest.mark.parametrize(("marked", "read", "sources", "names"), BODIES, ids=lambda x: str(x)[:40])
def test_a_name_that_lists_what_a_body_is_for_is_one_source(marked, read, sources, names):
    """A name with commas and "and" in it became several sources, or one called "Bureau of Alcohol"."""
    text, spans = unmark(marked)
    found = annotate(text, relation(spans), entities=_named(text, *read))
    assert [parts[0] for parts in _read(found)] == sources
    assert [entity.name for entity in found.entities] == names


SIGNED = "“It rained.”\n― Ann Moreau, baker\n“It snowed.”\n- Rosa Field, 34"
ASKED = "LUND: We are ready. It rained.\nVALE: Why?\nLUND: It snowed.\nHe left."
NO_TURNS = [
    "UPDATE: It rained.\nPHOTOS: The sea\nUPDATE: It snowed.",
    "“It rained.”\n- Ann Moreau said so.",
    "LUND: It rained.",
]


def test_a_line_of_signature_below_a_quotation_tells_who_speaks():
    """Quotations each signed by somebody were hung on the last speaker of the paragraph before."""
    text, spans = unmark("{T|“The sea is high,”} {S|Tom Vale} {C|said}.\n" + SIGNED)
    rest = [Span(text.index(q), text.index(q) + len(q)) for q in ("“It rained.”", "“It snowed.”")]
    found = annotate(
        text, relation({**spans, "T": [*spans["T"], rest[0]]}), relation({"S": [], "C": [], "T": rest[1:]})
    )
    assert _read(found) == [
        ("Tom Vale", "said", "“The sea is high,”"),
        ("Ann Moreau, baker", "―", "“It rained.”"),
        ("Rosa Field, 34", "-", "“It snowed.”"),
    ]


def test_labels_of_a_transcript_tell_who_speaks():
    """What is said after "NAME:" is that name's to the next label, whatever the model hung it on."""
    whole = {"S": [Span(0, 4)], "C": [Span(4, 5)], "T": [Span(6, 41)]}
    found = annotate(ASKED, relation(whole), entities=_named(ASKED, "LUND", "VALE", kind="person"))
    assert _read(found) == [
        ("LUND", ":", "We are ready. It rained."),
        ("VALE", ":", "Why?"),
        ("LUND", ":", "It snowed."),
    ]
    assert [s.label for s in found.sentences][-1] == "own_voice"


@pytest.mark.parametrize("text", NO_TURNS)
def test_headings_with_a_colon_and_lines_with_a_dash_are_no_speakers(text):
    """ "UPDATE:" says nothing, and one label makes no transcript."""
    entities = _named(text, "LUND", kind="person") if "LUND" in text else []
    assert annotate(text, entities=entities).attributions == ()


NAMES_APART = [
    ("On Tuesday Karni said no.", [("Tuesday Karni", "person")], ["Karni"]),
    ("On Tuesday Karni said no.", [("Karni", "person")], ["Karni"]),
    (
        "Minister for Food Tariq Mehmood said no.",
        [("Food Tariq", "organization"), ("Mehmood", "person")],
        ["Food", "Tariq Mehmood"],
    ),
]


@pytest.mark.parametrize(("text", "read", "names"), NAMES_APART)
def test_a_name_has_no_day_before_it_and_its_first_name(text, read, names):
    """A weekday is no part of the name behind it, and a first name is none of the office before it."""
    entities = [e for name, kind in read for e in _named(text, name, kind=kind)]
    assert [entity.name for entity in annotate(text, entities=entities).entities] == names
