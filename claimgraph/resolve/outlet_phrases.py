"""The part of a source phrase that names an outlet: "the Al-Kolvia channel", its reporters, its sources."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from claimgraph.outlets import Match, Registry
from claimgraph.records import Span
from claimgraph.resolve.names import clean_name
from claimgraph.resolve.phrases import BODIES, Phrase, Text
from claimgraph.resolve.words import Words

__all__ = ["OutletReader"]


class OutletReader(ABC):
    """Reads outlets and their staff out of one phrase; its tokens are the words and marks of the source."""

    def __init__(self, source: Text, tokens: list[re.Match[str]], words: Words, registry: Registry) -> None:
        self.source, self.words, self.registry = source, words, registry
        self.tokens = tokens
        self.out = Phrase("description", Span(tokens[0].start(), tokens[-1].end()), "")
        self.out.surface = self._text(tokens)

    def _text(self, tokens: Sequence[re.Match[str]]) -> str:
        return self.source.text[tokens[0].start() : tokens[-1].end()] if tokens else ""

    def _is_head(self, word: str) -> bool:
        return self.words.head_type(word.casefold()) is not None

    def _is_title(self, word: str) -> bool:
        return self.words.is_(word.casefold().rstrip("."), "titles")

    def _tail_text(self, tail: list[re.Match[str]]) -> str:
        """What a label keeps of the words behind its head: a place, an "of", what the group knows."""
        if not tail or self.words.is_(tail[0].group().casefold(), "tail_stops"):
            return ""
        stop = next(
            (i for i, t in enumerate(tail) if i and self.words.is_(t.group().casefold(), "tail_stops")), len(tail)
        )
        return self._text(tail[: min(stop, 10)])

    @abstractmethod
    def _finish_description(self, core: list[re.Match[str]], tail: list[re.Match[str]]) -> Phrase:
        """Head, modifiers and label of a description."""

    def _take_outlet(self, owner: list[re.Match[str]], core: list[re.Match[str]], tail: list[re.Match[str]]) -> bool:
        out, named = self.out, owner + core
        whole = self._text([self.tokens[0], *named] if out.det == "definite" else named)
        last = core[-1].group().casefold()
        match = self.registry.match(whole, countries=self.source.countries, speaks=True)
        if match and not (self._plausible(match, core) and self._beats_model(match, core)):
            match = None
        if match is None and out.det == "definite" and core[-1].group()[0].isupper():
            match = self._one_of_namesakes(whole) or self._made_name(named)
        if match:
            role = match.role.split()
            staff = [word for word in role if self.words.is_(word, "staff")]
            out.match, out.name = match, match.text
            if match.text.endswith("-based"):
                out.name = clean_name(match.outlet.name)  # "the Britain-based monitoring group"
            out.head = role[-1] if role else ""
            if match.outlet.kind == "social":
                out.kind, out.head = "description", out.head or "post"
                self._finish_description(owner + core, tail)
            elif staff:
                self._finish_staff(core, tail, staff)
            elif match.outlet.kind in BODIES:
                out.kind = "organization"
                if self.words.head_type(last) == "document":
                    out.kind, out.author = "description", match.text
            else:
                out.kind = "outlet"
            return True
        if self.words.is_(last, "staff") and tail and self._take_staff_of(core, tail):
            return True
        return self._take_owner_outlet(owner, core) or self._take_staff_named(owner, core, tail)

    def _made_name(self, named: list[re.Match[str]]) -> Match | None:
        """An outlet the registry lacks by a name made like one, less its article: "the Kolvia Times", "the Daily Kolvia"."""
        text = self._text(named)
        if text.startswith(("Daily ", "Evening ", "Morning ", "Sunday ", "Weekly ")) and 1 < len(named) < 4:
            return Match(self.registry.named(text), text, "", descriptor=False)
        return self.registry.match(text, countries=self.source.countries, speaks=True)

    def _take_staff_named(
        self, owner: list[re.Match[str]], core: list[re.Match[str]], tail: list[re.Match[str]]
    ) -> bool:
        """Reads the outlet before its staff: "an AFP photographer", also one that the registry lacks: "Al-Kolvia's reporter"."""
        staff = [t for t in core if t.group()[0].islower()]
        names = [*owner, *(t for t in core if t.group()[0].isupper())]
        role = staff[-1].group() if staff else ""
        if not names or role not in self.words.classes.get("staff", ()) or not self._is_reporter(role):
            return False
        if names[-1].start() > staff[0].start() or any(not t.group()[0].isupper() for t in names) or len(names) > 3:
            return False
        text = clean_name(self._text(names))
        match = self.registry.match(text, countries=self.source.countries, speaks=True)
        if match is None:
            entity = self.source.entity_type(names[0].start(), names[-1].end())
            place = self.registry.countries.code(text) or self.registry.countries.code(names[0].group())
            opens = names[0].start() == self.tokens[0].start() and not owner
            if entity in {"place", "person"} or place or opens or self._is_title(names[-1].group()) or "-" not in text:
                return False
            match = Match(self.registry.named(text), text, "", descriptor=False)
        if match.outlet.kind in BODIES or match.outlet.kind == "social":
            return False
        self.out.match, self.out.name = match, match.text
        self._finish_staff(core, tail, [role])
        return True

    def _is_reporter(self, role: str) -> bool:
        return self.words.head_type(role) == "media_correspondent"

    def _beats_model(self, match: Match, core: list[re.Match[str]]) -> bool:
        """Whether the registry is believed though the model saw a person: only in what was curated by hand."""
        last = core[-1].group().casefold()
        entity = self.source.entity_type(core[0].start(), core[-1].end())
        return match.outlet.tier == 1 or entity != "person" or self.words.head_type(last) is not None

    def _one_of_namesakes(self, whole: str) -> Match | None:
        """A paper that shares its name, where nothing tells which ("The Guardian"): an outlet by that name only."""
        name = f"The {whole[4:]}" if whole.startswith("the ") else whole
        alike = self.registry.namesakes(name)
        if any(o.tier == 1 and o.kind not in BODIES and o.kind != "social" for o in alike):
            return Match(self.registry.named(name), name, "", descriptor=False)
        return None

    def _plausible(self, match: Match, core: list[re.Match[str]]) -> bool:
        """Whether running text may mean the outlet: a lone word of the data sets must be a name as it stands."""
        bare = match.text.removeprefix("The ").removeprefix("the ")
        if not match.descriptor and self.words.head_type(bare) == "media_outlet":
            return False  # "The paper said": not The Paper
        if match.outlet.tier == 1 or match.descriptor or " " in match.text:
            return True
        return match.text[0].isupper() and not self.words.head_type(core[0].group().casefold())

    def _take_owner_outlet(self, owner: list[re.Match[str]], core: list[re.Match[str]]) -> bool:
        """Reads a person of an outlet: "Al Jazeera's Zein Basravi"."""
        if not owner or not core[-1].group()[0].isupper():
            return False
        match = self.registry.match(self._text(owner), countries=self.source.countries, speaks=True)
        if (
            not match
            or match.outlet.kind in BODIES
            or match.outlet.kind == "social"
            or not self._plausible(match, owner)
        ):
            return False
        last = core[-1].group().casefold()
        body = self.words.is_(last, "organization_words") or self.words.is_(last, "capital_descriptions")
        if body or self.source.entity_type(core[0].start(), core[-1].end()) == "organization":
            return False  # "Utah's Supreme Court"
        roles = [t.group() for t in core if t.group()[0].islower()]
        if roles and not any(self.words.is_(role, "staff") for role in roles):
            return False  # "Bloomberg's campaign manager Ann Lee"
        out = self.out
        out.kind, out.match, out.name, out.head = "staff", match, clean_name(self._text(core)), "correspondent"
        out.label = out.name
        return True

    def _take_staff_of(self, core: list[re.Match[str]], tail: list[re.Match[str]]) -> bool:
        """Reads an outlet behind a preposition: "the correspondent for Sputnik in Deir Ezzor"."""
        if tail[0].group().casefold() not in {"for", "of", "from", "with", "at"}:
            return False
        stop = next(
            (i for i, t in enumerate(tail) if i and t.group().casefold() in {"in", "at", "near", "based", "who"}),
            len(tail),
        )
        inner = tail[1:stop]
        match = self.registry.match(self._text(inner), countries=self.source.countries, speaks=True) if inner else None
        if not match or match.outlet.kind in BODIES:
            return False
        self.out.match, self.out.head = match, core[-1].group().casefold()
        self._finish_staff(core, tail[stop:], [self.out.head])
        return True

    def _finish_staff(self, core: list[re.Match[str]], tail: list[re.Match[str]], staff: list[str]) -> None:
        """Kind, head and label of an outlet's reporter or sources; the label leaves the outlet's name out."""
        out = self.out
        out.kind, out.head = "staff", staff[-1]
        place = self._tail_text(tail)
        lower = [t.group() for t in core if t.group()[0].islower()]
        out.label = " ".join(filter(None, [" ".join(lower[-3:]) or out.head, place]))
        out.words = frozenset(lower)
