"""The same claim elsewhere: which claims are the same or contradict each other, and what stands behind them.

What stands behind: copied text, groups of same claims, how many origins they have, laundering.

Every judgement depends on the two articles alone, so that the order of inputs, and what stands beside them, changes
none; only how many neighbours an article is compared with is bounded (``profile.NEIGHBOURS``).
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator

from claimgraph.lang import load_language
from claimgraph.link.claims import ArticleFacts, read_claims, read_words
from claimgraph.link.decide import judge_articles, load_weights
from claimgraph.link.descriptions import Descriptions
from claimgraph.link.groups import claim_key, group_claims, is_contradiction, standing_links
from claimgraph.link.laundering import find_laundering, headline_laundering
from claimgraph.link.lexicon import lexicon_of
from claimgraph.link.origins import count_origins
from claimgraph.link.profile import Index, Profile, profile_article, unpack_profile
from claimgraph.link.reuse import candidate_pairs, compare_texts, copied_words, fingerprints, wording
from claimgraph.link.voices import credited_agencies, inner_attribution, voices_of
from claimgraph.records import AnnotatedArticle, LinkRow, Origins, Voice

__all__ = [
    "LINKER_VERSION",
    "Descriptions",
    "Linker",
    "Profile",
    "candidate_pairs",
    "claim_key",
    "compare_texts",
    "copied_words",
    "count_origins",
    "credited_agencies",
    "find_laundering",
    "fingerprints",
    "group_claims",
    "headline_laundering",
    "inner_attribution",
    "is_contradiction",
    "linker_name",
    "standing_links",
    "unpack_profile",
    "voices_of",
    "weigh_voices",
    "wording",
]

LINKER_VERSION = "4"
"""Changes when the same articles may get other links."""
_KEPT = 192
"""Articles whose claims are kept ready for comparison."""


def linker_name() -> str:
    """Who judges: the linker, its version, and its weights."""
    return f"claimgraph-links-{LINKER_VERSION}-{load_weights().digest}"


Fetch = Callable[[str], AnnotatedArticle | None]

_COUNTERPARTS = 3
"""Links of one claim with the claims of one other article."""


class Linker:
    """Links articles of a collection that need not fit into memory: some 3 KB are kept of each.

    Args:
        fetch: gives an annotated article of the collection by its id; null where it is gone.
        language: ISO 639-1 code of the words by which claims are compared.

    First ``add`` every article (or ``restore`` what was kept of it), then ask for its ``links``.
    """

    def __init__(self, fetch: Fetch, *, language: str = "en") -> None:
        self._fetch = fetch
        self._lexicon = lexicon_of(load_language(language))
        self._index = Index()
        self._profiles: dict[str, Profile] = {}
        self._ready: OrderedDict[str, ArticleFacts | None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._profiles)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._profiles

    def add(self, article: AnnotatedArticle) -> Profile:
        """Take an article up; gives what ``restore`` takes."""
        profile = profile_article(read_words(article, self._lexicon))
        self.restore(profile)
        return profile

    def restore(self, profile: Profile) -> None:
        """Take up an article of which only its profile is at hand; one that is there stays as it is."""
        if profile.id not in self._profiles:
            self._profiles[profile.id] = profile
            self._index.add(profile)

    def links(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, list[LinkRow]]]:
        """Links of articles that were taken up, each pair of articles compared once.

        Args:
            ids: articles that are compared with all others; default: all of them.

        Yields:
            By day and id, an article of ``ids`` and its links with those of them that came before it, and with others.
        """
        days = {key: profile.day or 0 for key, profile in self._profiles.items()}
        order = sorted(self._profiles if ids is None else set(ids), key=lambda key: (days[key], key))
        rank = {key: n for n, key in enumerate(order)}
        near: dict[str, dict[str, float]] = {key: {} for key in order}
        for key in order:
            for other, cosine in self._index.near(self._profiles[key]).items():
                late, early = (other, key) if rank.get(other, -1) > rank[key] else (key, other)
                near[late][early] = cosine
        for key in order:
            found: list[LinkRow] = []
            for other in sorted(near[key], key=lambda other: (days[other], other)):
                found += self._compare(key, other, near[key][other])
            yield key, sorted(found, key=_place)

    def _compare(self, one: str, other: str, cosine: float) -> list[LinkRow]:
        facts, others = self._facts(one), self._facts(other)
        return _surest(judge_articles(facts, others, cosine, self._lexicon)) if facts and others else []

    def _facts(self, article_id: str) -> ArticleFacts | None:
        if article_id in self._ready:
            self._ready.move_to_end(article_id)
            return self._ready[article_id]
        article = self._fetch(article_id)
        return self._keep(article_id, read_claims(article, self._lexicon) if article else None)

    def _keep(self, article_id: str, facts: ArticleFacts | None) -> ArticleFacts | None:
        self._ready[article_id] = facts
        if len(self._ready) > _KEPT:
            self._ready.popitem(last=False)
        return facts


def _surest(rows: list[LinkRow]) -> list[LinkRow]:
    """The surest links of two articles: a claim has few counterparts there, whatever a text of refrains would give."""
    count: Counter[tuple[str, str]] = Counter()
    found = []
    for row in sorted(rows, key=lambda row: (-row.score, _place(row))):
        ends = (row.a.id, row.a.claim), (row.b.id, row.b.claim)
        if all(count[end] < _COUNTERPARTS for end in ends):
            count.update(ends)
            found.append(row)
    return found


def _place(row: LinkRow) -> tuple[str, int, str, str, int, str]:
    return row.a.id, row.a.start, row.a.claim, row.b.id, row.b.start, row.b.claim


def weigh_voices(voices: Iterable[Voice]) -> Origins:
    """Bounds on the origins of one group by its claims alone, descriptions read in English."""
    return count_origins(voices, load_language())
