"""Anything at all, thrown at the readers, the annotator and the store: nothing is raised, nothing is lost.

``pytest tests/test_fuzz.py --fuzz 20000`` goes on for as many examples a test; what it found stands as examples below
and in the tests of the part at fault.
"""

from __future__ import annotations

import gzip
import io
import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.ingest import READERS, Loaded, ReadOptions, make_article, read_inputs
from claimgraph.ingest.http import parse_response, unpack_body
from claimgraph.records import InputRow, Original
from claimgraph.store import open_case
from tests import test_ingest_archives as made

SEEDS = {
    "text": [f"By Anna Keller\n26 July 2024\n{made.TEXT}".encode()],
    "html": [made.page(made.TEXT), b"<!-- x --><html lang=fr><p>"],
    "jsonl": [json.dumps({"text": made.TEXT, "id": "a", "date": "2024-07-26"}).encode()],
    "csv": [f'id,text,url\n1,"{made.TEXT}",\n2,,https://a.example\n'.encode()],
    "feed": [made.ATOM.encode(), made.RSS.encode(), made.JSON_FEED.encode()],
    "warc": [b"".join(made.RECORDS), b"".join(map(gzip.compress, made.RECORDS))],
    "wacz": [made.wacz(("archive/a.warc.gz", gzip.compress(made.RECORDS[0])), ("archive/b.warc", made.RECORDS[1]))],
    "pdf": [made.pdf(*made.PAGES)],
    "docx": [made.word(made.TEXT, more="<w:p><w:ins><w:r><w:t>said</w:t></w:r></w:ins></w:p>")],
    "parquet": [],
}  # fmt: skip
TOKENS = [
    b"\0",
    b"\xff\xfe",
    b"\r",
    b'"',
    b"<",
    b"&#0;",
    b"\xed\xa0\x80",
    b"\x1f\x8b\x08\0",
    b"WARC/1.0\r\n",
    b"9" * 20,
]


@st.composite
def damaged(draw, seeds):
    """One of ``seeds`` with bytes changed, cut out, doubled or put in, at a few places."""
    content = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.sampled_from([1, 1, 2, 8, 100]))
        what = draw(st.sampled_from(["change", "cut", "double", "put", "end"]))
        if what == "change":
            content[place : place + 1] = draw(st.binary(min_size=1, max_size=1))
        elif what == "cut":
            del content[place : place + length]
        elif what == "double":
            content[place:place] = content[place : place + length]
        elif what == "put":
            content[place:place] = draw(st.sampled_from(TOKENS) | st.binary(max_size=20))
        else:
            del content[place:]
    return bytes(content)


def fuzzed(request, *strategies):
    """A decorator: as many examples as the option says."""
    count = request.config.getoption("--fuzz")
    phases = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
    many = settings(max_examples=count, derandomize=count <= 40, phases=phases, suppress_health_check=list(HealthCheck))
    return lambda function: many(given(*strategies)(function))()


def check_results(results):
    """Every result is an article that can be written and stored, or an error of one line with a place and a hint."""
    for result in results:
        if isinstance(result, InputError):
            assert result.where
            assert result.hint
            assert "\n" not in str(result)
        else:
            assert isinstance(result, Loaded)
            result.article.model_dump_json().encode()
            assert result.original.content is not None


@pytest.mark.parametrize("name", [name for name, seeds in SEEDS.items() if seeds])
def test_a_reader_never_raises(request, name):
    """Damaged input of its own kind, and of no kind, read as its format and as what it looks like."""
    seeds = SEEDS[name]

    @fuzzed(request, damaged(seeds) | st.binary(max_size=300), st.booleans())
    def check(content, guess):
        options = ReadOptions(max_bytes=100_000)
        if guess:
            check_results(read_inputs(["-"], stdin=io.BytesIO(content), max_bytes=100_000))
        else:
            check_results(READERS[name].reader(io.BytesIO(content), "a", options))


def test_parquet_never_raises(request):
    """The same for columns."""
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pa.table({"text": [made.TEXT] * 3, "id": [1, 2, 3]}), out)

    @fuzzed(request, damaged([out.getvalue()]))
    def check(content):
        check_results(READERS["parquet"].reader(io.BytesIO(content), "a", ReadOptions(max_bytes=100_000)))


def test_an_http_answer_never_raises_but_on_purpose(request):
    """Chunks, codings and headers that lie."""
    seed = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    packed = gzip.compress(made.page(made.TEXT))
    seeds = [seed + b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed), seed.replace(b"gzip", b"deflate") + b"5\r\nabcde"]

    @fuzzed(request, damaged(seeds))
    def check(block):
        with suppress(InputError):
            assert len(unpack_body(parse_response(block, "a"), "a", 10_000)) <= 10_000


PIECES = st.sampled_from(
    ["said ", "“", "”", '"', "'", ". ", "\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\0", "\u202e", "\u200b", "\ufeff",
     "according to ", "Mr. ", "he ", "AFP ", "who ", "that ", "(", ")", ", ", " ", "…", "—", "told ", "reportedly ", "e\u0301", "İ",
     "ß", "😀", "שלום ", "مرحبا ", "的", "27 July ", "Reuters reported ", "The mayor ", "Anna Keller ", "-", "\t", "\xa0"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=60).map("".join)


def inside(spans, length):
    return all(0 <= start <= end <= length for start, end in spans)


@pytest.mark.model
def test_the_annotator_and_the_store_take_any_text(request, annotator, tmp_path):
    """Every text is annotated, its spans lie within it, and the case gives back what it was given."""
    case = open_case(tmp_path / "case")

    @fuzzed(request, TEXTS, st.none() | TEXTS, st.none() | st.sampled_from(["Reuters", "The\0Post", "\u202e"]))
    def check(text, title, outlet):
        try:
            row = InputRow(text=text, title=title, outlet=outlet, language=None)
            article = make_article(row, where="a", options=ReadOptions())
        except InputError:
            return
        content = text.encode()
        original = Original(sha256=article.sha256, content=content, name="a", media_type="text/plain")
        (result,) = annotator.annotate([Loaded(article.model_copy(update={"language": None}), original)])
        assert not isinstance(result, InputError), str(result)
        found = result[0].annotation
        parts = [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)]
        parts += [(s.start, s.end) for s in (*found.sentences, *found.claims, *found.entities, *found.dates)]
        assert inside(parts, len(text))
        heads = [s for a in found.title_attributions for s in (*a.source, *a.cue, *a.content)]
        assert inside(heads, len(article.title or ""))
        if (known := case.article(article.id)) and known.article.text != text:
            return  # another text has this id
        case.add(*result, annotator.run)
        kept = case.article(article.id)
        assert kept is not None
        assert kept.annotation == found or kept.article != result[0].article

    case.close()


@pytest.mark.soak
@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "he said " * 125_000,
        "x" * 1_000_000,
        "“" * 100_000 + " he said",
        "(" * 100_000 + " he said",
        "said, " * 100_000,
        "\u202e" * 1000 + "The mayor said it was over. " * 30,
    ],
    ids=["1 MB without a stop", "1 MB in one word", "marks", "brackets", "commas", "right to left"],
)
def test_a_monstrous_text_takes_bounded_time(annotator, text):
    """A megabyte without a full stop, or of nothing but marks, is read like any other."""
    import time

    article = make_article(InputRow(text=text), where="a", options=ReadOptions())
    original = Original(sha256=article.sha256, content=b"", name="a", media_type="text/plain")
    begun = time.process_time()
    (result,) = annotator.annotate([Loaded(article.model_copy(update={"language": None}), original)])
    assert not isinstance(result, InputError), str(result)[:300]
    assert time.process_time() - begun < 300
