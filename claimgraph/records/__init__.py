"""The ground: every type and every term. Records know no work; nothing here reads, writes or decides."""

from claimgraph.records.annotation import (
    AnnotatedArticle,
    Attribution,
    Claim,
    DateFinding,
    Mention,
    Sentence,
    TitleAttribution,
)
from claimgraph.records.base import Record, Span, content_id, hull, union_length
from claimgraph.records.case import CaseArticle, Decision, Run
from claimgraph.records.encoded import Decoded, Encoded, Relation, ScoredSpan
from claimgraph.records.inputs import Article, InputRow, Original
from claimgraph.records.language import Language
from claimgraph.records.links import ClaimRef, Link, LinkRow, Origins
from claimgraph.records.sources import Chain, ChainLink, Descriptor, Entity, Outlet, OutletAlias, Source
from claimgraph.records.terms import (
    UNKNOWN_OUTLET,
    UNSPECIFIED,
    Access,
    AttributionKind,
    ClaimKind,
    DateFindingKind,
    EntityType,
    HedgeHolder,
    Quotation,
    SentenceLabel,
    Slot,
    SourceType,
    Stance,
)
from claimgraph.records.view import View, ViewFilter

__all__ = [
    "UNKNOWN_OUTLET",
    "UNSPECIFIED",
    "Access",
    "AnnotatedArticle",
    "Article",
    "Attribution",
    "AttributionKind",
    "CaseArticle",
    "Chain",
    "ChainLink",
    "Claim",
    "ClaimKind",
    "ClaimRef",
    "DateFinding",
    "DateFindingKind",
    "Decision",
    "Decoded",
    "Descriptor",
    "Encoded",
    "Entity",
    "EntityType",
    "HedgeHolder",
    "InputRow",
    "Language",
    "Link",
    "LinkRow",
    "Mention",
    "Original",
    "Origins",
    "Outlet",
    "OutletAlias",
    "Quotation",
    "Record",
    "Relation",
    "Run",
    "ScoredSpan",
    "Sentence",
    "SentenceLabel",
    "Slot",
    "Source",
    "SourceType",
    "Span",
    "Stance",
    "TitleAttribution",
    "View",
    "ViewFilter",
    "content_id",
    "hull",
    "union_length",
]
