"""Laundering: own voice, in a lead or a headline too, that says nothing which another place does not attribute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from claimgraph.records import CaseArticle, Claim, ClaimRef, Language, Laundering, Voice

__all__ = ["find_laundering", "headline_laundering"]

CONTAINED: Final = 0.75
"""Part of the content words of own voice that the attributed place must have for nothing to be said besides."""
HEADLINE_WORDS: Final = 4
"""Content words that a headline must have to be compared."""

_WORD: Final = re.compile(r"[\w'’-]*\w")
_MARKS: Final = re.compile(r"[?:\"“‘]|(?<!\w)'")
"""What in a headline asks, quotes or names: "Police: ..."."""
_TAIL: Final = re.compile(r"\s+[-–—|]\s+([^|–—]{2,50})\Z")


def find_laundering(
    group: Sequence[Voice], contexts: Mapping[tuple[str, str], str], language: Language
) -> list[Laundering]:
    """The own-voice claims of a group of same claims that launder, each with the place that attributes it.

    Args:
        group: all voices of one group.
        contexts: (article id, claim id) to the sentence around a claim.
        language: whose words tell nothing by themselves.

    The article must not be dated earlier than the one that attributes the claim; one without a date is not earlier.
    A denial attributes nothing.
    """
    words = _Content(language)
    attributed = sorted(
        (v for v in group if v.steps and v.stance != "denies"), key=lambda v: (v.day or "~", v.claim.id, v.claim.start)
    )
    found = []
    for voice in sorted(group, key=lambda v: (v.day or "~", v.claim.id, v.claim.start)):
        if voice.steps:
            continue
        fitting = [other for other in attributed if _launders(voice, other, contexts, words)]
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


def _launders(voice: Voice, other: Voice, contexts: Mapping[tuple[str, str], str], words: _Content) -> bool:
    if voice.day and other.day and voice.day < other.day:
        return False
    if other.last.node == voice.publisher.node:
        return False  # the outlet is whom the other names: it says its own
    if words.of(other.last.name) <= words.of(contexts.get((voice.claim.id, voice.claim.claim), voice.words)):
        return False  # its sentence names the source in some way
    context = contexts.get((other.claim.id, other.claim.claim), other.words)
    return words.nothing_new(voice.words, f"{other.words} {context}")


def headline_laundering(item: CaseArticle, language: Language) -> Laundering | None:
    """What a headline without a source says, where the article's text attributes it; null where it launders nothing."""
    title = _without_outlet(item.annotation.title or "", item.annotation.outlet or "")
    words = _Content(language)
    if not title or any(made.kind == "claim" for made in item.annotation.title_attributions):
        return None
    named = words.all_of(title) & language.source_words.get("headline_sources", frozenset())
    if named or _MARKS.search(title) or len(words.of(title)) < HEADLINE_WORDS:
        return None
    attributions = {made.id: made for made in item.annotation.attributions}
    if any(words.nothing_new(title, _text(item, c)) for c in item.annotation.claims if c.kind == "own_voice"):
        return None
    for claim in item.annotation.claims:
        made = attributions.get(claim.attribution or "")
        told = made is not None and made.stance != "denies" and made.source_type != "unspecified"
        if made is not None and told and words.nothing_new(title, _text(item, claim)):
            if _names_source(title, made.source_name, words, language):
                return None
            return Laundering(
                article=item.article.id,
                claim=None,
                start=0,
                end=len(title),
                words=title,
                attributed=ClaimRef(id=item.article.id, claim=claim.id, start=claim.start, end=claim.end),
                chain=made.chain,
                within=True,
            )
    return None


def _names_source(title: str, source: str, words: _Content, language: Language) -> bool:
    """Whether the headline tells who says it, its colon or dash lost: "Two hurt in blast monitor", "Rivers rising WHO"."""
    plain = _WORD.findall(title)
    last = plain[-1].casefold()
    initials = "".join(word[0] for word in _WORD.findall(source) if word[0].isupper())
    if len(initials) > 1 and initials in plain and not title.isupper():
        return True
    return last in language.source_words.get("headline_tails", frozenset()) or _stem(last) in words.of(source)


def _without_outlet(title: str, outlet: str) -> str:
    """``title`` without the outlet's own name at its end, as pages have it: "Ferry sinks - The Harbour Post"."""
    tail = _TAIL.search(title)
    if tail is not None and (own := _letters(outlet)) and _letters(tail[1]) == own:
        return title[: tail.start()]
    return title


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold())).removeprefix("the")


def _text(item: CaseArticle, claim: Claim) -> str:
    return item.article.text[claim.start : claim.end]


class _Content:
    """The words of a text that say something, as rough stems: inflection must not count as another word."""

    def __init__(self, language: Language) -> None:
        self._empty = language.source_words.get("empty_words", frozenset())

    def all_of(self, text: str) -> set[str]:
        """Every word, in small letters."""
        return {word.casefold() for word in _WORD.findall(text)}

    def of(self, text: str) -> set[str]:
        """Stems of the words that say something."""
        return {_stem(word) for word in self.all_of(text) - self._empty}

    def nothing_new(self, words: str, attributed: str) -> bool:
        """Whether all numbers, and most names and other words, of ``words`` stand in ``attributed`` too."""
        mine, theirs = self.of(words), self.of(attributed)
        numbers = {word for word in mine if word[0].isdigit()}
        names = {
            _stem(w.casefold()) for place, w in enumerate(_WORD.findall(words)) if place and w[:1].isupper()
        } & mine
        if not mine or numbers - theirs or len(names - theirs) > len(names) // 4:
            return False
        return len(mine & theirs) >= CONTAINED * len(mine)


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)[:8]
    return word[:8]
