"""Time expressions, resolved against the publication date, and what does not fit together about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from datetime import date
from typing import Final

from claimgraph.annotate.days import Days, Resolver
from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.tense import Tense, is_past_form, tense_of
from claimgraph.annotate.words import Page
from claimgraph.records import DateExplanation, DateFinding, DateFindingKind, Language, Span, hull

__all__ = ["find_dates"]

_POSSESSIVES: Final = frozenset({"'s", "’s", "‘s"})
_CUE_REACH: Final = 30
"""Code points between a cue and the date on which the words were spoken."""
_DATELINE_END: Final = 80
_DATELINE_FAR: Final = 260
_POSTED: Final = frozenset({"posted", "published", "updated"})
_DATELINE_WORDS: Final = 4
"""Words before the day with which a text opens: "Date of publication"."""
_DATELINE_NEAR: Final = 366
_DATELINE_STOP: Final = re.compile(r"[.!?:;]\s")
_SERIES: Final = 3
"""Different days of one article whose weekdays do not fit; so many are no slips."""
_LEAP_DAY: Final = (2, 29)
_MAX_SENTENCE: Final = 3000
"""Code points; in what is longer, a list or a table, contents are not told from the words outside."""


@dataclass(slots=True)
class _Found:
    """A time expression and the days it stands for, both ends inclusive."""

    span: Span
    days: Days
    past: bool = False
    """Its clause tells that something happened then."""
    finding: DateFindingKind | None = None
    explanations: tuple[DateExplanation, ...] = ()

    @property
    def value(self) -> str:
        """ISO date, or ``start/end``."""
        start, end = self.days.start, self.days.end
        return start.isoformat() if start == end else f"{start}/{end}"


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_Patterns = tuple[tuple[str, re.Pattern[str]], ...]
_COMPILED: dict[int, tuple[Language, _Patterns, frozenset[str]]] = {}


def _compiled(language: Language) -> tuple[_Patterns, frozenset[str]]:
    """The expressions of ``language``, and the words (lower case) without which none of them can match."""
    known = _COMPILED.get(id(language))
    if known is None or known[0] is not language:
        months, weekdays = list(language.months), list(language.weekdays)
        parts = {
            "{month}": _alternatives([m.capitalize() for m in months]),
            "{month_full}": _alternatives(
                [m.capitalize() for m in months if len(m) > 4 or m in {"may", "june", "july"}]
            ),
            "{weekday}": _alternatives([w.capitalize() for w in weekdays]),
            "{weekday_full}": _alternatives([w.capitalize() for w in weekdays if w.endswith("day")]),
            "{shift}": _alternatives([w for w in language.date_shifts if " " not in w]),
            "{number}": _alternatives(list(language.numbers)),
            "{unit}": _alternatives(list(language.time_units)),
            "{ordinal}": _alternatives(list(language.ordinals)),
            "{relative}": _alternatives(list(language.relative_days)),
        }
        compiled = []
        for kind, pattern in language.date_patterns:
            for name, words in parts.items():
                pattern = pattern.replace(name, words)  # noqa: PLW2901 - the template is filled in step by step
            compiled.append((kind, re.compile(pattern)))
        triggers = {*months, *weekdays, *language.time_units}
        triggers |= {*language.date_marks}
        triggers |= {phrase.split()[-1] for phrase in language.relative_days}
        known = _COMPILED[id(language)] = (language, tuple(compiled), frozenset(triggers))
    return known[1], known[2]


def _is_future(page: Page, words: list[str]) -> bool:
    """Whether these words tell of what is to come."""
    return not page.lexicon.language.future_words.isdisjoint(words)


def _is_past(page: Page, words: list[str]) -> bool:
    """Whether some verb among these words is in the past."""
    return any(is_past_form(page.lexicon.language, word) for word in words)


def _spoke(page: Page, cue: Span) -> bool:
    """Whether the cue is a verb in the past: "said", "has vowed", not "says", "is expected to say"."""
    language = page.lexicon.language
    words = [w for w in page.words_in(cue) if w not in language.negations and not w.endswith("ly")]
    while words[:1] in (["has"], ["have"], ["had"]):
        del words[0]
    if not words or words[0] in language.auxiliaries or words[0].endswith(("s", "ing")):
        return False
    return _is_past(page, words[:1])


def _is_beside(page: Page, where: Span, draft: Draft) -> bool:
    """Whether the expression tells when the draft's words were spoken: "said on Tuesday (that) P".

    The model may have read it as the beginning of the content: "said {Tuesday the town would vote}", but
    in "said {Tuesday would be a holiday}" it is the subject.
    """
    cue = hull(draft.cue)
    gap = where.start - cue.end if where.start >= cue.end else cue.start - where.end
    if not 0 <= gap <= _CUE_REACH or not _spoke(page, cue):
        return False
    if not any(s.start <= where.start < s.end for s in draft.content):
        return True
    after = page.between(where.end, where.end + _CUE_REACH)
    verbs = page.lexicon.language.auxiliaries | page.lexicon.language.finite_verbs
    return (
        cue.end <= where.start <= cue.end + len(" on ")
        and page.words[after.start : after.start + 1] != []
        and (page.words[after.start] not in verbs)
    )


def _outside_words(board: Board, number: int, where: Span) -> tuple[list[str], bool] | None:
    """The words that tell when ``where`` is, and whether it stands beside a cue in the past; None for all words.

    A day beside a cue in the past is that of the saying, and one outside every content is the outlet's: what
    the contents promise for the future does not move them.
    """
    page, sentence = board.page, board.page.sentences[number]
    drafts = [d for d in board.by_sentence.get(number, ()) if d.cue]
    if not drafts or sentence.end - sentence.start > _MAX_SENTENCE:
        return None
    beside = [d for d in drafts if _is_beside(page, where, d)]
    within = any(s.start <= where.start < s.end for d in drafts for s in d.content)
    if within and not beside:
        return None
    holes = [s for d in (beside if within else drafts) for s in d.content]
    holes += [s for d in beside for s in d.cue]
    kept = [
        page.words[i]
        for i in page.between(*sentence)
        if where.start <= page.starts[i] < where.end or not any(s.start <= page.starts[i] < s.end for s in holes)
    ]
    return kept, bool(beside)


def _tense(board: Board, number: int, where: Span) -> Tense:
    """The tense in which ``where`` is told, in the innermost content that it belongs to, else in its sentence."""
    page, sentence = board.page, board.page.sentences[number]
    low, high = sentence
    if high - low > _MAX_SENTENCE:
        return "open"
    for draft in board.by_sentence.get(number, ()):
        if draft.cue and not _is_beside(page, where, draft):
            for start, end in draft.content:
                if start <= where.start < end and low <= start and end - start < high - low:
                    low, high = start, min(end, sentence.end)
    return tense_of(page, where, low, high)


def _placed(board: Board, number: int, where: Span, *, ahead: bool, back: bool) -> tuple[bool, bool]:
    """Whether ``where`` is yet to come by what is told, and whether something is told to have happened then."""
    tense = _tense(board, number, where)
    if tense in {"past", "future"}:
        return tense == "future", tense == "past"
    owned = board.page.text[where.end : where.end + 2] in _POSSESSIVES
    if tense == "present" and not back and not owned:
        return True, False  # "voters go to the polls on Sunday", not "Sunday's vote"
    future = ahead
    if ahead and (outside := _outside_words(board, number, where)) is not None:
        future = _is_future(board.page, outside[0])
    return future, False


def _follows_weekday(page: Page, where: Span, weekdays: dict[str, int]) -> bool:
    """Whether another weekday stands just before: in "Saturday and Sunday, July 6 and 7" the first day is not a Sunday."""
    before = page.between(max(0, where.start - _CUE_REACH), where.start)[-2:]
    return any(page.words[i] in weekdays for i in before)


def _is_place_name(page: Page, end: int) -> bool:
    """Whether a name goes on behind the day at ``end``: "April 7th Street", "26 July Movement"."""
    after = page.between(end, end + 2)
    if not after or page.text[end : page.starts[after[0]]] != " ":
        return False
    return page.words[after[0]] in page.lexicon.language.dated_names and page.text[page.starts[after[0]]].isupper()


def _in_sentence(board: Board, number: int, resolver: Resolver, patterns: _Patterns) -> list[_Found]:
    """The expressions of one sentence; where two overlap, the pattern listed first wins."""
    page, sentence = board.page, board.page.sentences[number]
    found: list[_Found] = []
    taken: list[Span] = []
    words, language = page.words_in(sentence), page.lexicon.language
    ahead = _is_future(page, words)
    back = not ahead and _is_past(page, words)
    for kind, pattern in patterns:
        for match in pattern.finditer(page.text, sentence.start, sentence.end):
            parts = match.groupdict()
            where = Span(*match.span("core")) if parts.get("core") else Span(*match.span())
            at = bisect_left(taken, where)
            if (at and taken[at - 1].end > where.start) or (at < len(taken) and taken[at].start < where.end):
                continue
            if kind == "day" and _is_place_name(page, where.end):
                continue
            future, past = _placed(board, number, where, ahead=ahead, back=back)
            days = resolver.resolve(kind, parts, future=future, past=past)
            if days is None:
                continue
            end = where.end
            while page.text[end - 1] in ". ":
                end -= 1
            insort(taken, where)
            if days.mismatch and _follows_weekday(page, where, language.weekdays):
                days = days._replace(mismatch=0)
            found.append(_Found(Span(where.start, end), days, past))
            if days.explicit and days.exists:
                resolver.known.append(days)
    return sorted(found, key=lambda f: f.span)


def _judge_spoken(drafts: list[Draft], found: list[_Found]) -> None:
    """Mark events inside a content that are later than the day on which the words were spoken."""
    starts = [f.span.start for f in found]
    for draft in drafts:
        if draft.kind != "claim" or not draft.cue:
            continue
        cue = hull(draft.cue)
        low, high = bisect_right(starts, cue.start - _CUE_REACH), bisect_right(starts, cue.end + _CUE_REACH)
        inside = [
            f for s in draft.content for f in found[bisect_right(starts, s.start - 1) : bisect_right(starts, s.end - 1)]
        ]
        spoken = [f.days for f in found[low:high] if f not in inside and f.days.explicit and f.days.exists]
        for event in inside:
            later = [s.end for s in spoken if event.days.start > s.end]
            if event.days.explicit and not event.finding and event.past and later:
                event.finding = "quoted_before_event"
                event.explanations = _explain((event.days.start - max(later)).days, "advance", "update", "typo")


def _explain(days: int, *others: DateExplanation) -> tuple[DateExplanation, ...]:
    """What may explain a finding whose days differ by ``days``: a time zone only if they are neighbours."""
    return ("time_zone", *others) if abs(days) == 1 else others


def _judge_calendar(item: _Found, today: date | None) -> None:
    """Mark a weekday that is not the day's own, and an event later than ``today``."""
    days = item.days
    if not days.exists:
        item.finding, item.explanations = "no_such_day", ("typo",)
    elif days.mismatch:
        item.finding = "weekday_mismatch"
        item.explanations = _explain(days.mismatch, "update", "typo")
    elif days.explicit and item.past and today and days.start > today:
        item.finding = "event_after_publication"
        item.explanations = _explain((days.start - today).days, "update", "typo")


def _forgive_series(text: str, found: list[_Found]) -> None:
    """Take back that weekdays do not fit where several days without a year fit the year before: pictures of last year."""
    off = [f for f in found if f.finding == "weekday_mismatch"]
    off = [f for f in off if str(f.days.start.year) not in text[f.span.start : f.span.end]]
    before = [(f, _year_before(f.days)) for f in off]
    if len({f.days.start for f in off}) < _SERIES or any(days is None for _, days in before):
        return
    for item, days in before:
        if days is not None:
            item.days, item.finding, item.explanations = days, None, ()


def _year_before(days: Days) -> Days | None:
    """The same day a year earlier, if the weekday that was named fits it."""
    if days.start != days.end or (days.start.month, days.start.day) == _LEAP_DAY:
        return None
    start = days.start.replace(year=days.start.year - 1)
    fits = (days.start - start).days % 7 == days.mismatch % 7
    return days._replace(start=start, end=start, mismatch=0) if fits else None


def _heads(page: Page, match: re.Match[str]) -> bool:
    """Whether a day tells when the page appeared: it opens the text, or stands between headline and story in one line.

    "Posted on 12 May 2016 Ferry sinks", "Ferry sinks off Tolva AFP Thursday 12 May 2016 At least"; not "On 12 May 2016".
    """
    before = page.between(0, match.start())
    if not before:
        return True
    last = page.words[before[-1]]
    touches = not page.text[page.ends[before[-1]] : match.start()].strip()
    if match.groupdict().get("weekday") and touches and page.text[page.starts[before[-1]]].isupper():
        return page.text[match.end() :].lstrip()[:1].isupper()
    told = last in page.lexicon.language.prepositions - {"of"} and page.words[before[0]] not in _POSTED
    near = match.end() <= _DATELINE_END and len(before) <= _DATELINE_WORDS
    return near and not told and not _DATELINE_STOP.search(page.text, 0, match.start())


def _dateline(page: Page, patterns: _Patterns, published: date | None) -> date | None:
    """The day with its year that opens the text, as a page states when it appeared, if it is near ``published``.

    A file's date may be that of its capture or a slip; what the page itself states is what its weekdays count from.
    """
    resolver = Resolver(page.lexicon.language, published, [])
    for kind, pattern in patterns:
        for match in pattern.finditer(page.text, 0, min(len(page.text), _DATELINE_FAR)):
            parts = match.groupdict()
            if kind not in {"day", "numeric"} or not parts.get("year") or parts.get("day2") or not _heads(page, match):
                continue
            days = resolver.resolve(kind, parts, future=False, past=False)
            if days and days.exists and (published is None or abs((days.start - published).days) <= _DATELINE_NEAR):
                return days.start
    return None


def find_dates(board: Board, published: str | None, told: tuple[bool, ...] = ()) -> tuple[DateFinding, ...]:
    """The time expressions of the board's page, each with its days as an ISO date or ``start/end``, in order.

    ``published`` is an ISO date or datetime; without it only expressions that name their year are given. ``told`` says
    of each sentence whether it is part of the story: captions and lines such as "updated on" raise no finding.
    Where the text opens with its own day and year, expressions count from that. Findings: a calendar day after publication told as past (``event_after_publication``), a weekday that the
    calendar contradicts (``weekday_mismatch``), a day that its month does not have (``no_such_day``; its value is the month), an event later than the day on which somebody is quoted on it
    (``quoted_before_event``), each with what may explain it harmlessly. Nothing is corrected; times of day and time
    zones are not read.
    """
    today = None
    if published:
        try:
            today = date.fromisoformat(published[:10])
        except ValueError:
            today = None
    page = board.page
    patterns, triggers = _compiled(page.lexicon.language)
    stated = _dateline(page, patterns, today)
    late = max(today, stated) if today and stated else today
    today = stated or today
    numbers = dict.fromkeys(
        page.sentence_at(page.starts[i])
        for i, word in enumerate(page.words)
        if word in triggers or (word[0].isdigit() and len(word) >= 4)
    )
    resolver = Resolver(page.lexicon.language, today, [])
    found: list[_Found] = []
    for number in numbers if page.sentences else ():
        for item in _in_sentence(board, number, resolver, patterns):
            if not told or told[number]:
                _judge_calendar(item, late)
            found.append(item)
    _judge_spoken(board.drafts, found)
    _forgive_series(page.text, found)
    return tuple(
        DateFinding(start=f.span.start, end=f.span.end, value=f.value, finding=f.finding, explanations=f.explanations)
        for f in found
    )
