"""What the outlet reports on its own word, though it names itself: "the Post has learned that"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimgraph.records import AnnotatedArticle, Attribution, Claim, Sentence

__all__ = ["keep_own_voice"]

_COVERED: Final = 0.6
"""Share of an own claim that another's may take up; past it the outlet only passes on."""


def keep_own_voice(annotated: AnnotatedArticle) -> AnnotatedArticle:
    """``annotated``, whose chains are known, with what is attributed to the publishing outlet alone as its own voice.

    An attribution is the outlet's own where its chain has no second link. A sentence all of whose claims are its own
    is ``own_voice``, and so is each claim that hangs on such an attribution, under the id that it has. Where the outlet
    only passes on what another says ("the Post reported, citing police"), the other's claim stands and no own one.
    """
    spoken = [a for a in annotated.attributions if a.kind == "claim"]
    own = {a.id: a for a in spoken if len(a.chain) == 1}
    if not own:
        return annotated
    others = [a for a in spoken if a.id not in own]
    sentences = tuple(_relabel(annotated.text, s, own.values(), others) for s in annotated.sentences)
    foreign = [c for c in annotated.claims if c.attribution and c.attribution not in own]
    claims = tuple(
        c.model_copy(update={"kind": "own_voice", "attribution": None}) if c.attribution in own else c
        for c in annotated.claims
        if c.attribution not in own or not any(_covers(other, c) for other in foreign)
    )
    return annotated.model_copy(update={"sentences": sentences, "claims": claims})


def _relabel(text: str, sentence: Sentence, own: Iterable[Attribution], others: Iterable[Attribution]) -> Sentence:
    """``sentence`` as own voice where what made it attributed is only the outlet's own."""
    if sentence.label != "attributed" or not any(_speaks_in(text, a, sentence) for a in own):
        return sentence
    if any(_speaks_in(text, a, sentence) for a in others):
        return sentence
    return sentence.model_copy(update={"label": "own_voice"})


def _speaks_in(text: str, attribution: Attribution, sentence: Sentence) -> bool:
    """Whether some of the content stands in the sentence."""
    return any(
        len(text[max(s.start, sentence.start) : min(s.end, sentence.end)].strip()) > 2 for s in attribution.content
    )


def _covers(other: Claim, claim: Claim) -> bool:
    """Whether ``other`` takes up most of ``claim``."""
    shared = min(other.end, claim.end) - max(other.start, claim.start)
    return shared >= _COVERED * (claim.end - claim.start)
