"""Quantities of a claim: how many of what, with bounds, and what happened to them."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from claimgraph.link.lexicon import Lexicon
from claimgraph.link.words import Token

__all__ = ["Quantity", "compare_quantities", "find_quantities"]

Kind = Literal["count", "money", "percent", "age", "time", "measure"]

_SCALES: Final = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
}
_TENS: Final = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), range(20, 100, 10), strict=True)
)
_TEENS: Final = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_MEASURES: Final = frozenset(
    [
        "km",
        "kilometer",
        "kilometers",
        "kilometre",
        "kilometres",
        "meter",
        "meters",
        "metre",
        "metres",
        "mile",
        "miles",
        "mph",
        "ton",
        "tons",
        "tonne",
        "tonnes",
        "kg",
        "hectares",
        "hectare",
        "acres",
        "acre",
        "barrels",
        "barrel",
        "gallons",
        "degrees",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minute",
        "minutes",
        "seconds",
        "points",
        "votes",
        "seats",
    ]
)
_YEARS_BEHIND: Final = frozenset({"in", "since", "of", "until", "by", "from", "and", "to", "between"})
_CASUALTY: Final = ("event:kill", "event:wound", "event:arrest", "event:abduct", "event:evacuate")
_CLOSE: Final = frozenset({"and", "while", "but", "after", "before"})
_CARE: Final = frozenset({"hospital", "hospitals"})
_QUAKES: Final = frozenset({"magnitude", "quake", "earthquake", "tremor", "richter", "aftershock"})
_STOPS: Final = re.compile(r"[,;:.!?()—–\"“”]")
_OLDEST: Final = 115
"""Years."""
_RUN: Final = 4
"""Words behind a number among which its unit is."""
_CLOCK, _CLOCK_ABOUT = 3, 10
"""Minutes by which a time of day may be off, if told to the minute, and if it may be rounded."""
_REACH: Final = 8
"""Words on either side among which is told what happened to what is counted."""


class Quantity(NamedTuple):
    """How many of what: any number from ``low`` to ``high``."""

    low: float
    high: float
    kind: Kind
    units: frozenset[str]
    """Keys and classes of the words that name what is counted."""
    role: str
    """Event class of what happened to them; empty where nothing of the kind is told."""
    start: int
    end: int
    """Extent of the number's words in the claim's text."""
    weak: bool = False
    """An article only ("a missile"), or a part of a whole ("another three")."""


def find_quantities(text: str, tokens: list[Token], lexicon: Lexicon, skip: list[tuple[int, int]]) -> list[Quantity]:
    """The quantities of a claim in order. ``skip``: extents of dates, whose numbers count nothing."""
    found: list[Quantity] = []
    n = 0
    while n < len(tokens):
        token = tokens[n]
        if any(a <= token.start < b for a, b in skip):
            n += 1
            continue
        number = _number(text, tokens, n, lexicon)
        if number is None:
            n += 1
            continue
        low, high, weak, after = number
        quantity = _quantity(text, tokens, (n, after), (low, high), weak=weak, lexicon=lexicon)
        if quantity:
            found.append(quantity)
        n = after
    return found


def _number(text: str, tokens: list[Token], n: int, lexicon: Lexicon) -> tuple[float, float, bool, int] | None:  # noqa: C901, PLR0912 - a list of cases
    """Least, most, whether it is weak, and the index behind the number that begins at token ``n``."""
    word = tokens[n].word
    weak = False
    value: float | None = None
    after = n + 1
    following = tokens[after] if after < len(tokens) else None
    if word[0].isdigit():
        if ":" in word or (following and following.start == tokens[n].end and following.word in _ORDINALS):
            return None if ":" not in word else (0, 0, False, after)
        value = _figure(word)
        if value is None:
            return None
    elif word in _TENS:
        value = float(_TENS[word])
        if (
            following
            and text[tokens[n].end : following.start] == "-"
            and lexicon.language.numbers.get(following.word, 99) < 10
        ):
            value += lexicon.language.numbers[following.word]
            after += 1
    elif word in _TEENS:
        value = float(_TEENS[word])
    elif word in {"a", "an"}:
        if following and ((following.word in _SCALES and len(following.word) > 2) or following.word == "dozen"):
            return _scaled(tokens, 1.0, after)
        return (1, 1, True, after) if following and word + following.word != "afew" else None
    elif word in lexicon.nobody or (word == "no" and following and following.word == "one"):
        return 0, 0, False, after + (word == "no")
    elif word in lexicon.language.link_amounts:
        low, high = lexicon.language.link_amounts[word]
        if (
            following
            and following.word == "of"
            and after + 1 < len(tokens)
            and tokens[after + 1].word in lexicon.language.link_amounts
        ):
            low, high = lexicon.language.link_amounts[tokens[after + 1].word]
            after += 2
        return low, high, False, after
    elif word in lexicon.language.numbers and " " not in word:
        value = float(lexicon.language.numbers[word])
        previous = tokens[n - 1].word if n else ""
        if word == "one" and (
            previous in {"no", "the", "this", "that", "every", "any"} or (following and following.word == "of")
        ):
            weak = True
    if value is None:
        return None
    low, high, _, after = _scaled(tokens, value, after)
    return low, high, weak, after


def _scaled(tokens: list[Token], value: float, after: int) -> tuple[float, float, bool, int]:
    low = high = value
    while after < len(tokens) and (tokens[after].word in _SCALES or tokens[after].word == "dozen"):
        word = tokens[after].word
        if word == "dozen":
            low, high = low * 11.5, high * 12.5
            if value == 1:
                low, high = 10, 14
        else:
            low, high = low * _SCALES[word], high * _SCALES[word]
        after += 1
    return low, high, False, after


def _figure(word: str) -> float | None:
    """The number that figures stand for: a comma or point before three figures parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word):
        word = word.replace(",", "")
    elif re.fullmatch(r"\d+,\d+", word):
        word = word.replace(",", ".")
    try:
        return float(word)
    except ValueError:
        return None


def _quantity(  # noqa: C901, PLR0912 - a list of cases
    text: str,
    tokens: list[Token],
    extent: tuple[int, int],
    bounds: tuple[float, float],
    *,
    weak: bool,
    lexicon: Lexicon,
) -> Quantity | None:
    """What the number at tokens ``extent`` counts."""
    first, after = extent
    start, end = tokens[first].start, tokens[after - 1].end
    following = [t.word for t in tokens[after : after + 3]]
    before = tokens[first - 1].word if first else ""
    low, high = _bounded(tokens, first, bounds, lexicon)
    whole = tokens[first].word
    if ":" in whole or _is_clock(following):
        minutes = _clock(whole.replace(".", ":"), following)
        if minutes is None:
            return None
        width = _CLOCK_ABOUT if bounds != (low, high) or minutes % 5 == 0 else _CLOCK
        return Quantity(minutes - width, minutes + width, "time", frozenset(), "", start, end)
    if text[max(start - 1, 0) : start] in {"$", "€", "£", "¥"} or following[:1] in (["dollars"], ["euros"], ["pounds"]):
        return Quantity(low * 0.98, high * 1.02, "money", frozenset(), "", start, end)
    if re.match(r"\s?%", text[end:]) or following[:1] in (["percent"], ["pc"]) or following[:2] == ["per", "cent"]:
        return Quantity(low - 0.5, high + 0.5, "percent", frozenset(), "", start, end)
    if _is_age(text, tokens, first, after):
        return Quantity(low, high, "age", frozenset({lexicon.key(before)}), "", start, end)
    if following[:2] in (["year", "old"], ["years", "old"]) or before in {"aged", "age"}:
        units = _units(text, tokens, after + 2 if following else after, lexicon)
        return Quantity(low, high, "age", units, "", start, end)
    if bounds == (low, high) and _is_year(whole, before, lexicon):
        return None
    if "." in whole and any(t.word in _QUAKES for t in tokens):
        return Quantity(low, high, "measure", frozenset({"magnitude"}), "", start, end)
    if before == "of" and first > 1 and tokens[first - 2].word[0].isdigit():
        return None  # "118 of 230 seats"
    units = _units(text, tokens, after, lexicon)
    nobody = whole in lexicon.nobody or (whole == "no" and tokens[after - 1].word == "one")
    if nobody:
        units |= {_GENERIC}
    kind: Kind = "count"
    if following and following[0] in _MEASURES:
        kind, units = "measure", frozenset({lexicon.key(following[0])})
        low, high = low * 0.95, high * 1.05
    role = _role(text, tokens, (first, after), lexicon) if kind == "count" else ""
    if weak and not units & {"unit:person", "unit:rocket", "unit:strike", "unit:aircraft"}:
        return None
    part = before in {"another", "additional", "further"} or (
        bool(following) and following[0] in {"more", "additional"}
    )
    if (not units or nobody) and not role:
        return None  # "no one claimed it" counts nobody
    return Quantity(low, high, kind, units, role, start, end, weak or part)


def _is_year(whole: str, before: str, lexicon: Lexicon) -> bool:
    """Whether a number is the year behind a month or a word of time: "in 2011"."""
    year = whole.isdigit() and len(whole) == 4 and 1800 <= int(whole) <= 2100
    return year and (before in _YEARS_BEHIND or before in lexicon.language.months)


def _is_age(text: str, tokens: list[Token], first: int, after: int) -> bool:
    """Whether the number stands between commas behind a name: "Ada Lorne, 41, said"."""
    name, number = tokens[first - 1] if first else None, tokens[first]
    return (
        name is not None
        and name.capital
        and after == first + 1
        and number.word.isdigit()
        and 0 < int(number.word) < _OLDEST
        and text[name.end : number.start] == ", "
        and text[number.end : number.end + 1] in {",", ".", ")", ""}
    )


def _bounded(tokens: list[Token], first: int, bounds: tuple[float, float], lexicon: Lexicon) -> tuple[float, float]:
    """``bounds`` as the words before the number change them."""
    low, high = bounds
    for size in (3, 2, 1):
        phrase = tuple(t.word for t in tokens[max(first - size, 0) : first])
        if len(phrase) == size and phrase in lexicon.bounds:
            least, most = lexicon.bounds[phrase]
            return low * least, max(high * most, low * least)
    return low, high


def _is_clock(following: list[str]) -> bool:
    return (
        following[:1] in (["am"], ["pm"])
        or following[:2] in (["p", "m"], ["a", "m"])
        or following[:1] in (["gmt"], ["o'clock"])
    )


def _clock(word: str, following: list[str]) -> float | None:
    """Minutes from midnight."""
    hour, _, minute = word.partition(":")
    if not hour.isdigit() or (minute and not minute.isdigit()) or int(hour) > 24 or int(minute or 0) > 59:
        return None
    late = following[:1] in (["pm"], ["p"])
    return float(
        (int(hour) % 12 + 12 * late if following[:1] in (["am"], ["a"], ["pm"], ["p"]) else int(hour)) * 60
        + int(minute or 0)
    )


def _units(text: str, tokens: list[Token], after: int, lexicon: Lexicon) -> frozenset[str]:
    """Keys and classes of the words behind a number, up to the end of the phrase."""
    found: set[str] = set()
    if [t.word for t in tokens[after : after + 2]] == ["of", "the"]:
        after += 2
    for n in range(after, min(after + _RUN, len(tokens))):
        token = tokens[n]
        if n > after and _STOPS.search(text[tokens[n - 1].end : token.start]):
            break
        if token.word in lexicon.function and token.word not in lexicon.others:
            break
        classes = lexicon.units.get(token.word)
        if token.word in lexicon.events and (n > after or not classes):
            break
        found |= classes or set()
        if token.word not in lexicon.others:
            found.add(lexicon.key(token.word))
        if classes and n > after:
            break
    return frozenset(found)


def _role(text: str, tokens: list[Token], extent: tuple[int, int], lexicon: Lexicon) -> str:
    """What happened to those counted: the nearest event of the kind that counts people; just before the number first."""
    first, after = extent
    for reach, side in ((4, -1), (_REACH, 1), (2 * _REACH, -1)):
        places = (
            range(first - 1, max(first - 1 - reach, -1), -1)
            if side < 0
            else range(after, min(after + reach, len(tokens)))
        )
        last = None
        for n in places:
            gap = text[tokens[n].end : tokens[last].start] if side < 0 and last is not None else ""
            if side > 0 and last is not None:
                gap = text[tokens[last].end : tokens[n].start]
            word = tokens[n].word
            if _STOPS.search(gap) or word[0].isdigit() or word in _CLOSE or word in lexicon.language.numbers:
                break
            last = n
            event = lexicon.events.get(word, "")
            if event in _CASUALTY:
                return event
            if word in _CARE and tokens[n - 1].word in {"to", "in", "at"}:
                return "event:wound"
    return ""


_GENERIC: Final = "unit:person"
_PEOPLE: Final = frozenset(
    f"unit:{kind}" for kind in ("person", "civilian", "fighter", "soldier", "child", "woman", "crowd", "prisoner")
)


class Agreement(NamedTuple):
    """How the quantities of two claims compare."""

    agree: int
    """Quantities of the first claim that one of the second may equal."""
    conflict: int
    weak: int
    """Conflicts that rest on an article or on a part of a whole."""
    alone: int
    """Exact quantities of either claim of which the other says nothing."""
    pairs: tuple[tuple[Quantity, Quantity], ...]
    """Those in conflict."""


def compare_quantities(a: list[Quantity], b: list[Quantity]) -> Agreement:
    """Pair quantities of one kind, unit and role; they agree if one number is possible by both."""
    agree = weak = alone = 0
    pairs: list[tuple[Quantity, Quantity]] = []
    rivals = {(n, m) for n, one in enumerate(a) for m, other in enumerate(b) if _comparable(one, other)}
    equal = {(n, m) for n, m in rivals if a[n].low <= b[m].high and b[m].low <= a[n].high}
    settled = {n for n, _ in equal}, {m for _, m in equal}
    for n, one in enumerate(a):
        others = [b[m] for k, m in sorted(rivals) if k == n and m not in settled[1]]
        if n in settled[0]:
            agree += not one.weak
        elif not any(k == n for k, _ in rivals):
            alone += not one.weak
        elif others:
            other = next((o for o in others if not o.weak), others[0])
            zones = one.kind == "time" and len({q.low for q in (*a, *b) if q.kind == "time"}) > 3
            if zones or _subset(one, other) or _subset(other, one) or (one.weak and other.weak):
                continue
            weak += one.weak or other.weak
            pairs.append((one, other))
    met = {m for _, m in rivals}
    alone += sum(1 for m, other in enumerate(b) if m not in met and not other.weak)
    strong = [p for p in pairs if not (p[0].weak or p[1].weak)]
    return Agreement(agree, len(strong), weak, alone, tuple(strong or pairs))


def _subset(one: Quantity, other: Quantity) -> bool:
    """Whether ``one`` counts some of those that ``other`` counts all of: no contradiction that it is less."""
    generic = _GENERIC in other.units or not other.units
    special = bool(one.units) and _GENERIC not in one.units
    return one.kind == "count" and generic and special and one.high <= other.high


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind in {"time", "percent", "money"}:
        return True
    if one.kind in {"measure", "age"}:
        return bool(one.units & other.units)
    if one.role != other.role and (one.role or other.role):
        for none, some in ((one, other), (other, one)):
            if none.high == 0 and _GENERIC in none.units and not none.role and some.role in _CASUALTY[:2]:
                return True  # "no casualties"
        return not (one.role and other.role) and "unit:fighter" in one.units & other.units
    if one.units & other.units:
        return True
    if one.role and (not one.units or not other.units):
        return True  # "the toll rose to 21"
    if one.role or (one.units & _PEOPLE and other.units & _PEOPLE):
        people = [q.units & _PEOPLE for q in (one, other)]
        generic = [not q.units or _GENERIC in q.units for q in (one, other)]
        return (generic[0] or generic[1]) and all(p or not q.units for p, q in zip(people, (one, other), strict=True))
    return False
