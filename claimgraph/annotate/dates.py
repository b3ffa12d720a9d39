"""Time expressions, resolved against the publication date, and what does not fit together about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.tense import Tense, is_past_form, tense_of
from claimgraph.annotate.words import Page
from claimgraph.records import DateExplanation, DateFinding, DateFindingKind, Language, Span, hull

__all__ = ["find_dates"]

_FAR: Final = 45
"""Days after publication beyond which a date without a year is rather last year's, unless it is told as future."""
_FAR_TOLD: Final = 10
"""The same of a day told as past: an article is updated within days, or its date is a slip."""
_POSSESSIVES: Final = frozenset({"'s", "’s", "‘s"})
_NEAR: Final = 60
"""Days from publication within which a weekday is held against a day without a year."""
_CUE_REACH: Final = 30
"""Code points between a cue and the date on which the words were spoken."""
_MAX_SENTENCE: Final = 3000
"""Code points; in what is longer, a list or a table, contents are not told from the words outside."""
_REMEMBERED: Final = 40
"""Calendar days that a bare weekday may mean; older ones are forgotten."""
_UNIT_DAYS: Final = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


@dataclass(slots=True)
class _Found:
    """A time expression and the days it stands for, both ends inclusive."""

    span: Span
    start: date
    end: date
    explicit: bool
    """A calendar day by its number, not counted from now."""
    mismatch: int = 0
    """Days from the weekday that is named to the day's own, to the nearer side; 0 if they fit."""
    past: bool = False
    """Its clause tells that something happened then."""
    finding: DateFindingKind | None = None
    explanations: tuple[DateExplanation, ...] = ()

    @property
    def value(self) -> str:
        """ISO date, or ``start/end``."""
        return self.start.isoformat() if self.start == self.end else f"{self.start}/{self.end}"


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
            "{relative}": _alternatives(list(language.relative_days)),
        }
        compiled = []
        for kind, pattern in language.date_patterns:
            for name, words in parts.items():
                pattern = pattern.replace(name, words)  # noqa: PLW2901 - the template is filled in step by step
            compiled.append((kind, re.compile(pattern)))
        triggers = {*months, *weekdays, *language.time_units}
        triggers |= {phrase.split()[-1] for phrase in language.relative_days}
        known = _COMPILED[id(language)] = (language, tuple(compiled), frozenset(triggers))
    return known[1], known[2]


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_range(year: int, month: int) -> tuple[date, date]:
    after = date(year + month // 12, month % 12 + 1, 1) if year < date.max.year else date.max
    return date(year, month, 1), after - timedelta(days=1)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


@dataclass(slots=True)
class _Resolver:
    """Turns the parts of one match into days."""

    language: Language
    today: date | None
    known: list[_Found]
    """Calendar days found so far; a bare weekday may mean one of them."""

    def resolve(
        self, kind: str, parts: dict[str, str | None], *, future: bool, past: bool
    ) -> tuple[date, date, bool, int] | None:
        """First day, last day, whether it is a calendar day, how far its weekday is off; None if it is no date."""
        if kind == "day":
            return self._day(parts, future=future, past=past)
        if kind in {"year", "decade"}:
            year = int(parts["year"] or 0)
            return date(year, 1, 1), date(year + (9 if kind == "decade" else 0), 12, 31), False, 0
        if kind == "month" and parts.get("year"):
            return (
                *_month_range(int(parts["year"] or 0), self.language.months[(parts["month"] or "").lower()]),
                False,
                0,
            )
        if self.today is None:
            return None
        days = self._from_now(kind, parts, self.today, future=future)
        return (*days, False, 0) if days else None

    def _day(self, parts: dict[str, str | None], *, future: bool, past: bool) -> tuple[date, date, bool, int] | None:
        month = int(parts.get("month_number") or 0) or self.language.months[(parts.get("month") or "").lower()]
        day, year = int(parts["day"] or 0), parts.get("year")
        weekday = self.language.weekdays.get((parts.get("weekday") or "").lower().rstrip("."))
        first = (
            _safe_date(int(year), month, day) if year else self._nearest(month, day, weekday, future=future, past=past)
        )
        if first is None:
            return None
        last = first
        if parts.get("day2"):
            month = self.language.months[(parts.get("month2") or "").lower()] if parts.get("month2") else month
            last = _safe_date(first.year, month, int(parts["day2"] or 0)) or first
            if last < first and parts.get("month2"):
                last = _safe_date(first.year + 1, month, int(parts["day2"] or 0)) or first
        if last < first:
            return None
        off = 0 if weekday is None else (first.weekday() - weekday + 3) % 7 - 3
        if not year and (self.today is None or abs((first - self.today).days) > _NEAR):
            off = 0  # more likely a day of another year
        return first, last, True, off

    def _nearest(self, month: int, day: int, weekday: int | None, *, future: bool, past: bool) -> date | None:
        """The day without a year: the one nearest to publication, rather before than far behind it."""
        if self.today is None:
            return None
        candidates = [d for y in (-1, 0, 1) if (d := _safe_date(self.today.year + y, month, day))]
        if not candidates:
            return None
        if weekday is not None and (
            fits := [d for d in candidates if d.weekday() == weekday and abs((d - self.today).days) < 300]
        ):
            candidates = fits
        today = self.today
        if not future:
            far = _FAR_TOLD if past else _FAR
            candidates = [d for d in candidates if (d - today).days <= far] or candidates
        else:
            candidates = [d for d in candidates if (today - d).days <= _FAR] or candidates
        return min(candidates, key=lambda d: abs((d - today).days))

    def _from_now(
        self, kind: str, parts: dict[str, str | None], today: date, *, future: bool
    ) -> tuple[date, date] | None:
        language = self.language
        try:
            if kind == "relative":
                day = today + timedelta(
                    days=language.relative_days[" ".join((parts["relative"] or "").lower().split())]
                )
                return day, day
            if kind == "weekday":
                day = self._weekday(language.weekdays[(parts["weekday"] or "").lower()], today, future=future)
                return day, day
            if kind == "month":
                return self._bare_month(language.months[(parts["month"] or "").lower()], today, future=future)
            if kind == "shift":
                return self._shift(parts, today, future=future)
            number = (parts["number"] or "").lower()
            count = int(number) if number.isdigit() else language.numbers[number]
            back = self._back(today, count, language.time_units[(parts["unit"] or "").lower()])
            return (back[0], today) if kind == "span" else back
        except (OverflowError, ValueError):  # "9,000 years ago"
            return None

    def _weekday(self, weekday: int, today: date, *, future: bool) -> date:
        """A bare weekday: the calendar day named before that fits it, else the last one, or the next if it is to come."""
        for found in reversed(self.known[-_REMEMBERED:]):
            if found.start.weekday() == weekday and found.start == found.end and abs((found.start - today).days) <= 7:
                return found.start
        if future:
            return today + timedelta(days=(weekday - today.weekday()) % 7)
        return today - timedelta(days=(today.weekday() - weekday) % 7)

    def _bare_month(self, month: int, today: date, *, future: bool) -> tuple[date, date]:
        year = today.year
        if future and month < today.month:
            year += 1
        elif not future and month > today.month:
            year -= 1
        return _month_range(year, month)

    def _shift(self, parts: dict[str, str | None], today: date, *, future: bool) -> tuple[date, date] | None:
        by = self.language.date_shifts.get((parts.get("shift") or "").lower(), 0)
        if name := parts.get("weekday"):
            weekday = self.language.weekdays[name.lower()]
            ahead, back = (weekday - today.weekday()) % 7, (today.weekday() - weekday) % 7
            if by == 0 and future:
                return today + timedelta(days=ahead), today + timedelta(days=ahead)
            day = today + timedelta(days=ahead or 7) if by > 0 else today - timedelta(days=back or (7 if by else 0))
            return day, day
        if name := parts.get("month"):
            month = self.language.months[name.lower()]
            year = today.year + (by if (by < 0 and month >= today.month) or (by > 0 and month <= today.month) else 0)
            return _month_range(year, month)
        unit = parts.get("unit") or ""
        monday = today - timedelta(days=today.weekday())
        if unit == "week":
            return monday + timedelta(weeks=by), monday + timedelta(weeks=by, days=6)
        if unit == "weekend":
            saturday = monday + timedelta(days=5, weeks=by if by > 0 else -1 if today.weekday() < 5 else 0)
            return saturday, saturday + timedelta(days=1)
        if unit == "night":
            return today + timedelta(days=by), today + timedelta(days=by)
        if unit == "month":
            return _month_range(*_shift_month(today, by))
        years = 10 if unit == "decade" else 1
        first = (today.year // years + by) * years
        return date(first, 1, 1), date(first + years - 1, 12, 31)

    def _back(self, today: date, count: int, unit: str) -> tuple[date, date]:
        if unit in _UNIT_DAYS:
            day = today - timedelta(days=count * _UNIT_DAYS[unit])
            return day, day
        if unit == "month":
            return _month_range(*_shift_month(today, -count))
        if unit == "weekend":
            day = today - timedelta(days=7 * count + (today.weekday() - 5) % 7)
            return day, day + timedelta(days=1)
        year = today.year - count * (10 if unit == "decade" else 1)
        return date(year, 1, 1), date(year, 12, 31)


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


def _in_sentence(board: Board, number: int, resolver: _Resolver, patterns: _Patterns) -> list[_Found]:
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
            future, past = _placed(board, number, where, ahead=ahead, back=back)
            days = resolver.resolve(kind, parts, future=future, past=past)
            if days is None:
                continue
            end = where.end
            while page.text[end - 1] in ". ":
                end -= 1
            insort(taken, where)
            first, last, explicit, off = days
            if off and _follows_weekday(page, where, language.weekdays):
                off = 0
            found.append(_Found(Span(where.start, end), first, last, explicit, off, past))
            if days[2]:
                resolver.known.append(found[-1])
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
        spoken = [f for f in found[low:high] if f not in inside and f.explicit]
        for event in inside:
            later = [s.end for s in spoken if event.start > s.end]
            if event.explicit and not event.finding and event.past and later:
                event.finding = "quoted_before_event"
                event.explanations = _explain((event.start - max(later)).days, "advance", "update", "typo")


def _explain(days: int, *others: DateExplanation) -> tuple[DateExplanation, ...]:
    """What may explain a finding whose days differ by ``days``: a time zone only if they are neighbours."""
    return ("time_zone", *others) if abs(days) == 1 else others


def _judge_calendar(item: _Found, today: date | None) -> None:
    """Mark a weekday that is not the day's own, and an event later than ``today``."""
    if item.mismatch:
        item.finding = "weekday_mismatch"
        item.explanations = _explain(item.mismatch, "update", "typo")
    elif item.explicit and item.past and today and item.start > today:
        item.finding = "event_after_publication"
        item.explanations = _explain((item.start - today).days, "update", "typo")


def find_dates(board: Board, published: str | None, told: tuple[bool, ...] = ()) -> tuple[DateFinding, ...]:
    """The time expressions of the board's page, each with its days as an ISO date or ``start/end``, in order.

    ``published`` is an ISO date or datetime; without it only expressions that name their year are given. ``told`` says
    of each sentence whether it is part of the story: captions and lines such as "updated on" raise no finding.
    Findings: a calendar day after publication told as past (``event_after_publication``), a weekday that the
    calendar contradicts (``weekday_mismatch``), an event later than the day on which somebody is quoted on it
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
    numbers = dict.fromkeys(
        page.sentence_at(page.starts[i])
        for i, word in enumerate(page.words)
        if word in triggers or (word[0].isdigit() and len(word) >= 4)
    )
    resolver = _Resolver(page.lexicon.language, today, [])
    found: list[_Found] = []
    for number in numbers if page.sentences else ():
        for item in _in_sentence(board, number, resolver, patterns):
            if not told or told[number]:
                _judge_calendar(item, today)
            found.append(item)
    _judge_spoken(board.drafts, found)
    return tuple(
        DateFinding(start=f.span.start, end=f.span.end, value=f.value, finding=f.finding, explanations=f.explanations)
        for f in found
    )
