"""Readers: what an input says becomes an article, and its text stays as it was."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from claimgraph.ingest import (
    READERS,
    Loaded,
    ReadOptions,
    make_article,
    parse_date,
    parse_written_date,
    read_inputs,
    text_id,
)
from claimgraph.ingest.headers import read_header
from claimgraph.ingest.page_date import find_page_date
from claimgraph.records import InputRow

SEEDS = Path(__file__).parent.parent / "seeds"
PROSE = "\n\nThe river rose by two metres overnight, officials in the port town of Tarvik said on Monday.\nMore rain is expected.\n"


def articles_of(*inputs, **options):
    results = list(read_inputs(inputs, **options))
    assert all(isinstance(result, Loaded) for result in results), [str(result) for result in results]
    return [result.article for result in results]


def stdin_of(content: bytes, **options):
    return articles_of("-", stdin=io.BytesIO(content), **options)


def test_seed_article_has_the_outlet_the_byline_and_the_date_of_its_header():
    """The header line names the outlet, the desk and the date, and stays in the text; offsets count from its start."""
    path = SEEDS / "the-cradle-2024-07-26.txt"
    [result] = read_inputs([path])
    article, original = result
    assert (article.outlet, article.author, article.date) == ("The Cradle", "News Desk", "2024-07-26")
    assert article.text == path.read_bytes().decode()
    assert article.id == hashlib.sha256(path.read_bytes()).hexdigest()[:16] == article.sha256[:16]
    assert (original.content, original.name, original.media_type) == (path.read_bytes(), str(path), "text/plain")
    assert article.title is None
    assert article.warnings == ()


# header lines: what is found, nothing else
HEADERS = {
    "By Jane Doe": {"author": "Jane Doe"},
    "By Jane Doe and John Roe": {"author": "Jane Doe and John Roe"},
    "By Jane Doe in Tarvik and John Roe in Orlo": {"author": "Jane Doe in Tarvik and John Roe in Orlo"},
    "By Jane Doe, John Roe and Max Moe": {"author": "Jane Doe, John Roe and Max Moe"},
    "By Jane Doe, Staff Writer": {"author": "Jane Doe"},
    "By Jane Doe July 26, 2024": {"author": "Jane Doe", "date": "2024-07-26"},
    "By Jane Doe for Harbour Post": {"author": "Jane Doe", "outlet": "Harbour Post"},
    "By Jane Doe | AP": {"author": "Jane Doe", "outlet": "AP"},
    "Posted by Jane Doe on July 26, 2024": {"author": "Jane Doe", "date": "2024-07-26"},
    "from the News Desk, published on Harbour Post, July 26, 2024": {
        "author": "News Desk",
        "outlet": "Harbour Post",
        "date": "2024-07-26",
    },
    "Jane Doe | Reuters | 26 July 2024": {"author": "Jane Doe", "outlet": "Reuters", "date": "2024-07-26"},
    "AP | Jane Doe | July 26, 2024": {"author": "Jane Doe", "outlet": "AP", "date": "2024-07-26"},
    "Jane Doe, Middle East correspondent | July 26, 2024": {"author": "Jane Doe", "date": "2024-07-26"},
    "Middle East | Jane Doe | Reuters | July 26, 2024": {"date": "2024-07-26"},
    "Reuters | July 26, 2024": {"outlet": "Reuters", "date": "2024-07-26"},
    "Press TV – July 26, 2024": {"outlet": "Press TV", "date": "2024-07-26"},
    "Published on The Harbour Post on 26 July 2024": {"outlet": "The Harbour Post", "date": "2024-07-26"},
    "Published July 25, 2024; updated July 26, 2024": {"date": "2024-07-25"},
    "Last updated: July 28, 2024\nPublished: July 26, 2024": {"date": "2024-07-26"},
    "Updated 3:04 PM EDT, Fri July 26, 2024": {"date": "2024-07-26"},
    "Friday, 26 July 2024 10:15 GMT": {"date": "2024-07-26"},
    "Jul. 26, 2024 / 10:15 AM": {"date": "2024-07-26"},
    "Fri 26 Jul 2024 14.05 BST": {"date": "2024-07-26"},
    "Source: Reuters\nURL: https://a.example/b\nTitle: Flood in Tarvik\nLanguage: en": {
        "outlet": "Reuters",
        "url": "https://a.example/b",
        "title": "Flood in Tarvik",
        "language": "en",
    },
    "Author: Jane Doe\nDate: 2024-07-26T10:00:00Z": {"author": "Jane Doe", "date": "2024-07-26T10:00:00Z"},
    "https://a.example/b": {"url": "https://a.example/b"},
    "Flood closes old bridge in Tarvik\n\nBy Jane Doe": {"title": "Flood closes old bridge in Tarvik", "author": "Jane Doe"},
    "Flood closes old bridge in Tarvik\nJane Doe\n26 July 2024": {"title": "Flood closes old bridge in Tarvik", "date": "2024-07-26"},
    "Why the river rose, and who knew?": {"title": "Why the river rose, and who knew?"},
    # no header, though it looks like one
    "By Friday the army had taken the town.": {},
    "From Tarvik with love": {"title": "From Tarvik with love"},
    "By Air and Sea: The Great Evacuation": {"title": "By Air and Sea: The Great Evacuation"},
    "Battle of Kursk, July 5, 1943": {},
    "TARVIK, July 26, 2024": {},
    "Originally published by The Conversation": {},
    "6 years ago": {},
    "Source: Party still refuses a higher tax": {"title": "Source: Party still refuses a higher tax"},
    "The old bridge of Tarvik at dawn (Ola Berg/Reuters)": {},
    "Northern Europe • Jane Doe • July 26, 2024": {"date": "2024-07-26"},
    "Jane Doe | The Cradle | July 26, 2024": {"author": "Jane Doe", "outlet": "The Cradle", "date": "2024-07-26"},
    "ANALYSIS/OPINION:": {},
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), HEADERS.items(), ids=HEADERS)
def test_header_lines_name_what_they_say_and_nothing_else(lines, expected):
    """A header line counts only if all of it is understood; what is not clear stays null."""
    header = read_header(lines + PROSE)
    fields = ("outlet", "author", "date", "title", "url", "language")
    assert {field: getattr(header, field) for field in fields if getattr(header, field)} == expected
    assert header.warnings == []


DATELINES = {
    "TARVIK (Reuters) - ": ("Reuters", None),
    "TARVIK/ORLO (Reuters) - ": ("Reuters", None),
    "KYIV, Ukraine (AP) — ": ("AP", None),
    "Washington (CNN) - ": ("CNN", None),
    "Aug. 6 (UPI) -- ": ("UPI", None),
    "GAZA, July 26 (Xinhua) -- ": ("Xinhua", None),
    "TARVIK, July 26, 2024 (AFP) – ": ("AFP", "2024-07-26"),
    "MOSCOW, August 6. /TASS/. ": ("TASS", None),
    "(AFP) — ": ("AFP", None),
    "(Reuters) - ": ("Reuters", None),
    "NEW YORK (Thomson Reuters Foundation) - ": ("Thomson Reuters Foundation", None),
    # no dateline
    "Rep. Jim Smith (R-AZ) - who sits on the board - ": (None, None),
    "The Free Harbour Movement (FHM) - a coalition - ": (None, None),
    "Washington (CNN) ": (None, None),
    "(Tarvik) – ": (None, None),
    "TARVIK - ": (None, None),
}


@pytest.mark.parametrize(("start", "expected"), DATELINES.items(), ids=DATELINES)
def test_dateline_gives_the_outlet_with_a_warning(start, expected):
    """An agency in the dateline is taken for the outlet where nothing better names one, and said so."""
    header = read_header(start + PROSE.strip())
    assert (header.outlet, header.date) == expected
    assert len(header.warnings) == (expected[0] is not None)
    better = read_header("Outlet: Harbour Post\n\n" + start + PROSE.strip())
    assert (better.outlet, better.warnings) == ("Harbour Post", [])


def test_affiliation_in_a_byline_gives_the_outlet_with_a_warning():
    """Members of an agency print its bylines too, so the outlet may be another."""
    header = read_header("By Jane Doe, Associated Press" + PROSE)
    assert (header.author, header.outlet) == ("Jane Doe", "Associated Press")
    assert "taken from the byline" in header.warnings[0]


# raw: (as ISO only, as a written date too)
DATES = {
    "2024-07-26": ("2024-07-26", "2024-07-26"),
    " 2024-07-26 ": ("2024-07-26", "2024-07-26"),
    "20240726": ("2024-07-26", "2024-07-26"),
    "2024-07-26T10:00:00Z": ("2024-07-26T10:00:00Z", "2024-07-26T10:00:00Z"),
    "2024-07-26T23:30:00-05:00": ("2024-07-26T23:30:00-05:00", "2024-07-26T23:30:00-05:00"),
    "2024-07-26 10:00:00+00:00": ("2024-07-26T10:00:00+00:00", "2024-07-26T10:00:00+00:00"),
    "2024-07-26T10:00:00": ("2024-07-26", "2024-07-26"),
    "July 26, 2024": (None, "2024-07-26"),
    "Sept. 6, 2024": (None, "2024-09-06"),
    "26th of July, 2024": (None, "2024-07-26"),
    "26-Jul-2024": (None, "2024-07-26"),
    "Fri, 26 Jul 2024 10:00:00 GMT": (None, "2024-07-26"),
    "26.07.2024": (None, "2024-07-26"),
    "07.08.2024": (None, "2024-08-07"),
    "2024/07/26": (None, "2024-07-26"),
    "26/07/2024": (None, "2024-07-26"),
    "07/26/2024": (None, "2024-07-26"),
    "07/08/2024": (None, None),
    "08/08/2024": (None, "2024-08-08"),
    "7/6/18": (None, None),
    "9/99/99": (None, None),
    "2024-02-30": (None, None),
    "February 30, 2024": (None, None),
    "2024-07": (None, None),
    "2024": (None, None),
    "0001-01-01": (None, None),
    "yesterday": (None, None),
    "1720000000": (None, None),
}


@pytest.mark.parametrize(("raw", "expected"), DATES.items(), ids=DATES)
def test_dates_are_iso_or_null(raw, expected):
    """JSONL and CSV want ISO; headers and pages may write a date out; what is unclear is null, with a warning."""
    assert (parse_date(raw)[0], parse_written_date(raw)[0]) == expected
    for value, parse in zip(expected, (parse_date, parse_written_date), strict=True):
        assert value is not None or parse(raw)[1]
        assert parse_date(value) == (value, None)


def test_absent_date_is_no_warning():
    """A date that is absent or blank is null and worth no word."""
    assert [parse_date(raw) for raw in (None, "", "  ")] == [(None, None)] * 3


def test_moment_without_offset_keeps_its_day_and_warns():
    """A datetime without offset is no moment; its day is kept."""
    value, warning = parse_date("2024-07-26T10:00:00")
    assert value == "2024-07-26"
    assert "offset" in warning


def test_options_override_what_the_input_says():
    """--outlet and --date hold for every article; no warning is left about what they replace."""
    [article] = stdin_of(b"TARVIK (Reuters) - " + PROSE.strip().encode(), outlet="Harbour Post", date="July 26, 2024")
    assert (article.outlet, article.date, article.warnings) == ("Harbour Post", "2024-07-26", ())
    [article] = stdin_of(
        b'{"text": "The mayor spoke.", "outlet": "B", "date": "9/99/99"}', outlet="C", date="2024-07-26"
    )
    assert (article.outlet, article.date, article.warnings) == ("C", "2024-07-26", ())


def test_text_id_is_the_start_of_the_texts_hash():
    """An article without id is named by its text alone."""
    assert text_id("Café") == hashlib.sha256("Café".encode()).hexdigest()[:16]
    article = make_article(InputRow(text="Café", id=" "), where="a", options=ReadOptions())
    assert (article.id, article.sha256) == (text_id("Café"), hashlib.sha256("Café".encode()).hexdigest())


ROW = {
    "id": "x7",
    "text": " The mayor spoke.\n\tTwice. ",
    "outlet": "Harbour Post",
    "url": "https://a.example/b",
    "title": "Mayor speaks",
    "author": "Jane Doe",
    "date": "2024-07-26",
    "language": "en-GB",
}


def as_csv(rows, **dialect) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


SHAPES = {
    "a line": ("a.jsonl", json.dumps(ROW).encode()),
    "a line with fields of other tools": ("a.jsonl", json.dumps({**ROW, "sentences": [], "model": "m"}).encode()),
    "a line with a bare tab": ("a.jsonl", json.dumps(ROW).replace("\\t", "\t").encode()),
    "a line, zipped": ("a.jsonl.gz", gzip.compress(json.dumps(ROW).encode())),
    "a list on one line": ("a.json", json.dumps([ROW]).encode()),
    "a list over many lines": ("a.json", json.dumps([ROW], indent=1).encode()),
    "lines with commas between": ("a.jsonl", json.dumps(ROW).encode() + b",\n"),
    "commas": ("a.csv", as_csv([ROW])),
    "semicolons": ("a.csv", as_csv([ROW], delimiter=";")),
    "tabs": ("a.tsv", as_csv([ROW], delimiter="\t")),
    "strokes": ("a.csv", as_csv([ROW], delimiter="|")),
    "all quoted, with a mark": ("a.csv", b"\xef\xbb\xbf" + as_csv([ROW], quoting=csv.QUOTE_ALL)),
    "a line that tells the delimiter": ("a.csv", b"sep=;\r\n" + as_csv([ROW], delimiter=";")),
    "names in capitals, columns turned round": (
        "a.csv",
        as_csv([{f" {key.upper()}": ROW[key] for key in reversed(ROW)} | {"Notes": "x"}]),
    ),
}


@pytest.mark.parametrize(("name", "content"), SHAPES.values(), ids=SHAPES)
def test_every_shape_of_a_row_gives_the_same_article(tmp_path, name, content):
    """JSON in lines or lists, tables of any delimiter: one article, its text untouched."""
    (tmp_path / name).write_bytes(content)
    [article] = articles_of(tmp_path / name)
    assert article.model_dump() == {**ROW, "language": "en", "sha256": hashlib.sha256(ROW["text"].encode()).hexdigest()}


def test_original_is_the_line_or_the_row_alone():
    """What is kept as evidence of an article in a longer file are its own bytes, named by file and line."""
    lines = b'{"text": "One spoke."}\n\n{"text":  "Two spoke."}\n'
    rows = b'text,outlet\r\n"One\r\nspoke.",B\r\nTwo spoke.,\r\n'
    kept = [[(r.original.name, r.original.content) for r in read_inputs(["-"], stdin=io.BytesIO(c), format=f)] for c, f in ((lines, None), (rows, "csv"))]  # fmt: skip
    assert kept[0] == [("-:1", b'{"text": "One spoke."}'), ("-:3", b'{"text":  "Two spoke."}')]
    assert kept[1] == [("-:2", b'"One\r\nspoke.",B\r\n'), ("-:4", b"Two spoke.,\r\n")]


def test_fields_of_nearly_the_right_kind_are_taken():
    """Whole numbers as ids and titles, lists of authors: they leave no doubt."""
    [article] = stdin_of(b'{"text": "The mayor spoke.", "id": 7, "title": 1984, "author": ["A. Doe", "B. Roe"]}')
    assert (article.id, article.title, article.author) == ("7", "1984", "A. Doe, B. Roe")
    assert article.warnings == ()


STANDARD_INPUT = {
    "JSON": (b'{"text": "The mayor spoke."}', "application/json"),
    "JSON after blanks": (b' \n\n{"text": "The mayor spoke."}', "application/json"),
    "a list": (b'[{"text": "The mayor spoke."}]', "application/json"),
    "zipped JSON": (gzip.compress(b'{"text": "The mayor spoke."}'), "application/json"),
    "a text": (b"The mayor spoke.", "text/plain"),
    "a text that begins with a bracket": (b"[Photo] The mayor spoke.", "text/plain"),
    "a page": (b"<!DOCTYPE html><html><body><p>The mayor spoke.</p></body></html>", "text/html"),
    "a page after a comment": (b"<!-- saved --><html><body><p>The mayor spoke.</p></body></html>", "text/html"),
}


@pytest.mark.parametrize(("content", "media_type"), STANDARD_INPUT.values(), ids=STANDARD_INPUT)
def test_standard_input_is_known_by_its_first_bytes(content, media_type):
    """- needs no option: JSON, a page and a text are told apart, zipped or not."""
    stream = io.BytesIO(content)
    [result] = read_inputs(["-"], stdin=stream)
    assert result.original.media_type == media_type
    assert not stream.closed


def test_articles_come_while_the_stream_goes_on():
    """A slow producer's first article is handed on before its second is written."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as sink:
        results = read_inputs(["-"], stdin=stream)
        for text in ("One spoke.", "Two spoke."):
            sink.write(json.dumps({"text": text}).encode() + b"\n")
            assert next(results).article.text == text


def test_folder_is_walked_in_order_of_names(tmp_path):
    """All known formats of a folder and its folders come in order; hidden files do not."""
    for name in ("b/2.txt", "a.txt", "c.JSONL", "b/1.TXT", ".hidden/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = f"{name} spoke."
        (tmp_path / name).write_text(json.dumps({"text": text}) if "JSON" in name else text)
    assert [article.text for article in articles_of(tmp_path)] == [
        "a.txt spoke.",
        "b/1.TXT spoke.",
        "b/2.txt spoke.",
        "c.JSONL spoke.",
    ]


def test_suffixes_belong_to_one_format_each():
    """No suffix stands for two formats, and all are written in lower case with their dot."""
    suffixes = [suffix for known in READERS.values() for suffix in known.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


STORY = "<p>The ferry Solveig ran aground off Tarvik on Sunday night, the coast guard said in a statement.</p><p>“Nobody was hurt,” captain Ida Holm told Radio Nord. She said the ship had lost power.</p><p>According to the operator, the ship will be towed on Tuesday.</p>"
STORY_TEXT = STORY.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", "\n")
HEAD = '<title>Ferry aground | Tarvik Times</title><meta property="og:title" content="Ferry aground"><meta property="og:site_name" content="Tarvik Times">'


def page(head: str, body: str) -> bytes:
    return f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'.encode()


PAGES = {
    "meta tags": (
        page(HEAD + '<meta name="author" content="Mara Lind"><meta property="article:published_time" content="2024-02-05T08:00:00+01:00"><link rel="canonical" href="https://tt.example/ferry">', f"<nav><a href='/'>Home</a></nav><article><h1>Ferry aground</h1>{STORY}</article><footer>© 2019</footer>"),
        {"title": "Ferry aground", "outlet": "Tarvik Times", "author": "Mara Lind", "date": "2024-02-05T08:00:00+01:00", "url": "https://tt.example/ferry", "language": "en", "text": STORY_TEXT},
    ),
    "JSON-LD": (
        page('<title>Ferry</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry aground","datePublished":"2024-02-05","author":{"@type":"Person","name":"Mara Lind"},"publisher":{"@type":"Organization","name":"Tarvik Times"}}</script>', f"<div class='story'>{STORY}</div>"),
        {"outlet": "Tarvik Times", "author": "Mara Lind", "date": "2024-02-05", "text": STORY_TEXT},
    ),
    "no metadata, a footer with a date": (
        page("<title>Ferry</title>", f"<div id='content'>{STORY}</div><footer>Last changed 3 May 2018</footer>"),
        {"date": None, "outlet": None, "text": STORY_TEXT},
    ),
    "comments under the story": (
        page(HEAD, f"<article>{STORY}</article><div id='comments'><p>First! What a ship, I was there and it was loud.</p></div>"),
        {"text": STORY_TEXT},
    ),
    "layout by table, no paragraphs": (
        page("<title>Ferry</title>", f"<table><tr><td><font size=2>{STORY.replace('<p>', '').replace('</p>', '<br><br>')}</font></td></tr></table>"),
        {"text": STORY_TEXT},
    ),
    "a byline with the date": (
        page("<title>Ferry</title>", f"<article><p>By Mara Lind, 5 February 2024</p>{STORY}</article>"),
        {"date": "2024-02-05", "author": "Mara Lind"},
    ),
    "a piece of a page": (STORY.encode(), {"text": STORY_TEXT}),
    "an encoding that the page names": (
        page('<meta charset="windows-1252"><title>Ferry</title>', STORY.replace("Solveig", "Sólveig")).decode().encode("cp1252"),
        {"text": STORY_TEXT.replace("Solveig", "Sólveig")},
    ),
    "UTF-16": (page(HEAD, f"<article>{STORY}</article>").decode().encode("utf-16"), {"text": STORY_TEXT}),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), PAGES.values(), ids=PAGES)
def test_page_gives_its_story_and_what_it_says_of_itself(tmp_path, content, expected):
    """The main text comes a paragraph a line, without headline, comments and navigation; the page's bytes are kept."""
    (tmp_path / "a.html").write_bytes(content)
    [result] = read_inputs([tmp_path / "a.html"])
    assert {field: getattr(result.article, field) for field in expected} == expected
    assert result.original.content == content
    assert result.article.warnings == ()


PAGE_DATES = {
    '<meta name="date" content="2024-02-05">': "2024-02-05",
    "<meta content='Feb 5, 2024' itemprop='datePublished'>": "2024-02-05",
    '<meta property="article:modified_time" content="2024-02-05">': None,
    '<time datetime="2024-02-05T08:00:00Z">5 Feb</time>': "2024-02-05T08:00:00Z",
    '<time datetime="2024-02-05">a</time><time datetime="2024-03-05">b</time>': None,
    '<time datetime="2024-03-05">b</time><time class="published" datetime="2024-02-05">a</time>': "2024-02-05",
    '<time class="updated" datetime="2024-02-05">': None,
    '<meta name="date" content="now"><script>{"datePublished": "2024-02-05"}</script>': "2024-02-05",
    "<p>On 5 February 2024 a ferry sank.</p>": None,
}


@pytest.mark.parametrize(("markup", "date"), PAGE_DATES.items(), ids=PAGE_DATES)
def test_page_date_is_declared_or_null(markup, date):
    """Only marks of publication count; dates of change and dates in the text do not."""
    assert find_page_date(markup, None)[0] == date


def test_page_date_may_stand_in_the_address():
    """A path /2024/02/05/ is the day of publication."""
    assert find_page_date("", "https://tt.example/world/2024/02/05/ferry") == ("2024-02-05", None)
    assert find_page_date("", "https://tt.example/world/2024/02/ferry") == (None, None)


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["syria-804.jsonl.gz", "us-news-4000.jsonl.gz"])
def test_corpora_are_read_without_loss(name, corpora):
    """Every article of the corpora comes, in order, with the text of its line."""
    path = corpora / "corpora" / name
    with gzip.open(path) as lines:
        for result, line in zip(read_inputs([path]), lines, strict=True):
            assert result.article.text == json.loads(line)["text"]
