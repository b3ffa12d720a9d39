"""Whom a pronoun or a description means: one choice among the candidates and nobody, by learned weights.

A log-linear ranking of all candidates at once (Denis and Baldridge, A Ranking Approach to Pronoun Resolution, IJCAI 2007),
with nobody as one of them. ``python -m claimgraph.train.antecedents`` learned the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

__all__ = [
    "KINDS",
    "NEVER",
    "NOBODY",
    "Features",
    "Kind",
    "Question",
    "Scorer",
    "score_candidates",
    "signs",
    "signs_of_nobody",
]

Kind = Literal["person", "many", "thing", "description"]
KINDS: Final[tuple[Kind, ...]] = ("person", "many", "thing", "description")
"""What asks: "he" or "she"; "they"; "it"; words such as "the official"."""
NEVER: Final = 99
"""A distance to what is not there."""
NOBODY: Final = "nobody"


class Features(NamedTuple):
    """What speaks for one candidate, or against it."""

    sentences: int
    """From its last mention to the reference."""
    paragraphs: int
    rank: int
    """Candidates whose last mention stands in a later sentence."""
    first: bool
    """Its last mention stands before those of all candidates in the same sentence."""
    since_spoke: int
    """Attributions since it was the source; 1 is the one before."""
    subject: bool
    """Its last mention opens a sentence."""
    quoted: bool
    """Its last mention stands in somebody's words."""
    possessive: bool
    """Its last mention is a possessive: "Ann Lee's brother"."""
    fits: float
    """How well the description's words fit: 1 head and all modifiers, 0.5 the head only, 0 none are asked for."""
    gender: int
    """1 agrees, 0 unknown, -1 contradicts; -2 contradicts what its given name tells, 2 agrees with that."""
    mentions: int
    """Before the reference."""
    parent: bool
    """It is the speaker in whose words the reference stands."""
    kind: str
    """The actor's."""
    named: bool
    lead: bool
    """It is mentioned in the first three sentences."""
    only: bool
    """There is no other candidate."""


class Question(NamedTuple):
    """A reference, and who it may mean."""

    kind: Kind
    at: int
    """Where the reference stands."""
    candidates: tuple[Features, ...]
    starts: tuple[Sequence[int], ...] = ()
    """Where each candidate is mentioned."""


Scorer = Callable[[Question], Sequence[float]]
"""The probability of each candidate; what is missing to 1 is that of nobody."""


def _step(value: int, *steps: int) -> str:
    """The last of ``steps`` that ``value`` reaches."""
    return str(max((s for s in steps if s <= value), default=0))


def signs(f: Features) -> Iterator[str]:
    """The names of what holds of one candidate; each has a weight."""
    near = _step(f.sentences, 0, 1, 2, 3, 5, 9, 15)
    spoke = "never" if f.since_spoke == NEVER else _step(f.since_spoke, 1, 2, 3, 5, 9)
    yield f"sentences {near}"
    yield f"paragraphs {_step(f.paragraphs, 0, 1, 2, 3, 6)}"
    yield f"rank {_step(f.rank, 0, 1, 2, 3)}"
    yield f"spoke {spoke}"
    yield f"gender {f.gender}"
    yield f"fits {f.fits}"
    yield f"mentions {_step(f.mentions, 0, 1, 2, 3, 5, 9)}"
    yield f"kind {f.kind}"
    for name in ("first", "subject", "quoted", "possessive", "parent", "named", "lead", "only"):
        if getattr(f, name):
            yield name
    if f.first:
        yield f"first at {near}"
        yield f"first of rank {_step(f.rank, 0, 1)}"
    if f.subject:
        yield f"subject at {near}"
    if f.only:
        yield f"only fits {f.fits}"
        yield f"only at {near}"
    if f.sentences <= 1 and f.since_spoke == 1:
        yield f"spoke just at {near}"


def signs_of_nobody(candidates: Sequence[Features]) -> Iterator[str]:
    """The same for the choice of nobody."""
    yield NOBODY
    yield f"{NOBODY} near {_step(min((c.sentences for c in candidates), default=NEVER), 0, 1, 2, 4, 9)}"
    yield f"{NOBODY} of {_step(len(candidates), 0, 1, 2, 4, 8)}"


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    text = (files("claimgraph") / "data" / "antecedents.json").read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return weights


def score_candidates(question: Question, weights: dict[str, dict[str, float]] | None = None) -> list[float]:
    """The probability of each candidate; ``weights`` by kind of question and sign, default: those in the package."""
    of_kind = (weights or _weights())[question.kind]
    sums = [sum(of_kind.get(sign, 0.0) for sign in signs(f)) for f in question.candidates]
    nobody = sum(of_kind.get(sign, 0.0) for sign in signs_of_nobody(question.candidates))
    most = max([*sums, nobody])
    shares = [math.exp(s - most) for s in sums]
    whole = sum(shares) + math.exp(nobody - most)
    return [share / whole for share in shares]
