"""Where two claims of one event differ so that both cannot be so: the slot, how sure that is, and words for it."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from claimgraph.link.compare import FEATURES, Comparison
from claimgraph.link.lexicon import Lexicon
from claimgraph.link.quantities import Quantity
from claimgraph.records import Slot

__all__ = ["DOUBTS", "Difference", "doubts", "find_difference"]

_RESIDUE: Final = 3
"""Words that may be left over on either side where one name or thing stands for another."""
_FRAME: Final = 0.72
"""Share of both claims, less what is left over, that must be alike for that."""
_SHARED: Final = 3
_SHORT: Final = 8
"""Telling words of a short sentence."""
_NEAR_DAYS: Final = 3
"""Days between publication within which two days named are two accounts of one event; beyond, they are two events."""


class Difference(NamedTuple):
    """What differs, and how it is known."""

    slot: Slot
    kind: str
    """The rule that found it; each has a share of right findings of its own (``data/links.json``)."""
    words: str


KINDS: Final = (
    "denial",
    "negation",
    "part negated",
    "number",
    "number, weak",
    "number beside others",
    "time",
    "day",
    "cause",
    "name",
    "thing",
)
"""The rules."""
DOUBTS: Final = (
    "log odds",
    "days between articles",
    "days apart",
    "one day",
    "places shared",
    "places differ",
    "articles alike",
    "shorter covered",
    "longer covered",
    "conflict's size",
    "one fate",
    "one kind",
    "names differ",
    "words shared",
    *KINDS,
)
"""Names of what ``doubts`` gives, in order."""


def doubts(pair: Comparison, difference: Difference, linked: float) -> list[float]:
    """What tells whether a difference is one: two numbers of two events contradict nothing.

    Args:
        pair: two claims.
        difference: what ``find_difference`` found.
        linked: probability that they are about one thing.
    """
    known = dict(zip(FEATURES, pair.features, strict=True))
    gap = 8 if pair.context.gap is None else pair.context.gap
    bounded = min(max(linked, 0.001), 0.999)
    return [
        math.log(bounded / (1 - bounded)),
        math.log1p(gap),
        known["days apart"],
        float(gap == 0 or bool(known["days agree"])),
        known["places shared"],
        known["places differ"],
        pair.context.cosine,
        pair.covered,
        pair.covered_both,
        known["conflict's size"],
        known["conflict of one fate"],
        known["conflict of one kind"],
        known["names differ"],
        known["telling words shared"],
        *(float(difference.kind == kind) for kind in KINDS),
    ]


def find_difference(pair: Comparison, lexicon: Lexicon) -> Difference | None:
    """The surest difference of a pair, null where both claims can be so.

    Read in this order: denial and negation, numbers, clock times and days, causes, then one name or thing in the
    place of another within sentences that are otherwise alike.
    """
    return (
        _polarity(pair, lexicon)
        or _number(pair)
        or _day(pair)
        or _cause(pair, lexicon)
        or _agent(pair)
        or _name(pair, lexicon)
        or _thing(pair, lexicon)
    )


def _polarity(pair: Comparison, lexicon: Lexicon) -> Difference | None:
    """One denies, or negates, what the other asserts; two denials agree."""
    a, b = pair.a, pair.b
    zero = {unit for q in (*a.quantities, *b.quantities) if q.high == 0 for unit in (*q.units, q.role)}
    core = [k for k in pair.shared if k not in zero and (k not in a.names or k not in b.names)]
    flipped = [k for k in core if (k in a.negated) != (k in b.negated)]
    stated = a.denied != b.denied
    if not core and not stated:
        return None
    if stated and not (a.false or b.false):
        other = b if a.denied else a
        if other.negated & set(pair.shared) or any(q.high == 0 for q in other.quantities):
            return None  # "denied that it had" and "had not": both deny
        return Difference("polarity", "denial", "one source denies what the other says")
    if (a.false != b.false) and not stated:
        return Difference("polarity", "denial", "one calls false what the other says")
    told = [k for k in flipped if k.startswith("event:") or lexicon.weight(k) > 1.5]
    if not told or stated:
        return None
    word = _word(pair, told[0])
    if any(k in c.causes and k in c.negated for k in told for c in (a, b)):
        return Difference("cause", "negation", f"one negates “{word}” as the cause, the other does not")
    kind = "negation" if 2 * len(told) >= len(core) or told[0].startswith("event:") else "part negated"
    return Difference("polarity", kind, f"one negates “{word}”, the other does not")


def _number(pair: Comparison) -> Difference | None:
    counted = [p for p in pair.numbers.pairs if p[0].kind != "time"]
    if not counted:
        return None
    one, other = counted[0]
    weak = one.weak or other.weak
    none = one.high == 0 or other.high == 0
    slot: Slot = "polarity" if none else "number"
    kind = "number, weak" if weak else "number beside others" if pair.numbers.agree else "number"
    return Difference(slot, kind, f"{_amount(one, pair.a.text)} against {_amount(other, pair.b.text)}{_of(one, other)}")


def _amount(quantity: Quantity, text: str) -> str:
    """A number as its claim has it, with its bound."""
    words = text[quantity.start : quantity.end]
    if quantity.low == quantity.high or not words[:1].isdigit():
        return words
    edge = "at least " if quantity.high > 1.5 * quantity.low else "about " if quantity.kind == "count" else ""
    return edge + words


def _of(one: Quantity, other: Quantity) -> str:
    """What both numbers count, in a word."""
    role = one.role or other.role
    if role:
        return f" ({role.partition(':')[2]})"
    plain = sorted(u for u in one.units & other.units if ":" not in u)
    return f" ({plain[0]})" if plain else ""


def _day(pair: Comparison) -> Difference | None:
    clocks = [p for p in pair.numbers.pairs if p[0].kind == "time"]
    if clocks:
        one, other = ((q.low + q.high) / 2 for q in clocks[0])
        return Difference("date", "time", f"{_clock(one)} against {_clock(other)}")
    gap = pair.context.gap
    if not pair.a.days or not pair.b.days or not pair.apart or gap is None or gap > _NEAR_DAYS:
        return None
    if (
        any(first != last for first, last in (*pair.a.days, *pair.b.days))
        or pair.covered < _FRAME
        or pair.apart > 2 * _NEAR_DAYS
        or len(pair.shared) < _SHARED
    ):
        return None
    return Difference("date", "day", f"{_days(pair.a.days[0])} against {_days(pair.b.days[0])}")


def _clock(minutes: float) -> str:
    return f"{int(minutes) // 60}:{int(minutes) % 60:02}"


def _days(days: tuple[int, int]) -> str:
    from datetime import date

    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first}/{last}"


def _cause(pair: Comparison, lexicon: Lexicon) -> Difference | None:
    """Both name a cause, and not the same."""
    a, b = pair.a, pair.b
    if not a.causes or not b.causes or a.causes & b.causes:
        return None
    left = [
        sorted(c.causes & set(rest), key=lambda k: -lexicon.weight(k))
        for c, rest in ((a, pair.rest_a), (b, pair.rest_b))
    ]
    if not left[0] or not left[1] or len([k for k in pair.shared if k not in a.causes | b.causes]) < 2:
        return None
    return Difference("cause", "cause", f"{_word(pair, left[0][0])} against {_word(pair, left[1][0])} as the cause")


def _frame(pair: Comparison, drop_a: list[str], drop_b: list[str]) -> float:
    """Share of both claims that is alike once what differs is left aside."""
    shared = set(pair.shared)
    shares = []
    for claim, rest, drop in ((pair.a, pair.rest_a, drop_a), (pair.b, pair.rest_b, drop_b)):
        kept = {k: w for k, w in claim.weights.items() if k not in drop}
        alike = sum(w for k, w in kept.items() if k in shared or k not in rest)
        shares.append(alike / (sum(kept.values()) or 1.0))
    return min(shares)


def _agent(pair: Comparison) -> Difference | None:
    """One who does it in the place of another, where one sentence is active and the other passive."""
    doers = []
    for claim, rest in ((pair.a, pair.rest_a), (pair.b, pair.rest_b)):
        behind = claim.text.partition(" by ")[2].split()[:4]
        first = [k for k in claim.keys[:2] if k in rest]
        by = [k for k in rest if any(claim.words[k] in word for word in behind)]
        doers.append((first, by))
    for (first, _), (_, by) in (doers, doers[::-1]):
        if first and by and not any(d[1] for d in doers if d[0] is first):
            chosen = (first[0], by[0]) if doers[0][0] is first else (by[0], first[0])
            if _frame(pair, pair.rest_a, pair.rest_b) >= _FRAME and len(pair.shared) >= _SHARED:
                return Difference("actor", "name", f"{_word(pair, chosen[0])} against {_word(pair, chosen[1])}")
    return None


def _name(pair: Comparison, lexicon: Lexicon) -> Difference | None:
    """One name where the other has another of its kind, in sentences that are otherwise alike."""
    a, b = pair.a, pair.b
    names_a, names_b = ([k for k in rest if k in c.names] for rest, c in ((pair.rest_a, a), (pair.rest_b, b)))
    core = [k for k in pair.shared if lexicon.weight(k) > 1.5]
    if not names_a or not names_b or max(len(names_a), len(names_b)) > _RESIDUE or len(core) < _SHARED - 1:
        return None
    kinds_a, kinds_b = {a.names[k] for k in names_a}, {b.names[k] for k in names_b}
    if _frame(pair, names_a, names_b) < _FRAME or not _in_one_place(pair, names_a[0], names_b[0]):
        return None
    if names_a[0][:3] == names_b[0][:3] and ":" not in names_a[0]:
        return None  # two spellings of one name
    both = f"{_word(pair, names_a[0])} against {_word(pair, names_b[0])}"
    first = [c.keys.index(n[0]) <= 1 if n[0] in c.keys else False for c, n in ((a, names_a), (b, names_b))]
    if all(first) or _agents(a.text, a.words[names_a[0]]) or _agents(b.text, b.words[names_b[0]]):
        return Difference("actor", "name", both)
    if "place" in kinds_a and "place" in kinds_b:
        return Difference("place", "name", both)
    if {"person", "organization"} & kinds_a & kinds_b or {"person", "organization"} >= kinds_a | kinds_b:
        return Difference("actor", "name", both)
    return None


def _in_one_place(pair: Comparison, one: str, other: str) -> bool:
    """Whether both words stand between the same neighbours, or at the same end, and no neighbour is part of one name."""
    around: list[tuple[str, str]] = []
    for claim, key, rest in ((pair.a, one, pair.rest_a), (pair.b, other, pair.rest_b)):
        if key not in claim.keys:
            return False
        n = claim.keys.index(key)
        before_ = next((k for k in reversed(claim.keys[:n]) if k not in rest), "")
        around.append((before_, next((k for k in claim.keys[n + 1 :] if k not in rest), "")))
    before, after = ((around[0][side], around[1][side]) for side in (0, 1))
    if any(k in pair.a.names and k in pair.b.names and not k.startswith("country:") for k in (*before, *after)):
        return False
    return before[0] == before[1] and (after[0] == after[1] or before[0] != "")


def _agents(text: str, word: str) -> bool:
    """Whether ``word`` stands behind "by": who did it."""
    place = text.find(word)
    return place > 0 and " by " in text[max(0, place - 16) : place]


def _thing(pair: Comparison, lexicon: Lexicon) -> Difference | None:
    """One thing, or one who acts, where the other has another, in short sentences that are otherwise alike."""
    rests = [[k for k in rest if k not in c.names] for rest, c in ((pair.rest_a, pair.a), (pair.rest_b, pair.b))]
    core = [k for k in pair.shared if lexicon.weight(k) > 1.5]
    if not rests[0] or not rests[1] or max(map(len, (pair.rest_a, pair.rest_b))) > 2 or len(core) < _SHARED - 1:
        return None
    if _frame(pair, pair.rest_a, pair.rest_b) < 0.85 or pair.a.total < 8:
        return None
    keys = [max(rest, key=lexicon.weight) for rest in rests]
    if not _in_one_place(pair, keys[0], keys[1]) or min(len(c.keys) for c in (pair.a, pair.b)) > _SHORT:
        return None  # in long sentences that are alike to a word, an editor changed the word and not the thing
    if keys[0][:3] == keys[1][:3] or _units(pair.a.words[keys[0]], lexicon) & _units(pair.b.words[keys[1]], lexicon):
        return None
    places = [list(c.keys).index(k) if k in c.keys else 9 for c, k in zip((pair.a, pair.b), keys, strict=True)]
    slot: Slot = "actor" if max(places) <= 1 else "object"
    return Difference(slot, "thing", f"{_word(pair, keys[0])} against {_word(pair, keys[1])}")


def _units(word: str, lexicon: Lexicon) -> frozenset[str]:
    return lexicon.units.get(word.lower(), frozenset())


def _word(pair: Comparison, key: str) -> str:
    return pair.a.words.get(key) or pair.b.words.get(key) or key.rpartition(":")[2]
