"""Types of sources, and the parts of a description that names nobody: tables of fresh sentences, with a gate each."""

import hashlib

import pytest

from claimgraph import open_case
from claimgraph.lang import load_language
from claimgraph.outlets import load_registry
from claimgraph.records import Run
from claimgraph.resolve import resolve_article
from tests.marked import rows
from tests.resolve_cases import build_case

PARTS = ("head", "office", "place", "reason", "number")
TYPES, DESCRIPTORS = rows("source_types.jsonl"), rows("descriptors.jsonl")


def resolve(text):
    article, annotated = build_case({"outlet": "The Harbour Post", "text": text})
    return resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))


def described(text):
    """The parts of the description of the first source."""
    found = resolve(text)
    node = found.chains[0].links[-1].node
    descriptor = next(source.descriptor for source in found.sources if source.id == node)
    return descriptor and {part: getattr(descriptor, part) for part in PARTS}


def test_types_of_sources_are_told_by_their_words():
    """At least 95 of 100 fresh sources get the type that the rules of the gold give them."""
    wrong = [
        (row["shows"], got, row["type"])
        for row in TYPES
        if (got := resolve(row["text"]).annotation.attributions[0].source_type) != row["type"]
    ]
    assert len(TYPES) >= 80
    assert len(wrong) <= 0.05 * len(TYPES), wrong


@pytest.mark.parametrize("part", PARTS)
def test_a_description_is_kept_in_parts(part):
    """Head noun, office, place, stated reason and number: at least 90 of 100 fresh descriptions have each right."""
    wrong = [
        (row["text"], got and got[part], row[part])
        for row in DESCRIPTORS
        if (got := described(row["text"])) is None or got[part] != row[part]
    ]
    assert len(DESCRIPTORS) >= 60
    assert len(wrong) <= 0.1 * len(DESCRIPTORS), wrong


def test_a_description_is_kept_by_a_case_and_told_with_its_source(tmp_path):
    """Parts, number and reason come back from the case, in the article and in the list of sources."""
    article, annotated = build_case(
        {
            "id": "a1",
            "outlet": "The Harbour Post",
            "text": "[s1 Two port officials in Oske], who asked not to be named for fear of arrest, [c1 said] [t1 it sank].",
        }
    )
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    (descriptor,) = [source.descriptor for source in found.sources if source.descriptor]
    assert dict(descriptor) == {
        "head": "official",
        "office": "port",
        "place": "Oske",
        "reason": "for fear of arrest",
        "plural": True,
        "number": 2,
    }
    run = Run(id=annotated.model, annotator="hand", version="1")
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    stored = found.model_copy(update={"article": article.model_copy(update={"sha256": digest})})
    with open_case(tmp_path / "case.claimgraph") as case:
        case.add(stored, None, run)
        assert case.article(article.id).sources == found.sources
        assert next(case.articles()).sources == found.sources


def test_a_plural_without_a_number_is_one_group_of_unknown_size():
    """ "Sources said" is one source; a named source has no description."""
    found = resolve("[s1 Sources] [c1 said] [t1 the bridge fell]. [s2 [p Ann Moreau]] [c2 denied] [t2 it].")
    group, person = (next(s for s in found.sources if s.id == chain.links[-1].node) for chain in found.chains)
    assert (group.descriptor.plural, group.descriptor.number) == (True, None)
    assert person.descriptor is None
