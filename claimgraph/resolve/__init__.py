"""Who is meant, and through whom: an annotated article to one with sources, chains, outlets and entities."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Final, TypeVar

from claimgraph.outlets import Match, Registry
from claimgraph.records import (
    UNKNOWN_OUTLET,
    UNSPECIFIED,
    AnnotatedArticle,
    Article,
    Attribution,
    CaseArticle,
    Chain,
    ChainLink,
    Descriptor,
    Language,
    Source,
    SourceType,
    TitleAttribution,
)
from claimgraph.resolve.access import settle_access
from claimgraph.resolve.antecedents import Question, Scorer, score_candidates
from claimgraph.resolve.chains import ChainMaker, Frames, Medium
from claimgraph.resolve.context import Context
from claimgraph.resolve.descriptors import describe_source, stated_reason
from claimgraph.resolve.entities import group_entities
from claimgraph.resolve.mentions import Actor, Wanted
from claimgraph.resolve.names import clean_name, fold_name
from claimgraph.resolve.own_voice import keep_own_voice
from claimgraph.resolve.phrases import Phrase
from claimgraph.resolve.speakers import Speaker, Speakers
from claimgraph.resolve.words import Words, compile_words

__all__ = ["Question", "Scorer", "fold_name", "resolve_article", "score_candidates"]


_A = TypeVar("_A", bound=Attribution)
_NO_ONE: Final[frozenset[SourceType]] = frozenset({"document", "named_organization", "media_outlet", "named_person"})
"""Types that are no person or group of persons: they have no office."""


ENDS: Final = 0.5
"""Of what makes a tagged source doubtful, the part that leaves no doubt who is meant: words too many or too few at its ends.

As a power of its confidence, which is that of the exact words.
"""


def resolve_article(
    article: Article,
    annotated: AnnotatedArticle,
    *,
    registry: Registry,
    language: Language,
    scorer: Scorer = score_candidates,
) -> CaseArticle:
    """``annotated`` with name, type, outlet and chain of every attribution, and what the chains are made of.

    What is attributed to nobody but the publishing outlet becomes its own voice.

    Args:
        article: the article; its outlet's name stands first in every chain as it is given.
        annotated: its annotation, with entities where the model found any.
        registry: where outlets are looked up.
        language: the word classes of the article's language.
        scorer: how likely a pronoun or description means each of those who may be meant.

    """
    return _Article(article, annotated, registry, compile_words(language), scorer).resolve()


class _Article:
    """One article on its way through the room."""

    def __init__(
        self, article: Article, annotated: AnnotatedArticle, registry: Registry, words: Words, scorer: Scorer
    ) -> None:
        self.article, self.annotated, self.registry, self.words = article, annotated, registry, words
        self.publisher = registry.publisher(article.outlet, article.url)
        given = (article.outlet or "").strip()
        shown = given or (self.publisher.name.partition(" (")[0] if article.url else UNKNOWN_OUTLET)
        self.first = ChainLink(name=shown or UNKNOWN_OUTLET, kind="outlet", node=self.publisher.id)
        self.actor = Actor("outlet", self.first.name, "media_outlet", named=True)
        self.own = self.actor.match = Match(self.publisher, self.first.name, "", descriptor=False)
        self.context = Context(annotated, registry, words, scorer)
        self.work = Speakers(self.context, self.actor)
        self.maker = ChainMaker(annotated.id, self.first, registry.countries)
        self.sources: dict[str, Source] = {}
        self.chains: dict[str, tuple[ChainLink, ...]] = {}
        self.media: dict[str, Medium] = {}
        self.descriptors: dict[str, Descriptor] = {}
        self.source_starts: list[int] | None = None

    def resolve(self) -> CaseArticle:
        """The article as a case keeps it."""
        annotated = self.annotated
        speakers = self.work.run()
        attributions = settle_access(self._finish(annotated.attributions, speakers, headline=False))
        titled = settle_access(self._finish(annotated.title_attributions, speakers, headline=True))
        acronyms = self.context.acronyms
        titles = self.words.classes.get("titles", frozenset())
        mentions, entities = group_entities(annotated, acronyms, self.registry, titles)
        chains = tuple(
            Chain(attribution=a.id, links=self.chains[a.id]) for a in (*attributions, *titled) if a.kind == "claim"
        )
        outlets = {self.publisher.id: self.publisher} | self.maker.outlets
        used = {link.node for chain in chains for link in chain.links}
        return CaseArticle(
            article=self.article,
            annotation=keep_own_voice(
                annotated.model_copy(
                    update={"attributions": attributions, "title_attributions": titled, "entities": mentions}
                )
            ),
            publisher=self.publisher,
            outlets=tuple(
                o.model_copy(update={"aliases": ()}) for key, o in outlets.items() if key in used or o is self.publisher
            ),
            sources=tuple(
                s.model_copy(update={"descriptor": self.descriptors.get(s.id)})
                for s in self.sources.values()
                if s.id in used
            ),
            chains=chains,
            entities=entities,
        )

    def _finish(self, attributions: tuple[_A, ...], speakers: dict[str, Speaker], *, headline: bool) -> tuple[_A, ...]:
        """The attributions with name, type, outlet and chain."""
        text = (self.annotated.title or "") if headline else self.annotated.text
        bounds = [(0, len(text))] if headline else [(s.start, s.end) for s in self.annotated.sentences]
        frames = Frames(text, attributions, bounds, self.context, own=self.own)
        parents = self.work.parents
        by_id = {a.id: a for a in attributions}
        for a in sorted(attributions, key=lambda a: min((s.start for s in a.cue or a.content), default=0)):
            self.media[a.id] = self._medium(a, frames, speakers, parents)
        return tuple(self._with_chain(by_id, a, speakers, parents) for a in attributions)

    def _medium(
        self, attribution: Attribution, frames: Frames, speakers: Mapping[str, Speaker], parents: dict[str, str]
    ) -> Medium:
        """What the speaker speaks through; an unnamed one goes on to do so when it is called again."""
        speaker = speakers[attribution.id]
        actor = speaker.actor
        if actor is None:
            return Medium()
        if not attribution.cue:
            return Medium(actor.medium)
        above = speakers.get(parents.get(attribution.id, ""))
        if above and above.actor and above.actor.kind == "outlet" and not actor.named and actor.kind != "outlet":
            actor.medium = (
                actor.medium or above.actor.match
            )  # "A reported, citing a source": what it says then, A reports
        medium = frames.medium(attribution)
        if medium.word:
            medium = Medium(self._told(medium.word, attribution))
        if medium.match is None and not medium.platform and speaker.inherits and attribution.id not in parents:
            return Medium(actor.medium)
        if actor.kind == "outlet" and medium.match:
            return Medium()
        if medium.match:
            actor.medium = medium.match
        return medium

    def _told(self, word: str, attribution: Attribution) -> Match | None:
        """The outlet that "the agency" in "told the agency" means."""
        at = min(s.start for s in attribution.cue)
        turn = self.work.turns.get(attribution.id, len(self.work.order))
        roster = self.work.roster
        actor, _ = roster.pick(Wanted(frozenset({"outlet"}), frozenset({word})), at, turn=turn)
        if actor is None:  # however far back: nobody else can be meant
            called = [
                a for a in roster.actors if a.kind == "outlet" and word in a.heads and a.last_before(at) is not None
            ]
            actor = called[0] if len(called) == 1 else None
        return actor.match if actor else None

    def _chain(
        self,
        attribution: Attribution,
        by_id: Mapping[str, Attribution],
        speakers: dict[str, Speaker],
        parents: dict[str, str],
    ) -> tuple[ChainLink, ...]:
        """The chain of ``attribution``: its parent's, or the publisher, and its own links; made once."""
        known = self.chains.get(attribution.id)
        if known is not None:
            return known
        self.chains[attribution.id] = (self.first,)  # ends a ring of parents, should there be one
        above = by_id.get(parents.get(attribution.id, ""))
        while above and above.stance == "denies" and above.content != attribution.content:
            above = by_id.get(parents.get(above.id, ""))  # who denies what another says does not pass it on
        prefix = self._chain(above, by_id, speakers, parents) if above else (self.first,)
        actor = speakers[attribution.id].actor
        if actor is self.actor:
            chain = prefix
        else:
            chain = self.maker.extend(prefix, self.maker.links(actor, self.media[attribution.id]))
        self.chains[attribution.id] = chain
        return chain

    def _with_chain(
        self, by_id: Mapping[str, _A], attribution: _A, speakers: dict[str, Speaker], parents: dict[str, str]
    ) -> _A:
        speaker, medium = speakers[attribution.id], self.media[attribution.id]
        chain = self._chain(attribution, by_id, speakers, parents)
        actor = speaker.actor
        name = actor.name if actor else UNSPECIFIED
        outlet = self._outlet_of(chain, actor, medium)
        confidence = speaker.confidence * (attribution.source_confidence or 1.0) ** ENDS
        self._keep_source(chain[-1], actor, outlet, confidence)
        if medium.unnamed and len(chain) > 1 and chain[-2].name == medium.unnamed:
            described = Source(id=chain[-2].node, name=medium.unnamed, type="media_outlet", article=self.annotated.id)
            self.sources.setdefault(chain[-2].node, described.model_copy(update={"confidence": 0.7}))
        if actor and actor.phrase and chain[-1].kind == "source":
            self._describe(chain[-1].node, actor.phrase, attribution)
        return attribution.model_copy(
            update={
                "source_name": name,
                "source_type": actor.type if actor else "unspecified",
                "source_outlet": outlet,
                "chain": tuple(link.name for link in chain),
                "source_confidence": round(min(confidence, 1.0), 4),
                "parent": parents.get(attribution.id),
            }
        )

    def _outlet_of(self, chain: tuple[ChainLink, ...], actor: Actor | None, medium: Medium) -> str | None:
        """The medium a source speaks through: the last outlet of the chain but the publisher, or the platform.

        Where the source told the publishing outlet itself, that one.
        """
        if actor is None:
            return None
        if medium.platform:
            return medium.platform
        for link in reversed(chain[1:]):
            if link.kind == "outlet":
                return link.name
        if medium.unnamed:
            return medium.unnamed
        told = medium.match or (actor.match if actor.label else None)
        return self.first.name if told and told.outlet.id == self.publisher.id else None

    def _describe(self, node: str, phrase: Phrase, attribution: Attribution) -> None:
        """Adds what the text tells of an unnamed source, and the reason that one of its sentences states."""
        source = self.sources.get(node)
        if source is None or source.article is None or source.type in _NO_ONE:
            return
        known = self.descriptors.get(node) or describe_source(phrase, self.words)
        if known is not None and known.reason is None:
            known = known.model_copy(update={"reason": self._reason(attribution)})
        if known is not None:
            self.descriptors[node] = known

    def _reason(self, attribution: Attribution) -> str | None:
        """Why the source is not named, where its sentence states it and no other source stands between."""
        if isinstance(attribution, TitleAttribution) or not attribution.source:
            return None
        at = min(span.start for span in attribution.source)
        sentence = self.context.roster.sentence_of(at)
        sentences = self.annotated.sentences
        low = sentences[sentence].start if sentence < len(sentences) else 0
        high = sentences[sentence].end if sentence < len(sentences) else len(self.annotated.text)
        if self.source_starts is None:
            self.source_starts = sorted(min(s.start for s in a.source) for a in self.annotated.attributions if a.source)
        starts = self.source_starts
        end = min([high, *starts[bisect_right(starts, at) :][:1]])
        before = self.annotated.text[low:at] if bisect_left(starts, low) == bisect_left(starts, at) else ""
        return stated_reason(self.annotated.text[at:end]) or (stated_reason(before) if before else None)

    def _keep_source(self, link: ChainLink, actor: Actor | None, outlet: str | None, confidence: float) -> None:
        """Notes the ``Source`` that ``link`` stands for, the surest naming first."""
        if link.kind != "source":
            return
        known = self.sources.get(link.node)
        if known is not None and known.confidence >= confidence:
            return
        name = actor.name if actor else UNSPECIFIED
        if actor and actor.named and actor.match and actor.kind in {"organization", "document"}:
            name = clean_name(actor.match.outlet.name.removeprefix("The ")).removesuffix(
                " News"
            )  # a body, not its service
        self.sources[link.node] = Source(
            id=link.node,
            name=name,
            type=actor.type if actor else "unspecified",
            outlet=outlet,
            article=None if actor and actor.lasting else self.annotated.id,
            confidence=round(min(confidence, 1.0), 4),
        )
