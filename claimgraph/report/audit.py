"""One article in numbers, and the places a reader of newsroom guidelines would ask about. It speaks of texts only."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from claimgraph.errors import InputError
from claimgraph.records import Alert, AuditSource, ClaimAudit, Guideline, Rule, Span
from claimgraph.report.checks import CHECKS, Facts, Found
from claimgraph.report.weigh import Groups
from claimgraph.store import Case

__all__ = ["audit_article", "load_rules"]

RULES: Final = Path(__file__).with_name("rules.toml")
UNNAMED: Final = frozenset({"anonymous", "official_unnamed", "local_unspecified", "unspecified", "social_media"})


@cache
def load_rules() -> tuple[dict[str, Rule], dict[str, Guideline]]:
    """The rules by id, in the order of their file, and the guidelines they rest on."""
    data = tomllib.loads(RULES.read_text(encoding="utf-8"))
    rules = {key: Rule(id=key, **value) for key, value in data["rules"].items()}
    return rules, {key: Guideline(**value) for key, value in data["guidelines"].items()}


def audit_article(case: Case, article_id: str, *, groups: Groups | None = None) -> ClaimAudit:
    """What the article of this id rests on, beside all that the case holds.

    Raises:
        InputError: the case has no such article.
    """
    groups = groups or Groups(case)
    item = groups.article(article_id)
    if item is None:
        raise InputError(f"the case has no article {article_id!r}", hint="claimgraph show lists them all")
    copies = case.copies(article_id)
    facts = Facts(item, groups, copies)
    attributed = [made for _, made in facts.attributed]
    whole = max(1, len(attributed))
    linked = [weighed for claim in item.annotation.claims if (weighed := facts.weigh(claim)) is not None]
    by_type = Counter(made.source_type for made in attributed)
    own = sum(claim.kind == "own_voice" for claim in item.annotation.claims)
    return ClaimAudit(
        article=item.article.id,
        outlet=item.publisher_name,
        date=item.article.date,
        title=item.article.title,
        claims=len(item.annotation.claims),
        by_type={**dict(sorted(by_type.items(), key=lambda pair: (-pair[1], pair[0]))), "own_voice": own},
        unnamed=round(sum(made.source_type in UNNAMED for made in attributed) / whole, 3),
        anonymous=round(by_type["anonymous"] / whole, 3),
        sources=_sources(facts),
        hedges=dict(sorted(Counter(m.hedge_holder for m in attributed if m.hedge_holder).items())),
        depth={str(depth): count for depth, count in sorted(Counter(len(m.chain) for m in attributed).items())},
        linked=len(linked),
        single_origin=sum(weighed.origins.low == 1 for weighed in linked),
        copied_from=tuple(copies),
        alerts=_alerts(facts),
    )


def _sources(facts: Facts) -> tuple[AuditSource, ...]:
    counts = Counter(facts.speaker(made) for _, made in facts.attributed)
    found: dict[str, AuditSource] = {}
    for _, made in facts.attributed:
        speaker = facts.speaker(made)
        if speaker not in found and made.source_type != "unspecified":
            found[speaker] = AuditSource(
                name=made.source_name,
                type=made.source_type,
                claims=counts[speaker],
                described=facts.described(made),
                reason_given=facts.reason_given(speaker),
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.claims, one.name)))


def _alerts(facts: Facts) -> tuple[Alert, ...]:
    rules, guidelines = load_rules()
    alerts = [
        _alert(facts, rule, tuple(guidelines[key] for key in rule.guidelines), found)
        for rule in rules.values()
        for found in CHECKS[rule.id](facts)
    ]
    return tuple(sorted(alerts, key=lambda one: (not one.in_title, one.start, one.rule, one.end)))


def _alert(facts: Facts, rule: Rule, guidelines: tuple[Guideline, ...], found: Found) -> Alert:
    title = facts.item.article.title or ""
    place = Span(0, len(title)) if found.in_title else facts.sentence(found.start)
    text = title if found.in_title else facts.item.article.text
    return Alert(
        rule=rule.id,
        level=rule.level,
        says=rule.says.format(**found.fill),
        start=place.start,
        end=place.end,
        sentence=text[place.start : place.end],
        marked=((found.start, found.end),),
        in_title=found.in_title,
        guidelines=guidelines,
    )
