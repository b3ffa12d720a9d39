"""Which names are one: pairs of fresh mentions in one article or two, joined or not, with a gate; precision first."""

import re

import pytest

from claimgraph.lang import load_language
from claimgraph.outlets import load_registry
from claimgraph.records import AnnotatedArticle, Article, Mention, Sentence
from claimgraph.resolve import resolve_article
from tests.marked import rows
from tests.resolve_cases import build_case

PAIRS = rows("entity_pairs.jsonl")
_MARK = re.compile(r"<([plo]):([^>]+)>")
_TYPES = {"p": "person", "l": "place", "o": "organization"}


def entities(marked, name):
    """The article with the entities that are marked in it, resolved."""
    plain, mentions, end = "", [], 0
    for mark in _MARK.finditer(marked):
        plain += marked[end : mark.start()]
        start = len(plain)
        plain += mark[2]
        mentions.append(
            Mention(start=start, end=len(plain), type=_TYPES[mark[1]], name=mark[2], entity="", confidence=0.9)
        )
        end = mark.end()
    plain += marked[end:]
    article = Article(id=name, text=plain, sha256="0" * 64, outlet="The Harbour Post")
    annotated = AnnotatedArticle(
        id=name,
        outlet="The Harbour Post",
        date=None,
        title=None,
        text=plain,
        model="m1",
        sentences=(Sentence(start=0, end=len(plain), label="own_voice", confidence=0.9),),
        attributions=(),
        claims=(),
        entities=tuple(mentions),
        dates=(),
    )
    return resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))


def joined(texts):
    """Whether the first and the last name marked are one entity."""
    found = [m for n, text in enumerate(texts) for m in entities(text, f"a{n}").annotation.entities]
    return found[0].entity == found[-1].entity


def test_few_names_are_split_and_fewer_are_joined_that_are_two():
    """Of 80 and more pairs at most one in a hundred is joined wrongly, and one in ten split wrongly."""
    wrong = [(row["texts"], row["joined"]) for row in PAIRS if joined(row["texts"]) != row["joined"]]
    falsely = [texts for texts, should in wrong if not should]
    assert len(PAIRS) >= 80
    assert len(falsely) <= 0.01 * len(PAIRS), falsely
    assert len(wrong) <= 0.1 * len(PAIRS), wrong


@pytest.mark.parametrize("surface", ["The", "al-", "the "])
def test_an_article_alone_is_no_entity(surface):
    """What is cut from a name and names nothing is left out."""
    assert entities(f"<o:{surface}> was seen.", "a1").entities == ()


def test_names_of_countries_are_places():
    """A country is a place, whatever the model took it for; one name has one node."""
    found = entities("<o:Russia> and <o:Russian> troops left; <p:Ann Moreau> stayed.", "a1")
    assert [(entity.name, entity.type) for entity in found.entities] == [
        ("Russia", "place"),
        ("Ann Moreau", "person"),
    ]


def speaker(text, name):
    """The innermost link of the first chain, and its source."""
    article, annotated = (
        part.model_copy(update={"id": name}) for part in build_case({"outlet": "Kyra News", "text": text})
    )
    found = resolve_article(article, annotated, registry=load_registry(), language=load_language("en"))
    node = found.chains[0].links[-1].node
    return node, next(source for source in found.sources if source.id == node)


def test_a_surname_alone_is_nobody_in_another_article():
    """Two articles that only say "Smith" may mean two people; a full name is one everywhere."""
    one, other = (
        speaker(f"[s1 [p Smith]] [c1 said] [t1 {what}].", name) for what, name in (("no", "a1"), ("yes", "a2"))
    )
    assert one[0] != other[0]
    assert one[1].article == "a1"
    assert one[1].type == "named_person"
    full, again = (speaker("[s1 [p John Smith]] [c1 said] [t1 no].", name) for name in ("a1", "a2"))
    assert full[0] == again[0]
    assert full[1].article is None


@pytest.mark.parametrize(
    ("words", "lasting"),
    [
        ("A Syrian rebel group", False),
        ("The UK-based group", False),
        ("A French company", False),
        ("The Syrian army", True),
        ("The Iranian government", True),
        ("The Islamic State group", True),
    ],
)
def test_a_description_is_one_body_in_all_articles_only_where_it_can_be_no_other(words, lasting):
    """There is one Syrian army, and many Syrian groups."""
    one, other = (speaker(f"[s1 {words}] [c1 said] [t1 no].", name) for name in ("a1", "a2"))
    assert (one[0] == other[0]) is lasting
