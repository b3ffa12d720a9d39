"""Descriptions that call an actor again or name a new one: "the chief", "police", "a statement by the army"."""

from __future__ import annotations

import re
from typing import Final

from claimgraph.records import SourceType, Span
from claimgraph.resolve.context import Context, Reference
from claimgraph.resolve.mentions import Actor, Gender, Wanted
from claimgraph.resolve.names import clean_name, display_outlet, name_tokens
from claimgraph.resolve.phrases import BODIES, Phrase
from claimgraph.resolve.source_types import source_type
from claimgraph.resolve.words import singular

__all__ = ["Descriptions"]

_ALL: Final = frozenset({"person", "organization", "outlet", "group", "individual", "document"})
_KINDS: Final[dict[str, frozenset[str]]] = {
    "named_organization": frozenset({"organization"}),
    "media_outlet": frozenset({"outlet"}),
    "official_unnamed": frozenset({"person", "individual", "group"}),
    "anonymous": frozenset({"individual", "group"}),
    "local_unspecified": frozenset({"person", "individual", "group"}),
    "media_correspondent": frozenset({"person", "individual", "group"}),
}
"""Kinds of actors that a description of this type may call again."""
_LATELY: Final = 2
"""Attributions back to which "the report" means what an outlet reported."""
Choice = tuple[Actor | None, float]


class Descriptions:
    """Finds the actor of a description in one article."""

    def __init__(self, context: Context, publisher_id: str) -> None:
        self.context, self.publisher_id = context, publisher_id
        self.words, self.roster = context.words, context.roster

    def find(self, ref: Reference) -> tuple[Actor, float, bool]:
        """A known actor that the description calls again or a new one; how sure; whether it was known."""
        phrase = ref.phrase
        kind = source_type(phrase, self.words, sentence="" if ref.headline else self.context.sentence(ref.at))
        self._expand(phrase)
        if kind == "document":
            return (*self._document(ref), False)
        known, score = self._called_again(ref, kind)
        if known is not None:
            if not ref.headline:
                self.roster.describe(known, phrase)
            return known, score, True
        if phrase.det == "possessive" and phrase.owner not in {"our", "my"}:
            self._name_owner(ref)
        actor = self.roster.add_unnamed(phrase, kind, ref.at)
        if actor.type in {"named_organization", "media_outlet"} and any(c.isupper() for c in actor.name):
            actor.named = actor.type == "named_organization" and self._is_one_body(phrase)
        return actor, 0.93 if kind != "unspecified" else 0.8, False

    def _is_one_body(self, phrase: Phrase) -> bool:
        """Whether a description names one body wherever it stands: "the Syrian army", but not "a Syrian rebel group"."""
        if not self.words.is_(phrase.head, "any_bodies"):
            return True
        countries = self.context.registry.countries
        names = [w for w in phrase.label.split() if w[:1].isupper()]
        return any(not w.endswith("-based") and not countries.code(clean_name(w)) for w in names)

    def _called_again(self, ref: Reference, kind: SourceType) -> Choice:
        phrase = ref.phrase
        head = singular(phrase.head)
        plural = phrase.head != head
        modifiers = frozenset(
            singular(w) for w in phrase.modifiers if w != "same" and not self.words.is_(w, "determiners_definite")
        )
        if phrase.det == "indefinite":
            return self._named_later(ref, kind, modifiers)
        bare = not phrase.det and not modifiers and not phrase.tail
        if phrase.det == "possessive" or not (phrase.det == "definite" or bare or ref.headline or modifiers):
            return None, 0.0
        wanted = Wanted(
            _KINDS.get(kind, _ALL),
            frozenset({head}),
            modifiers,
            plural=True if plural and kind != "named_organization" else None,
            later=phrase.det == "definite",
            headline=ref.headline,
        )
        actor, score = self.roster.pick(wanted, ref.at, turn=ref.turn, parent=ref.parent, exclude=self._publishers())
        if actor is not None and self._may_be_called(actor, phrase, modifiers):
            return actor, min(score, 0.9)
        if phrase.det == "definite" and actor is None and not plural and self.words.is_(head, "occupations"):
            named = self._named_later(ref, kind, frozenset())
            if named[0] is not None:
                return named
        outlets = kind == "media_correspondent" and all(self.words.head_type(m) == "media_outlet" for m in modifiers)
        if phrase.det == "definite" and (not modifiers or outlets) and not plural:  # "the agency's reporter"
            return self._by_class(ref, kind, head)
        return None, 0.0

    def _publishers(self) -> list[Actor]:
        """The publishing outlet, by whatever name; its staff may be called again."""
        return [a for a in self.roster.actors if a.match and a.match.outlet.id == self.publisher_id and not a.label]

    def _by_class(self, ref: Reference, kind: SourceType, head: str) -> Choice:
        """Whom "the group", "the agency", "the official", "the reporter" or "the man" may mean though none was called so."""
        kinds: frozenset[str] = frozenset()
        heads: frozenset[str] = frozenset()
        gender: Gender = ""
        if self.words.is_(head, "any_man"):
            gender = "male"
        elif self.words.is_(head, "any_woman"):
            gender = "female"
        if kind == "media_outlet":
            kinds = frozenset({"outlet"})
        elif self.words.is_(head, "body_heads"):
            kinds = frozenset({"organization"})
        elif gender:
            kinds = frozenset({"individual", "person"})
        elif self.words.is_(head, "any_speaker"):
            kinds = frozenset({"individual"})
        elif self.words.is_(head, "any_reporter"):
            kinds, heads = frozenset({"individual", "person"}), self.words.classes["any_reporter"]
        if not kinds:
            return None, 0.0
        wanted = Wanted(kinds, heads, gender=gender)
        barred = [*self._publishers(), *(a for a in self.roster.actors if not self._fits_class(a, ref, head))]
        actor, score = self.roster.pick(wanted, ref.at, turn=ref.turn, parent=ref.parent, exclude=barred)
        return actor, min(score * 0.8, 0.9)

    def _fits_class(self, actor: Actor, ref: Reference, head: str) -> bool:
        """Whether what ``actor`` is called elsewhere lets it be "the source", "the company" or "the group"."""
        if self.words.is_(head, "any_speaker"):
            return actor is not ref.parent and actor.type != "media_correspondent"
        return not self.words.is_(head, "body_heads") or self._may_be_body(actor, head)

    def _may_be_body(self, actor: Actor, head: str) -> bool:
        """Whether "the company" or "the group" may mean ``actor``: not "the union", and no outlet that somebody told."""
        if head in actor.heads:
            return True
        match = self.context.registry.match(actor.name, speaks=True) if actor.kind == "organization" else None
        return actor.named and (match is None or match.outlet.kind in BODIES)

    @staticmethod
    def _may_be_called(actor: Actor, phrase: Phrase, modifiers: frozenset[str]) -> bool:
        """Whether ``phrase`` fits an actor: to an unnamed one it must not add a modifier or place of its own."""
        if actor.named or actor.kind in {"person", "outlet"}:
            return True
        places = re.findall(r"[A-Z][\w'-]+", phrase.tail)
        return modifiers <= {singular(w) for w in actor.words} and all(p.casefold() in actor.words for p in places)

    def _named_later(self, ref: Reference, kind: SourceType, modifiers: frozenset[str]) -> Choice:
        """Whom the article names only later: "a teacher" or "a monitoring group" of the lead, "an official news agency".

        Sources and officials are never joined to a name this way.
        """
        head, fitting = ref.phrase.head, list[Actor]()
        if kind == "media_outlet":
            fitting = [
                a
                for a in self.roster.actors
                if a.kind == "outlet" and a.match and head in a.heads and a.match.outlet.id != self.publisher_id
            ]
            if any(a.starts[0] < ref.at for a in fitting):
                return None, 0.0
        elif kind != "anonymous" and self.words.is_(head, "occupations") and self.roster.sentence_of(ref.at) < 4:
            fitting = [
                a
                for a in self.roster.actors
                if a.kind == "person"
                and head in a.heads
                and modifiers - {"former"} <= (a.words | a.heads)
                and a.starts[0] > ref.at
            ]
        elif kind == "named_organization" and self.roster.sentence_of(ref.at) < 4:
            fitting = [a for a in self.roster.actors if self._is_monitor(a, head, modifiers)]
            if any(a.starts[0] < ref.at for a in fitting):
                return None, 0.0
        return (fitting[0], 0.6) if len(fitting) == 1 else (None, 0.0)

    @staticmethod
    def _is_monitor(actor: Actor, head: str, modifiers: frozenset[str]) -> bool:
        """Whether ``actor`` is a body known to watch a war or rights, and may be called so."""
        if actor.kind != "organization" or actor.match is None or actor.match.outlet.kind not in {"monitor", "ngo"}:
            return False
        known = actor.words | actor.heads | {singular(w) for w in name_tokens(actor.name)}
        return singular(head) in actor.heads and modifiers <= known

    # -- documents

    def _document(self, ref: Reference) -> tuple[Actor, float]:
        """A document: under its author's name where a body made it, else under its own description."""
        phrase = ref.phrase
        author = self._author(ref)
        if author is not None and author.kind == "outlet":
            return author, 0.9
        if author is None and phrase.det == "definite" and not phrase.author:
            heads = frozenset({singular(phrase.head)})
            known, score = self.roster.pick(Wanted(frozenset({"document"}), heads), ref.at, turn=ref.turn)
            if known is None and self.words.is_(phrase.head, "report_words") and not phrase.modifiers:
                known, score = self._last_outlet(ref)
            if known is None and self.words.is_(phrase.head, "statement_words") and not phrase.modifiers:
                bodies = Wanted(frozenset({"organization", "person"}))
                known, score = self.roster.pick(bodies, ref.at, turn=ref.turn)
            if known is not None:
                return known, score * 0.9
        if author is not None:
            return self._by_author(author, phrase), 0.9
        return self.roster.add_unnamed(phrase, "document", ref.at), 0.85

    def _last_outlet(self, ref: Reference) -> Choice:
        """The outlet that spoke last, just before: "the report said"."""
        spoken = [(a.spoke[-1], a) for a in self.roster.actors if a.spoke and a.spoke[-1] < ref.turn]
        turn, last = max(spoken, key=lambda s: s[0], default=(0, None))
        return (last, 0.7) if last and last.kind == "outlet" and ref.turn - turn <= _LATELY else (None, 0.0)

    def _author(self, ref: Reference) -> Actor | None:
        """Who made the document, where the phrase names a body, a person or an outlet."""
        phrase = ref.phrase
        if phrase.match:
            return self.roster.add_named(phrase.match.text, "organization", ref.at, match=phrase.match)
        start = self.context.annotated.text.find(phrase.author, ref.at) if phrase.author and not ref.headline else -1
        if start < 0:
            return None
        inner = self.context.read(Span(start, start + len(phrase.author)))
        if inner.kind == "outlet" and inner.match:
            return self.roster.add_outlet(inner.match, display_outlet(inner.match), ref.at)
        if inner.kind == "name":
            inner.kind = "organization"
        if inner.kind in {"person", "organization"}:
            return self.context.add_named(inner, ref.at)
        if inner.kind == "description" and any(c.isupper() for c in inner.label):
            kind = source_type(inner, self.words, sentence="")
            known, _ = self._called_again(ref._replace(phrase=inner), kind)
            return known or self.roster.add_unnamed(inner, kind, ref.at)
        return None

    def _by_author(self, author: Actor, phrase: Phrase) -> Actor:
        """The document as an actor under its author's name, one an article."""
        for actor in self.roster.actors:
            if actor.kind == "document" and actor.name == author.name:
                actor.heads.add(singular(phrase.head))
                return actor
        actor = Actor("document", author.name, "document", named=author.named, match=author.match)
        actor.heads.add(singular(phrase.head))
        actor.mentioned(phrase.span.start)
        self.roster.actors.append(actor)
        return actor

    # -- labels

    def _name_owner(self, ref: Reference) -> None:
        """Puts the name of "his" or "its" into the label: "Wilson's lawyer"."""
        phrase = ref.phrase
        kinds = {"person", "individual"} if phrase.owner in {"his", "her"} else {"organization", "outlet", "group"}
        owner, score = self.roster.pick(Wanted(frozenset(kinds)), ref.at, turn=ref.turn)
        if owner is not None and score >= 0.5 and owner.named:
            phrase.label = f"{owner.name}'s {phrase.label}"

    def _expand(self, phrase: Phrase) -> None:
        """Spells out an acronym that the article defines, as "IRI" in "IRI leaders"."""
        for short, long in self.context.acronyms.items():
            if re.search(rf"\b{re.escape(short)}\b", phrase.label) and long not in phrase.label:
                phrase.label = re.sub(rf"\b{re.escape(short)}\b", f"{long} ({short})", phrase.label, count=1)
