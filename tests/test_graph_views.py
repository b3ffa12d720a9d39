"""Every view of a case: its nodes, edges and weights are those that plain SQL finds in the case file."""

from __future__ import annotations

import gc
import gzip
import itertools
import random
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import ViewFilter, add_inputs, export_case, open_case, read_inputs
from claimgraph.errors import ExportError
from claimgraph.export import load_writer
from claimgraph.graph import VIEWS, make_view
from claimgraph.records import Run
from tests.builders import RUN, Draft, link, outlet, seed_case
from tests.graph_files import faults
from tests.views_by_sql import counted, expected_views

HAND = Run(id=RUN, annotator="hand", version="1")
WIRE, DAILY, RADIO = outlet("Wire One", country="GB"), outlet("The Daily"), outlet("Radio Nord")


def article(name, publisher, *said, date=None, title=None, place="Tarvik"):
    """One sentence for each of ``said``: (content, chain behind the publisher, source type); no chain is own voice."""
    lines = [f"{words}, {chain[-1]} said." if chain else f"{words}." for words, chain, _ in said]
    draft = Draft(
        "\n".join(lines), outlet=publisher, date=date, article_id=name, title=title, others=[WIRE, DAILY, RADIO]
    )
    for line, (words, chain, source_type) in zip(lines, said, strict=True):
        if chain:
            draft.attribution(
                source=chain[-1], cue="said", content=words, chain=[publisher.name, *chain], source_type=source_type,
                within=line,
            )  # fmt: skip
    if place in draft.article.text:
        draft.mention(place, "place")
    return draft.build()


def affair():
    """Five articles of three outlets: chains of one to four, shared sources, own voice beside an attribution."""
    police, medics = (["police"], "named_organization"), (["medics"], "anonymous")
    articles = [
        article("a", WIRE, ("Two barges sank in Tarvik", *police), ("The port is shut", [], None), date="2024-03-02"),
        article("b", DAILY, ("Two barges sank", ["Wire One", "police"], "named_organization"),
                ("Tarvik is calm", ["Wire One"], "media_outlet"), ("Two barges went down in Tarvik", [], None),
                date="2024-03-03T08:00:00Z"),
        article("c", RADIO, ("Three barges sank in Tarvik", *medics), ("Four boats sank", *medics), date="2024-03-01"),
        article("d", RADIO, ("Boats sank", ["The Daily", "Wire One", "a clerk"], "anonymous"), ("Tarvik and Tarvik burn", *police)),
        article("e", outlet("Lone Gazette"), ("Nothing happened in Velm", [], None), date="2024-04-01"),
    ]  # fmt: skip
    a, b, c, d, _ = articles
    links = [
        link(a, b, claims=(0, 0), score=0.9, id="1"),
        link(a, b, claims=(0, 2), score=0.8, id="2"),
        link(b, d, claims=(0, 0), score=0.7, id="3"),
        link(a, c, claims=(0, 0), relation="contradicts", slot="number", score=0.6, reason="2 and 3", id="4"),
        link(b, c, claims=(0, 0), relation="contradicts", slot="number", score=0.95, reason="two, three", id="5"),
        link(b, c, claims=(0, 0), score=0.2, id="6"),
        link(a, c, claims=(1, 1), score=0.5, id="7"),
        link(a, c, claims=(1, 1), relation="contradicts", score=0.5, id="8"),
        link(c, d, claims=(0, 1), relation="contradicts", score=0.5, id="9"),
        link(a, d, claims=(0, 0), relation="contradicts", score=0.4, id="10"),
    ]
    return articles, links


def stored(folder, articles, links=()):
    """A case file made through the store."""
    path = folder / "views.claimgraph"
    with open_case(path) as case:
        for item in articles:
            case.add(item, None, HAND)
        case.judge(links)
    return path


def comparable(tail, head, kind):
    """An edge by its ends; SQL does not say which of two claims came first."""
    return (*(sorted((tail, head)) if kind in ("contradicts", "same_as") else (tail, head)), kind)


def check_views(path):
    """Compare every view of the case in ``path`` with what SQL finds; gives the views."""
    wanted, group_of = expected_views(path)
    views = {}
    with open_case(path, read_only=True) as case:
        for name, expected in wanted.items():
            view, left_out = make_view(name, case.articles(), case.links())
            assert left_out == ""
            graph = view.graph
            renamed = group_of if name == "claims" else {}
            nodes = [renamed.get(node, node) for node in graph]
            assert len(set(nodes)) == len(nodes)
            edges = {
                comparable(renamed.get(tail, tail), renamed.get(head, head), kind): weight
                for tail, head, kind, weight in graph.edges(keys=True, data="weight")
            }
            wanted_edges = {comparable(*key): max(weight, 0.001) for key, weight in expected.edges.items()}
            assert counted(nodes, edges) == counted(expected.nodes, wanted_edges), name
            assert set(nodes) == expected.nodes, name
            assert edges == pytest.approx(wanted_edges), name
            views[name] = view
    assert set(views) == set(VIEWS)
    return views


def test_every_view_of_a_small_affair_is_what_sql_finds(tmp_path):
    """Nodes, edges and weights, of each view, are those of the case file."""
    views = check_views(stored(tmp_path, *affair()))
    sizes = {name: (len(view.graph), view.graph.number_of_edges()) for name, view in views.items()}
    assert all(nodes and edges for nodes, edges in sizes.values())


def test_every_view_of_the_seed_is_what_sql_finds(tmp_path):
    """The seed article alone is a case too."""
    views = check_views(stored(tmp_path, [seed_case()]))
    assert {name: len(view.graph) for name, view in views.items()} == {
        "provenance": 38, "sources": 8, "outlets": 3, "claims": 23, "entities": 16,
    }  # fmt: skip


@pytest.mark.corpora
@pytest.mark.model
def test_every_view_of_articles_of_an_affair_is_what_sql_finds(tmp_path, corpora, annotator):
    """Twelve articles of three affairs, read by the model."""
    path = tmp_path / "gold.claimgraph"
    with open_case(path) as case:
        assert not add_inputs(case, read_inputs([corpora / "gold" / "dev.jsonl"]), annotator).failed
        judge_alike(case)
    check_views(path)


@pytest.mark.corpora
@pytest.mark.model
@pytest.mark.soak
def test_every_view_of_two_thousand_articles_is_what_sql_finds(tmp_path, corpora, annotator):
    """A case of 2,000 articles with judgements on every tenth claim."""
    with gzip.open(corpora / "corpora" / "us-news-4000.jsonl.gz", "rt", encoding="utf-8") as lines:
        (tmp_path / "news.jsonl").write_text("".join(itertools.islice(lines, 2000)), encoding="utf-8")
    path = tmp_path / "news.claimgraph"
    with open_case(path) as case:
        add_inputs(case, read_inputs([tmp_path / "news.jsonl"]), annotator)
        judge_alike(case)
    check_views(path)


def judge_alike(case):
    """Judge, by lot, claims of neighbouring articles to be the same or to contradict each other."""
    draw = random.Random(7)
    items = [item for item in case.articles() if item.annotation.claims]
    links = []
    for a, b in itertools.pairwise(items):
        for _ in range(3):
            ends = tuple(draw.randrange(len(item.annotation.claims)) for item in (a, b))
            relation = draw.choice(["same", "same", "contradicts"])
            links.append(link(a, b, claims=ends, relation=relation, score=draw.random(), id=str(len(links))))
    assert links
    case.judge(links)


def group(graph, text):
    """The group of claims whose first member has these words, and its columns."""
    return next((node, data) for node, data in graph.nodes(data=True) if data.get("text") == text)


def test_a_group_of_same_claims_tells_who_stands_behind_it():
    """Its columns count members, articles, outlets and origins; its words are those of the member that came first."""
    graph = make_view("claims", *affair())[0].graph
    node, data = group(graph, "Two barges sank in Tarvik")
    wanted = {
        "members": 3, "articles": 2, "outlets": 2, "speakers": 1, "origins_low": 1, "origins_high": 1, "own_voice": 1, "contradictions_inside": 0,
        "first_date": "2024-03-02", "last_date": "2024-03-03", "dates": "2024-03-02;2024-03-03",
        "outlet": "Wire One", "article": "a",
    }  # fmt: skip
    assert {name: data[name] for name in wanted} == wanted
    heads = {head: edge for _, head, edge in graph.out_edges(node, data=True) if edge["kind"] == "said_by"}
    names = {graph.nodes[head]["name"]: (edge["weight"], edge["speaks"]) for head, edge in heads.items()}
    assert names == {"police": (2, True), "The Daily": (1, False)}


def test_groups_contradict_each_other_from_the_one_that_came_first():
    """One edge for two groups: it counts the pairs, and gives the surest reason."""
    graph = make_view("claims", *affair())[0].graph
    edge = graph.edges[
        group(graph, "Three barges sank in Tarvik")[0], group(graph, "Two barges sank in Tarvik")[0], "contradicts"
    ]
    wanted = {"weight": 2, "score": 0.95, "reason": "two, three", "slot": "number", "dates": "2024-03-02;2024-03-03"}
    assert {name: edge[name] for name in wanted} == wanted


def test_of_two_judgements_as_sure_the_contradiction_stands():
    """What is contradicted is not made one group."""
    graph = make_view("claims", *affair())[0].graph
    ends = {group(graph, words)[0] for words in ("The port is shut.", "Four boats sank")}
    assert len(ends) == 2
    assert any({tail, head} == ends for tail, head, kind in graph.edges(keys=True) if kind == "contradicts")


def test_an_outlet_cites_the_next_outlet_of_the_chain():
    """Radio Nord cites The Daily, which cites Wire One: neither is skipped, sources between are."""
    graph = make_view("outlets", *affair())[0].graph
    label = graph.nodes(data="name")
    edges = {(label[tail], label[head]): weight for tail, head, weight in graph.edges(data="weight")}
    assert edges == {("The Daily", "Wire One"): 3, ("Radio Nord", "The Daily"): 1}


def test_a_small_view_keeps_the_facts_and_days_of_its_nodes():
    """What is known of an outlet stands in every view; a node and an edge have the days on which they were seen."""
    graph = make_view("sources", *affair())[0].graph
    assert graph.nodes["outlet:wire-one"]["country"] == "GB"
    police = next(node for node, name in graph.nodes(data="name") if name == "police")
    assert graph.nodes[police]["dates"] == "2024-03-02;2024-03-03"
    assert graph.edges["outlet:the-daily", police, "relies_on"]["dates"] == "2024-03-03"
    assert "dates" not in graph.edges["outlet:radio-nord", police, "relies_on"]


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_the_same_case_gives_the_same_bytes_in_any_order(name, suffix, tmp_path):
    """Articles and judgements may come in any order."""
    articles, links = affair()
    files = []
    for order in (1, -1):
        view, _ = make_view(name, articles[::order], links[::order])
        files.append(tmp_path / f"{order}.{suffix}")
        load_writer(suffix)(view, files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()
    assert faults(files[0]) == []


def test_files_of_views_stand_side_by_side(tmp_path):
    """The whole graph has the bare name; of each file it is told what is in it, and what is not."""
    wanted = (["graphml", "csv", "jsonl"], ["provenance", "sources"])
    with open_case(stored(tmp_path, *affair()), read_only=True) as case:
        written = export_case(
            case, tmp_path / "out", wanted[0], name="x", views=wanted[1], where=ViewFilter(outlets=("Radio Nord",), max_nodes=9)
        )  # fmt: skip
    assert [path.name for one in written for path in one.paths] == [
        "x.graphml", "x.nodes.csv", "x.edges.csv", "x-sources.graphml", "x-sources.nodes.csv", "x-sources.edges.csv", "x.jsonl",
    ]  # fmt: skip
    assert (written[2].nodes, written[2].edges) == ({"outlet": 1, "source": 3}, {"relies_on": 3})
    assert [one.left_out.split(", ")[0] for one in written] == ["3 articles"] * 5
    assert len((tmp_path / "out" / "x.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_view_that_there_is_not_costs_no_file(tmp_path):
    """Words are checked before anything is written."""
    with open_case(stored(tmp_path, *affair()), read_only=True) as case, pytest.raises(ExportError, match="'people'"):
        export_case(case, tmp_path / "out", ["gexf"], views=["sources", "people"])
    assert not (tmp_path / "out").exists()


def test_an_unknown_view_is_refused_with_those_that_there_are():
    """The hint lists every view."""
    with pytest.raises(ExportError, match=r"no view 'people'.*provenance, sources, outlets, claims, entities"):
        make_view("people", [])


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_case_gives_an_empty_view(name):
    """Nothing to draw is no error where nothing was asked to be left out."""
    assert len(make_view(name, [])[0].graph) == 0


PUBLISHERS = [WIRE, DAILY, outlet("Radio Nord")]
speakers = st.lists(st.sampled_from(["police", "medics", "Wire One", "The Daily"]), max_size=3)
sentences = st.lists(
    st.tuples(
        st.sampled_from(["Tarvik burns", "Two barges sank", "Velm is calm"]),
        speakers,
        st.sampled_from(["named_organization", "anonymous"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda said: (said[0], *said[1][-1:]),
)


@st.composite
def small_cases(draw):
    """Up to four articles, and judgements between their claims."""
    items = [
        article(f"a{number}", draw(st.sampled_from(PUBLISHERS)), *draw(sentences), date=draw(st.sampled_from([None, "2024-01-02", "2024-01-03"])))
        for number in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    links = []
    for number in range(draw(st.integers(0, 5)) if len(items) > 1 else 0):
        a, b = draw(st.permutations(items))[:2]
        claims = tuple(draw(st.integers(0, len(item.annotation.claims) - 1)) for item in (a, b))
        relation, score = draw(st.sampled_from(["same", "contradicts"])), draw(st.sampled_from([0.0, 0.5, 0.9]))
        links.append(link(a, b, claims=claims, relation=relation, score=score, id=str(number)))
    return items, links


@given(small_cases(), st.randoms(use_true_random=False))
def test_every_view_of_any_small_case_is_a_valid_graph(tmp_path_factory, case, shuffle):
    """It is what SQL finds, can be drawn whole, and does not depend on the order of articles and judgements."""
    items, links = case
    views = check_views(stored(tmp_path_factory.mktemp("any"), items, links))
    shuffle.shuffle(items)
    shuffle.shuffle(links)
    for name, view in views.items():
        check_graph(view.graph)
        again = make_view(name, items, links)[0].graph
        assert list(again.nodes(data=True)) == list(view.graph.nodes(data=True))
        assert list(again.edges(keys=True, data=True)) == list(view.graph.edges(keys=True, data=True))


def check_graph(graph):
    """What exporters ask of every graph."""
    for node, data in graph.nodes(data=True):
        assert {"kind", "label", "name", "size", "x", "y", "r", "g", "b"} <= data.keys(), node
        assert data["label"]
        assert data["size"] > 0
    keys = [(tail, head, kind) for tail, head, kind in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    for tail, head, kind, data in graph.edges(keys=True, data=True):
        assert {tail, head} <= set(graph)
        assert tail != head
        assert data["kind"] == kind
        assert data["weight"] > 0
        assert {"label", "r", "g", "b"} <= data.keys()
    for rows in (graph.nodes(data=True), ((key, data) for *key, data in graph.edges(keys=True, data=True))):
        types = {}
        for _, data in rows:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        assert all(len(found) == 1 and found <= {str, int, float, bool} for found in types.values()), types


def test_one_view_at_a_time_is_in_memory(tmp_path, monkeypatch):
    """A graph is the largest thing of an export: it is let go of before the next is made, and before the tables."""
    drawn = []

    def none_is_left():
        gc.collect()
        return not any(seen() for seen in drawn)

    def noted(*arguments, **more):
        assert none_is_left()
        view, words = make_view(*arguments, **more)
        drawn.append(weakref.ref(view.graph))
        return view, words

    def write(articles, _out):
        assert none_is_left()
        list(articles)

    monkeypatch.setattr("claimgraph.graph.make_view", noted)
    monkeypatch.setattr("claimgraph.export.jsonl.write", write)
    with open_case(stored(tmp_path, *affair()), read_only=True) as case:
        export_case(case, tmp_path / "out", ["gexf", "jsonl"], views=["provenance", "sources", "claims"])
    assert len(drawn) == 3
