"""Words around the names of outlets: what kind one is, who works there, what qualifies it."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "BEFORE_NAMES",
    "BODY_HEADS",
    "CALENDAR",
    "KIND_ADJECTIVES",
    "KIND_TAILS",
    "MEDIA_WORDS",
    "NAME_WORDS",
    "OPENERS",
    "PEOPLE_WORDS",
    "PLACES",
    "POSSESSIVE",
    "QUALIFIERS",
    "ROLE_WORDS",
    "SAYS",
    "SECTIONS",
    "SMALL",
    "TOLD",
    "WORD",
]

WORD: Final = re.compile(r"[^\W_]+(?:[-.&'’‘`/][^\W_]+)*\.?")
"""A word of a name, with what joins it inside ("Al-Alam", "U.S.", "news.com.au")."""
POSSESSIVE: Final = re.compile(r"(?:['’‘`´]s|(?<=s)['’‘`´])$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MEDIA: Final = frozenset({"agency", "newspaper", "magazine", "tv", "radio", "broadcaster", "digital"})
MEDIA_WORDS: Final[dict[str, frozenset[str]]] = {
    "agency": frozenset({"agency"}),
    "newswire": frozenset({"agency"}),
    "newspaper": frozenset({"newspaper"}),
    "daily": frozenset({"newspaper"}),
    "paper": frozenset({"newspaper"}),
    "magazine": frozenset({"magazine"}),
    "television": frozenset({"tv", "broadcaster"}),
    "tv": frozenset({"tv", "broadcaster"}),
    "channel": frozenset({"tv", "broadcaster", "digital"}),
    "network": frozenset({"tv", "broadcaster", "radio"}),
    "broadcaster": frozenset({"tv", "broadcaster", "radio"}),
    "radio": frozenset({"radio", "broadcaster"}),
    "website": frozenset({"digital", "newspaper"}),
    "site": frozenset({"digital"}),
    "portal": frozenset({"digital"}),
    "outlet": frozenset(),
    "monitor": frozenset({"monitor"}),
    "watchdog": frozenset({"monitor", "ngo"}),
    **dict.fromkeys(("correspondent", "correspondents", "reporter", "reporters", "journalist", "journalists"), _MEDIA),
    **dict.fromkeys(("stringer", "crew", "bureau"), _MEDIA),
}
"""Words that follow a name and say what kind of outlet it is; the kinds they speak for."""
QUALIFIERS: Final = _words(
    "the a an state state-run state-owned state-controlled state-affiliated state-funded state-linked "
    "official semi-official semiofficial government-run government-owned pro-government party-run private "
    "privately-owned public independent local broadcaster newspaper daily channel network agency news "
    "outlet website site magazine television tv radio wire service monitor media local popular leading "
    "opposition pro-opposition"
)
"""Words before a name that qualify it and can be left away ("the official Xinhua news agency")."""
ROLE_WORDS: Final = _words(
    "correspondent correspondents reporter reporters journalist journalists source sources bureau "
    "stringer crew report reports news service press agency account page channel's"
) | frozenset(MEDIA_WORDS)
"""Words behind a name that say who of the outlet, or what kind it is."""
KIND_ADJECTIVES: Final = _words("public state satellite private opposition independent online")
"""Words between a name and the word of its kind: "the Kolvia public broadcaster", "the Kolvia satellite channel"."""
BEFORE_NAMES: Final = (
    "-based", "-backed", "-language", "-linked", "-affiliated", "-aligned", "-run", "-owned", "-controlled", "-funded"
)  # fmt: skip
"""Endings of words that say whose an outlet is: "the rebel-linked Kolvia TV"."""
PEOPLE_WORDS: Final = _words(
    "correspondent correspondents reporter reporters journalist journalists source sources stringer"
)
"""Taken off first: the staff of an outlet is not the outlet, also where a list of wordings says so."""
SECTIONS: Final = _words("news online web digital opinion opinions editorial editorials blog blogs website fact check")
"""Words in a publisher's name that say which part of it, or on what: "NPR Online News"."""
NAME_WORDS: Final = _words(
    "news times herald post journal press tribune gazette courier chronicle daily weekly tv television radio fm am "
    "broadcasting magazine review record register observer examiner telegraph mail sentinel dispatch bulletin advertiser "
    "reporter newspaper newspapers media agency online argus enquirer inquirer ledger messenger sun star globe mirror "
    "guardian standard independent today leader beacon bee"
)
"""Words that mostly outlets have in their names."""
SAYS: Final = _words(
    "reported reports reporting said says quoted quotes cited cites wrote writes published aired broadcast announced "
    "added noted revealed learned claims claimed interviewed obtained"
)
"""Words behind a name that show that it speaks or publishes."""
TOLD: Final = _words("told tells telling by citing quoting via per")
"""Words before a name, or before its article, that show that it was spoken to or speaks."""
OPENERS: Final = _words("official state state-run semi-official")
"""Words in lower case with which a description of an outlet begins."""
KIND_TAILS: Final = _words("agency newspaper television tv channel radio magazine website daily network service")
"""Words of a name that texts write without a capital ("Xinhua news agency")."""
SMALL: Final = _words("of and the for de du la le el al des da do in on to or y i")
CALENDAR: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun"
)
BODY_HEADS: Final = _words(
    "Committee Ministry Minister Secretary Department School University College Party Council Court Tower Street Avenue "
    "Hall Arena Stadium Building Foundation"
)
"""Words behind a name that make it part of another body's or place's."""
PLACES: Final = _words("town city village south north east west outskirts province countryside district suburb")
"""Before "of": what follows is a place."""
