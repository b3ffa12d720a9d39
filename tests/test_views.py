"""The views of a case: what they hold is what the case holds, counted by SQL; and what filters leave."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from claimgraph import ExportError, ViewFilter, add_inputs, export_case, make_view, open_case, read_inputs
from claimgraph.graph import VIEWS
from tests.builders import Draft, link, outlet
from tests.conftest import ROOT
from tests.view_counts import edges_by_sql, provenance_by_sql

WIRE, DAILY, POST = outlet("Wire One"), outlet("The Daily"), outlet("The Harbour Post")


def article(text, publisher, source, *, through=(), date="2024-05-01", source_type="named_organization"):
    """An article of one attributed sentence, ``P, SOURCE said.``, and one in its own voice."""
    draft = Draft(f"{text}, {source} said. It rained.", outlet=publisher, others=through, date=date)
    chain = [publisher.name, *(o.name for o in through), source]
    draft.attribution(source=source, cue="said", content=text, chain=chain, source_type=source_type)
    return draft.build()


@pytest.fixture
def three():
    """Three articles on one bridge: two lay the same claim on one unnamed source, one contradicts it."""
    return [
        article("The bridge fell on Monday", DAILY, "a port official", source_type="official_unnamed"),
        article(
            "The bridge collapsed on Monday", POST, "a port official", source_type="official_unnamed", date="2024-05-02"
        ),
        article("The bridge fell on Sunday", WIRE, "the army", date="2024-05-03"),
    ]


def edges(view):
    return {(t, h, k): d["weight"] for t, h, k, d in view.graph.edges(keys=True, data=True)}


def by_name(view):
    name = view.graph.nodes(data="name")
    return {(name[t], name[h], k): w for (t, h, k), w in edges(view).items()}


def matches_sql(case):
    """Whether every view of an open case without judgements holds what SQL counts."""
    for name in VIEWS:
        view, left_out = make_view(name, case.articles(), case.links())
        assert left_out == ""
        if name == "provenance":
            nodes = Counter(kind for _, kind in view.graph.nodes(data="kind"))
            kinds = Counter(kind for *_, kind in view.graph.edges(keys=True))
            assert (dict(nodes), dict(kinds)) == provenance_by_sql(case.path)
            continue
        wanted = edges_by_sql(case.path, name)
        assert edges(view) == wanted
        ends = {end for tail, head, _ in wanted for end in (tail, head)}
        assert set(view.graph) == ends, "what has no edge is not shown"


@pytest.mark.model
def test_every_view_of_the_seed_holds_what_sql_counts(annotator, tmp_path):
    with open_case(tmp_path / "seed") as case:
        assert not add_inputs(case, read_inputs([ROOT / "seeds"]), annotator).failed
        matches_sql(case)


@pytest.mark.corpora
@pytest.mark.model
def test_every_view_of_world_news_holds_what_sql_counts(annotator, corpora, tmp_path):
    with open_case(tmp_path / "gold") as case:
        assert not add_inputs(case, read_inputs([corpora / "gold" / "dev.jsonl"]), annotator).failed
        assert case.counts()["articles"] == 12
        matches_sql(case)


@pytest.mark.soak
@pytest.mark.model
def test_every_view_of_two_thousand_articles_holds_what_sql_counts(annotator, tmp_path):
    """The longest check: some twenty minutes on two cores."""
    folder = os.environ.get("CORPORA") or pytest.skip("the variable CORPORA names no folder of corpora")
    with open_case(tmp_path / "many") as case:
        found = list(read_inputs([Path(folder) / "corpora" / "us-news-4000.jsonl.gz"]))[:2000]
        add_inputs(case, found, annotator)
        assert case.counts()["articles"] > 1900
        matches_sql(case)


def test_claims_are_grouped_by_same_and_parted_by_contradicts(three):
    links = [link(three[0], three[1]), link(three[0], three[2], relation="contradicts", slot="date", score=0.7)]
    view, _ = make_view("claims", three, links)
    groups = {d["text"]: d for _, d in view.graph.nodes(data=True) if d["kind"] == "claim"}
    first = groups["The bridge fell on Monday"]
    assert (first["members"], first["articles"], first["outlets"], first["origins"]) == (2, 2, 2, 2)
    assert (first["first_date"], first["last_date"]) == ("2024-05-01", "2024-05-02")
    assert "The bridge collapsed on Monday" not in groups
    (apart,) = [d for *_, kind, d in view.graph.edges(keys=True, data=True) if kind == "contradicts"]
    assert (apart["weight"], apart["slot"]) == (0.7, "date")


def test_of_two_judgements_the_surer_stands(three):
    links = [
        link(three[0], three[1], score=0.6),
        link(three[0], three[1], relation="contradicts", slot="date", score=0.8),
    ]
    groups = [d for _, d in make_view("claims", three, links)[0].graph.nodes(data=True) if d["kind"] == "claim"]
    assert {group["members"] for group in groups} == {1}


def test_weights_count_claims():
    twice = [
        article("It burns", DAILY, "the army", through=[WIRE]),
        article("It sank", DAILY, "the army", through=[WIRE]),
    ]
    assert by_name(make_view("sources", twice)[0]) == {("The Daily", "the army", "relies_on"): 2}
    assert by_name(make_view("outlets", twice)[0]) == {("The Daily", "Wire One", "cites"): 2}


FILTERS = [
    ({"outlets": ("the daily",)}, {"The Daily"}, "2 articles"),
    ({"first_day": "2024-05-02"}, {"The Harbour Post", "Wire One"}, "1 articles"),
    ({"first_day": "2024-05-02", "last_day": "2024-05-02"}, {"The Harbour Post"}, "2 articles"),
    ({"source_types": ("official_unnamed",)}, {"The Daily", "The Harbour Post"}, "4 claims"),
    ({"min_weight": 2.0}, set(), None),
]


@pytest.mark.parametrize(("given", "outlets", "left_out"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_a_filter_leaves_what_it_says(three, given, outlets, left_out):
    if left_out is None:
        with pytest.raises(ExportError, match="nothing is left"):
            make_view("sources", three, where=ViewFilter(**given))
        return
    view, said = make_view("sources", three, where=ViewFilter(**given))
    assert {d["name"] for _, d in view.graph.nodes(data=True) if d["kind"] == "outlet"} == outlets
    assert said == left_out


def test_filters_leave_no_edge_hanging_and_no_agent_of_dropped_claims(three):
    view, _ = make_view("provenance", three, where=ViewFilter(source_types=("official_unnamed",)))
    names = {d["name"] for _, d in view.graph.nodes(data=True)}
    assert "the army" not in names
    assert all(tail in view.graph and head in view.graph for tail, head in view.graph.edges())


def test_an_article_without_a_date_is_left_out_of_a_span_and_said_so(three):
    undated = article("It burns", WIRE, "the navy", date=None)
    _, said = make_view("sources", [*three, undated], where=ViewFilter(first_day="2024-05-01"))
    assert said == "1 articles without a date"


def test_only_the_heaviest_nodes_stay_under_a_cap(three):
    whole, _ = make_view("provenance", three)
    view, said = make_view("provenance", three, where=ViewFilter(max_nodes=5))
    strength = dict(whole.graph.degree(weight="weight"))
    least = min(strength[node] for node in view.graph)
    assert len(view.graph) == 5
    assert all(strength[node] <= least for node in whole.graph if node not in view.graph)
    assert said.startswith(f"{len(whole.graph) - 5} nodes")


@pytest.mark.parametrize(
    ("view", "given", "words"),
    [
        ("stars", {}, "there is no view"),
        ("sources", {"outlets": ("Nobody",)}, "nothing in the case is named 'Nobody'"),
        ("sources", {"entities": ("Atlantis",)}, "nothing in the case is named 'Atlantis'"),
        ("sources", {"kinds": ("ghost",)}, "no kind of node"),
        ("sources", {"first_day": "2024-02-01", "last_day": "2024-01-01"}, "is after"),
    ],
)
def test_a_filter_that_means_nothing_is_an_error(three, view, given, words):
    with pytest.raises(ExportError, match=words):
        make_view(view, three, where=ViewFilter(**given))


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_does_not_depend_on_the_order_of_articles(three, name):
    links = [link(three[0], three[1])]
    here, there = (make_view(name, order, links)[0].graph for order in (three, three[::-1]))
    assert list(here.nodes(data=True)) == list(there.nodes(data=True))
    assert list(here.edges(keys=True, data=True)) == list(there.edges(keys=True, data=True))


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_can_be_drawn(three, name):
    graph = make_view(name, three)[0].graph
    for _, data in graph.nodes(data=True):
        assert {"kind", "label", "name", "size", "x", "y", "r", "g", "b"} <= data.keys()
    for *_, key, data in graph.edges(keys=True, data=True):
        assert data["kind"] == key
        assert data["weight"] > 0


@pytest.mark.model
def test_files_of_views_stand_side_by_side(annotator, tmp_path):
    with open_case(tmp_path / "seed") as case:
        add_inputs(case, read_inputs([ROOT / "seeds"]), annotator)
        written = export_case(case, tmp_path, ["graphml", "jsonl"], name="x", views=["provenance", "sources"])
    assert [path.name for one in written for path in one.paths] == ["x.graphml", "x-sources.graphml", "x.jsonl"]
    assert written[1].edges == {"relies_on": 7}
