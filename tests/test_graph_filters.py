"""What filters leave of a case, what a cap keeps, and what is said of the rest."""

from __future__ import annotations

import itertools

import pytest

from claimgraph.errors import ExportError
from claimgraph.graph import VIEWS, Sieve, build_graph, make_view
from claimgraph.records import ViewFilter
from tests.builders import Draft, link, outlet

WIRE, DAILY, POST = outlet("Wire One"), outlet("The Daily"), outlet("The Harbour Post", id="post")


def article(
    words, publisher, source, *, through=(), date="2024-05-01", source_type="named_organization", confidence=0.9
):
    """An article of one attributed sentence, ``WORDS, SOURCE said.``, and one in its own voice."""
    name = f"{publisher.name}: {words}"
    draft = Draft(
        f"{words}, {source} said. It rained in Velm.", outlet=publisher, others=through, date=date, article_id=name
    )
    draft.attribution(
        source=source, cue="said", content=words, chain=[publisher.name, *(o.name for o in through), source],
        source_type=source_type, confidence=confidence,
    )  # fmt: skip
    for place in ("Tarvik", "Velm"):
        if place in words:
            draft.mention(place, "place")
    return draft.build()


def bridge():
    """Four articles: two lay one claim on unnamed officials, one contradicts it, one is undated and about a fire."""
    return [
        article("The bridge of Tarvik fell on Monday", DAILY, "a port official", source_type="official_unnamed"),
        article("The bridge collapsed on Monday", POST, "an official", source_type="official_unnamed", date="2024-05-02"),
        article("The bridge fell on Sunday", WIRE, "the army", date="2024-05-03"),
        article("Tarvik burns", DAILY, "the army", through=[WIRE], date=None, confidence=0.4),
    ]  # fmt: skip


def judged(items):
    """The first claims of the first two articles are the same, the third contradicts, less surely, the first."""
    return [
        link(items[0], items[1], score=0.95),
        link(items[0], items[2], relation="contradicts", slot="date", score=0.7),
    ]


def names(graph, kind):
    """The names of the nodes of a kind."""
    return {data["name"] for _, data in graph.nodes(data=True) if data["kind"] == kind}


FALLS, COLLAPSES, SUNDAY, BURNS = (
    "The bridge of Tarvik fell on Monday",
    "The bridge collapsed on Monday",
    "The bridge fell on Sunday",
    "Tarvik burns",
)
RAIN = "It rained in Velm."


@pytest.mark.parametrize(
    ("given", "claims", "left_out"),
    [
        ({}, {FALLS, COLLAPSES, SUNDAY, BURNS, RAIN}, ""),
        ({"outlets": ("the daily",)}, {FALLS, BURNS, RAIN}, "2 articles"),
        ({"outlets": ("post", "WIRE-ONE")}, {COLLAPSES, SUNDAY, RAIN}, "2 articles"),
        ({"first_day": "2024-05-02"}, {COLLAPSES, SUNDAY, RAIN}, "1 article, 1 article without a date"),
        ({"last_day": "2024-05-01"}, {FALLS, RAIN}, "2 articles, 1 article without a date"),
        ({"first_day": "2024-05-02", "last_day": "2024-05-02"}, {COLLAPSES, RAIN}, "2 articles, 1 article without a date"),
        ({"source_types": ("official_unnamed",)}, {FALLS, COLLAPSES}, "2 articles, 6 claims"),
        ({"source_types": ("official_unnamed", "named_organization")}, {FALLS, COLLAPSES, SUNDAY, BURNS}, "4 claims"),
        ({"entities": ("tarvik",)}, {FALLS, BURNS}, "2 articles, 6 claims"),
        ({"entities": ("Tarvik",), "outlets": ("The Daily",), "last_day": "2024-05-01"}, {FALLS}, "2 articles, 1 article without a date, 1 claim"),
        ({"min_confidence": 0.7}, {FALLS, COLLAPSES, SUNDAY, RAIN}, "1 claim"),
        ({"min_confidence": 0.8}, {FALLS, COLLAPSES, SUNDAY}, "1 article, 5 claims, 1 link"),
    ],
    ids=str,
)  # fmt: skip
def test_a_filter_leaves_the_claims_it_says(given, claims, left_out):
    """Claims and articles are dropped, and counted in words."""
    items = bridge()
    view, said = make_view("provenance", items, judged(items), where=ViewFilter(**given))
    assert {data["text"] for _, data in view.graph.nodes(data=True) if data["kind"] == "claim"} == claims
    assert said == left_out


@pytest.mark.parametrize(
    "given",
    [
        {"outlets": ("The Daily",)},
        {"first_day": "2024-05-02"},
        {"source_types": ("official_unnamed",)},
        {"entities": ("Tarvik",)},
        {"min_confidence": 0.8},
        {"outlets": ("The Daily",), "source_types": ("official_unnamed",), "entities": ("Tarvik",)},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_under_filters_is_the_view_of_the_smaller_case(name, given):
    """Filtered claim by claim, each view is that of the articles which the filter gives, and no more."""
    items = bridge()
    where = ViewFilter(**given)
    sieve = Sieve(where)
    smaller, sure = list(sieve.articles(items)), list(sieve.links(judged(items)))
    whole = make_view(name, smaller, sure)[0]
    if not whole.graph:
        with pytest.raises(ExportError, match="nothing is left"):
            make_view(name, items, judged(items), where=where)
        return
    filtered = make_view(name, items, judged(items), where=where)[0]
    assert list(filtered.graph.nodes(data=True)) == list(whole.graph.nodes(data=True))
    assert list(filtered.graph.edges(keys=True, data=True)) == list(whole.graph.edges(keys=True, data=True))


def test_what_only_dropped_claims_need_goes_with_them():
    """A claim takes the sources, outlets and entities along that nothing else names."""
    view, _ = make_view("provenance", bridge(), where=ViewFilter(source_types=("official_unnamed",)))
    assert names(view.graph, "source") == {"a port official", "an official"}
    assert names(view.graph, "outlet") == {"The Daily", "The Harbour Post"}
    assert names(view.graph, "entity") == {"Tarvik"}
    assert all(view.graph.degree(node) for node in view.graph)


def test_an_article_under_a_filter_holds_only_what_its_claims_need():
    """What formats of articles write under a filter fits together: no attribution, chain or mention of a dropped claim."""
    (item,) = Sieve(ViewFilter(entities=("Tarvik",), outlets=("The Daily",), last_day="2024-05-01")).articles(bridge())
    found = item.annotation
    assert [claim.attribution for claim in found.claims] == [made.id for made in found.attributions]
    assert {chain.attribution for chain in item.chains} == {made.id for made in found.attributions}
    assert {mention.name for mention in found.entities} == {entity.name for entity in item.entities} == {"Tarvik"}


def test_kinds_are_kept_and_no_edge_hangs():
    """Only nodes of the kinds asked for stay, with the edges between them."""
    view, said = make_view("provenance", bridge(), where=ViewFilter(kinds=("outlet", "source")))
    assert {kind for _, kind in view.graph.nodes(data="kind")} == {"outlet", "source"}
    assert {kind for *_, kind in view.graph.edges(keys=True)} == {"speaks_through"}
    whole = build_graph(bridge()).number_of_edges()
    assert said == f"4 article nodes, 8 claim nodes, 1 entity node, {whole - view.graph.number_of_edges()} edges"


def test_a_minimum_weight_is_compared_with_counts_only():
    """In the whole graph a claim keeps its article and speaker; who passes on one claim only, or is named once, goes."""
    twice = [*bridge(), article("Tarvik is calm", DAILY, "the army")]
    view, said = make_view("provenance", twice, where=ViewFilter(min_weight=2))
    kinds = [kind for *_, kind in view.graph.edges(keys=True)]
    assert kinds.count("said_by") == kinds.count("states") == 10
    assert kinds.count("speaks_through") == 1, "the army through Wire One"
    assert names(view.graph, "entity") == set()
    assert said == "1 entity node, 7 edges"


def test_a_minimum_weight_of_a_small_view_drops_what_is_then_alone():
    """Light edges go, and nodes that have none then."""
    items = [*bridge(), article("Tarvik is calm", DAILY, "the army")]
    view, said = make_view("sources", items, where=ViewFilter(min_weight=2))
    assert {node["name"] for _, node in view.graph.nodes(data=True)} == {"The Daily", "the army"}
    assert said == "2 outlet nodes, 2 source nodes, 3 edges"


def test_a_group_of_claims_is_weighed_by_its_members():
    """Two members by two sources are a group of two, though each edge weighs one."""
    items = bridge()
    view, _ = make_view("claims", items, judged(items), where=ViewFilter(min_weight=2))
    assert names(view.graph, "claim") == {FALLS}
    assert names(view.graph, "source") == {"a port official", "an official"}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("most", [1, 3, 5, 8, 12])
def test_a_cap_keeps_what_is_needed_to_understand_the_heaviest_part(name, most):
    """Never more nodes than asked for; no claim without its article and speaker, no entity or source without a voice."""
    items = bridge()
    whole = make_view(name, items, judged(items))[0].graph
    view, said = make_view(name, items, judged(items), where=ViewFilter(max_nodes=most))
    graph = view.graph
    assert 0 < len(graph) <= most
    assert len(graph) == len(whole) or len(graph) > most - 5
    assert (said == "") == (len(graph) == len(whole))
    for node, kind in graph.nodes(data="kind"):
        if kind == "claim":
            speakers = {head for _, head, k in whole.out_edges(node, keys=True) if k == "said_by"}
            assert most == 1 or speakers <= set(graph)
        assert most == 1 or graph.degree(node), node


def test_a_cap_keeps_the_heaviest():
    """Of the outlets' sources the one with most claims stays."""
    items = [*bridge(), *(article(f"Fire {n} of Tarvik burned", POST, "the army") for n in range(3))]
    view, said = make_view("sources", items, where=ViewFilter(max_nodes=2))
    assert {data["name"] for _, data in view.graph.nodes(data=True)} == {"The Harbour Post", "the army"}
    assert said == "2 outlet nodes, 2 source nodes, 4 edges"


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("stars", {}, "there is no view 'stars'"),
        ("sources", {"outlets": ("Nobody",)}, r"no outlet 'Nobody' \(it has The Daily, The Harbour Post, Wire One\)"),
        ("sources", {"outlets": ("Harbor Post",)}, r"no outlet 'Harbor Post' \(it has The Harbour Post, The Daily"),
        ("sources", {"outlets": ("The Daily", "Nobody")}, "no outlet 'Nobody'"),
        ("sources", {"entities": ("Atlantis",)}, r"no entity 'Atlantis' \(it has Tarvik\)"),
        ("sources", {"entities": ("Wire One",)}, "no entity 'Wire One'"),
        ("sources", {"kinds": ("ghost",)}, "no kind of node 'ghost' .*outlet, article, claim, source, entity"),
        ("outlets", {"kinds": ("claim",)}, r"has no nodes of kind claim \(it has outlet\)"),
        ("sources", {"source_types": ("spirit",)}, "no type of source 'spirit'"),
        ("sources", {"first_day": "2024-02-01", "last_day": "2024-01-01"}, "is after"),
        ("sources", {"first_day": "20240201"}, "'20240201' is no day"),
        ("sources", {"first_day": "2024-02-30"}, "is no day"),
        (
            "sources",
            {"first_day": "2025-01-01"},
            r"no article from 2025-01-01 to the last \(.*2024-05-01 to 2024-05-03",
        ),
        ("sources", {"min_weight": 9}, r"nothing is left .*loosen"),
        ("sources", {"outlets": ("The Harbour Post",), "entities": ("Tarvik",)}, "nothing is left"),
    ],
)
def test_a_filter_that_means_nothing_is_an_error_with_what_there_is(name, given, words):
    """Names, kinds and days that are not there are refused, and the hint says which are."""
    with pytest.raises(ExportError, match=words):
        make_view(name, bridge(), where=ViewFilter(**given))


def test_an_entity_that_is_elsewhere_in_the_case_is_not_called_unknown():
    """Filters that exclude each other leave nothing; they do not make the case forget what it holds."""
    with pytest.raises(ExportError, match="nothing is left"):
        make_view("entities", bridge(), where=ViewFilter(entities=("Tarvik",), first_day="2024-05-02"))


def test_sizes_show_the_weight_in_the_case():
    """A cap does not shrink what it keeps."""
    items = bridge()
    whole, capped = (make_view("sources", items, where=ViewFilter(max_nodes=most))[0].graph for most in (None, 3))
    assert len(capped) == 3
    assert all(data["size"] == whole.nodes[node]["size"] for node, data in capped.nodes(data=True))


def test_the_area_of_a_node_shows_its_claims():
    """Twice the claims, twice the area, whatever the kind."""
    items = [article(f"Fire {n} burned", DAILY if n < 4 else POST, "the army") for n in range(6)]
    graph = make_view("sources", items)[0].graph
    area = {data["name"]: data["size"] ** 2 for _, data in graph.nodes(data=True)}
    assert area["The Daily"] == pytest.approx(2 * area["The Harbour Post"], rel=0.01)
    assert area["the army"] == pytest.approx(3 * area["The Harbour Post"], rel=0.01)


def test_an_article_that_only_names_a_source_does_not_describe_it():
    """A node has the facts of an article with a record of it, and the days of all, in any order."""
    full = article("It burns", DAILY, "the army", date="2024-05-02")
    bare = article("It sank", WIRE, "the army", date="2024-05-01").model_copy(update={"sources": ()})
    for order in itertools.permutations([full, bare]):
        graph = build_graph(order)
        (army,) = (data for _, data in graph.nodes(data=True) if data["name"] == "the army")
        assert (army["source_type"], army["dates"]) == ("named_organization", "2024-05-01;2024-05-02")
