"""Laundering: own voice, in a lead or a headline too, that says nothing which another place does not attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from claimgraph.records import CaseArticle, Claim, Laundering, Voice

__all__ = ["find_laundering", "headline_laundering"]

CONTAINED: Final = 0.75
"""Part of the content words of own voice that the attributed place must have for nothing to be said besides."""
HEADLINE_WORDS: Final = 4
"""Content words that a headline must have to be compared."""

_WORD: Final = re.compile(r"[\w'’-]*\w")
_STOP: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "near",
        "no",
        "not",
        "of",
        "on",
        "or",
        "over",
        "she",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "was",
        "were",
        "when",
        "which",
        "while",
        "who",
        "will",
        "with",
        "after",
        "before",
        "during",
        "also",
        "about",
        "against",
        "all",
        "amid",
        "some",
        "out",
    ]
)


def find_laundering(group: Sequence[Voice], contexts: Mapping[tuple[str, str], str]) -> list[Laundering]:
    """The own-voice claims of a group of same claims that launder, each with the place that attributes it.

    Args:
        group: all voices of one group.
        contexts: (article id, claim id) to the sentence around a claim.

    The article must not be dated earlier than the one that attributes the claim; one without a date is not earlier.
    A denial attributes nothing.
    """
    attributed = sorted(
        (v for v in group if v.steps and v.stance != "denies"), key=lambda v: (v.day or "~", v.claim.id, v.claim.start)
    )
    found = []
    for voice in sorted(group, key=lambda v: (v.day or "~", v.claim.id, v.claim.start)):
        if voice.steps:
            continue
        fitting = [other for other in attributed if _launders(voice, other, contexts)]
        if fitting:
            # an article's own words about who says it come first, then the earliest elsewhere
            other = next((o for o in fitting if o.claim.id == voice.claim.id), fitting[0])
            found.append(
                Laundering(
                    article=voice.claim.id,
                    claim=voice.claim.claim,
                    start=voice.claim.start,
                    end=voice.claim.end,
                    words=voice.words,
                    attributed=other.claim,
                    chain=(other.publisher.name, *(step.name for step in other.steps)),
                    within=other.claim.id == voice.claim.id,
                )
            )
    return found


def _launders(voice: Voice, other: Voice, contexts: Mapping[tuple[str, str], str]) -> bool:
    if voice.day and other.day and voice.day < other.day:
        return False
    if other.last.node == voice.publisher.node:
        return False  # the outlet is whom the other names: it says its own
    context = contexts.get((other.claim.id, other.claim.claim), other.words)
    return _adds_nothing(voice.words, f"{other.words} {context}")


def headline_laundering(item: CaseArticle) -> Laundering | None:
    """What a headline without a source says, where the article's text attributes it; null where it launders nothing."""
    title = item.annotation.title or ""
    if not title or any(made.kind == "claim" for made in item.annotation.title_attributions) or "?" in title:
        return None
    if re.search(
        r"\b(?:says?|said|claims?|reports?|according to|sources?|reportedly|alleged(?:ly)?)\b|:|['\"‘“]", title
    ):
        return None
    if len(_content(title)) < HEADLINE_WORDS:
        return None
    attributions = {made.id: made for made in item.annotation.attributions}
    own = [c for c in item.annotation.claims if c.kind == "own_voice"]
    for claim in item.annotation.claims:
        made = attributions.get(claim.attribution or "")
        if made is None or made.stance == "denies":
            continue
        if _adds_nothing(title, _text(item, claim)) and not any(_adds_nothing(title, _text(item, c)) for c in own):
            return Laundering(
                article=item.article.id,
                claim=None,
                start=0,
                end=len(title),
                words=title,
                attributed={"id": item.article.id, "claim": claim.id, "start": claim.start, "end": claim.end},
                chain=made.chain,
                within=True,
            )
    return None


def _text(item: CaseArticle, claim: Claim) -> str:
    return item.article.text[claim.start : claim.end]


def _adds_nothing(words: str, attributed: str) -> bool:
    """Whether all numbers and names, and most other content words, of ``words`` stand in ``attributed`` too."""
    mine, theirs = _content(words), _content(attributed)
    if not mine:
        return False
    numbers = {word for word in mine if word[0].isdigit()}
    names = {_stem(w.casefold()) for place, w in enumerate(_WORD.findall(words)) if place and w[:1].isupper()} & mine
    if numbers - theirs or len(names - theirs) > len(names) // 4:
        return False
    return len(mine & theirs) >= CONTAINED * len(mine)


def _content(text: str) -> set[str]:
    return {_stem(word) for word in _words(text)}


def _words(text: str) -> Iterable[str]:
    return (word for word in (w.casefold() for w in _WORD.findall(text)) if word not in _STOP)


def _stem(word: str) -> str:
    """A rough stem: inflection must not count as another word."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)[:8]
    return word[:8]
