"""GraphML and GEXF: what is written is what other readers find."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import ExportError
from claimgraph.export import EXPORTERS, load_writer
from claimgraph.graph import provenance_view
from claimgraph.records import View
from tests.builders import Draft, link, outlet, seed_case
from tests.graph_files import differences, faults, read
from tests.graph_readers import by_graphology, by_hand, by_igraph, by_networkx, check, expected, hostile

FORMATS = ["graphml", "gexf"]
HERE = Path(__file__).parent


def two_articles() -> View:
    """Two articles on one event, linked, one of them without a date."""
    agency, daily = outlet("Wire One"), outlet("The Daily")
    first = Draft(
        "Two barges sank, police said.", outlet=agency, date="2024-03-01", article_id="a", title="Barges sink"
    )
    second = Draft(
        "The port is shut. Three barges sank, Wire One reported.", outlet=daily, others=[agency], article_id="b"
    )
    first.attribution(
        source="police",
        cue="said",
        content="Two barges sank",
        chain=["Wire One", "police"],
        source_type="named_organization",
    )
    second.attribution(source="Wire One", cue="reported", content="Three barges sank", chain=["The Daily", "Wire One"])
    a, b = first.build(), second.build()
    contradiction = link(a, b, claims=(0, 1), relation="contradicts", slot="number", reason="2 and 3", score=0.0)
    return provenance_view([a, b], [contradiction, link(a, b, claims=(0, 1))])


VIEWS = {"seed": lambda: provenance_view([seed_case()]), "two articles": two_articles, "hostile": hostile}


@pytest.fixture(params=VIEWS)
def view(request) -> View:
    return VIEWS[request.param]()


def write(view: View, folder: Path, name: str) -> Path:
    path = folder / f"graph{EXPORTERS[name].suffix}"
    load_writer(name)(view, path)
    return path


@pytest.fixture
def graphology() -> None:
    try:
        subprocess.run(["node", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("node is not installed")
    if not (HERE / "graphology" / "node_modules").is_dir():
        pytest.skip("graphology is not installed: run npm ci in tests/graphology")


@pytest.mark.parametrize("name", EXPORTERS)
def test_each_line_of_the_registry_leads_to_a_writer(name):
    """A format says what it takes, how its files end, what it is for and what it loses, and its writer loads."""
    exporter = EXPORTERS[name]
    assert callable(load_writer(name))
    assert exporter.takes in ("view", "snapshot")
    assert exporter.suffix.startswith(".")
    assert exporter.description
    assert exporter.loses


def test_a_format_that_is_not_there_is_an_error_that_lists_those_that_are():
    """Asking for a wrong name tells the right ones."""
    with pytest.raises(ExportError, match="graphml, gexf"):
        load_writer("pajek")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_file_is_known_to_trouble_a_reader(view, name, tmp_path):
    """Every fault on the list of what Gephi and its neighbours lose is looked for, and there is none."""
    assert faults(write(view, tmp_path, name)) == []


@pytest.mark.parametrize(
    ("name", "reader"),
    [("graphml", by_hand), ("gexf", by_hand), ("graphml", by_igraph), ("graphml", by_networkx), ("gexf", by_networkx)],
)
def test_each_reader_finds_every_value(view, name, reader, tmp_path):
    """Nodes, edges, labels, colours, sizes, places, kinds, weights and texts come back as they were."""
    check(reader(write(view, tmp_path, name)), expected(view))


@pytest.mark.node
@pytest.mark.parametrize("name", FORMATS)
def test_graphology_finds_every_value(view, name, tmp_path, graphology):
    """The library behind sigma.js and Gephi Lite reads the same graph."""
    check(by_graphology(write(view, tmp_path, name)), expected(view))


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_articles_does_not_change_a_byte(name, tmp_path):
    """A case is written the same, in whatever order its articles and links were added."""
    agency = outlet("Wire One", country="GB")
    drafts = [
        Draft(f"Number {place} sank, police said.", outlet=agency, date=f"2024-03-0{9 - place}", article_id=f"a{place}")
        for place in range(4)
    ]
    for draft in drafts:
        draft.attribution(source="police", cue="said", chain=["Wire One", "police"], source_type="named_organization",
                          content=draft.article.text.partition(",")[0])  # fmt: skip
        draft.mention("police", "organization")
    articles = [draft.build() for draft in drafts]
    links = [
        link(a, b, score=0.5 + i / 10, reason=str(i)) for a in articles for i, b in enumerate(articles) if a is not b
    ]
    written = [
        write(provenance_view(articles[order], links[order]), tmp_path, name).read_bytes()
        for order in (slice(None), slice(None, None, -1))
    ]
    assert written[0] == written[1]


def test_time_is_written_as_days_and_overlaps_are_merged(tmp_path):
    """Of two overlapping spells a reader keeps the first alone, so they are written as one."""
    graph = read(write(hostile(), tmp_path, "gexf"))
    assert graph.nodes["n0"]["spells"] == [("2024-01-01", "2024-01-01"), ("2024-03-01", "2024-03-09")]
    assert graph.nodes["n1"]["spells"] == [("2024-01-01", "2024-01-01")]
    assert graph.nodes["n2"]["spells"] == []


def test_a_file_bears_the_date_it_is_given_and_no_other(tmp_path):
    """A golden file would change every day if it bore today's date."""
    path = write(two_articles(), tmp_path, "gexf")
    assert str(date.today().year) + "-" not in path.read_text("utf-8")  # noqa: DTZ011 - any zone will do
    load_writer("gexf")(two_articles(), path, date="2024-08-01")
    assert 'lastmodifieddate="2024-08-01"' in path.read_text("utf-8")


def test_an_undated_article_is_always_there(tmp_path):
    """Without a date a node has no interval; what it shares with a dated article has that of the dated one."""
    graph = read(write(two_articles(), tmp_path, "gexf"))
    assert graph.nodes["article:b"]["spells"] == []
    assert graph.nodes["article:a"]["spells"] == [("2024-03-01", "2024-03-01")]
    assert graph.nodes["outlet:wire-one"]["spells"] == [("2024-03-01", "2024-03-01")]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ({"start": "2024"}, "start"),
        ({"id": "x"}, "id"),
        ({"Label": "x"}, "Label"),
        ({"tags": ["a"]}, "list"),
        ({"when": date(2024, 1, 1)}, "date"),
        ({"r": 300}, "colour"),
        ({"x": None}, "'x'"),
        ({"dates": "March"}, "March"),
        ({"dates": "2024-02-01/2024-01-01"}, "before it begins"),
    ],
)
def test_what_cannot_be_written_is_refused_and_the_old_file_stays(spoil, complaint, tmp_path):
    """A value that a reader would lose is named; the file that was there is left as it was, and no other."""
    path = tmp_path / "graph.gexf"
    path.write_text("old")
    view = two_articles()
    view.graph.nodes["article:a"].update(spoil)
    with pytest.raises(ExportError, match=complaint):
        load_writer("gexf")(view, path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("graph.gexf", "old")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_failed_write_leaves_nothing_behind(name, tmp_path):
    """A folder of that name, or a file where a folder should be, is an error with the path, not half a file."""
    (tmp_path / "taken").write_text("old")
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "folder", tmp_path / "taken" / "graph.xml"):
        with pytest.raises(ExportError, match="cannot be written") as caught:
            load_writer(name)(two_articles(), out)
        assert caught.value.where == str(out)
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["folder", "taken"]


ids_and_texts = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=30), min_size=1, max_size=5)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(texts=ids_and_texts)
def test_any_text_comes_back_or_is_left_out_by_rule(name, texts, tmp_path_factory):
    """Whatever the words of a claim, the file opens and holds them, less the characters that XML forbids."""
    looks = {"r": 1, "g": 2, "b": 3, "size": 1.0, "x": 0.0, "y": 0.0}
    graph = nx.MultiDiGraph()
    for place, (key, text) in enumerate(texts.items()):
        graph.add_node(f"{place}{key}", kind="claim", label=text, name=text, text=text, **looks)
    path = write(View(name="v", title="", graph=graph), tmp_path_factory.mktemp("any"), name)
    assert faults(path) == []
    legal = {chr(9), chr(10), chr(13)}
    wanted = [
        "".join(c for c in text if c in legal or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
        for text in texts.values()
    ]
    assert [values.get("text", "") for values in read(path).nodes.values()] == wanted


def test_files_are_compared_exactly_but_for_small_moves(tmp_path):
    """A label that changes is a difference, a position that moves by a hair is none."""
    old = read(write(two_articles(), tmp_path, "graphml"))
    view = two_articles()
    view.graph.nodes["article:a"]["x"] += 0.01
    assert differences(old, read(write(view, tmp_path, "graphml"))) == []
    view.graph.nodes["article:a"]["label"] = "Barges"
    view.graph.remove_node("article:b")
    found = differences(old, read(write(view, tmp_path, "graphml")))
    assert "node article:a: label was 'Barges sink', is 'Barges'" in found
    assert "node article:b is gone" in found


def test_neo4j_finds_labels_and_relationship_types(tmp_path):
    """Neo4j takes the labels of a node and the type of a relationship from XML attributes."""
    root = ET.parse(write(two_articles(), tmp_path, "graphml")).getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert {node.attrib["labels"] for node in root.iter(f"{space}node")} == {":Outlet", ":Article", ":Claim", ":Source"}
    kinds = {"published", "states", "said_by", "speaks_through", "same_as", "contradicts"}
    assert {edge.attrib["label"] for edge in root.iter(f"{space}edge")} == kinds
