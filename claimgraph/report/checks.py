"""The checks of an audit: each finds the places of one rule. What is told of them stands in ``rules.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from claimgraph.lang import load_language
from claimgraph.link import Descriptions, credited_agencies, headline_laundering
from claimgraph.records import Attribution, CaseArticle, Claim, Copy, Source, Span, hull
from claimgraph.report.trace import place_of
from claimgraph.report.weigh import Groups, Key, Weighed

__all__ = ["CHECKS", "Facts", "Found"]

MOST: Final = 0.5
"""Part of the attributed claims on one source that makes an article rest on it."""
FEW: Final = 4
"""Attributed claims below which shares say nothing."""
DEEP: Final = 4
"""Links of a chain, the outlet counted, from which it is third hand."""
MANY: Final = 3
"""Outlets that make many."""
COPIED: Final = 0.5
"""Part of an article's words from which it is a copy."""
SURE_OTHERWISE: Final = 0.6
"""Contradictions less sure than this raise no alert."""
SURE: Final = 0.5
"""Attributions less sure than this raise no alert."""

_FINDINGS: Final = {
    "event_after_publication": "lies after the article's own date",
    "weekday_mismatch": "is not the weekday that the text names",
    "quoted_before_event": "lies after the day on which it is quoted",
    "no_such_day": "is not in the calendar",
}


class Found(NamedTuple):
    """One place, and what is filled into the words of its rule."""

    start: int
    end: int
    fill: dict[str, Any]
    in_title: bool = False


class Facts:
    """One article and what the case says of its claims."""

    def __init__(self, item: CaseArticle, groups: Groups, copies: list[Copy]) -> None:
        self.item = item
        self.groups = groups
        self.copies = copies
        self.language = load_language(item.article.language)
        self.descriptions = Descriptions(self.language)
        self.words = self.language.source_words
        self.made: dict[str | None, Attribution] = {one.id: one for one in item.annotation.attributions}
        self.attributed = [
            (claim, made) for claim in item.annotation.claims if (made := self.made.get(claim.attribution)) is not None
        ]
        self.nodes = {chain.attribution: chain.links[-1].node for chain in item.chains if chain.links}
        self.sources: dict[str, Source] = {source.id: source for source in item.sources}
        self._weighed: dict[int, Weighed] = {}

    def speaker(self, made: Attribution) -> str:
        """What stands for one speaker within the article."""
        return self.nodes.get(made.id, made.source_name)

    def sentence(self, start: int) -> Span:
        """The sentence around a place."""
        for one in self.item.annotation.sentences:
            if one.start <= start < one.end:
                return Span(one.start, one.end)
        return Span(start, start)

    def text(self, start: int, end: int) -> str:
        """Words of the text, on one line."""
        return " ".join(self.item.article.text[start:end].split())

    def source_words(self, made: Attribution) -> str:
        """The source as the text has it."""
        return self.text(*hull(made.source)) if made.source else made.source_name

    def described(self, made: Attribution) -> str:
        """How well a reader can tell who it is."""
        if made.source_type in {"named_person", "named_organization", "media_outlet", "document"}:
            return "named"
        return self.descriptions.quality(made.source_name)

    def reason_given(self, speaker: str) -> bool:
        """Whether a sentence in which it speaks says why it is not named."""
        phrases = self.words.get("anonymous_phrases", frozenset())
        for _, made in self.attributed:
            if self.speaker(made) == speaker and made.cue:
                low, high = self.sentence(made.cue[0].start)
                text = self.text(low, high).casefold()
                if any(phrase in text for phrase in phrases):
                    return True
        return False

    def weigh(self, claim: Claim) -> Weighed | None:
        """What stands behind the group of a claim; null where it stands alone."""
        members = self.groups.members(self.key(claim))
        if len(members) < 2:
            return None
        if id(members) not in self._weighed:
            self._weighed[id(members)] = self.groups.weigh(members)
        return self._weighed[id(members)]

    def key(self, claim: Claim) -> Key:
        """What names a claim in the case."""
        return self.item.article.id, claim.id


def _once(facts: Facts, kinds: set[str]) -> Iterator[Attribution]:
    """The first attribution of each source of these types, as the text has it."""
    seen: set[str] = set()
    for _, made in facts.attributed:
        speaker = facts.speaker(made)
        if made.source_type in kinds and made.source and made.confidence >= SURE and speaker not in seen:
            seen.add(speaker)
            yield made


def _at_source(made: Attribution, **fill: Any) -> Found:
    return Found(*hull(made.source or made.cue or made.content), fill)


def _anonymous_bare(facts: Facts) -> Iterator[Found]:
    for made in _once(facts, {"anonymous", "official_unnamed"}):
        if facts.described(made) == "bare" and facts.descriptions.quality(facts.source_words(made)) == "bare":
            yield _at_source(made, name=facts.source_words(made))


def _anonymous_no_reason(facts: Facts) -> Iterator[Found]:
    for made in _once(facts, {"anonymous"}):
        # through another outlet, the reason was for that one to give
        if len(made.chain) == 2 and facts.described(made) != "bare" and not facts.reason_given(facts.speaker(made)):
            yield _at_source(made, name=facts.source_words(made))


def _is_plural(facts: Facts, made: Attribution) -> bool:
    words = re.findall(r"[\w-]+", facts.source_words(made).casefold())
    numbers = {*facts.language.numbers, "several", "both", "couple", "many", "dozens"}
    plurals = facts.words.get("anonymous_plurals", frozenset())
    return bool(plurals & set(words)) and not any(word in numbers or word.isdigit() for word in words)


def _plural_uncounted(facts: Facts) -> Iterator[Found]:
    for made in _once(facts, {"anonymous"}):
        if _is_plural(facts, made):
            yield _at_source(made, name=facts.source_words(made))


def _plural_quoted(facts: Facts) -> Iterator[Found]:
    told = set()
    for _, made in facts.attributed:
        speaker = facts.speaker(made)
        plural = made.source_type in {"anonymous", "official_unnamed"} and made.source and _is_plural(facts, made)
        if plural and made.quotation == "direct" and made.confidence >= SURE and speaker not in told:
            told.add(speaker)
            yield _at_source(made, name=facts.source_words(made))


def _one_anonymous(facts: Facts) -> Iterator[Found]:
    counts = Counter(facts.speaker(made) for _, made in facts.attributed)
    for made in _once(facts, {"anonymous"}):
        count, whole = counts[facts.speaker(made)], len(facts.attributed)
        if whole >= FEW and count > MOST * whole:
            yield _at_source(made, name=facts.source_words(made), claims=count, attributed=whole)


def _nobody(facts: Facts) -> Iterator[Found]:
    seen = set()
    for _, made in facts.attributed:
        own = len(made.chain) == 2 and made.source_type == "unspecified" and not made.source
        guess = made.stance == "expects" or made.parent is not None
        if own and not guess and made.cue and made.confidence >= SURE and made.id not in seen:
            seen.add(made.id)
            yield Found(*hull(made.cue), {"cue": facts.text(*hull(made.cue))})


def _deep_chain(facts: Facts) -> Iterator[Found]:
    seen = set()
    for _, made in facts.attributed:
        if len(made.chain) >= DEEP and made.chain[-1] != "unspecified" and made.chain not in seen:
            seen.add(made.chain)
            yield _at_source(made, steps=len(made.chain) - 1, chain=" → ".join(made.chain))


def _date_finding(facts: Facts) -> Iterator[Found]:
    for one in facts.item.annotation.dates:
        if one.finding:
            fill = {"words": facts.text(one.start, one.end), "value": one.value, "finding": _FINDINGS[one.finding]}
            yield Found(one.start, one.end, fill)


def _own_voice(facts: Facts, *, within: bool) -> Iterator[Found]:
    for claim in facts.item.annotation.claims:
        weighed = facts.weigh(claim) if claim.kind == "own_voice" else None
        for one in weighed.laundering if weighed else ():
            if (one.article, one.claim) == facts.key(claim) and one.within == within:
                fill = {"source": one.chain[-1], "outlet": one.chain[0]}
                if not within or claim.sentence <= 2:
                    yield Found(claim.start, claim.end, fill)


def _laundered(facts: Facts) -> Iterator[Found]:
    return _own_voice(facts, within=False)


def _lead_unattributed(facts: Facts) -> Iterator[Found]:
    return _own_voice(facts, within=True)


def _headline_unattributed(facts: Facts) -> Iterator[Found]:
    found = headline_laundering(facts.item, facts.language)
    if found is not None:
        yield Found(found.start, found.end, {"source": found.chain[-1]}, in_title=True)


def _single_origin(facts: Facts) -> Iterator[Found]:
    groups: dict[int, tuple[int, Claim]] = {}
    for claim in facts.item.annotation.claims:
        weighed = facts.weigh(claim)
        if weighed is not None and weighed.origins.low == 1:
            outlets = len({voice.publisher.node for voice in weighed.origins.voices})
            if outlets >= MANY:
                groups.setdefault(id(weighed), (outlets, claim))
    if groups:
        # one alert an article: a copied agency story would raise one a sentence
        outlets, claim = max(groups.values(), key=lambda pair: (pair[0], -pair[1].start))
        claims = "1 claim" if len(groups) == 1 else f"{len(groups)} claims"
        yield Found(claim.start, claim.end, {"outlets": outlets, "claims": claims})


def _contradicted(facts: Facts) -> Iterator[Found]:
    """The surest contradiction of each sentence; each other account once."""
    found: dict[int, tuple[float, Claim, Key, str | None]] = {}
    for claim in facts.item.annotation.claims:
        for other, link in facts.groups.against(facts.key(claim)):
            mentioned = any(article == facts.item.article.id for article, _ in facts.groups.members(other))
            best = found.get(claim.sentence)
            if link.score >= SURE_OTHERWISE and not mentioned and (best is None or link.score > best[0]):
                found[claim.sentence] = (link.score, claim, other, link.slot)
    told = set()
    for _, (_, claim, other, slot) in sorted(found.items()):
        there = facts.groups.claim(other)
        account = facts.groups.members(other)[0]
        if there is None or account in told:
            continue
        told.add(account)
        place = place_of(*there)
        words = f"“{' '.join(place.words.split())}”"
        if place.kind == "own_voice":
            words = f"{words}, in its own voice"
        elif place.stance == "denies":
            words = f"{place.chain[-1]} denies {words}"
        else:
            words = f"{words}, on the word of {place.chain[-1]}"
        yield Found(claim.start, claim.end, {"outlet": place.outlet, "slot": slot or "facts", "account": words})


def _copied_uncredited(facts: Facts) -> Iterator[Found]:
    item = facts.item
    for one in sorted(facts.copies, key=lambda copy: (-copy.share, copy.b)):
        if one.a != item.article.id or one.share < COPIED or one.direction != "date":
            continue
        other = facts.groups.article(one.b)
        if other is None or other.publisher.id == item.publisher.id:
            continue
        named = other.publisher_name.casefold() in item.article.text.casefold()
        if not named and other.publisher.id not in credited_agencies(item) and one.passages:
            fill = {"share": f"{one.share:.0%}", "outlet": other.publisher_name}
            yield Found(one.passages[0].a_start, one.passages[0].a_end, fill)
            return


CHECKS: Final[dict[str, Callable[[Facts], Iterator[Found]]]] = {
    "anonymous_bare": _anonymous_bare,
    "anonymous_no_reason": _anonymous_no_reason,
    "plural_uncounted": _plural_uncounted,
    "plural_quoted": _plural_quoted,
    "one_anonymous": _one_anonymous,
    "nobody": _nobody,
    "deep_chain": _deep_chain,
    "date_finding": _date_finding,
    "laundered": _laundered,
    "lead_unattributed": _lead_unattributed,
    "headline_unattributed": _headline_unattributed,
    "single_origin": _single_origin,
    "contradicted": _contradicted,
    "copied_uncredited": _copied_uncredited,
}
"""Every check by the id of its rule."""
