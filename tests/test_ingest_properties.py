"""Properties of the readers: nothing makes them raise, and no character is lost."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.ingest import READERS, Loaded, ReadOptions, parse_date, parse_written_date, read_inputs
from claimgraph.ingest.decode import decode_bytes
from claimgraph.ingest.headers import read_header

# Random bytes seldom get past the first check, so pieces that readers look for are mixed in.
PIECES = (
    b'{"text": "The mayor said so."}',
    b'{"text": "\\ud800"',
    b'"text"',
    b"text,outlet,date\n",
    b"text\n",
    b'"',
    b'""',
    b",",
    b";",
    b"\n",
    b"\r",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\\",
    b"\\u00e9",
    b"<html><body><p>The mayor said that the bridge was closed on Monday.</p>",
    b"<p>",
    b"<!--",
    b"<meta charset=utf-7>",
    b"<meta charset=idna>",
    b'<meta name="date" content="2024-13-01">',
    b"By Jane Doe, 26 July 2024\n",
    b"TARVIK (Reuters) - ",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe\x00\x00",
    b"\x1f\x8b\x08",
    gzip.compress(b"The mayor said so.\n", mtime=0),
    b"\x00",
    "é“”…\u2028\x85".encode(),
    b"\xed\xa0\x80",
)  # fmt: skip
messy = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=12).map(b"".join)
anything = st.binary(max_size=200) | messy | messy.map(lambda content: gzip.compress(content, mtime=0))
words = st.text(min_size=1).filter(lambda text: re.search(r"\w", text))
clean = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda t: re.search(r"\w", t)
)


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=150, deadline=None)
@given(content=anything, limit=st.sampled_from([20, 10_000]))
def test_no_bytes_make_a_reader_raise(form, content, limit):
    """Whatever the bytes, a reader yields articles that can be written and errors that name a place and a hint."""
    results = list(READERS[form].reader(io.BytesIO(content), "a", ReadOptions(max_bytes=limit)))
    assert results
    for result in results:
        if isinstance(result, Loaded):
            result.article.model_dump_json().encode()
            assert all(warning.startswith("a") for warning in result.article.warnings)
        else:
            assert isinstance(result, InputError)
            assert result.where.startswith("a")
            assert result.hint
            str(result).encode()


@settings(max_examples=150, deadline=None)
@given(content=anything)
def test_no_bytes_make_standard_input_raise(content):
    """The same where the content decides on the reader."""
    assert all(isinstance(result, (Loaded, InputError)) for result in read_inputs(["-"], stdin=io.BytesIO(content)))


@given(text=clean)
def test_text_file_is_its_decoded_bytes(text):
    """The text of a UTF-8 file is the file, decoded, without its byte-order mark."""
    [result] = READERS["text"].reader(io.BytesIO(text.encode()), "a", ReadOptions())
    if isinstance(result, Loaded):  # else it begins like a binary format
        assert result.article.text == text.removeprefix("\ufeff")
        assert result.original.content == text.encode()
    else:
        assert "is not text but" in str(result)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@given(text=clean)
def test_byte_order_mark_tells_the_encoding(encoding, text):
    """With a mark there is no guess, and every character comes back."""
    assert decode_bytes(text.encode(encoding), where="a")[::2] == (text, ())


@given(texts=st.lists(clean, min_size=1, max_size=4), indent=st.sampled_from([None, 1]), chunk=st.integers(1, 7))
def test_json_list_and_json_lines_give_the_same(texts, indent, chunk):
    """However the objects are laid out, and wherever the stream is cut, the same texts come."""

    class Drip(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, chunk))

        read1 = read

    rows = [{"id": str(number), "text": text, "more": {"a": [text]}} for number, text in enumerate(texts)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    for content in (lines, json.dumps(rows, indent=indent)):
        results = list(READERS["jsonl"].reader(Drip(content.encode()), "a", ReadOptions()))
        assert [result.article.text for result in results] == texts


@given(
    texts=st.lists(clean, min_size=1, max_size=4),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_table_gives_back_its_cells(texts, delimiter, quoting):
    """What a CSV writer wrote, quotation marks, delimiters and newlines within cells, is read as it was."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(["id", "text", "outlet"])
    writer.writerows([number, f"{text}\n{text}", ""] for number, text in enumerate(texts))
    results = list(READERS["csv"].reader(io.BytesIO(out.getvalue().encode()), "a", ReadOptions()))
    assert [getattr(result, "article", result).text for result in results] == [f"{text}\n{text}" for text in texts]


@given(raw=st.text(alphabet="0123456789-/.:TZ +JulyOctSept,ndth", max_size=30))
def test_date_is_null_or_read_again_as_itself(raw):
    """A value is always ISO: read a second time it is the same, and without a warning."""
    for value, _ in (parse_date(raw), parse_written_date(raw)):
        assert parse_date(value) == (value, None)


@given(text=words)
def test_header_never_raises(text):
    """Any text has a header, if an empty one."""
    read_header(text)
