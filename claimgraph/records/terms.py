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
OriginRule = Literal[
    "same_source",
    "same_outlet",
    "copy",
    "cycle",
    "stops_at_outlet",
    "relay",
    "own_voice_attributed",
    "own_voice",
    "unspecified",
    "description",
    "same_office",
    "wire_credit",
    "hierarchy",
    "conjoined",
    "shared_basis",
    "denial",
]
"""Why two voices are one origin, or perhaps one; the last three join nothing."""
CopyDirection = Literal["date", "credit", "unknown"]
Slot = Literal["number", "date", "place", "actor", "object", "cause", "polarity"]
DateFindingKind = Literal["event_after_publication", "weekday_mismatch", "quoted_before_event", "no_such_day"]
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
    "label",
    "attribution",
    "source",
    "cue",
    "content",
    "chain",
    "name",
    "type",
    "stance",
    "kind",
    "quotation",
    "access",
    "merge",
    "split",
    "entity",
    "claim",
    "link",
    "grade",
    "note",
    "checked",
    "purge",
]
"""What a person decides: ``attribution`` whether there is one, ``name`` who is meant, ``merge`` and ``split`` whether
two are one source; ``entity`` what is named by some words; ``grade``, ``note`` and ``checked`` change no annotation."""
DecisionStatus = Literal["applied", "agreed", "restored", "kept", "lost", "unusable"]
"""``applied``: the annotation said something else; ``agreed``: it says the same; ``restored``: its attribution was not
found and stands again; ``kept``: it changes no annotation; ``lost``: what it is about was not found; ``unusable``: its
value cannot be read."""
Verdict = Literal["yes", "no", "unsure"]
