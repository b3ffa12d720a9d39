"""From the parts of a time expression to the days that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from claimgraph.records import Language

__all__ = ["Days", "Resolver"]

_FAR: Final = 45
"""Days after publication beyond which a date without a year is rather last year's, unless it is told as future."""
_FAR_TOLD: Final = 10
"""The same of a day told as past: an article is updated within days, or its date is a slip."""
_NEAR: Final = 60
"""Days from publication within which a weekday is held against a day without a year."""
_REMEMBERED: Final = 40
"""Calendar days that a bare weekday may mean; older ones are forgotten."""
_UNIT_DAYS: Final = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTHS: Final = 12
_LONGEST: Final = 31
_LEAP: Final = (2, 29)
_YEAR: Final = 365
_BESIDE: Final = 30
_FITTING: Final = 300
"""Days from publication within which a day is sought that its weekday fits; more where none lies beside."""
_LONG_FITTING: Final = 500
_CENTURIES: Final = 21
Parts = dict[str, str | None]
"""The named groups of a match."""


class Days(NamedTuple):
    """What an expression stands for; both ends inclusive."""

    start: date
    end: date
    explicit: bool = False
    """A calendar day by its number, not counted from now."""
    mismatch: int = 0
    """Days from the weekday that is named to the day's own, to the nearer side; 0 if they fit."""
    exists: bool = True
    """False for a day that its month does not have; the days are then the month's."""


def _years(kind: str, parts: Parts) -> Days | None:
    """The first and last day of a year, of years as in "2019/20", of a decade or a century."""
    if kind == "century":
        number = int(parts["century"] or 0)
        return Days(date(100 * number - 99, 1, 1), date(100 * number, 12, 31)) if 0 < number <= _CENTURIES else None
    year = int(parts["year"] or 0)
    last = year + (9 if kind == "decade" else 0)
    if kind == "years":
        tail = parts["year2"] or ""
        last = int(str(year)[: len(str(year)) - len(tail)] + tail)
        if not year < last <= year + 100:
            return None
    return Days(date(year, 1, 1), date(last, 12, 31))


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
class Resolver:
    """Turns the parts of one match into days."""

    language: Language
    today: date | None
    known: list[Days]
    """Calendar days found so far; a bare weekday may mean one of them."""

    def resolve(self, kind: str, parts: Parts, *, future: bool, past: bool) -> Days | None:
        """The days of a match of the pattern ``kind``; None if it is no date."""
        if kind == "day":
            return self._day(parts, future=future, past=past)
        if kind == "numeric":
            return self._numeric(parts, future=future)
        if kind in {"year", "years", "decade", "century"}:
            return _years(kind, parts)
        if kind == "month" and parts.get("year"):
            return Days(*_month_range(int(parts["year"] or 0), self.language.months[(parts["month"] or "").lower()]))
        if kind == "part" and parts.get("year"):
            return self._part(parts, int(parts["year"] or 0))
        if self.today is None:
            return None
        days = self._from_now(kind, parts, self.today, future=future)
        return Days(*days) if days else None

    def _part(self, parts: Parts, year: int) -> Days:
        """A quarter or half of a calendar year."""
        number = (parts.get("ordinal") or parts.get("quarter") or "").lower()
        count = int(number) if number.isdigit() else self.language.ordinals[number]
        months = 6 if parts.get("half") else 3
        first, _ = _month_range(year, (count - 1) * months + 1)
        return Days(first, _month_range(year, count * months)[1])

    def _numeric(self, parts: Parts, *, future: bool) -> Days | None:
        """A day as in "23/5/2025": where both orders give a day, the only one not after publication; else none."""
        one, two, year = (int(parts[name] or 0) for name in ("one", "two", "year"))
        found = [d for d in {_safe_date(year, two, one), _safe_date(year, one, two)} if d is not None]
        if len(found) > 1 and self.today and not future:
            found = [d for d in found if d <= self.today]
        return Days(found[0], found[0], explicit=True) if len(found) == 1 else None

    def _day(self, parts: Parts, *, future: bool, past: bool) -> Days | None:
        month = int(parts.get("month_number") or 0) or self.language.months[(parts.get("month") or "").lower()]
        day, year = int(parts["day"] or 0), parts.get("year")
        weekday = self.language.weekdays.get((parts.get("weekday") or "").lower().rstrip("."))
        first = (
            _safe_date(int(year), month, day) if year else self._nearest(month, day, weekday, future=future, past=past)
        )
        leap = first is not None and not year and (month, day) == _LEAP and past
        if first is None or (leap and self.today and (self.today - first).days >= _YEAR):
            return self._no_such_day(month, day, int(year) if year else None)
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
        return Days(first, last, explicit=True, mismatch=off)

    def _no_such_day(self, month: int, day: int, year: int | None) -> Days | None:
        """The month of a day that it does not have: "31 April"; None where that is no date: "May 40"."""
        year = year or (self.today.year if self.today else None)
        if year is None or not 0 < month <= _MONTHS or not 0 < day <= _LONGEST:
            return None
        return Days(*_month_range(year, month), explicit=True, exists=False)

    def _nearest(self, month: int, day: int, weekday: int | None, *, future: bool, past: bool) -> date | None:
        """The day without a year: the one nearest to publication, rather before than far behind it."""
        if self.today is None:
            return None
        candidates = [d for y in (-1, 0, 1) if (d := _safe_date(self.today.year + y, month, day))]
        if not candidates:
            return None
        near = any(abs((d - self.today).days) <= _BESIDE for d in candidates)
        reach = _FITTING if near else _LONG_FITTING  # a caption of last year's pictures
        if weekday is not None and (
            fits := [d for d in candidates if d.weekday() == weekday and abs((d - self.today).days) < reach]
        ):
            candidates = fits
        today = self.today
        if not future:
            far = _FAR_TOLD if past else _FAR
            candidates = [d for d in candidates if (d - today).days <= far] or candidates
        else:
            candidates = [d for d in candidates if (today - d).days <= _FAR] or candidates
        return min(candidates, key=lambda d: abs((d - today).days))

    def _from_now(self, kind: str, parts: Parts, today: date, *, future: bool) -> tuple[date, date] | None:
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
            if kind == "part":
                return self._part_from_now(parts, today, future=future)
            if kind == "week_day":
                monday = today - timedelta(days=today.weekday())
                by = language.date_shifts[(parts["shift"] or "").lower()]
                day = monday + timedelta(weeks=by, days=language.weekdays[(parts["weekday"] or "").lower()])
                return day, day
            number = (parts["number"] or "").lower()
            count = int(number) if number.isdigit() else language.numbers[number]
            unit = language.time_units[(parts["unit"] or "").lower()]
            if kind == "ahead":
                return self._ahead(today, count, unit) if future or parts.get("time") else None
            back = self._back(today, count, unit)
            return (back[0], today) if kind == "span" else back
        except (OverflowError, ValueError):  # "9,000 years ago"
            return None

    def _part_from_now(self, parts: Parts, today: date, *, future: bool) -> tuple[date, date]:
        """A quarter or half without its year: the last that has begun, or the next where it is to come."""
        here = self._part(parts, today.year)
        if here.start > today and not future:
            here = self._part(parts, today.year - 1)
        elif here.end < today and future:
            here = self._part(parts, today.year + 1)
        return here.start, here.end

    def _ahead(self, today: date, count: int, unit: str) -> tuple[date, date] | None:
        if unit in _UNIT_DAYS:
            day = today + timedelta(days=count * _UNIT_DAYS[unit])
            return day, day
        return _month_range(*_shift_month(today, count)) if unit == "month" else None

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

    def _shift(self, parts: Parts, today: date, *, future: bool) -> tuple[date, date] | None:
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
