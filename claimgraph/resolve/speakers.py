"""Each attribution of one article to the actor who speaks in it."""

from __future__ import annotations

import re
from bisect import insort
from typing import Final, NamedTuple

from claimgraph.records import Attribution, Span, hull
from claimgraph.resolve.chains import find_parents, own_names
from claimgraph.resolve.context import Context, Reference
from claimgraph.resolve.descriptions import Descriptions
from claimgraph.resolve.mentions import MANY, Actor, Gender, Wanted
from claimgraph.resolve.names import clean_name, display_outlet
from claimgraph.resolve.phrases import Phrase
from claimgraph.resolve.source_types import source_type
from claimgraph.resolve.words import TOKEN

__all__ = ["Speaker", "Speakers"]

_EVERY: Final = frozenset({"person", "organization", "outlet", "group", "individual", "document"})
_PEOPLE: Final = frozenset({"person", "individual"})
_BODIES: Final = frozenset({"organization", "outlet", "document"})
_OWNER: Final = 0.5
"""How sure it must be which outlet "its" means."""
_BE: Final = frozenset({"is", "are", "was", "were", "being"})


class Speaker(NamedTuple):
    """Who speaks in one attribution; ``actor`` is None where the text names nobody or it cannot be told."""

    actor: Actor | None
    confidence: float
    inherits: bool = False
    """It goes on from an earlier utterance, and so does the medium it speaks through."""


class Speakers:
    """Resolves the attributions of one article, in order; the headline's last."""

    def __init__(self, context: Context, publisher: Actor) -> None:
        self.context, self.publisher = context, publisher
        self.words, self.roster = context.words, context.roster
        self.descriptions = Descriptions(context, publisher.match.outlet.id if publisher.match else "")
        self.speakers: dict[str, Speaker] = {}
        self.parents: dict[str, str] = {}
        self.order = sorted(context.annotated.attributions, key=_place)
        self.turns = {a.id: turn for turn, a in enumerate(self.order)}
        self.titled = {a.id: a for a in context.annotated.title_attributions}
        self.reporters: dict[str, Actor] = {}
        """Reporters of whom the text has told the outlet, by name: "he" and a surname mean them as such."""

    def run(self) -> dict[str, Speaker]:
        """Speakers by attribution id, those of the headline too."""
        context = self.context
        context.collect_names(self.order)
        self.parents = self._parents(tuple(self.order), context.annotated.text, headline=False)
        self.parents |= self._parents(tuple(self.titled.values()), context.annotated.title or "", headline=True)
        for attribution in self.order:
            self._resolve(attribution)
        for attribution in self.titled.values():
            self._in_headline(attribution)
        return self.speakers

    def _parents(self, attributions: tuple[Attribution, ...], text: str, *, headline: bool) -> dict[str, str]:
        """Parents within the text or within the headline."""
        outlets = {
            a.id for a in attributions if a.source and self.context.phrase(a, headline=headline).kind == "outlet"
        }
        return find_parents(attributions, text, self.words, outlets)

    def _resolve(self, attribution: Attribution) -> None:
        """Finds the speaker of ``attribution``, that of its parent first."""
        if attribution.id in self.speakers:
            return
        self.speakers[attribution.id] = Speaker(None, 0.0)  # ends a ring of parents, should there be one
        turn, above = self.turns[attribution.id], self.parents.get(attribution.id, "")
        inside = self.order[self.turns[above]] if above in self.turns else None
        if inside:
            self._resolve(inside)
        if attribution.source:
            phrase = self.context.phrase(attribution)
            parent = self.speakers[inside.id].actor if inside else None
            passive = phrase.kind == "pronoun" and self._is_passive(attribution)
            speaker = (
                Speaker(None, 0.8)
                if passive
                else self.find(Reference(phrase, turn, parent, inside, opens=_opens(attribution)))
            )
            if speaker.actor:
                speaker.actor.mentioned(phrase.span.start)
        else:
            speaker = self._without_source(attribution, turn)
        if speaker.actor and speaker.actor.kind == "person" and speaker.actor.name in self.reporters:
            speaker = speaker._replace(actor=self.reporters[speaker.actor.name])
        if speaker.actor and attribution.id not in self.parents:
            insort(self.roster.spoken, turn)
            speaker.actor.speaks(turn)  # one that is only cited is not whom "he" goes on with
        self.speakers[attribution.id] = speaker

    def _in_headline(self, attribution: Attribution) -> None:
        """Finds the speaker of an attribution of the headline, that of its parent first."""
        if attribution.id in self.speakers:
            return
        self.speakers[attribution.id] = Speaker(None, 0.9)  # ends a ring of parents, should there be one
        inside = self.titled.get(self.parents.get(attribution.id, ""))
        if inside:
            self._in_headline(inside)
        if attribution.source:
            phrase = self.context.phrase(attribution, headline=True)
            parent = self.speakers[inside.id].actor if inside else None
            ref = Reference(phrase, len(self.order), parent, inside, headline=True)
            self.speakers[attribution.id] = self.find(ref)

    def _is_passive(self, attribution: Attribution) -> bool:
        """Whether a pronoun names whom others speak of: "the clerk, who is accused of"."""
        cue = " ".join(self.context.annotated.text[s.start : s.end] for s in attribution.cue).casefold().split()
        return len(cue) > 1 and cue[-1] in self.words.reportive and not {"be", "been", *_BE}.isdisjoint(cue)

    # -- without a source

    def _without_source(self, attribution: Attribution, turn: int) -> Speaker:
        """Nobody ("reportedly"), or whoever spoke before: a quotation that goes on, "..., adding that"."""
        text = self.context.annotated.text
        cue = " ".join(text[s.start : s.end] for s in attribution.cue).casefold().split()
        if not cue:
            return self._goes_on(attribution, turn)
        shares = cue[0].endswith("ing") or self.words.is_(" ".join(cue), "additive_cues")
        shares = shares or self._joined(attribution)
        passive = any(word in self.words.reportive for word in cue)
        before = self.order[turn - 1] if turn else None
        if shares and not passive and before and self._apart(before, attribution) == 0:
            known = self.speakers.get(before.id)
            if known and known.actor and not self.words.is_(cue[0], "citing_cues"):
                return Speaker(known.actor, 0.7 * known.confidence, inherits=True)
        return Speaker(None, 0.9)

    def _joined(self, attribution: Attribution) -> bool:
        """Whether "and" or "but" joins the cue to a clause whose subject it shares: "told AFP that P but insisted"."""
        at = hull(attribution.cue).start
        before = self.context.annotated.text[max(0, at - 20) : at].split()
        return bool(before) and before[-1].casefold() in {"and", "but"}

    def _goes_on(self, attribution: Attribution, turn: int) -> Speaker:
        """The speaker of a quotation without source and cue: of the words just before, else just behind."""
        if attribution.quotation == "indirect":
            return Speaker(None, 0.6)
        before = next((a for a in reversed(self.order[:turn]) if self._known(a)), None)
        behind = next((a for a in self.order[turn + 1 :] if a.source and a.quotation != "indirect"), None)
        if before and (self._apart(before, attribution) <= 1 or not behind or self._apart(behind, attribution) > 1):
            known = self.speakers[before.id]
            sure = 0.9 if before.quotation != "indirect" else 0.7
            return Speaker(known.actor, sure * known.confidence, inherits=True)
        if behind and self._apart(behind, attribution) <= 1:
            found = self.find(Reference(self.context.phrase(behind), turn))
            return Speaker(found.actor, 0.7 * found.confidence, inherits=True)
        return Speaker(None, 0.5)

    def _known(self, attribution: Attribution) -> bool:
        known = self.speakers.get(attribution.id)
        return known is not None and known.actor is not None

    def _apart(self, a: Attribution, b: Attribution) -> int:
        """Sentences between two attributions: 0 in one sentence."""
        spans = [
            (self.roster.sentence_of(hull(x.content).start), self.roster.sentence_of(hull(x.content).end - 1))
            for x in (a, b)
        ]
        (first, end), (start, last) = sorted(spans)
        del first, last
        return max(0, start - end)

    # -- with a source

    def find(self, ref: Reference) -> Speaker:
        """Whom the phrase of ``ref`` means; who is described for the first time becomes an actor."""
        phrase, at = ref.phrase, ref.at
        if phrase.kind in {"nobody", "pronoun"}:
            return self._by_pronoun(ref) if phrase.kind == "pronoun" else Speaker(None, 0.5)
        if phrase.kind in {"outlet", "name", "organization"} and self._is_publisher(phrase):
            return Speaker(self.publisher, 0.9)
        if phrase.kind == "outlet" and phrase.match:
            return Speaker(self.roster.add_outlet(phrase.match, display_outlet(phrase.match), at), 0.97)
        if phrase.kind == "staff":
            return Speaker(self._staff(phrase, at), 0.95)
        if phrase.kind in {"person", "organization"}:
            return Speaker(self.context.add_named(phrase, at), 0.95)
        if phrase.kind == "name":
            known = self.roster.find_named(phrase.name, "name")
            return Speaker(known or self.roster.add_named(phrase.name, "organization", at), 0.9 if known else 0.6)
        if self._takes_owner(ref):
            return Speaker(self._staff(phrase, at), 0.85)
        actor, score, again = self.descriptions.find(ref)
        return Speaker(actor, score, inherits=again and not actor.named)

    def _is_publisher(self, phrase: Phrase) -> bool:
        """Whether the outlet that publishes the article names itself: "the Gazette", and no other Gazette is spoken of."""
        if not own_names(self.publisher.name).fullmatch(f" {phrase.surface}"):
            return False
        last = phrase.surface.split()[-1]
        others = (a for a in self.roster.actors if a.kind in {"outlet", "organization"} and a is not self.publisher)
        return not any(a.name.endswith(f" {last}") and a.name != self.publisher.name for a in others)

    def _takes_owner(self, ref: Reference) -> bool:
        """Reads "its" as the outlet that is spoken of: the phrase of "its correspondent at the scene" becomes one of staff."""
        phrase = ref.phrase
        if phrase.kind != "description" or phrase.owner not in {"its", "their"}:
            return False
        if self.words.head_type(phrase.head) != "media_correspondent" and not phrase.head.startswith("source"):
            return False
        kinds = frozenset({"organization", "outlet", "group"})
        owner, score = self.roster.pick(Wanted(kinds), ref.at, turn=ref.turn)
        if owner is None or owner.kind != "outlet" or owner.match is None or score < _OWNER:
            return False
        phrase.kind, phrase.match = "staff", owner.match
        return True

    def _staff(self, phrase: Phrase, at: int) -> Actor:
        """The reporter or the sources of an outlet: one actor an article for one label and outlet."""
        if phrase.match is None:
            return self.roster.add_unnamed(phrase, "media_correspondent", at)
        shown = display_outlet(phrase.match)
        self.roster.add_outlet(phrase.match, shown, at)
        kind = source_type(phrase, self.words, sentence="")
        person = phrase.label[:1].isupper()
        name = (
            phrase.label
            if person
            else f"{shown}'s {phrase.label}"
            if kind == "anonymous"
            else f"{shown} {phrase.label}"
        )
        for actor in self.roster.actors:
            if actor.match and actor.match.outlet.id == phrase.match.outlet.id and actor.name == name:
                return actor
        actor = self.roster.add_unnamed(phrase, kind, at)
        actor.name, actor.label, actor.named = name, phrase.label if kind == "anonymous" else name, person
        if person and kind == "media_correspondent":
            self.reporters[name] = actor
        return actor

    def _by_pronoun(self, ref: Reference) -> Speaker:
        word, at, words = ref.phrase.surface, ref.at, self.words
        if words.is_(word, "first_pronouns"):
            actor = ref.parent or (None if ref.headline else self._quoted_around(at, ref.turn))
            return Speaker(actor or self.publisher, 0.8 if actor else 0.5)
        if words.is_(word, "relative_pronouns") and not words.is_(word, "demonstratives"):
            return self._antecedent(ref)
        if words.is_(word, "rest_words"):
            return self._rest_of_group(ref)
        gender: Gender = ""
        if words.is_(word, "male_pronouns"):
            gender = "male"
        elif words.is_(word, "female_pronouns"):
            gender = "female"
        kinds = _PEOPLE if gender else MANY if words.is_(word, "plural_pronouns") else _BODIES
        barred = [ref.parent] if ref.parent and ref.inside and ref.inside.quotation == "direct" else []
        wanted = Wanted(kinds, gender=gender)
        since = at if ref.opens is None else min(at, ref.opens)
        actor, score = self.roster.pick(wanted, since, spot=at, turn=ref.turn, parent=ref.parent, exclude=barred)
        if actor and gender:
            actor.gender = actor.gender or gender
        last = self.speakers.get(self.order[ref.turn - 1].id) if ref.turn else None
        told = last.actor if last else None
        if words.is_(word, "thing_pronouns") and told and told.kind == "individual" and told.heads & {"source"}:
            actor, score = told, 0.6  # "a source told the agency that P. It added that Q"
        if actor is None and not ref.headline and (subject := self._subject(ref, kinds)):
            return subject
        return Speaker(actor, score, inherits=bool(actor and told is actor and not actor.named))

    def _subject(self, ref: Reference, kinds: frozenset[str]) -> Speaker | None:
        """What a description that opens the sentence, or the one before, is of: "The coast guard has stopped ships it calls"."""
        starts, text = self.roster.sentence_starts, self.context.annotated.text
        here = self.roster.sentence_of(ref.at)
        for sentence in (here, here - 1):
            if sentence < 0 or starts[sentence] >= ref.at:
                continue
            tokens = list(TOKEN.finditer(text, starts[sentence], min(ref.at, starts[sentence] + 80)))[:7]
            heads = [i for i, t in enumerate(tokens) if self.words.head_type(t.group().casefold())]
            if not heads or heads[0] > 4 or any(not t.group()[0].isalnum() for t in tokens[: heads[0]]):
                continue
            if any(t.group().casefold() in self.words.pronouns for t in tokens[: heads[0]]):
                continue
            end = heads[0]
            while end + 1 in heads:
                end += 1
            phrase = self.context.read(Span(tokens[0].start(), tokens[end].end()))
            kind = source_type(phrase, self.words, sentence="") if phrase.kind == "description" else None
            body = kind in {"named_organization", "media_outlet"}
            if kinds == _PEOPLE and (phrase.det not in {"definite", "indefinite"} or phrase.head.endswith("s")):
                continue
            if kind is not None and body == bool(kinds & {"organization"}) and kind != "document":
                return self.find(ref._replace(phrase=phrase))._replace(confidence=0.5)
        return None

    def _rest_of_group(self, ref: Reference) -> Speaker:
        """A group of its own ("others", "some"), of the type of the group before it."""
        last = self.speakers.get(self.order[ref.turn - 1].id) if ref.turn else None
        kind = last.actor.type if last and last.actor and last.actor.kind == "group" else "unspecified"
        made = Phrase("description", ref.phrase.span, ref.phrase.surface, head=ref.phrase.surface)
        actor = self.roster.add_unnamed(made, kind, ref.at)
        actor.kind, actor.plural = "group", True
        return Speaker(actor, 0.6)

    def _quoted_around(self, at: int, turn: int) -> Actor | None:
        """The speaker of the nearest attribution before whose content holds ``at``."""
        for attribution in reversed(self.order[:turn]):
            if any(s.start <= at < s.end for s in attribution.content):
                known = self.speakers.get(attribution.id)
                return known.actor if known else None
        return None

    # -- relative pronouns

    def _antecedent(self, ref: Reference) -> Speaker:
        """Whom "who" or "which" follows: the source or name that ends there, else the phrase before it."""
        at, text = ref.at, self.context.annotated.text
        for attribution in self.order:
            if attribution.source and 0 <= at - hull(attribution.source).end <= 3 and self._known(attribution):
                return Speaker(self.speakers[attribution.id].actor, 0.9)
        ending = self.context.body.ending
        for mention in (m for end in range(at - 3, at + 1) for m in ending.get(end, ())):
            if mention.type in {"person", "organization"}:
                actor = self.roster.find_named(clean_name(text[mention.start : mention.end]), mention.type)
                if actor:
                    return Speaker(actor, 0.9)
        span = self._phrase_before(at)
        phrase = self.context.read(span) if span else None
        if phrase is None or phrase.kind in {"nobody", "pronoun"}:
            actor = self.roster.nearest(at, reach=80, kinds=_EVERY)
            return Speaker(actor, 0.5 if actor else 0.3)
        return self.find(ref._replace(phrase=phrase))

    def _phrase_before(self, at: int) -> Span | None:
        """The noun phrase that ends at ``at``: back to its determiner, or as far as capitals and nouns go."""
        left, text = (
            max(self.roster.sentence_starts[self.roster.sentence_of(at)], at - 120),
            self.context.annotated.text,
        )
        tokens = list(TOKEN.finditer(text, left, at))
        while tokens and tokens[-1].group() in {",", "—", "–", "-"}:
            tokens.pop()
        start: int | None = None
        for token in reversed(tokens[-9:]):
            word = token.group().casefold()
            if not token.group()[0].isalnum():
                break
            if self.words.is_(word, "determiners_definite") or word in {"a", "an", "another"}:
                start = token.start()
                break
            noun = token.group()[0].isupper() or self.words.head_type(word) or self.words.is_(word, "local_modifiers")
            if noun or self.words.is_(word, "place_prepositions") or word in {"of", "for"}:
                start = token.start()
            elif start is not None:
                start = self._determiner(tokens, token) or start
                break
        if start is None or text[start : start + 4].startswith(("of ", "for ")):
            return None
        return Span(start, tokens[-1].end())

    def _determiner(self, tokens: list[re.Match[str]], adjective: re.Match[str]) -> int | None:
        """Start of a determiner at most two words before ``adjective``: "a recently retired engineer"."""
        at = tokens.index(adjective)
        for token in reversed(tokens[max(0, at - 2) : at]):
            word = token.group().casefold()
            if self.words.is_(word, "determiners_definite") or word in {"a", "an", "another"}:
                return token.start()
        return None


def _opens(attribution: Attribution) -> int | None:
    """Where a quotation begins; None for words that are no quotation."""
    return hull(attribution.content).start if attribution.quotation == "direct" else None


def _place(attribution: Attribution) -> tuple[int, int]:
    """Order of speaking: by source, else cue, else content; then by cue."""
    spans = attribution.source or attribution.cue or attribution.content or (Span(0, 0),)
    cue = attribution.cue or spans
    return min(s.start for s in spans), min(s.start for s in cue)
