"""The closed vocabularies, each a ``Literal``; the words are those of the glossary in the README."""

from typing import Final, Literal

UNKNOWN_OUTLET: Final = "unknown outlet"
"""Name of a publisher that is not known: the first link of its articles' chains."""

UNSPECIFIED: Final = "unspecified"
"""Name of a source that the text does not give ("reportedly")."""

SentenceLabel = Literal["attributed", "own_voice", "not_a_claim"]
AttributionKind = Literal["claim", "attitude", "no_statement"]
ClaimKind = Literal["attributed", "own_voice"]
Quotation = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "confirms", "denies", "alleges", "hedged", "asks", "expects"]
HedgeHolder = Literal["outlet", "source"]
Access = Literal["witnessed", "told", "document", "outlet", "unstated"]
SourceType = Literal[
    "named_person",
    "named_organization",
    "official_unnamed",
    "anonymous",
    "media_outlet",
    "media_correspondent",
    "document",
    "local_unspecified",
    "social_media",
    "unspecified",
]
EntityType = Literal["person", "organization", "place", "event", "other"]
ClaimRelation = Literal["same", "contradicts"]
Slot = Literal["number", "date", "place", "actor", "object", "cause", "polarity"]
DateFindingKind = Literal["event_after_publication", "weekday_mismatch", "quoted_before_event"]
DateExplanation = Literal["time_zone", "update", "typo", "advance"]
"""What may explain a date finding without any fault: a time zone that is ahead or behind (a difference of one day only),
an article updated after it first appeared, a slip of the pen, words spoken in advance."""
ChainLinkKind = Literal["outlet", "source"]
OutletKind = Literal[
    "agency",
    "newspaper",
    "magazine",
    "tv",
    "radio",
    "broadcaster",
    "digital",
    "monitor",
    "ngo",
    "igo",
    "government",
    "factcheck",
    "social",
]
DecisionRole = Literal[
    "label", "attribution", "source", "cue", "content", "chain", "entity", "claim", "link", "grade", "note"
]
