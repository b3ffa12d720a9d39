"""What a claim says, in the shape in which claims are compared: words, events, quantities, days, names, denial."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, Protocol, TypeVar

from claimgraph.link.lexicon import Lexicon
from claimgraph.link.quantities import Quantity, find_quantities
from claimgraph.link.words import Token, split_words, stem
from claimgraph.records import AnnotatedArticle, Attribution, Claim, ClaimRef, DateFinding, Mention, Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ArticleFacts", "ArticleWords", "ClaimFacts", "read_claims", "read_words"]

_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.){2,}")
_CLAUSE_END: Final = re.compile(r"[,;:.!?()—–]")
_NEGATED: Final = 6
"""Words behind a negation that it reaches."""
_SHORTEST_CLAUSE: Final = 3
"""Telling words of a clause."""
_FURNITURE: Final = 2
"""Different words of page furniture that make a line of it."""
_LEAST_WORDS: Final = 2
"""Words that tell something, without which a claim is compared with none."""
_LONGEST: Final = 1500
"""Code points; what is longer is a list or a table and no claim."""

Days = tuple[int, int]
"""First and last day, as ordinals."""


@dataclass(slots=True)
class ClaimFacts:
    """One claim as it is compared."""

    ref: ClaimRef
    text: str
    keys: tuple[str, ...]
    """What its telling words are compared by, in order; some twice."""
    phrases: frozenset[tuple[str, str]]
    """Keys that are neighbours."""
    clauses: tuple[Clause, ...]
    weights: dict[str, float]
    """Each of them once, with how much it tells."""
    total: float
    """Weight of all of them."""
    words: dict[str, str]
    """Each of them with a form that a person reads."""
    rows: dict[str, int]
    """Those with a vector, by their row in the vocabulary."""
    names: dict[str, str]
    """Those that belong to a name, with its type."""
    events: frozenset[str]
    quantities: list[Quantity]
    negated: frozenset[str]
    """Keys that a negation reaches."""
    denied: bool
    """Its source denies it."""
    false: bool
    """It calls something false."""
    stance: Stance | None
    speaker: frozenset[str]
    """Words of the name of its source; none for own voice."""
    days: tuple[Days, ...]
    """Days that it names itself."""
    causes: frozenset[str]
    """Keys behind a word of causation."""
    vector: NDArray[np.float32]
    """Of length 1, or all zeros."""


class Clause(NamedTuple):
    """A part of a claim that may tell one thing."""

    keys: tuple[str, ...]
    """Of its telling words, each once."""
    total: float
    """Weight of these."""
    events: tuple[str, ...]
    """Those of them that are events."""


class ClaimWords(NamedTuple):
    """The words of one claim: what it is found by."""

    claim: Claim
    attribution: Attribution | None
    text: str
    tokens: list[Token]
    dates: list[DateFinding]
    skip: list[tuple[int, int]]
    """Extents of its dates."""
    told: list[Token]
    """The tokens that tell something."""
    keys: tuple[str, ...]
    """One for each of these."""
    weights: dict[str, float]
    total: float
    words: dict[str, str]
    names: dict[str, str]


class ArticleWords(NamedTuple):
    """What is needed to find an article."""

    id: str
    outlet: str
    day: int | None
    """Ordinal of the day of publication."""
    claims: list[ClaimWords]


class ArticleFacts:
    """One article as its claims are compared. All that a claim says is read when it is first asked for: few are."""

    def __init__(self, words: ArticleWords, lexicon: Lexicon) -> None:
        import numpy as np

        self.id, self.outlet, self.day, self.claims = words
        self._lexicon = lexicon
        self._read: dict[tuple[int, int], ClaimFacts] = {}
        self._rows = [_rows(claim, lexicon) for claim in self.claims]
        vectors = [_vector(c.weights, rows, lexicon) for c, rows in zip(self.claims, self._rows, strict=True)]
        self.vectors: NDArray[np.float32] = np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
        """One row a claim."""
        self.totals: NDArray[np.float64] = np.array([claim.total for claim in self.claims])
        """One a claim."""
        ranks = {n: rank for rank, n in enumerate(sorted({words.claim.sentence for words in self.claims}))}
        self.ranks = [ranks[words.claim.sentence] for words in self.claims]
        """One a claim: how many sentences with claims come before its own."""

    def claim(self, number: int) -> ClaimFacts:
        """What the claim says that stands at ``number`` in ``claims``."""
        words = self.claims[number]
        place = words.claim.start, words.claim.end
        read = self._read.get(place)
        if read is None:
            read = _facts(self.id, words, self._rows[number], self.vectors[number], self._lexicon)
            self._read[place] = read
        if read.ref.claim != words.claim.id:  # the same words, laid on another source
            read = replace(read, ref=_ref(self.id, words), **_said(words))
        return read


def read_words(article: AnnotatedArticle, lexicon: Lexicon) -> ArticleWords:
    """The words of the claims of an article that can be compared, in order.

    Left out: relays ("A, citing B": only B's attribution is a member), questions, lines of the page, and what tells too little.
    """
    attributions = {a.id: a for a in article.attributions}
    relays = _relays(article)
    mentions, dates = _Spread(article.entities), _Spread(article.dates)
    found = []
    seen: dict[tuple[int, int], ClaimWords] = {}
    for claim in article.claims:
        if claim.attribution in relays or not 0 < claim.end - claim.start <= _LONGEST:
            continue
        attribution = attributions.get(claim.attribution or "")
        if attribution is not None and attribution.stance == "asks":
            continue
        twin = seen.get((claim.start, claim.end))
        if twin is not None:
            found.append(twin._replace(claim=claim, attribution=attribution))
            continue
        words = _words(article, claim, attribution, mentions, dates, lexicon)
        if len(words.weights) >= _LEAST_WORDS and not _is_furniture(words, lexicon):
            seen[claim.start, claim.end] = words
            found.append(words)
    return ArticleWords(article.id, article.outlet or "", day_of(article.date), found)


def read_claims(article: AnnotatedArticle, lexicon: Lexicon) -> ArticleFacts:
    """The claims of an article that can be compared, those of ``read_words``."""
    return ArticleFacts(read_words(article, lexicon), lexicon)


class _Extent(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Placed = TypeVar("Placed", bound=_Extent)


class _Spread(Generic[Placed]):
    """Things with extents, found by place without a look at all of them."""

    def __init__(self, things: Iterable[Placed]) -> None:
        self._things = sorted(things, key=lambda thing: (thing.start, thing.end))
        self._starts = [thing.start for thing in self._things]
        self._longest = max((thing.end - thing.start for thing in self._things), default=0)

    def within(self, start: int, end: int) -> list[Placed]:
        """Those that have a code point in common with ``[start, end)``."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [thing for thing in self._things[first:last] if thing.end > start]


def _is_furniture(words: ClaimWords, lexicon: Lexicon) -> bool:
    """Whether it is a line of the page, or a row of names: such lines are the same everywhere and say nothing."""
    marks = {token.word for token in words.tokens} & lexicon.furniture
    return len(marks) >= _FURNITURE or (words.attribution is None and all(key in words.names for key in words.keys))


def day_of(value: str | None) -> int | None:
    """Ordinal of the day of an ISO date or datetime; null where it is none."""
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return None


def _relays(article: AnnotatedArticle) -> set[str]:
    """Ids of attributions that only pass another one on: it stands inside them and has the same content."""
    by_id = {a.id: a for a in article.attributions}
    found = set()
    for inner in article.attributions:
        outer = by_id.get(inner.parent or "")
        if outer is not None and outer.id != inner.id and inner.kind == "claim" and inner.content == outer.content:
            found.add(outer.id)
    return found


def _words(
    article: AnnotatedArticle,
    claim: Claim,
    attribution: Attribution | None,
    mentions: _Spread[Mention],
    dates: _Spread[DateFinding],
    lexicon: Lexicon,
) -> ClaimWords:
    text = article.text[claim.start : claim.end]
    tokens = split_words(_undotted(text))
    inside, named = mentions.within(claim.start, claim.end), dates.within(claim.start, claim.end)
    skip = [(d.start - claim.start, d.end - claim.start) for d in named]
    told = _telling(tokens, skip, lexicon)
    keys = tuple(lexicon.key(t.word) for t in told)
    words = {key: text[t.start : t.end] for key, t in zip(keys, told, strict=True)}
    names = _names(told, keys, inside, claim.start)
    weights = {key: lexicon.weight(key) for key in keys}
    for mention in inside:
        _add_full_name(mention, article.text, lexicon, weights, words, names)
    total = sum(weights.values())
    return ClaimWords(claim, attribution, text, tokens, named, skip, told, keys, weights, total, words, names)


def _facts(
    article_id: str, read: ClaimWords, rows: dict[str, int], vector: NDArray[np.float32], lexicon: Lexicon
) -> ClaimFacts:
    """What one claim says."""
    text, tokens = read.text, read.tokens
    return ClaimFacts(
        ref=_ref(article_id, read),
        text=text,
        keys=read.keys,
        phrases=frozenset(zip(read.keys, read.keys[1:], strict=False)),
        clauses=_clauses(read, lexicon),
        weights=read.weights,
        total=read.total,
        words=read.words,
        rows=rows,
        names=read.names,
        events=frozenset(e for t in tokens if (e := lexicon.events.get(t.word))),
        quantities=find_quantities(text, tokens, lexicon, read.skip),
        negated=_negated(text, tokens, lexicon),
        false=any(t.word in lexicon.language.untruth_words for t in tokens),
        days=_days([d.value for d in read.dates]),
        causes=_causes(tokens, lexicon),
        vector=vector,
        **_said(read),
    )


def _ref(article_id: str, read: ClaimWords) -> ClaimRef:
    return ClaimRef(id=article_id, claim=read.claim.id, start=read.claim.start, end=read.claim.end)


def _said(read: ClaimWords) -> dict[str, Any]:
    """Fields of ``ClaimFacts`` that depend on whom the claim is laid on."""
    stance = read.attribution.stance if read.attribution else None
    speaker = read.attribution.source_name if read.attribution else ""
    return {"stance": stance, "denied": stance == "denies", "speaker": frozenset(speaker.lower().split())}


def _undotted(text: str) -> str:
    """``text`` of the same length, "U.S." as one word: its points are moved behind its letters."""
    return _DOTTED.sub(lambda m: m[0].replace(".", "").ljust(len(m[0])), text)


def _telling(tokens: list[Token], skip: list[tuple[int, int]], lexicon: Lexicon) -> list[Token]:
    """The words that tell something: no function words, figures, dates, or words for numbers."""
    language = lexicon.language
    found: list[Token] = []
    for token in tokens:
        word = token.word
        if found and (name := lexicon.phrase(found[-1], token)):
            found[-1] = found[-1]._replace(word=name, end=token.end)
            continue
        if token.capital and word == "us":
            token, word = token._replace(word="usa"), "usa"  # noqa: PLW2901 - the country, not the pronoun
        if word in lexicon.function or word in language.numbers or word in language.link_amounts or len(word) < 2:
            continue
        if word[0].isdigit() or word in language.weekdays or (word in language.months and token.capital):
            continue
        if any(a <= token.start < b for a, b in skip):
            continue
        found.append(token)
    return found


def _rows(read: ClaimWords, lexicon: Lexicon) -> dict[str, int]:
    """Keys of the words that have a vector, by its row; names in capitals within the claim have none."""
    found: dict[str, int] = {}
    for token, key in zip(read.told, read.keys, strict=True):
        row = lexicon.vocabulary.rows.get(stem(token.word, lexicon.language))
        if row is not None and key not in read.names and not key.startswith("country:"):
            found[key] = row
    return found


def _names(told: list[Token], keys: Sequence[str], inside: list[Mention], offset: int) -> dict[str, str]:
    """Keys that belong to a name, with its type: those of a mention, and other words in capitals."""
    found: dict[str, str] = {}
    for n, (token, key) in enumerate(zip(told, keys, strict=True)):
        kind = next((m.type for m in inside if m.start <= offset + token.start < m.end), None)
        if kind is None and token.capital and n and token.start:
            kind = "other"
        if key.startswith("country:"):
            kind = "place"
        if kind is not None and token.capital:
            found.setdefault(key, kind)
    return found


def _add_full_name(
    mention: Mention,
    text: str,
    lexicon: Lexicon,
    weights: dict[str, float],
    words: dict[str, str],
    names: dict[str, str],
) -> None:
    """The words of a name that the claim has in short: "SDF", "Mr Smith"; they tell little, but align."""
    if mention.name == text[mention.start : mention.end]:
        return
    surface = {t.word for t in split_words(text[mention.start : mention.end])}
    for token in split_words(mention.name):
        key = lexicon.key(token.word)
        if token.word in surface or token.word in lexicon.function or key in weights or len(token.word) < 2:
            continue
        weights[key] = 0.3
        words[key] = token.word
        names.setdefault(key, mention.type)


def _clauses(read: ClaimWords, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The claim's clauses; what is parted by a comma or a conjunction and is too short stays with what is before it."""
    text, tokens = read.text, read.tokens
    ends = sorted({t.start for t, before in zip(tokens[1:], tokens, strict=False) if _parts(text, before, t, lexicon)})
    found: list[list[str]] = [[]]
    place = 0
    for token, key in zip(read.told, read.keys, strict=True):
        while place < len(ends) and ends[place] <= token.start:
            place += 1
            if len(found[-1]) >= _SHORTEST_CLAUSE:
                found.append([])
        found[-1].append(key)
    if len(found) > 1 and len(found[-1]) < _SHORTEST_CLAUSE:
        rest = found.pop()
        found[-1] += rest
    once = (tuple(dict.fromkeys(clause)) for clause in found)
    return tuple(
        Clause(keys, sum(read.weights[k] for k in keys), tuple(k for k in keys if k.startswith("event:")))
        for keys in once
    )


def _parts(text: str, before: Token, token: Token, lexicon: Lexicon) -> bool:
    """Whether a clause may begin with ``token``."""
    return token.word in lexicon.clause or bool(_CLAUSE_END.search(text[before.end : token.start]))


def _negated(text: str, tokens: list[Token], lexicon: Lexicon) -> frozenset[str]:
    """Keys of the words that every time a negation in the claim reaches: the first one behind it, and what happened."""
    found: set[str] = set()
    free: set[str] = set()
    left, previous, first = 0, 0, False
    for token in tokens:
        word = token.word
        if _CLAUSE_END.search(text[previous : token.start]) or word in lexicon.clause:
            left = 0
        previous = token.end
        if word in lexicon.negation or word.endswith(("n't", "n’t")) or word in lexicon.negating:
            left, first = _NEGATED, True
        elif word not in lexicon.function:
            reached = left > 0 and (word in lexicon.events or (first and not token.capital))
            (found if reached else free).add(lexicon.key(word))
            first = first and token.capital
            left -= 1
    return frozenset(found - free)


def _causes(tokens: list[Token], lexicon: Lexicon) -> frozenset[str]:
    """Keys of the few words behind a word of causation."""
    found: set[str] = set()
    left = 0
    for token in tokens:
        if token.word in lexicon.cause:
            left = 4
        elif left and token.word not in lexicon.function:
            found.add(lexicon.key(token.word))
            left -= 1
    return frozenset(found)


def _days(values: list[str]) -> tuple[Days, ...]:
    found = []
    for value in values:
        first, _, last = value.partition("/")
        days = day_of(first), day_of(last or first)
        if days[0] is not None and days[1] is not None:
            found.append((days[0], days[1]))
    return tuple(sorted(set(found)))


def _vector(weights: dict[str, float], rows: dict[str, int], lexicon: Lexicon) -> NDArray[np.float32]:
    """The mean of the words' vectors, weighed by what they tell, of length 1."""
    import numpy as np

    vectors = lexicon.vocabulary.vectors
    if not rows:
        return np.zeros(vectors.shape[1], np.float32)
    chosen = np.array(list(rows.values()))
    shares = np.array([weights[key] for key in rows], np.float32)
    mean: NDArray[np.float32] = shares @ vectors[chosen]
    return mean / max(float(np.linalg.norm(mean)), 1e-6)
