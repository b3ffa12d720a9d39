"""Every case through every format: written, read back by somebody else's code, and compared value by value.

A format without a line in ``READERS`` fails; so does one whose reader finds anything other than the case.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import openpyxl
import pytest

from claimgraph.export import EXPORTERS, load_writer
from claimgraph.graph import provenance_view
from claimgraph.records import CaseArticle, View
from tests import graph_readers
from tests.builders import Draft, link, outlet, seed_case
from tests.graph_files import faults
from tests.test_export_map import as_found, read_map

LONG = "A convoy " + "of lorries, tankers and carts " * 1300 + "crossed the bridge"
FORMULA = '=HYPERLINK("https://evil.example";"click")'


class Case(NamedTuple):
    """What exporters take, made in two ways from one case."""

    articles: list[CaseArticle]
    view: View


def hostile_article() -> CaseArticle:
    """What spreadsheets, CSV, JSON and pages trip over, in every field that a stranger can fill."""
    text = (
        f"{FORMULA}, @said Nobody.\r\n"
        '+1 is "null", & <b>’s “words”; emoji 🧨 and 日本語 \x07\ufffe _x0041_.\n'
        f"{LONG}, a driver said.\n"
        "'=A1 is what -5 wrote."
    )
    publisher = outlet("-2+3", id="minus")
    draft = Draft(
        text, outlet=publisher, article_id="=a", date="1812-06-24", title="\t=1+1", url="javascript:alert(1)",
        author="@SUM(A1)", language="en",
    )  # fmt: skip
    draft.attribution(
        source="Nobody", cue="said", content=FORMULA[1:], chain=["-2+3", "=Nobody"], source_type="named_person",
        within=text.splitlines()[0],
    )  # fmt: skip
    draft.attribution(
        source="a driver", cue="said", content=LONG, chain=["-2+3", "a driver"], source_type="anonymous", within=f"{LONG}, a driver said",
    )  # fmt: skip
    draft.mention("日本語", "other")
    return draft.build()


def several() -> Case:
    """Outlets that cite each other, one undated, linked claims, a chain of three, a headline with a source."""
    agency = outlet("Wire One", country="GB", owner="Wire plc", facts_from={"owner": ("wikidata",)})
    daily, channel = outlet("The Daily"), outlet("Channel 6")
    first = Draft("Two barges sank, police said.", outlet=agency, date="2024-03-01T23:30:00+02:00", article_id="a")
    first.attribution(
        source="police", cue="said", content="Two barges sank", chain=["Wire One", "police"],
        source_type="named_organization", stance="hedged", hedge_holder="source", access="witnessed",
    )  # fmt: skip
    second = Draft(
        "The port is shut. Three barges sank, Wire One reported, citing a pilot.", outlet=daily, others=[agency],
        article_id="b", title="Wire One: barges sink",
    )  # fmt: skip
    relay = second.attribution(
        source="Wire One", cue="reported", content="Three barges sank", chain=["The Daily", "Wire One"]
    )
    second.attribution(
        source="a pilot", cue="citing", content="Three barges sank", chain=["The Daily", "Wire One", "a pilot"],
        source_type="anonymous", source_outlet="Wire One", parent=relay, quotation="mixed", stance="alleges",
    )  # fmt: skip
    second.attribution(source="Wire One", content="barges sink", chain=["The Daily", "Wire One"], in_title=True)
    third = Draft("Police said two barges sank.", outlet=channel, date="2024-03-02", article_id="c")
    third.attribution(
        source="Police", cue="said", content="two barges sank", chain=["Channel 6", "police"],
        source_type="named_organization",
    )  # fmt: skip
    third.mention("Police", "organization")
    a, b, c = first.build(), second.build(), third.build()
    links = [link(a, b, claims=(0, 1), relation="contradicts", slot="number"), link(a, c)]
    return Case([a, b, c], provenance_view([a, b, c], links))


CASES: dict[str, Callable[[], Case]] = {
    "seed": lambda: Case([seed_case()], provenance_view([seed_case()])),
    "empty": lambda: Case([], provenance_view([])),
    "hostile": lambda: Case([hostile_article()], graph_readers.hostile()),
    "hostile articles as a graph": lambda: Case([hostile_article()], provenance_view([hostile_article()])),
    "several outlets": several,
}


def read_graph(case: Case, path: Path) -> None:
    """GraphML and GEXF: the standard library's parser, igraph or networkx."""
    assert faults(path) == []
    wanted = graph_readers.expected(case.view)
    graph_readers.check(graph_readers.by_hand(path), wanted)
    if case.view.graph:  # igraph makes no columns where there is no node
        graph_readers.check(graph_readers.by_networkx(path), wanted)
        if path.suffix == ".graphml":
            graph_readers.check(graph_readers.by_igraph(path), wanted)


def read_tables(case: Case, nodes: Path, edges: Path) -> None:
    """CSV: the standard library's reader; every value, and nothing that a spreadsheet would execute."""
    graph_readers.check(graph_readers.by_csv(nodes, edges), graph_readers.expected(case.view))
    for path, head in (
        (nodes, "Id,Label,Kind,color,size,x,y,"),
        (edges, "Source,Target,Type,Id,Kind,Label,Weight,color,"),
    ):
        raw = path.read_bytes()
        assert f"{raw.decode().splitlines()[0]},".startswith(head)
        assert raw.endswith(b"\r\n")
        for row in graph_readers.csv_rows(path):
            for cell in row.values():
                assert not re.match("[=+@\t\r\n＝＋－＠]", cell)
                if cell.startswith("-"):
                    float(cell)
    names = [name for row in case.view.graph.nodes.values() for name in row]
    for (_, data), row in zip(case.view.graph.nodes(data=True), graph_readers.csv_rows(nodes), strict=True):
        for name in set(names) - {"label", "kind", "r", "g", "b", "name"}:
            same_value(data.get(name), graph_readers.as_it_was(row.get(name, "")))


def same_value(value: Any, cell: str) -> None:
    """A cell is the value: a number as a number, a text as it was, nothing where nothing is known."""
    if value is None or value == "" or value in (float("inf"), float("-inf")) or value != value:  # noqa: PLR0124 - NaN
        assert cell == ""
    elif isinstance(value, bool):
        assert cell == str(value).lower()
    elif isinstance(value, str):
        assert cell == graph_readers.clean(value)
    else:
        assert float(cell) == value


def read_workbook(case: Case, path: Path) -> None:
    """XLSX: openpyxl; every claim, source and article, each cell with its type."""
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Claims", "Sources", "Articles", "About"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sndb", (cell.coordinate, cell.value)
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and re.match("[=+\\-@\t\r\n]", cell.value):
                    assert cell.quotePrefix
    claims, sources, articles, about = (sheet_rows(sheet) for sheet in book)
    assert claims == [row for item in case.articles for row in claim_rows(item)]
    assert [(row["Article"], row["Title"], row["Author"], row["URL"], row["SHA-256"], row["Date as given"]) for row in articles] == [
        (a.id, as_cell(a.title), a.author, a.url, a.sha256, a.date) for a in (item.article for item in case.articles)
    ]  # fmt: skip
    credited = Counter(row["Source"] for row in claims if row["Kind"] == "attributed")
    assert Counter({row["Source"]: row["Claims"] for row in sources}) == credited
    cut = sum(
        str(value).endswith(" … [cut]")
        for rows in (claims, sources, articles)
        for row in rows
        for value in row.values()
    )
    assert about[-1]["Meaning"].startswith(f"{cut} cells")


def sheet_rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, (as_read(value) for value in row), strict=True)) for row in rows]


def as_read(value: Any) -> Any:
    """A day as a date; a text with the signs that the format writes as ``_x000D_``."""
    if isinstance(value, datetime):
        return value.date()
    return re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), value) if isinstance(value, str) else value


def as_cell(text: str | None) -> str | None:
    """A text as a cell can hold it."""
    text = graph_readers.clean(text)
    if text and len(text.encode("utf-16-le")) > 2 * 32767:
        return text[: 32767 - len(" … [cut]")] + " … [cut]"  # the texts of these cases are of single units up to there
    return text or None


def claim_rows(item: CaseArticle) -> list[dict[str, Any]]:
    """What the sheet of claims should say."""
    text, rows = item.article.text, []
    for claim in item.annotation.claims:
        made = next((a for a in item.annotation.attributions if a.id == claim.attribution), None)
        sentence = item.annotation.sentences[claim.sentence]
        day = date.fromisoformat(item.article.date[:10]) if item.article.date else None
        row = {
            "Outlet": item.publisher_name,
            "Date": str(day) if day and day.year < 1900 else day,
            "Title": item.article.title,
            "Claim": text[claim.start : claim.end],
            "Kind": "attributed" if made else "own voice",
            "Source": made.source_name if made else item.publisher_name,
            "Source type": made.source_type if made else None,
            "Source outlet": made.source_outlet if made else None,
            "Chain": " → ".join(made.chain) if made else item.publisher_name,
            "Cue": " … ".join(text[low:high] for low, high in made.cue) if made else None,
            "Stance": made.stance if made else None,
            "Hedge holder": made.hedge_holder if made else None,
            "Quotation": made.quotation if made else None,
            "Access": made.access if made else None,
            "Sentence": text[sentence.start : sentence.end],
            "URL": item.article.url,
            "Confidence": claim.confidence,
            "Source confidence": made.source_confidence if made else None,
            "From": claim.start,
            "To": claim.end,
            "Article": item.article.id,
            "Claim id": claim.id,
        }
        rows.append({key: as_cell(value) if isinstance(value, str) else value for key, value in row.items()})
    return rows


def read_lines(case: Case, path: Path) -> None:
    """JSONL: the standard library's parser, and the record itself; each line is what ``annotate`` writes."""
    lines = path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == [item.annotation.model_dump_json().encode() for item in case.articles]
    assert [json.loads(line) for line in lines] == [item.annotation.model_dump(mode="json") for item in case.articles]
    assert [
        type(item.annotation).model_validate_json(line) for line, item in zip(lines, case.articles, strict=True)
    ] == [item.annotation for item in case.articles]


def read_page(case: Case, path: Path) -> None:
    """HTML: lxml; each article with its outlet, its text and the chains of its attributions."""
    root = lxml.html.document_fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = root.xpath("//article")
    assert len(found) == len(case.articles)
    for article, item in zip(found, case.articles, strict=True):
        (text,) = article.xpath('.//div[@class="text"]')
        shown = {7: "\u2407", 0xFFFE: "\ufffd"}
        assert text.text_content() == item.article.text.translate(shown)
        assert article.xpath('string(.//*[@class="outlet"])') == item.publisher_name
        made = [*item.annotation.attributions, *item.annotation.title_attributions]
        chains = [tuple(li.text_content() for li in chain) for chain in article.xpath('.//ol[@class="chain"]')]
        assert Counter(chains) == Counter(a.chain for a in made)


def read_drawn(case: Case, path: Path) -> None:
    """The map: lxml and the standard library's JSON; every node and edge with its looks and columns."""
    nodes, edges = read_map(path)
    graph_readers.check(as_found(nodes, edges), graph_readers.expected(case.view))
    for (_, data), values in zip(case.view.graph.nodes(data=True), nodes.values(), strict=True):
        for name in data.keys() - {"label", "name", "kind", "r", "g", "b", "sentence"}:
            value = values.get(name, "")
            same_value(data[name], value if isinstance(value, str) else json.dumps(value))


READERS: dict[str, Callable[..., None]] = {
    "graphml": read_graph,
    "gexf": read_graph,
    "csv": read_tables,
    "xlsx": read_workbook,
    "jsonl": read_lines,
    "html": read_page,
    "map": read_drawn,
}
"""For each format what reads its files with code that is not ours and compares them with the case."""


@pytest.fixture(params=CASES)
def case(request) -> Case:
    return CASES[request.param]()


@pytest.fixture(params=EXPORTERS)
def name(request) -> str:
    return request.param


def write(case: Case, name: str, folder: Path) -> list[Path]:
    paths = [folder / f"case{suffix}" for suffix in EXPORTERS[name].suffixes]
    load_writer(name)(case.view if EXPORTERS[name].takes == "view" else iter(case.articles), *paths)
    return paths


def test_what_is_written_is_what_another_reader_finds(case, name, tmp_path):
    """Each format of each case, read by code that is not ours, holds the values of the case."""
    assert name in READERS, f"{name} has no reader: write one that compares its files with the case"
    READERS[name](case, *write(case, name, tmp_path))


def test_the_same_case_gives_the_same_bytes_and_nothing_beside(case, name, tmp_path):
    """No clock, no lot, no temporary file left behind."""
    before = [path.read_bytes() for path in write(case, name, tmp_path / "a")]
    assert [path.read_bytes() for path in write(case, name, tmp_path / "b")] == before
    assert len(list(tmp_path.rglob("*.*"))) == 2 * len(before)


def test_a_write_that_fails_leaves_every_file_as_it_was(name, tmp_path):
    """An article that cannot be had, or a node that cannot be written, in the middle: the old files stay, whole."""
    case = several()
    paths = [tmp_path / f"case{suffix}" for suffix in EXPORTERS[name].suffixes]
    for path in paths:
        path.write_text("old")
    case.view.graph.nodes["article:b"]["x"] = None

    def articles():
        yield case.articles[0]
        raise RuntimeError("the case is gone")

    with pytest.raises(Exception, match=r"gone|'x'"):
        load_writer(name)(case.view if EXPORTERS[name].takes == "view" else articles(), *paths)
    assert sorted((path.name, path.read_text()) for path in tmp_path.iterdir()) == sorted(
        (p.name, "old") for p in paths
    )
