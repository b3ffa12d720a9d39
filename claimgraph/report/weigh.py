"""Groups of same claims of a case, and what stands behind each: read from the case as far as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from claimgraph.lang import load_language
from claimgraph.link import (
    claim_key,
    copied_words,
    count_origins,
    credited_agencies,
    find_laundering,
    group_claims,
    inner_attribution,
    is_contradiction,
    standing_links,
    voices_of,
    wording,
)
from claimgraph.records import CaseArticle, Claim, Copy, Laundering, Link, Origins, Voice
from claimgraph.store import Case

__all__ = ["Groups", "Key", "Weighed"]

Key = tuple[str, str]
"""Article id and claim id."""

WITHIN: Final = 0.8
"""Part of a claim that must lie in a shared passage for it to be copied."""
COPY: Final = 0.5
"""Part of the words of a text that makes it mostly a copy."""
SAME_WORDING: Final = 0.8
"""Part of the words of two claims, too short to be known for copies by themselves, that both must have in such texts."""
OURS: Final = "claimgraph-"
"""How the names of our own machines begin; another judge that is no run of the case is a person."""
ARTICLES: Final = 256
"""Articles kept in memory."""


class Weighed(NamedTuple):
    """One group, weighed."""

    origins: Origins
    laundering: list[Laundering]
    copies: list[Copy]
    """Between its articles."""


class Groups:
    """The groups of a case by its judgements; articles are read when a group is weighed."""

    def __init__(self, case: Case) -> None:
        self._case = case
        links = list(case.links())
        ours = {link.judge for link in links if link.judge.startswith(OURS)}
        machines = {run.id for run in case.runs()} | ours
        self.links = standing_links(links, machines=machines)
        people = {pair for pair, link in self.links.items() if link.judge not in machines}
        self._groups = group_claims(self.links, people=people)
        self._group_of = {key: members for members in self._groups for key in members}
        self._against: dict[Key, list[tuple[Key, Link]]] = {}
        for (a, b), link in self.links.items():
            if is_contradiction(link, person=(a, b) in people):
                self._against.setdefault(a, []).append((b, link))
                self._against.setdefault(b, []).append((a, link))
        self.article = lru_cache(maxsize=ARTICLES)(case.article)
        self._credits = lru_cache(maxsize=ARTICLES)(self._credited)
        self._copies: dict[str, list[Copy]] = {}

    def members(self, key: Key) -> list[Key]:
        """The claims that are the same as this, itself too, sorted."""
        return self._group_of.get(key, [key])

    def groups(self) -> list[list[Key]]:
        """Every group of two claims and more, in order."""
        return self._groups

    def against(self, key: Key) -> list[tuple[Key, Link]]:
        """Claims that contradict this one, and the judgements, in order."""
        return sorted(self._against.get(key, ()), key=lambda pair: pair[0])

    def contradicted(self) -> set[Key]:
        """Every claim that another one contradicts."""
        return set(self._against)

    def claim(self, key: Key) -> tuple[CaseArticle, Claim] | None:
        """The claim with its article; null where the case has it no more."""
        item = self.article(key[0])
        claim = next((c for c in item.annotation.claims if c.id == key[1]), None) if item else None
        return (item, claim) if item and claim else None

    def weigh(self, members: Iterable[Key]) -> Weighed:
        """How many origins stand behind a group, and what in it is laundered."""
        wanted: dict[str, list[Claim]] = {}
        for key in members:
            found = self.claim(key)
            if found is None:
                continue
            item, claim = found
            for one in (claim, inner_attribution(item, claim)):
                if one is not None and one not in wanted.setdefault(key[0], []):
                    wanted[key[0]].append(one)
        voices: list[Voice] = []
        contexts: dict[Key, str] = {}
        for article in sorted(wanted):
            here = self.article(article)
            if here is None:
                continue
            voices += voices_of(here, wanted[article], self._credits(article))
            for claim in wanted[article]:
                sentence = here.annotation.sentences[claim.sentence]
                contexts[article, claim.id] = here.article.text[sentence.start : sentence.end]
        copies = self._between(wanted)
        passages = {frozenset((one.a, one.b)): one for one in copies}

        def copied(a: Voice, b: Voice) -> bool:
            shared = passages.get(frozenset((a.claim.id, b.claim.id)))
            if shared is not None and (_in_passage(shared, a, b) or _in_copy(shared, a, b)):
                return True
            return copied_words(a.words, b.words) or copied_words(
                contexts[claim_key(a.claim)], contexts[claim_key(b.claim)]
            )

        origins = count_origins(voices, load_language(), copied=copied)
        return Weighed(origins, find_laundering(origins.voices, contexts, load_language()), copies)

    def _between(self, articles: Iterable[str]) -> list[Copy]:
        """What these articles share."""
        wanted = sorted(articles)
        found: dict[tuple[str, str], Copy] = {}
        for article in wanted if len(wanted) > 1 else ():
            if article not in self._copies:
                self._copies[article] = self._case.copies(article)
            found |= {(one.a, one.b): one for one in self._copies[article]}
        return [found[pair] for pair in sorted(found) if set(pair) <= set(wanted)]

    def _credited(self, article: str) -> tuple[str, ...]:
        item = self.article(article)
        return credited_agencies(item) if item else ()


def _in_copy(shared: Copy, a: Voice, b: Voice) -> bool:
    """Whether two claims in nearly the same words stand in texts that are mostly one."""
    return max(shared.share, shared.share_of_b) >= COPY and wording(a.words, b.words) >= SAME_WORDING


def _in_passage(shared: Copy, a: Voice, b: Voice) -> bool:
    """Whether one stretch of shared words holds both claims."""
    first, second = (a, b) if shared.a == a.claim.id else (b, a)
    for low, high, other_low, other_high in shared.passages:
        mine = min(first.claim.end, high) - max(first.claim.start, low)
        theirs = min(second.claim.end, other_high) - max(second.claim.start, other_low)
        if mine >= WITHIN * (first.claim.end - first.claim.start) and theirs >= WITHIN * (
            second.claim.end - second.claim.start
        ):
            return True
    return False
