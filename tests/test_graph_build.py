"""From records to graph: which nodes and edges there are, and what they say."""

from __future__ import annotations

from collections import Counter

import pytest

from claimgraph.graph import build_graph
from claimgraph.records import UNKNOWN_OUTLET, Source, content_id
from tests.builders import Draft, link, outlet, seed_case

WIRE = outlet("Wire One", country="GB")
DAILY = outlet("The Daily")


def names(graph, kind):
    """(tail name, head name, weight) of the edges of a kind; claims by their text."""
    label = graph.nodes(data="name")
    return {
        (label[tail], label[head], data["weight"])
        for tail, head, key, data in graph.edges(keys=True, data=True)
        if key == kind
    }


def said(text, *, publisher=DAILY, source="police", source_type="named_organization", cue="said", **fields):
    """An article of one sentence, ``..., SOURCE said.``"""
    draft = Draft(text, outlet=publisher, **fields)
    content = text.rpartition(", ")[0]
    draft.attribution(source=source, cue=cue, content=content, chain=[publisher.name, source], source_type=source_type)
    return draft.build()


def test_the_seed_has_a_node_for_each_thing_found():
    """13 sentences of the seed hold 15 claims by 7 sources through 3 outlets."""
    graph = build_graph([seed_case()])
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    assert kinds == {"claim": 15, "entity": 12, "source": 7, "outlet": 3, "article": 1}
    edges = Counter(key for *_, key in graph.edges(keys=True))
    assert edges == {"published": 1, "states": 15, "said_by": 15, "speaks_through": 9, "about": 30}


def test_each_chain_of_the_seed_can_be_walked_outward():
    """Every source speaks through the next link of its chain, an outlet in a chain through the publisher."""
    assert names(build_graph([seed_case()]), "speaks_through") == {
        ("local sources in the eastern countryside of Deir Ezzor", "The Cradle", 2.0),
        ("unspecified", "Sputnik correspondent in Deir Ezzor", 1.0),
        ("Sputnik correspondent in Deir Ezzor", "Sputnik", 2.0),
        ("Sputnik", "The Cradle", 2.0),
        ("unspecified local reports", "The Cradle", 1.0),
        ("Al Mayadeen's sources in western Iraq", "Al Mayadeen", 1.0),
        ("Al Mayadeen", "The Cradle", 1.0),
        ("leaders of the Islamic Resistance in Iraq (IRI)", "The Cradle", 1.0),
        ("locals in northeast Syria", "The Cradle", 1.0),
    }


def test_a_claim_is_said_by_the_innermost_source_and_own_voice_by_the_outlet():
    """The edge goes to who asserts it, and weighs what the attribution is sure of."""
    own = Draft("The port is shut. It flooded, the mayor said.", outlet=DAILY)
    own.attribution(
        source="the mayor",
        cue="said",
        content="It flooded",
        chain=["The Daily", "mayor"],
        source_type="official_unnamed",
        confidence=0.6,
    )
    assert names(build_graph([own.build()]), "said_by") == {
        ("The port is shut.", "The Daily", 0.7),
        ("It flooded", "mayor", 0.6),
    }


def test_an_innermost_source_that_is_an_outlet_is_that_outlets_node():
    """ "Wire One reported" leads to the outlet Wire One, which is the publisher of its own articles too."""
    draft = Draft("It flooded, Wire One reported.", outlet=DAILY, others=[WIRE])
    draft.attribution(source="Wire One", cue="reported", content="It flooded", chain=["The Daily", "Wire One"])
    graph = build_graph([draft.build(), said("It burned, police said.", publisher=WIRE)])
    assert ("It flooded", "Wire One", 0.9) in names(graph, "said_by")
    assert {tail for tail, _, _ in names(graph, "published")} == {"Wire One", "The Daily"}
    assert Counter(kind for _, kind in graph.nodes(data="kind"))["outlet"] == 2


@pytest.mark.parametrize(
    ("source_type", "nodes"), [("named_organization", 1), ("anonymous", 2), ("local_unspecified", 2)]
)
def test_only_named_sources_are_one_across_articles(source_type, nodes):
    """Two articles' "police" are one source, their "sources" are two."""
    articles = [said(f"{what}, police said.", source_type=source_type) for what in ("It flooded", "It burned")]
    graph = build_graph(articles)
    assert Counter(kind for _, kind in graph.nodes(data="kind"))["source"] == nodes
    steps = [data["weight"] for *_, key, data in graph.edges(keys=True, data=True) if key == "speaks_through"]
    assert steps == [2.0 / nodes] * nodes


def test_a_claim_is_about_the_entities_named_within_it():
    """Weight counts the mentions; one that stands outside the claim's extent, or reaches out of it, is none."""
    draft = Draft("Oslo is far from Oslo Fjord, Bergen police said.", outlet=DAILY)
    draft.mention("Oslo Fjord", "place")
    draft.mention("Oslo", "place")
    draft.mention("Bergen", "place")
    draft.attribution(
        source="Bergen police", cue="said", content="Oslo is far from Oslo", chain=["The Daily", "police"]
    )
    assert names(build_graph([draft.build()]), "about") == {("Oslo is far from Oslo", "Oslo", 1.0)}
    again = Draft("Oslo is not Oslo.", outlet=DAILY)
    again.mention("Oslo", "place")
    assert names(build_graph([again.build()]), "about") == {("Oslo is not Oslo.", "Oslo", 2.0)}


def test_a_link_leads_from_the_earlier_article():
    """The tail is the claim of the article that appeared first; an undated one comes last."""
    late = said("It flooded at 9, police said.", date="2024-05-02", article_id="a")
    early = said("It flooded at 8, police said.", date="2024-05-01", article_id="b")
    undated = said("It flooded at 7, police said.", article_id="0")
    links = [link(late, early, relation="contradicts", slot="number", reason="9 and 8"), link(undated, late)]
    graph = build_graph([late, early, undated], links)
    assert names(graph, "contradicts") == {("It flooded at 8", "It flooded at 9", 0.9)}
    assert names(graph, "same_as") == {("It flooded at 9", "It flooded at 7", 0.9)}
    edge = next(data for *_, key, data in graph.edges(keys=True, data=True) if key == "contradicts")
    assert (edge["slot"], edge["reason"], edge["dates"]) == ("number", "9 and 8", "2024-05-02")


def test_of_several_judgements_on_a_pair_the_surest_stands():
    """One edge a kind: its score and reason are those of the highest score, whatever their order."""
    a, b = said("It flooded, police said."), said("It flooded there, police said.")
    links = [link(a, b, score=score, reason=str(score)) for score in (0.4, 0.8, 0.6)]
    for order in (links, links[::-1]):
        edges = [data for *_, key, data in build_graph([a, b], order).edges(keys=True, data=True) if key == "same_as"]
        assert [(edge["weight"], edge["reason"]) for edge in edges] == [(0.8, "0.8")]


def test_a_link_to_an_article_that_is_not_here_is_left_out():
    """A graph of one article shows no half edges."""
    a, b = said("It flooded, police said."), said("It flooded there, police said.")
    assert "same_as" not in {key for *_, key in build_graph([a], [link(a, b)]).edges(keys=True)}


def test_a_source_that_only_the_headline_names_hangs_on_its_chain():
    """The headline counts as its one claim; where the text has claims of it, they alone count."""
    draft = Draft("The port is shut.", outlet=DAILY, title="Port shut: harbour master")
    draft.attribution(
        in_title=True,
        source="harbour master",
        content="Port shut",
        chain=["The Daily", "harbour master"],
        source_type="official_unnamed",
    )
    assert names(build_graph([draft.build()]), "speaks_through") == {("harbour master", "The Daily", 1.0)}
    text = said("The port is shut, police said.", title="Police: port shut")
    both = Draft("It flooded, police said.", outlet=DAILY, title="Police: flood")
    for title in (True, False):
        words = (
            {"source": "Police", "content": "flood"}
            if title
            else {"source": "police", "cue": "said", "content": "It flooded"}
        )
        both.attribution(in_title=title, chain=["The Daily", "police"], source_type="named_organization", **words)
    for order in ([text, both.build()], [both.build(), text]):
        assert names(build_graph(order), "speaks_through") == {("police", "The Daily", 2.0)}


def test_owner_and_state_stand_with_where_they_come_from():
    """A fact of the registry has its data sets in a column of its own; a curated one is marked."""
    columns = build_graph([seed_case()]).nodes["outlet:sputnik"]
    assert (columns["owner"], columns["owner_origin"]) == ("Rossiya Segodnya", "wikidata")
    assert (columns["state_of"], columns["state_origin"]) == ("RU", "curated (unsourced, check)")
    assert "state_origin" not in build_graph([seed_case()]).nodes["outlet:the-cradle"]


def test_a_claim_carries_its_evidence():
    """The exact words, their sentence, the cue and the chain are columns of the claim."""
    graph = build_graph([seed_case()])
    claim = next(data for _, data in graph.nodes(data=True) if data.get("stance") == "hedged")
    wanted = {
        "text": "launched by local resistance factions",
        "cue": "reportedly",
        "chain": "The Cradle → Sputnik → Sputnik correspondent in Deir Ezzor → unspecified",
        "hedge_holder": "outlet",
        "outlet": "The Cradle",
        "date": "2024-07-26",
        "claim_kind": "attributed",
        "prov": "Entity",
    }
    assert {name: claim[name] for name in wanted} == wanted
    assert claim["text"] in claim["sentence"]
    assert seed_case().article.text[claim["from_char"] : claim["to_char"]] == claim["text"]


def test_attributes_are_flat_of_one_type_and_never_reserved():
    """No None, no list, no name that a reader takes for its own, no column of two types."""
    articles = [seed_case(), said("It flooded, police said."), Draft("Who?", date="2024-01-01T10:00:00+02:00").build()]
    graph = build_graph(articles)
    for rows in (graph.nodes(data=True), [(kind, data) for *_, kind, data in graph.edges(keys=True, data=True)]):
        types = {}
        for _, data in rows:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        assert not types.keys() & {"id", "source", "target", "key", "type", "start", "end"}
        assert all(len(found) == 1 and found <= {str, int, float, bool} for found in types.values()), types
    assert all(data["weight"] > 0 and data["kind"] == key for *_, key, data in graph.edges(keys=True, data=True))


def test_dates_are_the_days_on_which_a_thing_was_published():
    """A shared outlet bears every day, an article its own, an undated one none; times of day are left to ``date``."""
    dated = [
        said(f"It flooded {i} times, police said.", date=day)
        for i, day in enumerate(["2024-01-05T23:00:00Z", "2024-01-02"])
    ]
    graph = build_graph([*dated, said("It burned, police said.", date="not a date", article_id="x")])
    assert graph.nodes["outlet:the-daily"]["dates"] == "2024-01-02;2024-01-05"
    assert "dates" not in graph.nodes["article:x"]
    assert graph.nodes[f"article:{dated[0].article.id}"]["date"] == "2024-01-05T23:00:00Z"


def test_copies_of_one_text_under_two_ids_stay_apart():
    """Claims of two articles are two nodes, also where text and claim ids are the same."""
    one = said("It flooded, police said.", article_id="one")
    two = one.model_copy(update={"article": one.article.model_copy(update={"id": "two"})})
    graph = build_graph([one, two])
    assert Counter(kind for _, kind in graph.nodes(data="kind"))["claim"] == 2
    assert len(build_graph([one, one])) == len(build_graph([one]))


def test_an_article_without_a_publisher_has_the_unknown_outlet():
    """Its own voice is said by ``unknown outlet``."""
    assert names(build_graph([Draft("It flooded.").build()]), "said_by") == {("It flooded.", UNKNOWN_OUTLET, 0.7)}


def test_a_chain_that_names_a_stranger_still_has_its_node():
    """A link without its source record is shown by its name, not dropped."""
    item = said("It flooded, police said.")
    stranger = item.model_copy(update={"sources": ()})
    assert names(build_graph([stranger]), "said_by") == {("It flooded", "police", 0.9)}
    extra = Source(id=content_id("x"), name="a source of no claim", type="anonymous", article=item.article.id)
    more = item.model_copy(update={"sources": (*item.sources, extra)})
    assert "a source of no claim" in {name for _, name in build_graph([more]).nodes(data="name")}


def test_a_claim_says_where_its_words_stand_in_its_sentence():
    """Source, cue and content as stretches of the sentence; of a content that goes on, the part within it."""
    text = "Earlier: The dam broke. It flooded two towns, police said. Nobody was hurt."
    draft = Draft(text, outlet=DAILY)
    draft.attribution(
        source="police", cue="said", content="The dam broke. It flooded two towns", chain=["The Daily", "police"]
    )
    graph = build_graph([draft.build()])
    marks = {data["sentence"]: data["marks"] for _, data in graph.nodes(data=True) if data["kind"] == "claim"}
    assert marks == {
        "Earlier: The dam broke.": "content 9-23",
        "It flooded two towns, police said.": "content 0-20; source 22-28; cue 29-33",
        "Nobody was hurt.": "content 0-16",
    }
