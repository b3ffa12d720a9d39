"""Web archives, documents, columns and feeds: what is read of them, and what damage costs."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import random
import zipfile
from datetime import UTC, datetime

import pytest

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest import Loaded, ReadOptions, parse_feed, read_inputs
from claimgraph.ingest.evidence import Exchange, write_warc
from claimgraph.ingest.pdf import join_lines

TEXT = "The ferry ran aground off the port of Tarvik on Sunday night, the coast guard said in the morning."


def split(results):
    results = list(results)
    errors = [r for r in results if isinstance(r, InputError) and not isinstance(r, SkippedInputError)]
    return [r for r in results if isinstance(r, Loaded)], errors


def read(content, **options):
    return split(read_inputs(["-"], stdin=io.BytesIO(content), **options))


def page(text, title="Ferry aground"):
    paragraphs = "".join(
        f"<p>{line}</p>" for line in text.replace("&", "&amp;").replace("<", "&lt;").split("\n") if line
    )
    return f"<html><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>".encode()


def record(number, text, kind="text/html"):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n".encode()
    body = page(text) if kind == "text/html" else text.encode()
    exchange = Exchange(f"https://tarvik.example/{number}", "192.0.2.1", "2024-07-26T12:00:00Z", 200, head, body)
    return write_warc([exchange])


STORIES = [f"{TEXT}\nIt was boat number {number} of the fleet, its owner told the paper.\n" * 3 for number in range(3)]
RECORDS = [record(number, text) for number, text in enumerate(STORIES)]


def chop(content, at=0.5):
    return content[: int(len(content) * at)]


def flip(content, at=0.5):
    spot = int(len(content) * at)
    return content[:spot] + bytes([content[spot] ^ 0xFF, content[spot + 1] ^ 0x55]) + content[spot + 2 :]


# What happens to a record of an archive: from the record as it should stand there to what does.
DAMAGE = {
    "zipped: cut in the middle": lambda r: chop(gzip.compress(r)),
    "zipped: cut in its first bytes": lambda r: gzip.compress(r)[:14],
    "zipped: bytes changed": lambda r: flip(gzip.compress(r)),
    "zipped: checksum changed": lambda r: gzip.compress(r)[:-8] + b"\0" * 8,
    "zipped: first bytes lost": lambda r: gzip.compress(r)[5:],
    "a length that is too large": lambda r: gzip.compress(r.replace(b"Content-Length: ", b"Content-Length: 9", 1)),
    "a length that is no number": lambda r: gzip.compress(r.replace(b"Content-Length: ", b"Content-Length: x", 1)),
    "no headers": lambda r: gzip.compress(r[r.index(b"\r\n\r\n") :]),
    "another page within": lambda r: gzip.compress(r.replace(b"ferry", b"fairy", 1)),
    "no HTTP within": lambda r: gzip.compress(r.replace(b"HTTP/1.1 200", b"XXXX/1.1 200", 1)),
}
PLAIN_DAMAGE = {
    "cut in the middle": chop,
    "a length that is too small": lambda r: r.replace(b"Content-Length: ", b"Content-Length: 0", 1).replace(b"Content-Length: 0", b"Content-Length: ", 1)[:-60] + b"\r\n\r\n",
    "a length that is far too large": lambda r: r.replace(b"Content-Length: ", b"Content-Length: 999", 1),
    "no length": lambda r: r.replace(b"Content-Length: ", b"Content-Size: ", 1),
    "no first line": lambda r: r[12:],
    "rubbish": lambda r: random.Random(1).randbytes(3000),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_record_costs_itself(damage):
    """One message names it; the records before and after it are read, also from a stream."""
    content = gzip.compress(RECORDS[0]) + DAMAGE[damage](RECORDS[1]) + gzip.compress(RECORDS[2])
    articles, errors = read(content)
    assert [r.article.url[-1] for r in articles] == ["0", "2"]
    assert [str(error).startswith("-:2: ") for error in errors] == [True], errors


@pytest.mark.parametrize("damage", PLAIN_DAMAGE)
def test_a_damaged_record_of_a_plain_archive_costs_itself(damage):
    """Without gzip, the next record is found by its first line."""
    articles, errors = read(RECORDS[0] + PLAIN_DAMAGE[damage](RECORDS[1]) + RECORDS[2])
    assert [r.article.url[-1] for r in articles] == ["0", "2"]
    assert [str(error).startswith("-:2: ") for error in errors] == [True], errors


def test_an_archive_in_one_gzip_stream_is_read():
    """Some tools pack a whole file as one member, not each record."""
    articles, errors = read(gzip.compress(b"".join(RECORDS)))
    assert [r.article.url[-1] for r in articles] == ["0", "1", "2"]
    assert not errors


def test_what_is_no_page_is_left_out_and_counted():
    """Redirects, pictures and requests are no failures; a plain text is an article."""
    others = [record(7, "GIF89a", "image/gif"), record(8, STORIES[0], "text/plain")]
    moved = record(9, TEXT).replace(b"HTTP/1.1 200", b"HTTP/1.1 301", 1)
    moved = moved[: moved.index(b"WARC-Block")] + moved[moved.index(b"WARC-Payload") :]
    results = list(read_inputs(["-"], stdin=io.BytesIO(b"".join([*others, moved]))))
    assert [type(r) for r in results] == [Loaded, SkippedInputError]
    assert "2 record(s) left out" in str(results[1])


def wacz(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_package_is_read_whatever_its_files_are_called(tmp_path):
    """A WACZ from the disk or a stream gives its records; a path that leads out of it leads nowhere."""
    content = wacz(
        ("archive/data.warc.gz", b"".join(map(gzip.compress, RECORDS))), ("archive/../../x.warc", RECORDS[0])
    )
    (tmp_path / "a.wacz").write_bytes(content)
    for articles, errors in (split(read_inputs([tmp_path / "a.wacz"])), read(content)):
        assert [r.article.url[-1] for r in articles] == ["0", "1", "2"]
        assert not errors
    assert [path.name for path in tmp_path.iterdir()] == ["a.wacz"]


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        (wacz(("archive/a.warc", bytes(60_000_000))), "archive bomb"),
        (wacz(("pages/pages.jsonl", "{}")), "holds no WARC file"),
        (wacz(("archive/a.warc", RECORDS[0]))[:-30], "is damaged"),
    ],
    ids=["bomb", "empty", "cut"],
)
def test_a_bad_package_is_named(content, gist):
    """A package is refused before it is unpacked if it is a bomb."""
    articles, errors = read(content, format="wacz")
    assert not articles
    assert [gist in str(error) for error in errors] == [True], errors


def test_a_record_that_unpacks_without_end_is_passed_over():
    """A member of 300 MB of nothing costs its own place and little memory; the next is read."""
    import tracemalloc

    bomb = gzip.compress(RECORDS[1][:-4].replace(b"Content-Length: ", b"Content-Length: 300000") + bytes(300_000_000))
    tracemalloc.start()
    articles, errors = read(bomb + gzip.compress(RECORDS[2]), max_bytes=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r.article.url[-1] for r in articles] == ["2"]
    assert "is larger than" in str(errors[0])
    assert peak < 30_000_000, peak


@pytest.mark.corpora
def test_an_archive_of_a_thousand_pages_loses_what_is_damaged_and_no_more(corpora, tmp_path):
    """Of 1,000 records 50 are damaged in ten ways: these are named, each by its number, and 950 are read."""
    with gzip.open(corpora / "corpora" / "us-news-4000.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, 1000)]
    path, ways = tmp_path / "news.warc.gz", list(DAMAGE.values())
    with path.open("wb") as out:
        for number, text in enumerate(texts, 1):
            packed = record(number, f"{number}. {text.replace('ferry', '') or TEXT} The ferry sank.")
            out.write(ways[number // 20 % 10](packed) if number % 20 == 0 else gzip.compress(packed))
    articles, errors = split(read_inputs([path]))
    assert [str(error).split(": ")[0] for error in errors] == [f"{path}:{n}" for n in range(20, 1001, 20)]
    assert [r.article.url.rpartition("/")[2] for r in articles] == [str(n) for n in range(1, 1001) if n % 20]


def pdf(*pages):
    """A PDF of lines of text, written by hand; the test is of the reader, so no other library draws it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 780 Td {shown} ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


PAGES = (
    (
        "The Tarvik Post - page 1",
        "The ferry ran aground off the port of Tarvik on Sunday",
        "night, the coast guard said. No",
    ),
    ("The Tarvik Post - page 2", "passenger was hurt, the owner of the com-", "pany told the paper on Monday."),
    ("The Tarvik Post - page 3", "An inquiry will begin next week, according to the ministry."),
)


def test_a_pdf_gives_its_paragraphs():
    """Lines are joined, also over a page's end and a broken word; running titles are left out; a warning says so."""
    (found,), errors = read(pdf(*PAGES))
    assert not errors
    assert found.article.text == (
        "The ferry ran aground off the port of Tarvik on Sunday night, the coast guard said. No passenger was hurt, the "
        "owner of the company told the paper on Monday.\nAn inquiry will begin next week, according to the ministry."
    )
    assert "read from a PDF" in found.article.warnings[0]
    assert found.original.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("content", "gist"),
    [(pdf(()), "pictures and no text"), (chop(pdf(*PAGES), 0.3), "cannot be read"), (b"%PDF-1.7", "cannot be read")],
)
def test_a_bad_pdf_is_named(content, gist):
    """A scan, a cut file."""
    articles, errors = read(content)
    assert not articles
    assert [gist in str(error) for error in errors] == [True], errors


def test_lines_without_words_are_no_paragraphs():
    """Nothing comes of nothing."""
    assert join_lines([[], ["", ""]]) == ""


def word(*paragraphs, more=""):
    """A Word document, its body as markup."""
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.core_properties.title, document.core_properties.author = "Ferry aground", "Anna Keller"
    out = io.BytesIO()
    document.save(out)
    if not more:
        return out.getvalue()
    packed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                content = content.replace(b"<w:sectPr", more.encode() + b"<w:sectPr", 1)
            new.writestr(entry.filename, content)
    return packed.getvalue()


def test_a_word_document_gives_its_paragraphs_and_who_wrote_it():
    """Tracked changes are read as if accepted; controls and links belong to the text."""
    tracked = (
        "<w:p><w:r><w:t>No one was </w:t></w:r><w:del><w:r><w:delText>killed</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>hurt</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>, the owner</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:hyperlink><w:r><w:t> said.</w:t></w:r></w:hyperlink></w:p>"
    )
    (found,), errors = read(word(TEXT, "", more=tracked))
    assert not errors
    assert found.article.text == f"{TEXT}\nNo one was hurt, the owner said."
    assert (found.article.title, found.article.author) == ("Ferry aground", "Anna Keller")


def bomb_document():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", bytes(250_000_000))
    return packed.getvalue()


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in itertools.pairwise("abcdefghij")
)


def laughing_document():
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(TEXT))) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                head, mark, rest = content.partition(b"?>")
                content = head + mark + LAUGHS.encode() + b"]>" + rest.replace(b"The ferry", b"&j;The ferry")
            new.writestr(entry.filename, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "gist"),
    [(bomb_document(), "archive bomb"), (word(TEXT)[:-200], "is damaged"), (word(), "the text is empty")],
    ids=["bomb", "cut", "empty"],
)
def test_a_bad_word_document_is_named(content, gist):
    """Sizes are looked at before anything is unpacked."""
    articles, errors = read(content)
    assert not articles
    assert [gist in str(error) for error in errors] == [True], errors


def test_entities_of_a_document_are_not_expanded():
    """A thousand million laughs are none."""
    articles, _ = read(laughing_document())
    assert [r.article.text for r in articles] in ([TEXT], [])


def test_a_table_in_columns_is_read_row_by_row(tmp_path):
    """Columns are found by name in any case; a bad row costs itself; dates of the format's own kind are dates."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = {
        "Text": [TEXT, None, f"{TEXT} {TEXT}"],
        "outlet": ["The Post", "The Post", None],
        "date": [datetime(2024, 7, 26, tzinfo=UTC)] * 3,
        "more": [[1], [2], [3]],
    }
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    articles, errors = split(read_inputs([tmp_path / "a.parquet"]))
    assert [r.article.outlet for r in articles] == ["The Post", None]
    assert articles[0].article.date == "2024-07-26T00:00:00+00:00"
    assert [str(error).startswith(f"{tmp_path}/a.parquet:2: the row has no text") for error in errors] == [True]
    content = (tmp_path / "a.parquet").read_bytes()
    assert len(read(content)[0]) == 2
    for bad in (content[:-20], b"PAR1" + bytes(50) + b"PAR1", flip(content, 0.9)):
        articles, errors = read(bad)
        assert not articles or errors == [] or len(articles) < 3
        assert not errors or "damaged" in str(errors[0]) or "no text" in str(errors[0])


WHOLE = "".join(f"<p>{text}</p>" for text in STORIES)
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Tarvik Post</title><entry>
<title>Ferry &amp;amp; port</title><id>urn:1</id><link rel="self" href="x"/><link href="https://tarvik.example/1"/><author>
<name>Anna Keller</name></author><updated>2024-07-26T10:00:00Z</updated><published>2024-07-25T10:00:00Z</published>
<content type="html">{WHOLE.replace("<", "&lt;")}</content></entry></feed>"""
RSS = f"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Tarvik Post</title><item><title>Ferry &amp; port</title><link>https://tarvik.example/1</link>
<dc:creator>Anna Keller</dc:creator><pubDate>Thu, 25 Jul 2024 10:00:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[{WHOLE}<script>x()</script>]]></content:encoded></item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Tarvik Post",
        "items": [
            {
                "id": "1",
                "url": "https://tarvik.example/1",
                "title": "Ferry & port",
                "content_html": WHOLE,
                "date_published": "2024-07-25T10:00:00Z",
            }
        ],
    }
)


@pytest.mark.parametrize("feed", [ATOM, RSS, JSON_FEED], ids=["atom", "rss", "json"])
def test_an_item_with_its_whole_text_is_an_article(feed):
    """The three kinds of feeds give the same article, paragraphs a line each."""
    (found,), errors = read(feed.encode())
    article = found.article
    assert not errors
    assert article.text.splitlines()[0] == f"{TEXT} It was boat number 0 of the fleet, its owner told the paper. {TEXT} It was boat number 0 of the fleet, its owner told the paper. {TEXT} It was boat number 0 of the fleet, its owner told the paper."  # fmt: skip
    assert len(article.text.splitlines()) == 3
    assert (article.outlet, article.title, article.url) == (
        "The Tarvik Post",
        "Ferry & port",
        "https://tarvik.example/1",
    )
    assert article.date[:10] == "2024-07-25"


def test_a_feed_cannot_read_files_or_grow():
    """Entities that a feed defines stay what they are."""
    laughing = RSS.replace("<rss", f"{LAUGHS}<!ENTITY file SYSTEM 'file:///etc/passwd'>]><rss", 1)
    laughing = laughing.replace("Ferry", "&j;&file;Ferry", 1)
    items = parse_feed(laughing.encode(), "a")
    assert "root:" not in str(items)
    assert len(str(items)) < 10_000


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        ("<rss><channel></channel></rss>", "holds no items"),
        ("<rss><channel><item><title>a</title></item></channel></rss>", "neither a text nor a link"),
        ("<rss><channel><item><link>https://a.example/</link></item></channel></rss>", "--fetch"),
        ("<opml/>", "is no feed"),
        ("", "cannot be parsed"),
        ("<rss" + "<a>" * 50_000, ""),
    ],
)
def test_a_bad_feed_is_named(content, gist):
    """One message each; what a feed on the disk lists is not fetched unasked."""
    articles, errors = read(content.encode(), format="feed")
    assert not articles
    assert [gist in str(error) for error in errors] == [True], errors


def test_an_instruction_within_an_item_is_no_part_of_it():
    """It has no words, as a comment has none; both cost nothing, nor does a declaration where two feeds were glued."""
    glued = RSS.replace("<item>", "<item><?style sheet?><!-- glued -->").encode()
    assert parse_feed(RSS.replace("<item>", '<item><?xml version="1.0"?>').encode(), "a")
    assert [item.row for item in parse_feed(glued, "a")] == [item.row for item in parse_feed(RSS.encode(), "a")]


def test_a_feed_that_breaks_off_gives_what_it_has():
    """A connection that ended early costs the last item."""
    items = parse_feed((RSS[: RSS.index("</channel>")] + "<item><title>Cut").encode(), "a")
    assert [item.row.title for item in items] == ["Ferry & port", "Cut"]
    assert ReadOptions().follow is None
