import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate import split_sentences
from tests.marked import rows

_SNIPPETS = st.sampled_from(
    [
        "He left",
        ". ",
        "! ",
        "? ",
        "... ",
        "…",
        "U.S. ",
        "Mr. ",
        "No. ",
        "5",
        "3.5",
        "“",
        "”",
        '"',
        "'",
        "’",
        "''",
        "``",
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\r\n",
        "\u2028",
        "\x85",
        "\xa0",
        " ",
        "\t",
        "The",
        "a.m. ",
        "é",
        "𝔸",
        ".",
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_SNIPPETS, max_size=60).map("".join))


@pytest.mark.parametrize("row", rows("sentences.jsonl"), ids=lambda row: row["text"][:40])
def test_bounds_stand_where_a_reader_puts_them(row):
    """A text is cut at line breaks and at stops that close a sentence, nowhere else."""
    text = row["text"]
    assert [text[s.start : s.end] for s in split_sentences(text)] == row["sentences"]


@given(_TEXTS)
def test_every_visible_character_lies_in_exactly_one_sentence(text):
    """Nothing is lost, nothing is in two sentences, and no sentence begins or ends with white space."""
    covered = bytearray(len(text))
    for start, end in split_sentences(text):
        assert start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        for i in range(start, end):
            covered[i] += 1
    assert all(count == 1 or (count == 0 and ch.isspace()) for count, ch in zip(covered, text, strict=True))


@given(_TEXTS)
def test_no_sentence_crosses_a_line_break_in_short_lines(text):
    """Lines are joined in hard-wrapped texts only, and short lines are not hard-wrapped."""
    if max(map(len, text.splitlines()), default=0) < 40:
        assert all(len(text[s.start : s.end].splitlines()) == 1 for s in split_sentences(text))


@pytest.mark.parametrize(
    "unit", ["word ", "\n", ".", ". ", '."', "“a ", "' ", "a.", "U.S. ", "a. ( ", "x\n", "? ", "A-", '"', "a.”B"]
)
def test_time_grows_in_proportion_to_the_text(unit):
    """A megabyte of anything is split within seconds."""
    text = unit * (1_000_000 // len(unit))
    before = time.process_time()
    split_sentences(text)
    assert time.process_time() - before < 10


@pytest.mark.corpora
@pytest.mark.parametrize(("path", "genre"), [("gum/train.jsonl.gz", "news"), ("polnear/dev.jsonl.gz", None)])
def test_inner_bounds_agree_with_the_corpora(path, genre, corpora):
    """Bounds inside paragraphs have F1 of .95 and more on edited news."""
    right = found = wanted = 0
    with gzip.open(corpora / path, "rt", encoding="utf-8") as lines:
        documents = [row for row in map(json.loads, lines) if genre in {None, row.get("genre")}]
    for row in documents:
        gold = _inner_starts(row["text"], row["sentences"])
        ours = _inner_starts(row["text"], split_sentences(row["text"]))
        right, found, wanted = right + len(gold & ours), found + len(ours), wanted + len(gold)
    assert 2 * right / (found + wanted) >= 0.95


def _inner_starts(text, spans):
    """The first letter or digit of each sentence that does not begin its line."""
    starts = set()
    for start, _ in spans:
        before = start - 1
        while before >= 0 and text[before] != "\n" and not text[before].isalnum():
            before -= 1
        if before >= 0 and text[before] != "\n":
            first = start
            while first < len(text) and not text[first].isalnum():
                first += 1
            starts.add(first)
    return starts
