"""Articles that may tell of one affair: an inverted index of what each is about, in blocks of time.

Never all pairs: an article is compared with those that share its telling words and were published within
``WINDOW`` days, and with those, of any time, that share two rare words within one claim.
"""

from __future__ import annotations

import hashlib
import math
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, combinations
from typing import Any, Final, NamedTuple

from claimgraph.link.claims import ArticleFacts, ArticleWords

__all__ = ["Index", "Profile", "profile_article", "unpack_profile"]

WINDOW: Final = 15
"""Days between articles that may tell of one event."""
NEIGHBOURS: Final = 24
"""Most articles that one is compared with for what both are about, the nearest ones."""
LEAST: Final = 0.12
"""Cosine of what two articles are about, below which they are not compared."""
_TERMS: Final = 32
_RARE: Final = 5.0
"""Nats: words that stand in one article of 150, or in fewer."""
_RARE_WORDS: Final = 4
_PAIRS: Final = 2000
"""Most pairs kept of an article: a list of names has no end of them."""
_CROWD: Final = 25
"""Articles with one pair of rare words, beyond which it is a set phrase and no sign."""
_FAR: Final = 6
"""Most articles that one is compared with for rare words that both use, those that share most."""
_PAIRS_SHARED: Final = 3
"""Pairs of rare words that such articles share at least: three such words in one claim, or more in several."""
_LEAST_UNDATED: Final = 0.25
"""Cosine from which an article without a date is compared: nothing else keeps it from all the others."""
_UNDATED: Final = 10**9


class Profile(NamedTuple):
    """What of an article is kept in memory: some 2 KB."""

    id: str
    day: int | None
    terms: array[int]
    """Hashes of its most telling words, 64 bits."""
    weights: array[float]
    """One a term: its share of the whole article, whose squares sum to 1."""
    pairs: array[int]
    """Hashes of pairs of rare words that stand in one claim."""

    def pack(self) -> bytes:
        """Bytes, which ``unpack_profile`` reads on any machine of the same byte order."""
        head = struct.pack("<iqHH", *((0, 0) if self.day is None else (1, self.day)), len(self.terms), len(self.pairs))
        return head + self.terms.tobytes() + self.weights.tobytes() + self.pairs.tobytes()


def unpack_profile(article_id: str, content: bytes) -> Profile:
    """The profile that ``Profile.pack`` made bytes of."""
    dated, day, terms, pairs = struct.unpack_from("<iqHH", content)
    parts: list[array[Any]] = []
    place = struct.calcsize("<iqHH")
    for kind, count in (("q", terms), ("f", terms), ("q", pairs)):
        values = array(kind)
        values.frombytes(content[place : place + count * values.itemsize])
        place += count * values.itemsize
        parts.append(values)
    return Profile(article_id, day if dated else None, *parts)


def _hash(*words: str) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest(), "big") >> 1


def profile_article(facts: ArticleFacts | ArticleWords) -> Profile:
    """What an article is about, by the words of its claims."""
    counts: Counter[str] = Counter()
    weight: dict[str, float] = {}
    pairs: set[int] = set()
    for claim in facts.claims:
        counts.update(set(claim.keys))
        weight.update(claim.weights)
        rare = sorted((k for k in set(claim.keys) if claim.weights[k] >= _RARE), key=lambda k: (-claim.weights[k], k))
        pairs.update(_hash(*sorted(pair)) for pair in combinations(rare[:_RARE_WORDS], 2))
    shares = {key: (1 + math.log(n)) * weight[key] for key, n in counts.items()}
    length = math.sqrt(sum(share * share for share in shares.values())) or 1.0
    best = sorted(shares, key=lambda key: (-shares[key], key))[:_TERMS]
    return Profile(
        facts.id,
        facts.day,
        array("q", [_hash(key) for key in best]),
        array("f", [shares[key] / length for key in best]),
        array("q", sorted(pairs)[:_PAIRS]),
    )


class Index:
    """Profiles by their terms. What is found does not depend on the order in which they were added."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self._profiles: list[Profile] = []
        self._numbers: dict[str, int] = {}
        self._terms: defaultdict[int, dict[int, list[tuple[int, float]]]] = defaultdict(dict)
        self._pairs: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        for profile in profiles:
            self.add(profile)

    def __len__(self) -> int:
        return len(self._profiles)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._numbers

    def add(self, profile: Profile) -> None:
        """Add an article; one that is there already is left as it is."""
        if profile.id in self._numbers:
            return
        number = self._numbers[profile.id] = len(self._profiles)
        self._profiles.append(profile)
        block = _UNDATED if profile.day is None else profile.day // (WINDOW + 1)
        for term, weight in zip(profile.terms, profile.weights, strict=True):
            self._terms[term].setdefault(block, []).append((number, weight))
        for pair in profile.pairs:
            self._pairs[pair].append(number)

    def near(self, profile: Profile) -> dict[str, float]:
        """Ids of the articles to compare this one with, and the cosine of what both are about."""
        cosines: defaultdict[int, float] = defaultdict(float)
        for term, weight in zip(profile.terms, profile.weights, strict=True):
            for number, other in self._holders(term, profile.day):
                cosines[number] += weight * other
        own = self._numbers.get(profile.id, -1)
        chosen = [
            (-cosine, self._profiles[n].id, n)
            for n, cosine in cosines.items()
            if cosine >= self._least(profile, n) and n != own
        ]
        found = {name: -cosine for cosine, name, _ in sorted(chosen)[:NEIGHBOURS]}
        for number in self._sharers(profile):
            if number != own:
                found.setdefault(self._profiles[number].id, 0.0)
        # over the same words for either of two articles, so that both find the same cosine
        return {name: self.cosine(profile, self._profiles[self._numbers[name]]) for name in found}

    def _holders(self, term: int, day: int | None) -> Iterable[tuple[int, float]]:
        """Articles with the term that may be near in time, and its weight in each."""
        by_block = self._terms.get(term, {})
        if day is None:
            return chain.from_iterable(by_block[block] for block in sorted(by_block))
        block = day // (WINDOW + 1)
        return chain.from_iterable(by_block.get(place, ()) for place in (block - 1, block, block + 1, _UNDATED))

    def _least(self, profile: Profile, number: int) -> float:
        """Cosine from which two articles are compared."""
        other = self._profiles[number].day
        if profile.day is None or other is None:
            return _LEAST_UNDATED
        return LEAST if abs(profile.day - other) <= WINDOW else math.inf

    def _sharers(self, profile: Profile) -> list[int]:
        """Articles that share three rare words within one claim; set phrases of many articles are passed over."""
        counts: Counter[int] = Counter()
        for pair in profile.pairs:
            holders = self._pairs.get(pair, ())
            if len(holders) <= _CROWD:
                counts.update(holders)
        ranked = sorted(
            (n for n, count in counts.items() if count >= _PAIRS_SHARED),
            key=lambda n: (-counts[n], self._profiles[n].id),
        )
        return ranked[:_FAR]

    @staticmethod
    def cosine(one: Profile, other: Profile) -> float:
        """Cosine of what two articles are about, over their most telling words."""
        weights = dict(zip(one.terms, one.weights, strict=True))
        both = zip(other.terms, other.weights, strict=True)
        # exact summation: the order of the two must not change the last digit
        return math.fsum(weights[term] * weight for term, weight in both if term in weights)
