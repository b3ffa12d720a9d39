"""Invented texts for 42 phenomena, from raw text to chains, with the shipped model: ``python -m tests.phenomena``."""

from collections import Counter

import pytest

from tests.phenomena import chains, extent, measure, options, share, table

LEAST = 0.85
TYPES = {
    "named_person",
    "named_organization",
    "official_unnamed",
    "anonymous",
    "media_outlet",
    "media_correspondent",
    "document",
    "local_unspecified",
    "social_media",
    "unspecified",
}


def test_there_are_three_hundred_cases_and_six_of_each_phenomenon():
    counts = Counter(row["phenomenon"] for row in table())
    assert sorted(counts) == list(range(1, 43))
    assert min(counts.values()) >= 6
    assert counts.total() >= 300
    assert len({row["text"] for row in table()}) == counts.total()


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['phenomenon']}{row['half']} {row['shows']}")
def test_what_is_expected_stands_in_the_text(row):
    for expected in row["expect"]:
        text = row["title"] if expected.get("title") else row["text"]
        for snippet in options(expected["content"]):
            start, end = extent(text, snippet)
            assert 0 <= start < end <= len(text)
        assert expected["source"] is None or expected["source"] in text
        assert set(options(expected["type"])) <= TYPES
        assert all(chain[-1] for chain in chains(expected))


@pytest.mark.model
def test_of_all_that_is_attributed_85_in_100_are_right_in_name_type_and_chain(annotator):
    assert share(measure(annotator, table())[0]) >= LEAST
