"""Who is meant, and through whom: names, types, outlets and chains of sources, by tables of small texts."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.lang import load_language
from claimgraph.outlets import load_countries, load_registry
from claimgraph.records import AnnotatedArticle, Article, Attribution, Mention, Sentence, Span
from claimgraph.resolve import fold_name, resolve_article
from claimgraph.resolve.names import define_acronyms, named_id, short_form
from tests.resolve_cases import CASES, build_case


def resolve(case, **options):
    article, annotated = build_case({"outlet": "The Harbour Post", **case})
    return resolve_article(article, annotated, registry=load_registry(), language=load_language("en"), **options)


@pytest.mark.parametrize("case", CASES, ids=[case["shows"] for case in CASES])
def test_source_and_chain(case):
    """Each source gets its name, type and medium, and the chain through which it speaks."""
    found = resolve(case)
    publisher = case["outlet"] or "unknown outlet"
    got = [
        {"name": a.source_name, "type": a.source_type, "outlet": a.source_outlet, "chain": list(a.chain)}
        for a in (*found.annotation.attributions, *found.annotation.title_attributions)
    ]
    assert got == [{**wanted, "chain": [publisher, *wanted["chain"]]} for wanted in case["expect"]]


@pytest.mark.parametrize("case", CASES, ids=[case["shows"] for case in CASES])
def test_links_stand_for_what_they_name(case):
    """Every chain's links have the chain's names, and each stands for an outlet or source of the article."""
    found = resolve(case)
    outlets, sources = {o.id for o in found.outlets}, {s.id for s in found.sources}
    attributions = {a.id: a for a in (*found.annotation.attributions, *found.annotation.title_attributions)}
    assert [chain.attribution for chain in found.chains] == list(attributions)
    for chain in found.chains:
        assert tuple(link.name for link in chain.links) == attributions[chain.attribution].chain
        assert chain.links[0].node == found.publisher.id
        for link in chain.links:
            assert link.node in (outlets if link.kind == "outlet" else sources)
    assert all(0 <= a.source_confidence <= 1 for a in attributions.values())
    assert all(not outlet.aliases for outlet in found.outlets)


def node(found):
    return found.chains[0].links[-1].node


def test_named_source_is_one_across_articles():
    """A person or body has one node in all articles, whichever of its forms they use."""
    long = resolve({"text": "[s1 The US Central Command] [c1 said] [t1 a jet fell]."})
    short = resolve({"text": "[s1 CENTCOM] [c1 said] [t1 a jet fell]."})
    assert node(long) == node(short)
    assert long.sources[0].article is None
    assert short.sources[0].name == "US Central Command"


def test_unnamed_source_belongs_to_its_article():
    """Locals of two articles are two sources."""
    text = "[s1 Locals] [c1 said] [t1 the well was dry]."
    article, annotated = build_case({"outlet": None, "text": text})
    other = annotated.model_copy(update={"id": "another"})
    registry, language = load_registry(), load_language("en")
    nodes = {
        node(resolve_article(article, one, registry=registry, language=language))
        for one in (annotated, other, annotated)
    }
    assert len(nodes) == 2


def test_same_article_gives_the_same_output():
    """What was resolved before changes nothing."""
    first = [resolve(case) for case in CASES[:20]]
    again = [resolve(case) for case in reversed(CASES[:20])]
    assert first == again[::-1]


def test_what_is_no_claim_has_a_name_but_no_chain_record():
    """A refusal to comment keeps its source and gives no chain to the graph."""
    article, annotated = build_case({"outlet": "A", "text": "[s1 The palace] [c1 declined] [t1 to comment]."})
    silent = annotated.attributions[0].model_copy(update={"kind": "no_statement"})
    annotated = annotated.model_copy(update={"attributions": (silent,)})
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    assert found.annotation.attributions[0].source_name == "palace"
    assert found.chains == ()
    assert found.sources == ()


def test_another_scorer_takes_the_place_of_the_rules():
    """The choice among candidates is a function that is handed in."""
    case = {"text": "[s1 [p Piet Vos]] [c1 said] [t1 the dyke held]. [s2 He] [c2 said] [t2 it rained]."}
    assert resolve(case).annotation.attributions[1].source_name == "Piet Vos"
    assert (
        resolve(case, scorer=lambda question: [0.0] * len(question.candidates)).annotation.attributions[1].source_name
        == "unspecified"
    )


def test_publisher_is_found_by_its_host():
    """Without a name the host of the URL names the publisher."""
    article, annotated = build_case({"outlet": None, "text": "[s1 Locals] [c1 said] [t1 the well was dry]."})
    article = article.model_copy(update={"url": "https://www.reuters.com/world/1"})
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    assert found.publisher.id == "reuters"
    assert found.annotation.attributions[0].chain == ("Reuters", "locals")


def test_parents_in_a_ring_do_no_harm():
    """Two attributions that name each other as parent still get a chain."""
    article, annotated = build_case(
        {"outlet": "A", "text": "[s1 Locals] [c1 said] [t1 that [s2 police] [c2 said] [t2 no]]."}
    )
    one, two = annotated.attributions
    ring = (one.model_copy(update={"parent": two.id}), two.model_copy(update={"parent": one.id}))
    annotated = annotated.model_copy(update={"attributions": ring})
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    assert all(a.chain[0] == "A" and len(a.chain) >= 2 for a in found.annotation.attributions)


# -- entities


def entities(text, *named):
    """Entities of ``text``; ``named`` are (surface, type), each found from left to right."""
    mentions, at = [], 0
    for surface, kind in named:
        start = text.index(surface, at)
        at = start + len(surface)
        mentions.append(Mention(start=start, end=at, type=kind, name="", entity="", confidence=0.9))
    annotated = AnnotatedArticle(
        id="e",
        outlet=None,
        date=None,
        title=None,
        text=text,
        model="m",
        sentences=(Sentence(start=0, end=len(text), label="own_voice", confidence=1.0),),
        attributions=(),
        claims=(),
        entities=tuple(mentions),
        dates=(),
    )
    article = Article(id="e", text=text, sha256="0" * 64)
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    names = {entity.id: entity.name for entity in found.entities}
    assert all(names[m.entity] == m.name for m in found.annotation.entities)
    return [m.name for m in found.annotation.entities], found.entities


def test_short_name_joins_the_full_one():
    """A last name alone is the person named in full, before or behind."""
    text = "Vos met Mayor Ann Lee. Piet Vos thanked Lee."
    names, found = entities(
        text, ("Vos", "person"), ("Mayor Ann Lee", "person"), ("Piet Vos", "person"), ("Lee", "person")
    )
    assert names == ["Piet Vos", "Ann Lee", "Piet Vos", "Ann Lee"]
    assert len(found) == 2


def test_last_name_of_two_people_stays_alone():
    """A last name that two people bear is neither of them."""
    text = "Ann Lee met Tom Lee. Lee spoke."
    names, _ = entities(text, ("Ann Lee", "person"), ("Tom Lee", "person"), ("Lee", "person"))
    assert names == ["Ann Lee", "Tom Lee", "Lee"]


def test_acronym_joins_what_it_stands_for():
    """An acronym is the body that the article defines it as."""
    text = "The Free Dockers Union (FDU) met. FDU won."
    names, found = entities(
        text, ("Free Dockers Union", "organization"), ("FDU", "organization"), ("FDU", "organization")
    )
    assert set(names) == {"Free Dockers Union"}
    assert len(found) == 1


def test_entity_ids_are_equal_across_articles():
    """Spellings of one place have one id in all articles; a person of that name has another."""
    (_, one), (_, two) = (
        entities("In Deir Ezzor.", ("Deir Ezzor", "place")),
        entities("At Deir ez-Zor.", ("Deir ez-Zor", "place")),
    )
    (_, person) = entities("Deir Ezzor said.", ("Deir Ezzor", "person"))
    assert one[0].id == two[0].id != person[0].id


# -- names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir Ezzor", "Deir ez-Zor"),
        ("Deir Ezzor", "deir al-Zor"),
        ("U.S. Central Command", "United States Central Command"),
        ("the US Army", "American Army"),
        ("Iran's Foreign Ministry", "Iranian Foreign Ministry"),
        ("Bashar al-Assad", "Bashar Al Assad"),
        ("Peña", "Pena"),
        ("London Based Gora Observatory", "Gora Observatory"),
        ("the Geneva based Gora Observatory", "Gora Observatory"),
    ],
)
def test_forms_of_one_name_have_one_id(one, other):
    """Spelling, demonyms, Arabic articles and the seat of a body do not tell names apart."""
    assert named_id(one, load_countries()) == named_id(other, load_countries())


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Lee", "Tom Lee"), ("North Korea", "South Korea"), ("Iranian army", "Iraqi army"), ("Al Wasl", "Al Watan")],
)
def test_other_names_have_other_ids(one, other):
    """Different names stay apart."""
    assert fold_name(one, load_countries()) != fold_name(other, load_countries())


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("the Islamic Resistance in Iraq (IRI) said", {"IRI": "Islamic Resistance in Iraq"}),
        ("US Central Command (CENTCOM) said", {"CENTCOM": "US Central Command"}),
        ("Senator Ann Lee (D) spoke", {}),
        ("he paid (USD) nothing", {}),
        ("the Joint Chiefs of Staff (JCS)", {"JCS": "Joint Chiefs of Staff"}),
    ],
)
def test_acronyms_are_read_from_their_definition(text, acronyms):
    """An acronym in brackets is defined by the capitals before it, or not at all."""
    assert {short: long for short, (long, _) in define_acronyms(text).items()} == acronyms


@pytest.mark.parametrize(
    ("short", "long", "person", "fits"),
    [
        ("wilson", "brian wilson", True, True),
        ("brian", "brian wilson", True, False),
        ("command", "us central command", False, True),
        ("us command", "us central command", False, True),
        ("central", "us central command", False, False),
        ("us central command", "us central command", False, False),
    ],
)
def test_short_forms(short, long, person, fits):
    """A last name, or some words of a body's name with its last, are short forms."""
    assert short_form(short.split(), long.split(), person=person) is fits


# -- robustness and speed


TEXT = "He said, \"No (IRI).\" Ann Lee's “aide”, who told Reuters it fell, quoted A’s B. — the AP: 12 U.S. 's of of"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, len(TEXT))] * 6), max_size=4))
def test_any_spans_are_resolved(rows):
    """Whatever spans the model gives, each attribution gets a name and a chain."""

    def span(a, b):
        return (Span(min(a, b), max(a, b)),) if a != b else ()

    attributions = tuple(
        Attribution(
            id=f"a{i}",
            kind="claim",
            source=span(a, b),
            cue=span(c, d),
            content=span(e, f) or (Span(0, 1),),
            quotation="direct",
            stance="asserts",
            confidence=0.5,
        )
        for i, (a, b, c, d, e, f) in enumerate(rows)
    )
    annotated = AnnotatedArticle(
        id="x",
        outlet=None,
        date=None,
        title=None,
        text=TEXT,
        model="m",
        sentences=(Sentence(start=0, end=len(TEXT), label="attributed", confidence=1.0),),
        attributions=attributions,
        claims=(),
        entities=(),
        dates=(),
    )
    article = Article(id="x", text=TEXT, sha256="0" * 64)
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    for attribution in found.annotation.attributions:
        assert attribution.source_name
        assert attribution.chain[0] == "unknown outlet"
        assert all(attribution.chain)


def test_article_is_resolved_in_milliseconds():
    """A long article costs little beside the model."""
    sentence = (
        "[s{0} Police Chief [p Ann Lee]] [c{0} said] in an interview with the BBC [t{0} the bank in Gora was safe]. "
    )
    case = {"outlet": "A", "text": "".join(sentence.format(n) for n in range(1, 31)).strip()}
    resolve(case)
    started = time.perf_counter()
    resolve(case)
    assert time.perf_counter() - started < 0.1
