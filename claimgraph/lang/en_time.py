"""English words of time: months, weekdays, counting from now, tense, and expressions of days."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DATE_MARKS",
    "DATE_PATTERNS",
    "DATE_SHIFTS",
    "FUTURE_WORDS",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "RELATIVE_DAYS",
    "TENSE",
    "TIME_UNITS",
    "WEEKDAYS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_WEEKDAYS = "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun"

MONTHS: Final[dict[str, int]] = {name: 1 + n for n, names in enumerate(_MONTHS.split("|")) for name in names.split()}
WEEKDAYS: Final[dict[str, int]] = {name: n for n, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()}
NUMBERS: Final[dict[str, int]] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "couple of": 2,
    "a couple of": 2,
    "few": 3,
    "a few": 3,
    "several": 3,
}
ORDINALS: Final[dict[str, int]] = {"first": 1, "second": 2, "third": 3, "fourth": 4}
DATE_MARKS: Final[frozenset[str]] = _words("quarter half century q1 q2 q3 q4")
RELATIVE_DAYS: Final[dict[str, int]] = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "last night": -1,
    "overnight": 0,
}
DATE_SHIFTS: Final[dict[str, int]] = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "before last": -2,
}
TIME_UNITS: Final[dict[str, str]] = {
    form: unit for unit in ("day", "week", "month", "year", "weekend", "decade") for form in (unit, unit + "s")
} | {"night": "night", "fortnight": "fortnight"}
FUTURE_WORDS: Final[frozenset[str]] = _words(
    """will would shall won't 'll plan plans planned scheduled schedule due until till upcoming coming next deadline
    expire expires slated forthcoming intends intend hopes aims expected expects expect expiring tomorrow promised
    vowed pledged prepare preparing preparations ahead proposed past starting beginning ending"""
)
TENSE: Final[dict[str, frozenset[str]]] = {
    "past_forms": _words(
        """blew shook froze rang tore wore woke fed bled bound dug hung hid hurt lent lit rode shrank slid slept swept swam
        swung wept stole stuck stung sprang split burst cast cost dealt ate forgot forgave ground knelt leapt overthrew
        overcame oversaw sang sat shone sped spun strode withheld withstood overran underwent misled blown shaken
        frozen torn worn hidden ridden stolen eaten forgotten overthrown overrun undergone came went took got did had was
        were left won lost met spoke"""
    ),
    "present_forms": _words(
        "is are am be being has have having do does doing dying lying lie lies says say tying denies replies become run come"
    ),
    "timetable_verbs": _words(
        """goes go meets meet takes begins begin starts opens reopens reopen closes expires ends resumes resume returns plays
        hosts faces kicks leaves arrives arrive launches holds votes convenes heads flies runs run comes expire"""
    ),
    "intending_verbs": _words("plans plan hopes intends intend expects aims aim wants vows"),
    "ahead_modals": _words("will would shall 'll wo won't wouldn't"),
    "possible_modals": _words("can could may might should must cannot ought"),
    "arranging_verbs": _words(
        """set fix schedule plan announce call cancel postpone delay move book arrange agree ask invite order tell threaten
        vow promise pledge slate appoint reschedule adjourn qualify elect choose pick select expect face want decide
        propose demand seek offer list ban allow authorize authorise approve prepare advertise confirm register request
        urge summon subpoena give extend sell buy reserve sentence commit need hope push rescind host intend warn advise
        encourage nominate back support predict forecast project say accept decline commemorate mark celebrate date
        designate declare proclaim update correct revise"""
    ),
    "scheduled_nouns": _words(
        """meeting meetings hearing hearings vote votes election elections summit game games match matches concert concerts
        deadline deadlines referendum session sessions trial talks conference ceremony rally rallies march launch debate
        debates primary primaries caucus caucuses convention final finals inauguration wedding funeral tour release
        opening anniversary birthday visit runoff run-off ballot premiere festival event events show
        contest contests race poll polls demonstration demonstrations protest protests strike interview appearance appointment date"""
    ),
    "starting_words": _words("starting beginning due effective super coming"),
    "setting_verbs": _words("set fix choose pick designate"),
    "limit_prepositions": _words("for until till by through to before ahead towards toward from into past beyond"),
    "dated_names": _words(
        """street avenue square boulevard road movement group brigade brigades party revolution uprising coup alliance
        coalition university bridge martyrs organization organisation forces front deadline weekend holiday issue edition"""
    ),
}
DATE_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (
        "day",
        (
            r"\b(?:(?<=[Ff]rom )|(?<=[Bb]etween ))(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>{month})\b\.?\s+"
            r"(?:to|until|till|through|and)\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>{month})\b\.?(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"\b(?:(?<=[Ff]rom )|(?<=[Bb]etween ))(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+"
            r"(?:to|until|till|through|and)\s+(?P<month2>{month})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>{month})\b\.?\s*(?:-|–|to|until|through)\s*"
            r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>{month})\b\.?(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"\b(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to|until|through)\s*"
            r"(?P<month2>{month})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "numeric",
        r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/-])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/-])",
    ),
    ("day", r"\b(?P<month>{month_full}) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"),
    (
        "part",
        (
            r"\b(?:(?P<ordinal>(?i:{ordinal}))[ -](?:quarter|(?P<half>half))|Q(?P<quarter>[1-4]))(?:,? (?:of )?(?P<year>(?:19|20)\d\d)\b)"
        ),
    ),
    (
        "part",
        r"\b(?:[Ii]n|[Ff]or|[Dd]uring|[Oo]f) (?:the )?(?P<core>(?:(?P<ordinal>(?i:{ordinal}))[ -]quarter|Q(?P<quarter>[1-4])))\b(?! of )",
    ),
    ("week_day", r"\b(?P<weekday>{weekday_full}) (?:of )?(?P<shift>last|this|next) week\b"),
    (
        "years",
        r"(?<![\w/.-])(?P<year>(?:1[5-9]|20)\d\d)[-–/](?P<year2>(?:1[5-9]|20)\d\d|[1-9]\d)\b(?![-–/.]\d)",
    ),
    ("century", r"\b(?P<century>\d{2})(?:th|st) [Cc]entury\b"),
    ("ahead", r"\b[Ii]n (?P<number>(?i:{number})|\d{1,2})\s+(?P<unit>{unit})(?P<time>['’]s?\s+time|s['’] time)?\b"),
    ("day", r"\b(?P<year>(?:19|20)\d\d)-(?P<month_number>\d\d)-(?P<day>\d\d)(?!\d)"),
    ("day", r"\b(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b"),
    (
        "day",
        (
            r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
            r"(?P<month>{month})\b\.?(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"\b(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|and|through)\s?"
            r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"(?<![+$£€])\b(?:(?P<weekday>{weekday})\.?,?\s+)?(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
            r"(?P<month>{month})\b\.?(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "day",
        (
            r"\b(?:(?P<weekday>{weekday})\.?,?\s+)?(?P<month>{month})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
            r"(?!:\d|\.\d|,\d| ?%| percent)(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
        ),
    ),
    (
        "month",
        r"\b(?:(?:early|mid|late)[- ])?(?P<month>{month})\.?,?\s+(?:of\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b",
    ),
    (
        "shift",
        (
            r"\b(?:(?:early|earlier|late|later|mid)[- ])?(?P<shift>{shift})\s+"
            r"(?:(?P<unit>week|month|year|weekend|night|decade)\b|(?P<weekday>{weekday_full})\b|(?P<month>{month_full})\b)"
        ),
    ),
    ("shift", r"\b[Tt]he (?P<unit>week|month|year) (?P<shift>before last)\b"),
    ("shift", r"\b(?:[Oo]ver|on|[Dd]uring|at) the (?P<unit>weekend)\b"),
    ("ago", r"\b(?<![\d][.,])(?P<number>(?i:{number})|\d{1,3})\s+(?P<unit>{unit})\s+ago\b"),
    ("span", r"\b[Tt]he\s+(?:last|past|previous)\s+(?P<number>{number}|\d{1,3})\s+(?P<unit>{unit})\b"),
    ("relative", r"(?i:\b(?P<relative>{relative})\b)"),
    ("weekday", r"\b(?:(?:[Ll]ate|[Ee]arly)\s+)?(?:(?:[Oo]n\s+)?(?P<weekday>{weekday_full}))\b"),
    (
        "month",
        (
            r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]etween|[Ee]arly|[Ll]ate|[Mm]id|and|to|of)[- ]"
            r"(?P<core>(?:(?:early|mid|late)[- ])?(?P<month>{month_full}))\b(?! \d| of (?:that|the same|each|every) year)"
        ),
    ),
    (
        "year",
        (
            r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]etween|[Ee]arly|[Ll]ate|[Mm]id|and|to|of|the|[Bb]efore|"
            r"[Aa]fter)[- ](?P<core>(?:(?:early|mid|late)[- ])?(?P<year>(?:19|20)\d\d))\b(?![-/.,]?\d|s\b)"
        ),
    ),
    (
        "decade",
        r"\b(?:[Tt]he )(?P<core>(?:(?:early|mid|late)[- ])?(?P<year>(?:19|20)\d0)s)\b",
    ),
)
