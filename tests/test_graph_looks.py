"""How a graph looks: positions, colours, sizes and labels."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest

from claimgraph.graph import build_graph, lay_out, provenance_view, style_graph
from claimgraph.graph.places import spread
from claimgraph.graph.style import NODE_COLOURS, label_width, shorten
from tests.builders import Draft, outlet, seed_case
from tests.conftest import ROOT

OUTLETS = [outlet(name) for name in ("Wire One", "The Daily", "Channel 6", "Radio Nord")]
PLACES = ["Tarvik", "Velm", "Osterby", "Kappeln", "Dunholm", "Marsten", "Ruhne", "Skalle"]


def many(articles: int):
    """Articles that share outlets, named sources and places, with chains of two and three."""
    for number in range(articles):
        publisher, other = (OUTLETS[(number + step) % 4] for step in (0, 1 + number % 3))
        here, there = PLACES[number % 8], PLACES[(number * 3 + 1) % 8]
        text = "\n".join(
            f"Fire {n} of {number} burned in {here if n % 2 else there}, the mayor of {here} said {n}."
            for n in range(12)
        )
        draft = Draft(
            text, outlet=publisher, others=[other], article_id=f"a{number:03d}", title=f"Fires in {here}, day {number}"
        )
        for n in range(0, 12, 2):
            line = f"Fire {n} of {number} burned in {there}, the mayor of {here} said {n}."
            inner = [other.name, "a source"] if n % 4 else [f"the mayor of {here}"]
            kind = "anonymous" if n % 4 else "named_person"
            draft.attribution(
                source=f"the mayor of {here}", cue=f"said {n}", content=f"Fire {n} of {number} burned in {there}", within=line,
                chain=[publisher.name, *inner], source_type=kind,
            )  # fmt: skip
        for place in sorted({here, there}):
            draft.mention(place, "place")
        yield draft.build()


def without_articles(outlets: int, sources: int) -> nx.MultiDiGraph:
    """Outlets and the sources they rely on, each source on few of them, and one that hangs on nothing."""
    graph = nx.MultiDiGraph()
    for number in range(outlets):
        graph.add_node(f"outlet:{number}", kind="outlet", name=f"Outlet {number} of the North")
    for number in range(sources):
        graph.add_node(f"source:{number}", kind="source", name=f"Speaker {number}")
        for step in range(1 + number % 3 if number else 0):
            outlet = f"outlet:{(number * 7 + step * 3) % outlets}"
            graph.add_edge(outlet, f"source:{number}", key="said_by", kind="said_by", weight=1.0 + step)
    style_graph(graph)
    lay_out(graph)
    return graph


@pytest.fixture(scope="module", params=["seed", "one", "many", "without articles"])
def graph(request) -> nx.MultiDiGraph:
    if request.param == "without articles":
        return without_articles(12, 900)
    articles = {"seed": [seed_case()], "one": many(1), "many": many(25)}[request.param]
    return provenance_view(articles).graph


def places(graph: nx.MultiDiGraph) -> np.ndarray:
    return np.array([(data["x"], data["y"]) for _, data in graph.nodes(data=True)])


def test_no_two_nodes_overlap(graph):
    """The distance of two nodes is at least the sum of their radii."""
    at = places(graph)
    size = np.array([data["size"] for _, data in graph.nodes(data=True)])
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - (size[:, None] + size[None])
    np.fill_diagonal(apart, 1.0)
    assert apart.min() > 0


def test_no_two_labels_overlap(graph):
    """Labels of ten units, centred on their nodes as Gephi centres them, can all be read."""
    at = places(graph)
    wide = np.array([label_width(data["label"]) for _, data in graph.nodes(data=True)])
    beside = np.abs(at[:, None, 0] - at[None, :, 0]) >= (wide[:, None] + wide[None]) / 2
    above = np.abs(at[:, None, 1] - at[None, :, 1]) >= 10
    clash = ~(beside | above)
    np.fill_diagonal(clash, val=False)
    assert not clash.any()


def test_claims_stand_in_the_order_of_the_text():
    """Reading the claims of an article downward is reading the article."""
    claims = [data for _, data in provenance_view([seed_case()]).graph.nodes(data=True) if data["kind"] == "claim"]
    downward = sorted(claims, key=lambda data: -data["y"])
    assert [data["from_char"] for data in downward] == sorted(data["from_char"] for data in claims)


def test_a_chain_runs_outward_from_left_to_right():
    """In one article, who speaks through another stands left of him, and every source right of the claims."""
    graph = provenance_view([seed_case()]).graph
    x = graph.nodes(data="x")
    outward = [(tail, head) for tail, head, key in graph.edges(keys=True) if key in ("speaks_through", "said_by")]
    assert all(x[tail] < x[head] for tail, head in outward)


def test_the_same_graph_gets_the_same_positions():
    """Nothing is drawn by lot."""
    first, again = (provenance_view(many(9)).graph for _ in range(2))
    assert dict(first.nodes(data=True)) == dict(again.nodes(data=True))


def test_a_graph_without_articles_is_drawn_the_same_in_any_process():
    """Neither the order of a set nor a clock moves a node: another process, with other hashes, finds the same places."""
    code = "from tests.test_graph_looks import *; print(sorted(without_articles(5, 60).nodes(data='x')))"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout
        for seed in "12"
    ]  # fmt: skip
    assert printed[0] == printed[1] != ""


def test_what_hangs_together_stands_together():
    """In a graph without articles the ends of an edge are much nearer to each other than any two nodes."""
    graph = without_articles(8, 300)
    at = dict(zip(graph, places(graph), strict=True))
    near = np.mean([np.hypot(*(at[tail] - at[head])) for tail, head in graph.edges()])
    far = np.mean([np.hypot(*(a - b)) for a, b in itertools.combinations(at.values(), 2)])
    assert near < far / 2


def test_articles_that_share_much_stand_near_each_other():
    """Two groups of articles without a common word are not mixed."""
    articles = []
    for number in range(12):
        group = number % 2
        draft = Draft(f"Fire {number} burned in {PLACES[group]}.", outlet=OUTLETS[group], article_id=f"a{number:02d}")
        draft.mention(PLACES[group], "place")
        articles.append(draft.build())
    graph = provenance_view(articles).graph
    at = {node: np.array([data["x"], data["y"]]) for node, data in graph.nodes(data=True) if data["kind"] == "article"}
    pairs = [(int(a[-2:]) % 2 == int(b[-2:]) % 2, np.hypot(*(at[a] - at[b]))) for a, b in itertools.combinations(at, 2)]
    near, far = (np.mean([gap for same, gap in pairs if same is wanted]) for wanted in (True, False))
    assert near < far


def test_an_empty_case_is_an_empty_graph():
    """Nothing to draw is no error."""
    assert len(provenance_view([]).graph) == 0


def test_nodes_without_an_article_get_a_place():
    """A node that hangs on nothing stands where it is free, not on another."""
    graph = build_graph([seed_case()])
    for name in ("lone", "lorn"):
        graph.add_node(f"entity:{name}", kind="entity", label=name, name=name)
    style_graph(graph)
    lay_out(graph)
    lone, lorn = (graph.nodes[f"entity:{name}"] for name in ("lone", "lorn"))
    assert (lone["x"], lone["y"]) != (lorn["x"], lorn["y"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("short", "short"),
        ("two\n lines\tand  blanks ", "two lines and blanks"),
        ("a sentence that goes on, and on", "a sentence that goes…"),
        ("a sentence that goes – on and on", "a sentence that goes…"),
        ("exactly twenty-four lett", "exactly twenty-four lett"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsg…"),
        ("https://example.org/a/b/c/d/e/f", "https://example.org/a/b…"),
        ("", ""),
    ],
)
def test_a_label_ends_at_the_end_of_a_word(text, label):
    """Long text is cut before a word, never within one unless there is no space to cut at."""
    assert shorten(text, 24) == label
    assert len(label) <= 24


@pytest.mark.parametrize(
    ("wished", "half", "places"),
    [
        ([], [], []),
        ([5.0], [1.0], [5.0]),
        ([0.0, 10.0], [1.0, 1.0], [0.0, 10.0]),
        ([0.0, 0.0], [1.0, 1.0], [-1.0, 1.0]),
        ([0.0, 0.0, 0.0, 9.0], [1.0, 1.0, 1.0, 1.0], [-2.0, 0.0, 2.0, 9.0]),
        ([0.0, 1.0], [1.0, 3.0], [-1.5, 2.5]),
    ],
)
def test_neighbours_move_apart_as_little_as_they_can(wished, half, places):
    """Boxes on a line keep their order, touch where they would overlap, and move least in sum of squares."""
    assert spread(wished, half) == pytest.approx(places)


# Brettel, Viénot and Mollon's method as fitted for sRGB by Machado, Oliveira and Fernandes (IEEE TVCG 15, 2009),
# severity 1.0: rows of the matrix that turns linear RGB into what a reader without one kind of cone sees.
COLOUR_BLIND = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3).tolist(),
}


@pytest.mark.parametrize("form", COLOUR_BLIND)
def test_kinds_can_be_told_apart_by_colour_blind_readers(form):
    """Seen without one kind of cone, any two colours stay well apart in CIE Lab."""
    seen = {kind: lab(np.array(COLOUR_BLIND[form]) @ linear(colour)) for kind, colour in NODE_COLOURS.items()}
    closest = min(np.linalg.norm(seen[a] - seen[b]) for a, b in itertools.combinations(seen, 2))
    assert closest > 15


def linear(colour: tuple[int, int, int]) -> np.ndarray:
    parts = np.array(colour) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
