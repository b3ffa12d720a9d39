"""What all files of this room know of the article at hand, and the roster filled with its names."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from claimgraph.outlets import Registry
from claimgraph.records import AnnotatedArticle, Attribution, Mention, Span, hull
from claimgraph.resolve.antecedents import Scorer
from claimgraph.resolve.cuts import is_no_person
from claimgraph.resolve.mentions import Actor, Layout, Roster, heads_of
from claimgraph.resolve.names import clean_name, define_acronyms, display_outlet
from claimgraph.resolve.phrases import BODIES, PERSONAL, Phrase, Text
from claimgraph.resolve.reading import read_phrase
from claimgraph.resolve.words import TOKEN, Words, singular

__all__ = ["Context", "Reference"]

_BACK: Final = 4
"""People before a place that are looked at; their names lie side by side."""
_WHOLE_NAME: Final = 2
"""Words of a person's name."""


class Reference(NamedTuple):
    """One source phrase in its place."""

    phrase: Phrase
    turn: int
    """Number of its attribution, in order of speaking."""
    parent: Actor | None = None
    """The speaker in whose words it stands."""
    inside: Attribution | None = None
    """That speaker's attribution."""
    headline: bool = False
    opens: int | None = None
    """Where the quotation begins whose speaker it is, if that is before the phrase."""

    @property
    def at(self) -> int:
        """Where it starts."""
        return self.phrase.span.start


def _layout_of(annotated: AnnotatedArticle) -> Layout:
    """Paragraphs and quotations of an annotated text."""
    paragraphs = [m.end() for m in re.finditer(r"\n+", annotated.text)]
    spans = sorted(s for a in annotated.attributions if a.quotation == "direct" for s in a.content)
    quoted: list[Span] = []
    for span in spans:
        if quoted and span.start <= quoted[-1].end:
            quoted[-1] = Span(quoted[-1].start, max(quoted[-1].end, span.end))
        else:
            quoted.append(span)
    return Layout(annotated.text, paragraphs, quoted)


class Context:
    """One article: its texts, its word classes, its registry, and the actors known so far."""

    def __init__(self, annotated: AnnotatedArticle, registry: Registry, words: Words, scorer: Scorer) -> None:
        self.annotated, self.registry, self.words = annotated, registry, words
        countries = registry.countries_in(annotated.text)
        self.body = Text(annotated.text, annotated.entities, countries)
        self.title = Text(annotated.title or "", (), countries)
        self.acronyms = {short: long for short, (long, _) in define_acronyms(annotated.text).items()}
        starts = [s.start for s in annotated.sentences] or [0]
        self.roster = Roster(words, starts, _layout_of(annotated), self.acronyms, scorer)
        self._phrases: dict[tuple[bool, Span], Phrase] = {}

    def phrase(self, attribution: Attribution, *, headline: bool = False) -> Phrase:
        """The source phrase of ``attribution``, read once; of scattered spans the longest counts."""
        span = hull(attribution.source)
        covered = sum(s.end - s.start for s in attribution.source)
        if span.end - span.start > 1.5 * covered + 10:
            span = max(attribution.source, key=lambda s: s.end - s.start)
        key = (headline, span)
        if key not in self._phrases:
            self._phrases[key] = self.read(span, headline=headline)
        return self._phrases[key]

    def read(self, span: Span, *, headline: bool = False) -> Phrase:
        """The phrase at ``span``."""
        return read_phrase(self.title if headline else self.body, span, self.words, self.registry)

    def sentence(self, at: int) -> str:
        """The sentence that holds ``at``, case folded."""
        index = self.roster.sentence_of(at)
        sentences, text = self.annotated.sentences, self.annotated.text
        end = sentences[index].end if index < len(sentences) else len(text)
        return text[self.roster.sentence_starts[index] : end].casefold()

    # -- the roster

    def collect_names(self, attributions: list[Attribution]) -> None:
        """Fills the roster with all that bear a name: entities of the text and named sources."""
        text = self.annotated.text
        names = [(m, clean_name(text[m.start : m.end])) for m in self.body.mentions]
        surnames = {name.rpartition(" ")[2] for m, name in names if m.type == "person" and " " in name}
        for mention, name in names:
            heading = name.title() if name.isupper() else name  # "LEE SAYS NO"
            if mention.type == "person" or (mention.type == "organization" and heading in surnames):
                self._add_person(mention)
            elif mention.type == "organization":
                self._add_body(mention)
        self._add_titled()
        for attribution in attributions:
            if attribution.source:
                phrase = self.phrase(attribution)
                if phrase.kind in {"person", "organization"}:
                    self.add_named(phrase, phrase.span.start)
                elif phrase.kind == "outlet" and phrase.match:
                    self.roster.add_outlet(phrase.match, display_outlet(phrase.match), phrase.span.start)

    def add_named(self, phrase: Phrase, at: int) -> Actor:
        """The actor that a name in a source phrase stands for."""
        match = phrase.match if phrase.kind == "organization" else None
        if phrase.kind == "organization" and match is None and phrase.name.isupper() and " " not in phrase.name:
            known = self.roster.find_named(phrase.name, "person")
            if known is not None and known.kind == "person":  # a surname in a heading
                known.mentioned(at)
                return known
        actor = self.roster.add_named(phrase.name, phrase.kind, at, match=match)
        if phrase.kind == "person":
            self.roster.describe(actor, phrase)
        return actor

    def _add_titled(self) -> None:
        """Adds persons that the model missed, where a title in capitals stands before a name of two or three words."""
        persons = [(m.start, m.end) for m in self.body.mentions if m.type == "person"]
        for found in self.words.titled.finditer(self.annotated.text):
            start, end = found.span(1)
            name = found.group(1)
            last = bisect_left(persons, (end, 0))
            taken = any(start < e for _, e in persons[max(0, last - _BACK) : last])
            if taken or self.words.is_(name.split()[-1].casefold(), "organization_words"):
                continue
            actor = self.roster.add_named(name, "person", start)
            role = self._title_before(start)
            actor.words.update(role)
            actor.heads.update(w for w in heads_of(role) if self.words.head_type(w) in PERSONAL)

    def _add_body(self, mention: Mention) -> None:
        surface = self.annotated.text[mention.start : mention.end]
        match = self.registry.match(surface, countries=self.body.countries)
        if match and match.outlet.kind == "social":
            return
        if match and match.outlet.kind not in BODIES:
            self.roster.add_outlet(match, display_outlet(match), mention.start)
            return
        phrase = None if match or mention.type == "person" else self.read(Span(mention.start, mention.end))
        if phrase and phrase.kind == "person":  # "Police Chief Ann Lee", taken for a body
            self.add_named(phrase, mention.start)
            return
        name = clean_name(surface)
        if name:
            self.roster.add_named(name, "organization", mention.start, match=match)

    def _add_person(self, mention: Mention) -> None:
        """A person's name, without titles that the model took for a part of it, with the role beside it."""
        tokens = list(TOKEN.finditer(self.annotated.text, mention.start, mention.end))
        titles = [i for i, t in enumerate(tokens[:-1]) if self.words.is_(t.group().casefold().rstrip("."), "titles")]
        opening = tokens[0].group().casefold() if len(tokens) > _WHOLE_NAME else ""
        if not titles and self.words.head_type(opening) in PERSONAL and singular(opening) == opening:
            titles = [0]  # "Pensioner Ann Lee", where a sentence begins
        start = tokens[titles[-1] + 1].start() if titles else mention.start
        name = clean_name(self.annotated.text[start : mention.end])
        if not name:
            return
        ahead = self.annotated.text[max(0, start - 40) : start].split()
        if (
            self.body.is_state(name)
            or is_no_person(ahead[-1] if ahead else "", name, self.words, self.registry)
            or (name.count(" ") > 1 and self.words.is_(name.split()[-1].casefold(), "organization_words"))
        ):
            self._add_body(mention)  # "National Water Agency", taken for a person
            return
        actor = self.roster.add_named(name, "person", mention.start)
        role = self._title_before(start) + self._role_behind(mention.end)
        actor.words.update(singular(w) for w in role)
        actor.heads.update(singular(w) for w in heads_of(role) if self.words.head_type(w) in PERSONAL)
        self.roster.note_gender(actor, role)

    def _title_before(self, start: int) -> list[str]:
        """Words of "Federal Way Police Chief" or "camp resident" before a name at ``start``."""
        role: list[str] = []
        for token in reversed(list(TOKEN.finditer(self.annotated.text, max(0, start - 60), start))):
            word, lowered = token.group(), token.group().casefold().rstrip(".")
            if not (word[0].isupper() or self.words.is_(lowered, "titles") or self.words.head_type(lowered)):
                break
            role.insert(0, lowered)
        return role

    def _role_behind(self, end: int) -> list[str]:
        """Words of ", a nurse at the clinic," behind a name at ``end``, up to the preposition."""
        text = self.annotated.text
        if text[end : end + 2] != ", ":
            return []
        segment = re.split(r"[,.;:(]", text[end + 2 : end + 82])[0]
        core = re.split(r"\s(?:of|for|at|in|with|from|who|and)\s", f"{segment} ")[0].split()
        if not core or not self.words.is_(core[-1].casefold(), "titles"):
            return []
        return [w.casefold() for w in core if w.casefold() not in {"a", "an", "the"}]
