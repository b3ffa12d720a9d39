"""Who may be meant: the speakers of one article, and what speaks for each as the one a pronoun or description means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from claimgraph.outlets import Match
from claimgraph.records import SourceType, Span
from claimgraph.resolve.antecedents import NEVER, Features, Kind, Question, Scorer
from claimgraph.resolve.names import name_tokens, same_but_kind, short_form
from claimgraph.resolve.phrases import PERSONAL, Phrase
from claimgraph.resolve.words import Words, singular

__all__ = ["MANY", "THRESHOLD", "Actor", "Layout", "Roster", "Wanted", "heads_of"]

MANY: Final = frozenset({"group", "organization"})
"""Whom "they" may mean."""
ActorKind = Literal["person", "organization", "outlet", "group", "individual", "document", "nobody"]
Gender = Literal["", "male", "female"]

_Numbered = tuple[int, tuple[str, ...]]
THRESHOLD: Final = 0.4
"""Below this score a reference stays unresolved: a blank is better than a wrong name."""


NAMED_LATER: Final = 0.6
"""How sure it is that a description means the one whom its words fit and who is named only later; corpora have too few."""
MOST: Final = 40
"""Candidates that are weighed: those mentioned last."""
SUBJECT: Final = 40
"""A mention that begins within so many code points of its sentence may be its subject."""
LEAD: Final = 3
"""Sentences that an article opens with."""


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
    called: Gender = ""
    """What its given name tells."""
    starts: list[int] = field(default_factory=list)
    """Where it is mentioned, ascending."""
    spoke: list[int] = field(default_factory=list)
    """Numbers of the attributions that it is the source of, ascending."""
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

    def speaks(self, turn: int) -> None:
        """Notes that it is the source of attribution number ``turn``."""
        insort(self.spoke, turn)

    def mentioned(self, at: int) -> None:
        """Notes a mention at ``at``."""
        where = bisect_left(self.starts, at)
        if where == len(self.starts) or self.starts[where] != at:
            self.starts.insert(where, at)

    def last_before(self, at: int) -> int | None:
        """Its last mention before ``at``."""
        where = bisect_left(self.starts, at)
        return self.starts[where - 1] if where else None


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

    @property
    def asks(self) -> Kind:
        """What kind of reference it is."""
        if self.heads:
            return "description"
        return "person" if self.gender else "many" if self.kinds == MANY else "thing"


class Layout(NamedTuple):
    """Where paragraphs begin and where people are quoted, in one text."""

    text: str
    paragraphs: list[int]
    quoted: list[Span]
    """Apart, ascending."""

    def is_quoted(self, at: int) -> bool:
        """Whether ``at`` stands in somebody's words."""
        where = bisect_right(self.quoted, at, key=lambda span: span.start)
        return where > 0 and at < self.quoted[where - 1].end

    def is_possessive(self, at: int, name: str) -> bool:
        """Whether what is mentioned at ``at`` is a possessive; ``name`` tells how long it may be."""
        return bool(_OWNS.match(self.text, at, at + len(name) + 8))


_OWNS: Final = re.compile(r"[\w.-]+(?:\s[A-Z][\w.-]*)*['’](?:s\b|(?=\s))")


class _Known(NamedTuple):
    """One who may be meant."""

    actor: Actor
    fits: float
    last: int
    """Its last mention before the reference."""


def _agrees(actor: Actor, gender: Gender) -> int:
    """``Features.gender`` of ``actor``."""
    if not gender or not (actor.gender or actor.called):
        return 0
    if actor.gender:
        return 1 if actor.gender == gender else -1
    return 2 if actor.called == gender else -2


class Roster:
    """The actors of one article."""

    def __init__(
        self, words: Words, sentence_starts: list[int], layout: Layout, acronyms: dict[str, str], scorer: Scorer
    ) -> None:
        self.words, self.sentence_starts, self.layout, self.scorer = words, sentence_starts, layout, scorer
        self.actors: list[Actor] = []
        self.spoken: list[int] = []
        """Numbers of the attributions by those who are not only cited, ascending."""
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
        if actor.kind == "person" and not actor.called:
            actor.called = self._gender_of(actor.name)
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
        plural = plural and not phrase.surface.casefold().startswith("one of ")
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
            actor.heads.update(w for w in heads_of(phrase.words) if self.words.head_type(w) in PERSONAL)
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

    def _gender_of(self, name: str) -> Gender:
        """What the given name in a person's whole name tells."""
        given, _, rest = name.casefold().partition(" ")
        if not rest:
            return ""
        return (
            "male" if self.words.is_(given, "male_names") else "female" if self.words.is_(given, "female_names") else ""
        )

    # -- choice

    def pick(
        self,
        wanted: Wanted,
        at: int,
        *,
        turn: int,
        spot: int | None = None,
        parent: Actor | None = None,
        exclude: Iterable[Actor] = (),
    ) -> tuple[Actor | None, float]:
        """The likeliest actor for a reference at ``at`` in attribution number ``turn``, and how likely; None below the threshold.

        ``spot`` is where the reference stands, if the quotation it belongs to begins before, at ``at``.
        """
        barred = {id(actor) for actor in exclude}
        fitting = [
            (actor, fits)
            for actor in self.actors
            if id(actor) not in barred and (fits := self._fits(actor, wanted, at)) is not None
        ]
        if wanted.headline and fitting:
            return _in_headline(fitting)
        known = [_Known(actor, fits, last) for actor, fits in fitting if (last := actor.last_before(at)) is not None]
        if len(known) > MOST:
            known = sorted(known, key=lambda one: one.last)[-MOST:]
        if not known:  # "the police chief", whose name comes later
            return (fitting[0][0], NAMED_LATER) if len(fitting) == 1 else (None, 0.0)
        question = Question(
            wanted.asks,
            at if spot is None else spot,
            self._features(known, wanted.gender, at, turn, parent),
            tuple(one.actor.starts for one in known),
        )
        likely, best = max(zip(self.scorer(question), range(len(known)), strict=True), key=lambda s: (s[0], -s[1]))
        return (known[best].actor if likely >= THRESHOLD else None), likely

    def _fits(self, actor: Actor, wanted: Wanted, at: int) -> float | None:
        """How well a description fits ``actor`` (0 where none is given); None where it cannot be meant."""
        if actor.kind not in wanted.kinds or (wanted.gender and actor.gender not in {"", wanted.gender}):
            return None
        if wanted.plural is not None and actor.plural != wanted.plural and actor.kind != "organization":
            return None
        fits = 0.0
        if wanted.heads:
            if not wanted.heads & actor.heads:
                return None
            known = actor.words | actor.heads | {singular(w) for w in name_tokens(actor.name)}
            if wanted.words and not wanted.words & known:
                return None
            fits = 1.0 if wanted.words <= known else 0.5
        before = wanted.headline or actor.last_before(at) is not None
        return fits if before or (wanted.later and fits == 1.0) else None

    def _features(
        self, known: Sequence[_Known], gender: Gender, at: int, turn: int, parent: Actor | None
    ) -> tuple[Features, ...]:
        """The features of those who may be meant."""
        here, paragraph = self.sentence_of(at), bisect_right(self.layout.paragraphs, at)
        places = sorted((self.sentence_of(one.last), one.last) for one in known)
        firsts = dict(reversed(places))
        spoken = bisect_left(self.spoken, turn)
        found = []
        for actor, fits, last in known:
            sentence = self.sentence_of(last)
            spoke = bisect_left(actor.spoke, turn)
            found.append(
                Features(
                    sentences=here - sentence,
                    paragraphs=paragraph - bisect_right(self.layout.paragraphs, last),
                    rank=len(places) - bisect_right(places, sentence, key=lambda place: place[0]),
                    first=firsts[sentence] == last,
                    since_spoke=spoken - bisect_left(self.spoken, actor.spoke[spoke - 1]) if spoke else NEVER,
                    subject=last - self.sentence_starts[sentence] < SUBJECT,
                    quoted=self.layout.is_quoted(last),
                    possessive=self.layout.is_possessive(last, actor.name),
                    fits=fits,
                    gender=_agrees(actor, gender),
                    mentions=bisect_left(actor.starts, at),
                    parent=actor is parent,
                    kind=actor.kind,
                    named=actor.named,
                    lead=self.sentence_of(actor.starts[0]) < LEAD,
                    only=len(known) == 1,
                )
            )
        return tuple(found)

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


def heads_of(role: Iterable[str]) -> list[str]:
    """The words of a role by which its bearer may be called: a vice president is not "the president"."""
    words = list(role)
    return [word for n, word in enumerate(words) if not (n and words[n - 1] in {"vice", "vice-"})]


def _in_headline(fitting: Sequence[tuple[Actor, float]]) -> tuple[Actor | None, float]:
    """Whom a headline means: the best fit, among equals the one mentioned most, unless others are as often."""
    best = max(fits for _, fits in fitting)
    actors = sorted((a for a, fits in fitting if fits == best), key=lambda a: (-len(a.starts), a.starts[0]))
    sure = len(actors) == 1 or len(actors[0].starts) > len(actors[1].starts)
    return actors[0], 0.8 if sure else 0.5


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
