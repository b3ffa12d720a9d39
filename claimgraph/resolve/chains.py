"""Through whom a source speaks: media and platforms, relays ("A, citing B"), and the chain they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from claimgraph.outlets import Countries, Match, Registry
from claimgraph.records import UNSPECIFIED, Attribution, ChainLink, Outlet, Span, content_id, hull, union_length
from claimgraph.resolve.context import Context
from claimgraph.resolve.mentions import Actor
from claimgraph.resolve.names import clean_name, display_outlet, name_tokens, named_id
from claimgraph.resolve.phrases import BODIES
from claimgraph.resolve.words import Words

__all__ = ["ChainMaker", "Frames", "Medium", "find_parents", "own_names"]

_MARKS: Final = 20
"""Code points before a cue in which the mark that ends the sentence before it stands."""
_SHORT: Final = 2
"""Words of the longest outlet that is not called by its first letters."""
_DRAWER: Final = 256
"""Code points to a drawer, by which what stands near is found."""


_KIND_AND_NAME: Final = re.compile(
    r"\s+(?:the|an?)\s+(?:[\w-]+\s){0,2}?(?P<kind>[a-z]+)\s(?P<name>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})(?!\w|['’])"
)
"""An outlet of which the text tells the kind before its name: "told the newspaper Volna"."""
_AL_AND_KIND: Final = re.compile(r"\s+the\s(?P<name>[ae]l-[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)\s(?P<kind>[a-z]+)\b")
"""An outlet whose name opens in small letters, with its kind behind: "told the al-Volna TV channel"."""


class Medium(NamedTuple):
    """What a source speaks through in one attribution."""

    match: Match | None = None
    """An outlet: "told Reuters"."""
    platform: str = ""
    """A platform, by the name the text gives it: "on Telegram"."""
    word: str = ""
    """A description that is not resolved yet: "told the agency"."""
    unnamed: str = ""
    """A description of an outlet that stays unnamed: "told state TV"."""


def find_parents(attributions: tuple[Attribution, ...], text: str, words: Words, outlets: set[str]) -> dict[str, str]:
    """Parents by id: those given, and the relays that share one content in one sentence.

    In "A, citing B, reported", "Citing B, A reported", "A quoted B as saying" and "B, as quoted by A" the parent of
    B's attribution is A's. What is given stands, unless it has a source pass on its own words.
    ``outlets`` are ids of attributions whose source is an outlet: "B said, according to OUTLET" is a relay as well.
    """
    by_id = {a.id: a for a in attributions}
    parents = {a.id: a.parent for a in attributions if a.parent and not _said_twice(a, by_id.get(a.parent))}
    beside = _beside(attributions)
    for a in attributions:
        if not a.cue or not a.source:
            continue
        cue = " ".join(text[s.start : s.end] for s in a.cue).casefold()
        first = cue.split()[0] if cue.split() else ""
        after = hull(a.source).start >= hull(a.cue).start
        inner = words.is_(first, "citing_cues") and after and "by" not in cue.split()
        outer = (words.is_(first, "citing_cues") and not after) or any(
            phrase in cue for phrase in words.classes.get("cited_by", ())
        )
        relays = a.id in outlets and after and not inner
        if not (inner or outer or relays):
            continue
        here = hull(a.cue).start
        for b in sorted(beside(a), key=lambda b: abs(hull(b.cue or b.content).start - here)):
            if b is a or not b.source or a.source == b.source or not _same_content(a, b):
                continue
            if inner:
                if a.id not in parents and _may_cite(text, b, a) and not _ancestor(parents, a.id, b.id):
                    parents[a.id] = b.id
                    break
            elif b.id not in parents and (outer or b.id not in outlets) and not _ancestor(parents, b.id, a.id):
                parents[b.id] = a.id
    _deepen(parents, attributions)
    return parents


def _beside(attributions: tuple[Attribution, ...]) -> Callable[[Attribution], list[Attribution]]:
    """What gives those of ``attributions`` whose content may overlap that of one of them, in their order."""
    drawers: dict[int, list[int]] = {}

    def drawers_of(attribution: Attribution) -> set[int]:
        return {at for start, end in attribution.content for at in range(start // _DRAWER, end // _DRAWER + 1)}

    for number, attribution in enumerate(attributions):
        for drawer in drawers_of(attribution):
            drawers.setdefault(drawer, []).append(number)
    return lambda a: [attributions[n] for n in sorted({n for drawer in drawers_of(a) for n in drawers.get(drawer, ())})]


def _said_twice(a: Attribution, b: Attribution | None) -> bool:
    """Whether both have the same words of the text as source and the same content: neither passes the other on."""
    return b is not None and a.source == b.source and _same_content(a, b)


def _may_cite(text: str, outer: Attribution, cited: Attribution) -> bool:
    """Whether the source of ``outer`` stands where one that cites does: before the cue, or behind "Citing B"."""
    cue, source = hull(cited.cue), hull(cited.source)
    if hull(outer.source).start < cue.start:
        return True
    before = text[max(0, cue.start - _MARKS) : cue.start].rstrip(" \t\"'“‘«(")
    opens = not before or before[-1] in '.!?:…\n"”’»)'
    return opens and hull(outer.source).start >= source.end


def _deepen(parents: dict[str, str], attributions: tuple[Attribution, ...]) -> None:
    """Moves what stands in a relayed content under the source cited last: "P confirmed, A reported citing B"."""
    by_id = {a.id: a for a in attributions}
    cited = {above: b for b, above in parents.items() if above in by_id and _same_content(by_id[above], by_id[b])}
    for a in attributions:
        above = parents.get(a.id, "")
        inner = cited.get(above)
        if (
            inner
            and inner != a.id
            and a.cue
            and not _same_content(a, by_id[above])
            and not _ancestor(parents, a.id, inner)
        ):
            parents[a.id] = inner


def _ancestor(parents: dict[str, str], above: str, below: str) -> bool:
    """Whether ``above`` is ``below`` or one of its ancestors."""
    seen: set[str] = set()
    at: str | None = below
    while at and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _same_content(a: Attribution, b: Attribution) -> bool:
    shared = sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a.content for t in b.content)
    both = union_length(a.content + b.content)
    return both > 0 and shared / both >= 0.6


class _Speech(NamedTuple):
    """Where an attribution stands, as the others see it."""

    id: str
    source: tuple[Span, ...]
    spot: Span
    """From source to cue."""
    hides: tuple[Span, ...]
    """Its content, where its source is a relative pronoun: it goes on about whoever speaks in the frame."""


class Frames:
    """Looks for media around the cues of one text's ``attributions``; ``own`` is the outlet that publishes it."""

    def __init__(
        self,
        text: str,
        attributions: tuple[Attribution, ...],
        bounds: list[tuple[int, int]],
        context: Context,
        *,
        own: Match,
    ) -> None:
        self.text, self.bounds, self.countries = text, bounds, context.body.countries
        self.words, self.registry = context.words, context.registry
        self.own, self._own_name = own, own_names(own.text)
        self._speeches = [
            _Speech(a.id, a.source, hull(a.source + a.cue), a.content if self._is_relative(a.source) else ())
            for a in attributions
            if a.cue
        ]
        self._starts = [start for start, _ in bounds]
        self._near_of: tuple[tuple[int, int], list[_Speech]] = ((-1, -1), [])
        self._drawers: dict[int, list[int]] = {}
        for number, speech in enumerate(self._speeches):
            spans = (speech.spot, *speech.hides)
            for drawer in {d for s, e in spans for d in range(s // _DRAWER, e // _DRAWER + 1)}:
                self._drawers.setdefault(drawer, []).append(number)
        self._told = _compiled(self.words, ("told_words", "speaking_words", "cited_by"), r"(?:\s+(?:on|in|to))?")
        self._platform = _compiled(
            self.words,
            ("platform_words",),
            r"(?:\s+(?:his|her|its|their|the|a|an|official|verified|social|media|platform|network|site|app)){0,5}",
        )

    def medium(self, attribution: Attribution) -> Medium:
        """What the source of ``attribution`` speaks through, as the words around its cue tell."""
        frame = self._frame(attribution)
        for trigger in self._told.finditer(frame):
            if told := self._told_outlet(frame[trigger.end() :]):
                return told
        for trigger in self._platform.finditer(frame):
            word = re.match(r"\s*([A-Z]\w*(?:\s[A-Z]\w+)?)", frame[trigger.end() :])
            for name in (word.group(1), word.group(1).split()[0]) if word else ():
                if self.registry.platform(name):
                    return Medium(platform=name)
        tweet = re.search(r"\b(?:tweeted|tweets?)\b", frame)
        return Medium(platform="Twitter" if tweet else "")

    def _told_outlet(self, rest: str) -> Medium | None:
        """The outlet with which ``rest`` begins, behind "told" or "quoted by"; None where it begins with none."""
        if self._own_name.match(rest):
            return Medium(self.own)
        found = self.registry.find(rest[:70], countries=self.countries, speaks=True)
        if found and found[0][1].kind not in {"social", *BODIES} and _close(rest[: found[0][0].start]):
            span, outlet = found[0]
            name = rest[span.start : span.end]
            match = self.registry.match(name, countries=self.countries, speaks=True)
            return Medium(match or Match(outlet, name, "", descriptor=False))
        kind = _KIND_AND_NAME.match(rest) or _AL_AND_KIND.match(rest)
        if kind and self.words.is_(kind["kind"], "outlet_nouns"):
            name = clean_name(kind["name"])
            return Medium(Match(self.registry.named(name), name, kind["kind"], descriptor=False))
        if alike := self._namesake(rest):
            return Medium(alike)
        word = re.match(r"\s+the\s+(?:\w+\s)?(\w+)", rest)
        if word and self.words.head_type(word.group(1).casefold()) == "media_outlet":
            return Medium(word=word.group(1).casefold())
        vague = re.match(r"\s+(?:an?\s|some\s)?((?:[\w-]+\s){1,2}(\w+))\b(?!['’]s)", rest)
        if vague and self._is_unnamed(vague.group(1)):
            return Medium(unnamed=vague.group(1))
        return None

    def _namesake(self, rest: str) -> Match | None:
        """A paper that shares its name, where nothing tells which: "told the Mirror"."""
        found = re.match(r"\s+the\s([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\b(?!['’])", rest)
        name = f"The {found.group(1)}" if found else ""
        alike = self.registry.namesakes(name) if name else []
        if not any(o.tier == 1 and o.kind not in BODIES and o.kind != "social" for o in alike):
            return None
        return Match(self.registry.named(name), name, "", descriptor=False)

    def _is_unnamed(self, words: str) -> bool:
        """Whether ``words`` describe an outlet without its name: "state TV", "a local newspaper", "Turkish media"."""
        *modifiers, head = words.split()
        known = self.words.head_type(head.casefold(), modifiers[-1].casefold()) == "media_outlet"
        return known and all(
            self.words.is_(m.casefold(), "media_modifiers")
            or self.registry.countries.code(m)
            or self.words.head_type(m.casefold()) == "media_outlet"
            for m in modifiers
        )

    def _frame(self, attribution: Attribution) -> str:
        """The words around the cue, in its sentence, without contents and up to the next speaker; gaps are " | "."""
        anchor = hull(attribution.cue or attribution.source or attribution.content)
        at = bisect_right(self._starts, anchor.start) - 1
        within = at >= 0 and anchor.start < self.bounds[at][1]
        low, high = self.bounds[at] if within else (anchor.start, anchor.end)
        own = hull((attribution.source or ()) + (attribution.cue or (anchor,)))
        hidden = sorted(attribution.content)
        for key, source, spot, hides in self._near(low, high):
            if key == attribution.id or source == attribution.source:
                continue
            if hides:
                hidden += hides
            elif own.end <= spot.start < high:
                high = spot.start
            elif low < spot.end <= own.start:
                low = spot.end
        pieces, at = [], low
        for span in sorted(hidden):
            if span.start >= high:
                break
            if span.end > at:
                pieces.append(self.text[at : max(span.start, at)])
                at = max(at, min(span.end, high))
        pieces.append(self.text[at:high])
        return " | ".join(pieces)

    def _near(self, low: int, high: int) -> list[_Speech]:
        """The speeches that stand in ``[low, high)``, in their order; the others can neither end a frame nor hide of it."""
        if (low, high) != self._near_of[0]:
            drawers = range(low // _DRAWER, high // _DRAWER + 1)
            numbers = sorted({n for drawer in drawers for n in self._drawers.get(drawer, ())})
            self._near_of = (low, high), [self._speeches[n] for n in numbers]
        return self._near_of[1]

    def _is_relative(self, source: tuple[Span, ...]) -> bool:
        words = " ".join(self.text[s.start : s.end] for s in source).casefold()
        return self.words.is_(words, "relative_pronouns")


@lru_cache(maxsize=64)
def own_names(outlet: str) -> re.Pattern[str]:
    """What a text calls the outlet ``outlet`` that publishes it, behind "told": "The Harbour Post", "the Post", "THP"."""
    words = outlet.removeprefix("The ").split()
    names = [rf"(?:[Tt]he\s)?{re.escape(' '.join(words))}"]
    if len(words) > 1 and words[-1][:1].isupper():
        names.append(rf"[Tt]he\s{re.escape(words[-1])}(?!\s[A-Z])")
    if len(words) > _SHORT and all(w[:1].isupper() for w in words):
        names.append("".join(w[0] for w in words))
    return re.compile(rf"\s+(?:{'|'.join(names)})(?![\w-])")


def _close(between: str) -> bool:
    """Whether a name after ``between`` still belongs to the trigger: few words and no mark."""
    return len(between.split()) <= 4 and not re.search(r"[|,;:.\"“”]", between)


def _compiled(words: Words, classes: tuple[str, ...], more: str) -> re.Pattern[str]:
    return _phrases(frozenset(w for name in classes for w in words.classes.get(name, ())), more)


@lru_cache(maxsize=16)
def _phrases(phrases: frozenset[str], more: str) -> re.Pattern[str]:
    """One expression for ``phrases``, the longer first, with ``more`` behind."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    middle = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered) or "(?!)"
    return re.compile(rf"\b(?:{middle}){more}\b", re.IGNORECASE)


class ChainMaker:
    """Makes the links of chains; a name's node is the same wherever it stands."""

    def __init__(self, article: str, publisher: ChainLink, countries: Countries) -> None:
        self.article, self.publisher, self.countries = article, publisher, countries
        self.outlets: dict[str, Outlet] = {}

    def outlet_link(self, match: Match) -> ChainLink:
        """The link of an outlet."""
        self.outlets.setdefault(match.outlet.id, match.outlet)
        return ChainLink(name=display_outlet(match), kind="outlet", node=match.outlet.id)

    def source_node(self, actor: Actor) -> str:
        """Id of an actor that is no outlet: by name across articles where it has a whole one, else within the article."""
        if actor.named and actor.match and actor.kind in {"organization", "document"}:
            return named_id(clean_name(actor.match.outlet.name), self.countries)
        if actor.lasting:
            return named_id(actor.name, self.countries)
        return content_id("unnamed", self.article, actor.type, " ".join(name_tokens(actor.name)))

    def links(self, actor: Actor | None, medium: Medium) -> list[ChainLink]:
        """The links that ``actor`` adds to a chain, with the medium before it."""
        if actor is None:
            node = content_id("unnamed", self.article, UNSPECIFIED)
            return [ChainLink(name=UNSPECIFIED, kind="source", node=node)]
        links = [self.outlet_link(medium.match)] if medium.match else []
        if medium.unnamed and actor.kind != "outlet":
            node = content_id("unnamed", self.article, "media_outlet", " ".join(name_tokens(medium.unnamed)))
            links.append(ChainLink(name=medium.unnamed, kind="source", node=node))
        if actor.kind == "outlet":
            return [*links, self._outlet_actor(actor)]
        if (actor.type == "media_correspondent" and actor.match) or (
            actor.label and actor.match and actor.type == "anonymous"
        ):
            links.append(self.outlet_link(actor.match))
        links.append(ChainLink(name=actor.label or actor.name, kind="source", node=self.source_node(actor)))
        return links

    def _outlet_actor(self, actor: Actor) -> ChainLink:
        if actor.match is not None:
            self.outlets.setdefault(actor.match.outlet.id, actor.match.outlet)
            return ChainLink(name=actor.name, kind="outlet", node=actor.match.outlet.id)
        if actor.named:
            made = Registry.named(actor.name)
            self.outlets.setdefault(made.id, made)
            return ChainLink(name=actor.name, kind="outlet", node=made.id)
        return ChainLink(name=actor.name, kind="source", node=self.source_node(actor))

    def extend(self, prefix: tuple[ChainLink, ...], links: list[ChainLink]) -> tuple[ChainLink, ...]:
        """``prefix`` and ``links``; an outlet that is in the chain, or the one just before again, is not repeated."""
        chain = list(prefix)
        for link in links:
            repeated = link.node == chain[-1].node or (
                link.kind == "outlet" and any(link.node == known.node for known in chain)
            )
            if not repeated:
                chain.append(link)
        return tuple(chain)
