"""Publication dates: ISO 8601 as the formats ask for it, and the written dates of headers and pages."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Final, NamedTuple

__all__ = ["FoundDate", "find_date", "parse_date", "parse_written_date"]

_EARLIEST_YEAR: Final = 1600
"""Newspapers begin about here; years before are placeholders ("0001-01-01")."""

_MONTHS: Final = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)

_HINT: Final = "left empty (write 2024-07-26, or 2024-07-26T10:00:00+00:00)"


class FoundDate(NamedTuple):
    """A date within a line: ``value`` is null where the words are a date but not a possible or a clear one."""

    start: int
    end: int
    value: str | None
    warning: str | None


def parse_date(raw: str | None) -> tuple[str | None, str | None]:
    """The ISO date, or ISO datetime with offset, that ``raw`` is; and a warning if it is not quite one.

    Written dates ("July 26, 2024") are not read here; see ``parse_written_date``.

    Returns:
        ``(value, None)`` where it is one, ``(None, None)`` where it is absent or blank, ``(date part, warning)``
        for a datetime without offset, ``(None, warning)`` for everything else. It never raises.
    """
    text = (raw or "").strip()
    if not text:
        return None, None
    shown = repr(text if len(text) <= 40 else text[:40] + "…")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, f"date {shown} is not an ISO date; {_HINT}"
    if moment.year < _EARLIEST_YEAR:
        return None, f"date {shown} is no publication date; {_HINT}"
    if _is_date_only(text):
        return moment.date().isoformat(), None
    if moment.tzinfo is None:
        return (
            moment.date().isoformat(),
            f"date {shown} has no offset from UTC; only its day is kept (add +00:00, or the like)",
        )
    # A well-formed moment stays as it was given, so that what is written is what was read.
    return (text if re.match(r"\d{4}-\d\d-\d\dT", text) else moment.isoformat()), None


def _is_date_only(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def parse_written_date(raw: str | None) -> tuple[str | None, str | None]:
    """Like ``parse_date``, but written dates are read too: "July 26, 2024", "Fri 26 Jul. 2024 14:05", "26.07.2024".

    A time of day beside a written date is dropped, for its zone is seldom clear. Where day and month cannot be told
    apart ("07/08/2024"), and for years of two digits, the value is null with a warning.
    """
    text = (raw or "").strip()
    value, warning = parse_date(text)
    if value or not text:
        return value, warning
    found = find_date(text)
    return (found.value, found.warning) if found else (None, warning)


def find_date(line: str) -> FoundDate | None:
    """The first date that stands anywhere in ``line``, offsets in code points of it; null if there is none."""
    match = _date_pattern().search(line)
    if not match:
        return None
    if match["iso"]:
        return FoundDate(match.start(), match.end(), *parse_date(match["iso"]))
    value = _calendar_day(match)
    shown = repr(match[0])
    warning = None if value else f"date {shown} is no clear day of the calendar; {_HINT}"
    return FoundDate(match.start(), match.end(), value, warning)


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "|".join(_MONTHS)
    ordinal = "(?:st|nd|rd|th)?"
    return re.compile(
        rf"""(?<![\w./-])(?:
          (?P<iso>\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)
        | (?P<month_first>{month})\.?\s{{1,3}}(?P<day_second>\d{{1,2}}){ordinal}(?:,\s?|\s{{1,3}})(?P<year_a>\d{{4}})
        | (?P<day_first>\d{{1,2}}){ordinal}\.?[\s-]{{1,3}}(?:of\s)?(?P<month_second>{month})\.?(?:,\s?|[\s-]{{1,3}})(?P<year_b>\d{{4}})
        | (?P<year_c>\d{{4}})/(?P<month_c>\d{{1,2}})/(?P<day_c>\d{{1,2}})
        | (?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)(?P<year_d>\d{{4}}|\d\d)
        )(?![\w/-])""",
        re.VERBOSE | re.IGNORECASE | re.ASCII,
    )


@cache
def _month_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(month, re.IGNORECASE) for month in _MONTHS)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_month_patterns(), 1) if month.fullmatch(name))


def _calendar_day(match: re.Match[str]) -> str | None:
    """ISO date of a match of ``_date_pattern``; null where it is impossible or unclear."""
    if match["month_first"]:
        year, month, day = match["year_a"], _month_number(match["month_first"]), int(match["day_second"])
    elif match["month_second"]:
        year, month, day = match["year_b"], _month_number(match["month_second"]), int(match["day_first"])
    elif match["year_c"]:
        year, month, day = match["year_c"], int(match["month_c"]), int(match["day_c"])
    else:
        year, one, two = match["year_d"], int(match["one"]), int(match["two"])
        # Between full stops the day stands first everywhere; between strokes it depends on the country.
        if match["mark"] != "." and one <= 12 and two <= 12 and one != two:
            return None
        month, day = (one, two) if two > 12 and match["mark"] != "." else (two, one)
    if len(year) != 4 or int(year) < _EARLIEST_YEAR:
        return None
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None
