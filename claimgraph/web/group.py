"""A claim and those that links join to it, side by side, with what differs between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from claimgraph import ClaimFilter, ClaimRow, InputError

if TYPE_CHECKING:
    from claimgraph import Case, Desk, Link
    from claimgraph.records import CaseArticle

__all__ = ["Group", "Member", "find_group", "find_like", "like_names"]

_WORD: Final = re.compile(r"\w+(?:[.,:]\d+)*|\W+")
_TELLING: Final = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "half",
        "both",
        "no",
        "not",
        "never",
        "none",
        "denied",
        "without",
        "before",
        "after",
    ]
)
"""Words that tell one claim from another, beside figures and names."""
_SHORT: Final = 3
"""Words of so few letters are not searched for."""
_STEM: Final = 5
"""So many first letters tell one word from another, whatever its ending."""
_INITIAL: Final = 2
_WORDS: Final = 12
"""Most words searched for."""
_MOST: Final = 60
"""Most claims shown side by side."""


@dataclass(frozen=True, slots=True)
class Member:
    """One claim of the group."""

    row: ClaimRow
    before: str
    """The words of its sentence before it."""
    pieces: tuple[tuple[str, bool], ...]
    """Its words; true: a figure or name that no other claim of the group has."""
    after: str


@dataclass(slots=True)
class Group:
    """The claims, the first being the one asked for, and the judgements between them."""

    members: list[Member] = field(default_factory=list)
    links: list[tuple[Link, str, int, int]] = field(default_factory=list)
    """Each with the verdict of a person, empty if none, and the places of its ends."""
    cut: bool = False


def find_group(case: Case, desk: Desk, article_id: str, claim_id: str) -> Group:
    """What links join to a claim, directly or through others; a link that a person refused joins nothing but is shown.

    Raises:
        InputError: there is no such claim.
    """
    links = list(case.links())
    machine = list(case.links(decided_by_people=False))
    verdicts = desk.verdicts()
    standing = {link.id for link in links}
    judged_by_machines = {link.id for link in machine}
    near: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for link in [*links, *machine]:
        a, b = (link.a.id, link.a.claim), (link.b.id, link.b.claim)
        if link.id in standing or (article_id, claim_id) in {a, b}:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    first = (article_id, claim_id)
    order, waiting = [first], [first]
    while waiting:
        for other in sorted(near.get(waiting.pop(0), ())):
            if other not in order:
                order.append(other)
                waiting.append(other)
    rows = _rows(case, order[:_MOST])
    if first not in rows:
        raise InputError(f"article {article_id!r} has no claim {claim_id!r}; it may have been corrected since")
    kept = [key for key in order[:_MOST] if key in rows]
    items = {article: case.article(article) for article in dict.fromkeys(article for article, _ in kept)}
    counts = Counter(word for key in kept for word in {w.casefold() for w in _WORD.findall(rows[key].text)})
    group = Group(cut=len(order) > _MOST)
    for key in kept:
        group.members.append(_member(items[key[0]], rows[key], counts, alone=len(kept) == 1))
    place = {key: number for number, key in enumerate(kept)}
    shown = set()
    for link in [*links, *machine]:
        ends = [(link.a.id, link.a.claim), (link.b.id, link.b.claim)]
        if all(end in place for end in ends) and frozenset(ends) not in shown:
            shown.add(frozenset(ends))
            verdict = verdicts.get(link.id, "yes" if link.id not in judged_by_machines else "")
            group.links.append((link, verdict, place[ends[0]], place[ends[1]]))
    return group


def _rows(case: Case, keys: list[tuple[str, str]]) -> dict[tuple[str, str], ClaimRow]:
    wanted = set(keys)
    articles = dict.fromkeys(article for article, _ in keys)
    return {
        (row.article, row.id): row
        for article in articles
        for row in case.claims(ClaimFilter(article=article))
        if (row.article, row.id) in wanted
    }


def _member(item: CaseArticle | None, row: ClaimRow, counts: Counter[str], *, alone: bool) -> Member:
    text = item.article.text if item else row.text
    sentence = next((s for s in (item.annotation.sentences if item else ()) if s.start <= row.start < s.end), None)
    low, high = (sentence.start, sentence.end) if sentence else (row.start, row.end)
    pieces = tuple(
        (word, not alone and counts[word.casefold()] == 1 and _tells(word, first=number == 0))
        for number, word in enumerate(_WORD.findall(row.text))
    )
    return Member(row, text[min(low, row.start) : row.start], pieces, text[row.end : max(high, row.end)])


def _tells(word: str, *, first: bool) -> bool:
    """Whether a word is a figure, a number, a name or a "not": what claims of one event differ in."""
    return any(c.isdigit() for c in word) or word.casefold() in _TELLING or (word[0].isupper() and not first)


def find_like(case: Case, words: str, shown: Collection[tuple[str, str]], *, limit: int = 6) -> list[ClaimRow]:
    """Claims with like words, the best first, less those that are shown already."""
    telling = [word for word in re.findall(r"\w+", words) if len(word) > _SHORT][:_WORDS]
    if not telling:
        return []
    found = case.search(" ".join(telling), limit=4 * limit + len(shown), any_word=True)
    keys = [key for key in found if key not in shown]
    rows = _rows(case, keys)
    wanted = {word.casefold()[:_STEM] for word in telling}
    like = [rows[key] for key in keys if key in rows]
    return [row for row in like if len(wanted & _stems(row.text)) >= min(2, len(wanted))][:limit]


def _stems(words: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in re.findall(r"\w+", words)}


def like_names(name: str, names: Iterable[str], *, limit: int = 8) -> list[str]:
    """Names that share a word with ``name``, those that share most first."""
    own = {word.casefold() for word in re.findall(r"\w+", name) if len(word) > _INITIAL}
    shares = {other: len(own & {w.casefold() for w in re.findall(r"\w+", other)}) for other in names if other != name}
    return sorted((n for n, share in shares.items() if share), key=lambda n: (-shares[n], n))[:limit]
