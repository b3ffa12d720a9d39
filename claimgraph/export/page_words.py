"""The words in which the page speaks of terms, dates and facts about outlets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimgraph.records import (
    Access,
    AttributionKind,
    DateExplanation,
    DateFinding,
    DateFindingKind,
    HedgeHolder,
    Outlet,
    SentenceLabel,
    SourceType,
    Stance,
)

__all__ = [
    "KIND",
    "LABEL",
    "ROLE",
    "SOURCE_TYPE",
    "UNNAMED",
    "Fact",
    "access_words",
    "explain_date",
    "outlet_facts",
    "percent",
    "stance_words",
]


class Fact(NamedTuple):
    """One fact with its name; ``origin`` and ``unsourced`` only where it comes from the registry of outlets."""

    name: str
    value: str
    origin: str = ""
    unsourced: bool = False


ROLE: Mapping[str, str] = {"s": "source", "q": "cue", "c": "content"}

LABEL: Mapping[SentenceLabel, str] = {
    "attributed": "attributed",
    "own_voice": "own voice of the outlet",
    "not_a_claim": "not a claim",
}

KIND: Mapping[AttributionKind, str] = {
    "claim": "",
    "attitude": "attitude, not a claim",
    "no_statement": "no statement was made",
}

SOURCE_TYPE: Mapping[SourceType, str] = {
    "named_person": "named person",
    "named_organization": "named organization",
    "official_unnamed": "unnamed official",
    "anonymous": "anonymous",
    "media_outlet": "media outlet",
    "media_correspondent": "media correspondent",
    "document": "document",
    "local_unspecified": "unspecified locals",
    "social_media": "social media",
    "unspecified": "unspecified",
}

UNNAMED: frozenset[SourceType] = frozenset({"official_unnamed", "anonymous", "local_unspecified", "unspecified"})
"""Types of source that nobody could call back: the text gives no name."""

ACCESS: Mapping[Access, str] = {
    "witnessed": "witnessed it",
    "told": "was told",
    "document": "from a document",
    "outlet": "from an outlet",
    "unstated": "unstated",
}

_DATE: Mapping[DateFindingKind, str] = {
    "event_after_publication": "tells of a day after the article’s own date{day}. It may be harmless: {reasons}. "
    "An archived copy and the hour of publication can settle it.",
    "weekday_mismatch": "the weekday and the date do not fit each other. It may be harmless: {reasons}.",
    "quoted_before_event": "words dated before the event that they tell of. It may be harmless: {reasons}.",
    "no_such_day": "names a day that its month does not have. It may be harmless: {reasons}.",
}
_EXPLANATION: Mapping[DateExplanation, str] = {
    "time_zone": "another time zone, where it was a day later or earlier",
    "advance": "an announcement made in advance",
    "update": "an article updated after it first appeared",
    "typo": "a typo",
}

_FACTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("state_relation", "state", ("state_relation", "state")),
    ("state_media_label", "label as state media", ("state_media_label",)),
    ("owner", "owner", ("owner",)),
    ("affiliation", "tie", ("affiliation",)),
    ("kind", "kind", ("kind",)),
    ("country", "country", ("country",)),
    ("note", "note", ("note",)),
)
"""Field of ``Outlet``, its name on the page, the keys of ``facts_from`` that may give its origin."""


def stance_words(stance: Stance, holder: HedgeHolder | None) -> str:
    """``hedged`` says by whom; the other stances are their own words."""
    return f"hedged by the {holder}" if stance == "hedged" and holder else stance


def access_words(access: Access, words: str) -> str:
    """How the source knows, and the words of the article that show it."""
    return f"{ACCESS[access]} (“{words}”)" if words else ACCESS[access]


def explain_date(date: DateFinding, published: str | None) -> str:
    """What is odd about a date and what may explain it without any fault; empty where nothing is odd."""
    if date.finding is None:
        return ""
    *rest, last = (_EXPLANATION[name] for name in date.explanations or ("time_zone", "update", "typo"))
    reasons = f"{', '.join(rest)} or {last}" if rest else last
    return _DATE[date.finding].format(day=f", {published[:10]}" if published else "", reasons=reasons)


def percent(part: int, whole: int) -> str:
    """A rounded share; a dash where there is nothing to take a share of."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def outlet_facts(outlet: Outlet) -> list[Fact]:
    """The facts that the registry gives of an outlet, each with its origin.

    ``curated`` facts are unsourced; so is one that names no origin at all.
    """
    facts = []
    for name, words, keys in _FACTS:
        value = getattr(outlet, name)
        if value is None:
            continue
        if name == "state_relation" and outlet.state_of:
            value = f"{value} ({outlet.state_of})"
        if name == "owner" and outlet.owner_as_of:
            value = f"{value} (as of {outlet.owner_as_of})"
        origins = next((outlet.facts_from[key] for key in keys if key in outlet.facts_from), ())
        sourced = [origin for origin in origins if origin != "curated"]
        facts.append(Fact(words, str(value), ", ".join(sourced), not sourced))
    return facts
