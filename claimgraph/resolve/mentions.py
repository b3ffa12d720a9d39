"""Who is meant: the speakers of one article, and the choice among them for a pronoun, short name or description.

The choice is made by a function that scores one candidate from a few features (``score_candidate``); a learned scorer
of the same shape can take its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from claimgraph.outlets import Match
from claimgraph.records import SourceType
from claimgraph.resolve.names import name_tokens, same_but_kind, short_form
from claimgraph.resolve.phrases import PERSONAL, Phrase
from claimgraph.resolve.words import Words, singular

__all__ = ["THRESHOLD", "Actor", "Features", "Roster", "Scorer", "Wanted", "score_candidate"]

ActorKind = Literal["person", "organization", "outlet", "group", "individual", "document", "nobody"]
Gender = Literal["", "male", "female"]

_Numbered = tuple[int, tuple[str, ...]]
THRESHOLD: Final = 0.4
"""Below this score a reference stays unresolved: a blank is better than a wrong name."""


@dataclass(slots=True, eq=False)
class Actor:
    """One who may speak in the article: all that its mentions tell."""

    kind: ActorKind
    name: str
    type: SourceType
    named: bool = False
    match: Match | None = None
    """The outlet that it is, that it reports for, or the body in the registry."""
    forms: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    """Singular head nouns by which it may be called again: "chief", "agency"."""
    words: set[str] = field(default_factory=set)
    plural: bool = False
    gender: Gender = ""
    starts: list[int] = field(default_factory=list)
    """Where it is mentioned, ascending."""
    spoke: list[int] = field(default_factory=list)
    """Numbers of the attributions that it is the source of."""
    medium: Match | None = None
    """Where it last spoke through: told to, interviewed by."""
    label: str = ""
    """Staff of an outlet: its name without the outlet's."""
    phrase: Phrase | None = None
    """The words by which an unnamed speaker was first described."""

    @property
    def lasting(self) -> bool:
        """Whether its name tells who it is in other articles too: a surname alone may be anybody's."""
        return self.named and (self.kind != "person" or len(name_tokens(self.name)) > 1)

    def mentioned(self, at: int) -> None:
        """Notes a mention at ``at``."""
        where = bisect_left(self.starts, at)
        if where == len(self.starts) or self.starts[where] != at:
            self.starts.insert(where, at)

    def last_before(self, at: int) -> int | None:
        """Its last mention before ``at``."""
        where = bisect_left(self.starts, at)
        return self.starts[where - 1] if where else None


class Features(NamedTuple):
    """What speaks for one candidate."""

    sentences: int
    """Sentences between its last mention and the reference; 99 where it is only mentioned later."""
    since_spoke: int
    """Attributions since it was the source; 1 is the one before, 99 never."""
    subject: bool
    """Its last mention opens a sentence."""
    fits: float
    """How well the description's words fit: 1 head and all modifiers, 0.5 the head only, 0 none are asked for."""
    gender: int
    """1 agrees, 0 unknown, -1 contradicts."""
    mentions: int
    parent: bool
    """It is the speaker in whose words the reference stands."""


Scorer = Callable[[Features], float]


def score_candidate(features: Features) -> float:
    """A score in 0..1 of one candidate, by hand-set weights: recency, salience, agreement."""
    f = features
    if f.gender < 0:
        return 0.0
    score = 0.35 * f.fits + 0.12 * f.gender
    score += 0.40 / (1 + 0.6 * f.sentences) if f.sentences < 99 else 0.0
    score += 0.30 / f.since_spoke if f.since_spoke < 99 else 0.0
    score += 0.15 * f.subject + 0.25 * f.parent + min(f.mentions, 4) * 0.015
    return min(score, 1.0)


class Wanted(NamedTuple):
    """What a reference asks for."""

    kinds: frozenset[str]
    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    gender: Gender = ""
    plural: bool | None = None
    later: bool = False
    """Also those only mentioned later."""
    headline: bool = False
    """The reference stands in the headline: order of mention counts, not distance."""


class Roster:
    """The actors of one article."""

    def __init__(self, words: Words, sentence_starts: list[int], acronyms: dict[str, str], scorer: Scorer) -> None:
        self.words, self.sentence_starts, self.scorer = words, sentence_starts, scorer
        self.actors: list[Actor] = []
        self.acronyms = acronyms
        self._long = {long: short for short, long in acronyms.items()}
        self._named: dict[tuple[str, ...], Actor] = {}
        self._by_word: dict[str, list[_Numbered]] = {}
        self._by_first: dict[str, list[_Numbered]] = {}
        self._outlets: dict[str, Actor] = {}

    def sentence_of(self, at: int) -> int:
        """Index of the sentence that holds ``at``."""
        return max(bisect_right(self.sentence_starts, at) - 1, 0)

    # -- named ones

    def find_named(self, name: str, kind: str) -> Actor | None:
        """The actor of this name, by its whole name, its acronym, or a shorter form that only one actor has."""
        name = self.acronyms.get(name.removeprefix("the "), name)
        tokens = name_tokens(name)
        found = self._named.get(tokens)
        if found is not None:
            return found
        fitting = {
            id(actor): actor
            for key, actor in self._alike(tokens)
            if (kind in {"name", actor.kind} or actor.kind == "outlet")
            and (
                short_form(tokens, key, person=actor.kind == "person")
                or short_form(key, tokens, person=actor.kind == "person")
            )
        }
        if kind == "person" and len(tokens) == 1 and not fitting:  # "Brenner" of "Brenner Foods Ltd"
            opening = (self._named[key] for _, key in self._by_first.get(tokens[0], ()))
            bodies = {id(a): a for a in opening if a.kind == "organization"}
            return next(iter(bodies.values())) if len(bodies) == 1 else None
        if kind == "person" and len(tokens) == 1 and len(fitting) > 1:  # a surname: whoever was named last
            return max(fitting.values(), key=lambda a: a.starts[-1] if a.starts else -1)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _name(self, key: tuple[str, ...], actor: Actor) -> None:
        """Let ``actor`` be found by the words of a name, if nobody is."""
        if key in self._named:
            return
        numbered = len(self._named), key
        self._named[key] = actor
        for word in dict.fromkeys(key):
            self._by_word.setdefault(word, []).append(numbered)
        if key:
            self._by_first.setdefault(key[0], []).append(numbered)

    def _alike(self, tokens: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Actor]]:
        """The names of which ``tokens`` may be a shorter or longer form (``short_form``), in the order in which they came.

        A shorter form of a person's name ends like it, and the first word of a body's is among those of the longer.
        """
        if not tokens:
            return
        near = {*self._by_word.get(tokens[0], ()), *(n for word in tokens for n in self._by_first.get(word, ()))}
        for _, key in sorted({*near, *self._by_word.get(tokens[-1], ())}):
            yield key, self._named[key]

    def add_named(self, name: str, kind: str, at: int, *, match: Match | None = None) -> Actor:
        """The actor of this name, made if it is new; a fuller name replaces a shorter one."""
        name = name.removeprefix("the ").removeprefix("The ")
        full = self.acronyms.get(name, name)
        actor = self._outlets.get(match.outlet.id) if match is not None else None
        actor = actor or self.find_named(full, kind)
        if actor is None:
            person = kind == "person"
            actor = Actor(
                kind="person" if person else "organization",
                name=full,
                type="named_person" if person else "named_organization",
                named=True,
            )
            self.actors.append(actor)
        elif actor.named and actor.kind == kind and len(name_tokens(full)) > len(name_tokens(actor.name)):
            actor.name = full
        if match is not None:
            actor.match = actor.match or match
            actor.heads |= _BODY_HEADS.get(match.outlet.kind or "", set())
            actor.words |= {"war", "monitoring", "rights"} if match.outlet.kind == "monitor" else set()
            self._outlets[match.outlet.id] = actor
        for form in (full, name):
            self._name(name_tokens(form), actor)
            actor.forms.add(form)
        if actor.kind == "organization":
            actor.heads.update(singular(word) for word in name_tokens(full))
        actor.mentioned(at)
        return actor

    def add_outlet(self, match: Match, shown: str, at: int) -> Actor:
        """The actor that is this outlet."""
        actor = self._outlets.get(match.outlet.id)
        if actor is None or not same_but_kind(actor.name, shown):
            known = self._named.get(name_tokens(shown))
            if known is not None and known.kind == "outlet":
                actor = known
            else:
                actor = Actor("outlet", shown, "media_outlet", named=True, match=match)
                self.actors.append(actor)
                self._outlets[match.outlet.id] = actor
        for form in (shown, match.text):
            self._name(name_tokens(form), actor)
        actor.heads |= {"outlet", "media"} | _OUTLET_HEADS.get(match.outlet.kind or "", set())
        actor.heads.update(singular(word) for word in name_tokens(match.outlet.name))
        actor.heads.update(match.role.split())
        actor.mentioned(at)
        return actor

    # -- unnamed ones

    def add_unnamed(self, phrase: Phrase, kind: SourceType, at: int) -> Actor:
        """A new unnamed speaker: an individual or a group."""
        plural = phrase.head != singular(phrase.head) or self.words.is_(phrase.head, "rest_words")
        actor_kind: ActorKind = "document" if kind == "document" else "group" if plural else "individual"
        if kind in {"named_organization", "media_outlet"}:
            actor_kind = "organization" if kind == "named_organization" else "outlet"
        actor = Actor(
            actor_kind, phrase.label or phrase.surface, kind, match=phrase.match, plural=plural, phrase=phrase
        )
        self.describe(actor, phrase)
        actor.mentioned(at)
        self.actors.append(actor)
        return actor

    def describe(self, actor: Actor, phrase: Phrase) -> None:
        """Adds to ``actor`` what ``phrase`` says of it: head, words, gender."""
        if phrase.head:
            actor.heads.add(singular(phrase.head))
        if actor.kind == "person":
            actor.heads.update(w for w in phrase.words if self.words.head_type(w) in PERSONAL)
        actor.words.update(singular(w) for w in phrase.words)
        self.note_gender(actor, (phrase.head,) if self._gender(phrase.head) else phrase.words)  # "a man with a wife"

    def note_gender(self, actor: Actor, words: Iterable[str]) -> None:
        """Notes the gender that ``words`` (lower case) tell: "spokeswoman", "mr"; none where they tell of both."""
        told = {gender for word in words if (gender := self._gender(word))}
        if len(told) == 1:
            actor.gender = told.pop()

    def _gender(self, word: str) -> Gender:
        return (
            "male" if self.words.is_(word, "male_words") else "female" if self.words.is_(word, "female_words") else ""
        )

    # -- choice

    def pick(
        self, wanted: Wanted, at: int, *, turn: int, parent: Actor | None = None, exclude: Iterable[Actor] = ()
    ) -> tuple[Actor | None, float]:
        """The best candidate for a reference at ``at`` in attribution number ``turn``, and its score."""
        barred = {id(actor) for actor in exclude}
        best: Actor | None = None
        best_score = second = 0.0
        for actor in self.actors:
            if id(actor) in barred or actor.kind not in wanted.kinds:
                continue
            features = self._features(actor, wanted, at, turn, parent)
            if features is None:
                continue
            score = self.scorer(features)
            if score > best_score:
                best, best_score, second = actor, score, best_score
            else:
                second = max(second, score)
        if best is None or best_score < THRESHOLD:
            return None, best_score
        return best, best_score * (0.8 if best_score - second < 0.05 else 1.0)

    def _features(self, actor: Actor, wanted: Wanted, at: int, turn: int, parent: Actor | None) -> Features | None:
        """The features of ``actor``; None where it cannot be meant."""
        if wanted.plural is not None and actor.plural != wanted.plural and actor.kind != "organization":
            return None
        fits = 0.0
        if wanted.heads:
            if not wanted.heads & actor.heads:
                return None
            known = actor.words | actor.heads | {singular(w) for w in name_tokens(actor.name)}
            fits = 1.0 if wanted.words <= known else 0.5
            if wanted.words and not wanted.words & known:
                return None
        before = actor.last_before(at)
        if wanted.headline:
            sentences, before = min(self.sentence_of(actor.starts[0]), 3), actor.starts[0]
        elif before is None:
            if not (wanted.later and fits == 1.0):
                return None
            sentences = 99
        else:
            sentences = self.sentence_of(at) - self.sentence_of(before)
        spoken = actor.spoke[-1:] if actor.spoke and actor.spoke[-1] < turn else [n for n in actor.spoke if n < turn]
        gender = 0
        if wanted.gender and actor.gender:
            gender = 1 if wanted.gender == actor.gender else -1
        subject = before is not None and before - self.sentence_starts[self.sentence_of(before)] < 40
        since = turn - spoken[-1] if spoken else 99
        return Features(sentences, since, subject, fits, gender, len(actor.starts), actor is parent)

    def nearest(self, at: int, *, reach: int, kinds: frozenset[str]) -> Actor | None:
        """The actor whose last mention before ``at`` is nearest, within ``reach`` characters."""
        best: tuple[int, Actor] | None = None
        for actor in self.actors:
            before = actor.last_before(at)
            if (
                before is not None
                and at - before <= reach
                and actor.kind in kinds
                and (best is None or before > best[0])
            ):
                best = (before, actor)
        return best[1] if best else None


_BODY_HEADS: Final[dict[str, set[str]]] = {
    "monitor": {"monitor", "watchdog", "group", "observatory", "organization", "organisation"},
    "ngo": {"group", "charity", "organization", "organisation"},
}
_OUTLET_HEADS: Final[dict[str, set[str]]] = {
    "agency": {"agency", "newswire"},
    "newspaper": {"newspaper", "paper", "daily"},
    "magazine": {"magazine"},
    "tv": {"television", "channel", "broadcaster", "network", "station", "tv"},
    "broadcaster": {"television", "channel", "broadcaster", "network", "station", "radio"},
    "radio": {"radio", "station", "broadcaster"},
    "digital": {"website", "site", "portal"},
}
