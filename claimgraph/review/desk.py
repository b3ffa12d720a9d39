"""The desk: what a person can say of a case, and what it does. No HTTP; the command line and the pages both sit here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from claimgraph.correct import read_verdict, standing_decisions
from claimgraph.errors import InputError, SchemaError
from claimgraph.records import (
    Attribution,
    CaseArticle,
    Claim,
    ClaimRef,
    Decision,
    Link,
    Outlet,
    Sentence,
    Span,
    Tombstone,
)
from claimgraph.review.decisions import (
    Signature,
    about_article,
    about_attribution,
    about_claim,
    about_link,
    about_mention,
    about_sentence,
    added_attribution,
    anchor_fields,
    check_word,
    read_grade,
    read_stance,
    withdrawal,
)
from claimgraph.review.exchange import read_lines, write_lines
from claimgraph.review.names import entity_value, find_mention, read_entity, sources_to_join

if TYPE_CHECKING:
    from claimgraph.store import Case, SourceRow

__all__ = ["CORRECTIONS", "Desk"]

CORRECTIONS: Final = (
    "label",
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
    "attribution",
    "entity",
    "grade",
    "note",
    "checked",
)
"""What ``Desk.decide`` takes."""

_NOW: Final = lambda: datetime.now().astimezone()  # noqa: E731
_STEPS: Final = ("→", "›", "->", ">")


def _find_outlet(name: str) -> Outlet | None:
    from claimgraph.outlets import load_registry

    outlet = load_registry().lookup(name, any_case=False)
    return outlet.model_copy(update={"aliases": ()}) if outlet else None


class Desk:
    """One person at a case.

    Args:
        case: open for writing.
        person: who decides.
        now: the clock, with a time zone.
        find_outlet: tells the outlet that a name means; default: the registry in the package.
    """

    def __init__(
        self,
        case: Case,
        person: str,
        *,
        now: Callable[[], datetime] = _NOW,
        find_outlet: Callable[[str], Outlet | None] = _find_outlet,
    ) -> None:
        self.case = case
        self.person = person
        self._now = now
        self._find_outlet = find_outlet

    def _sign(self) -> Signature:
        return Signature(self.person, self._now().isoformat(timespec="microseconds"))

    def article(self, article_id: str) -> CaseArticle:
        """An article of the case as it stands.

        Raises:
            InputError: there is none of this id.
        """
        found = self.case.reviewed(article_id)
        if found is None:
            raise InputError(f"the case has no article {article_id!r}", hint="claimgraph show lists them all")
        return found[0]

    # annotations ------------------------------------------------------------------------------------

    def decide(self, article_id: str, what: str, value: Any, *, target: str | None = None) -> Decision:
        """Correct an article: append the decision and give it.

        Args:
            article_id: id of the article.
            what: one of ``CORRECTIONS``.
            value: a word of the vocabulary (``label``, ``type``, ``kind``, ``quotation``, ``access``; ``stance`` also as
                ``hedged:outlet``); spans ``[[start, end], ...]`` in code points (``source``, ``cue``, ``content``); names,
                outermost first, with or without the publisher (``chain``); a name (``name``, ``split``); id of the
                attribution of the other source (``merge``); False for none (``attribution``); ``Name (person)``,
                ``(place)``, ``none`` or an object as ``read_entity`` takes it (``entity``); ``B2`` (``grade``); words
                (``note``); True or False (``checked``).
            target: id of an attribution or of a claim; ``sN``, the Nth sentence from 1; ``eN``, the Nth mention of an
                entity, or ``eSTART-END``, words by their code points; none: the whole article.

        Raises:
            InputError: there is no such article or target.
            SchemaError: the value is none of its kind.
        """
        item = self.article(article_id)
        if what == "entity":
            decision = self._entity(item, value, target)
        else:
            decision = self._decision(item, what, value, self._target(item, target))
        self.case.decide(decision)
        return decision

    def _entity(self, item: CaseArticle, value: Any, target: str | None) -> Decision:
        """What some words name."""
        place = find_mention(item, target or "")
        if place is None:
            raise SchemaError("an entity is some words'", hint="name the mention, e3 for the third, or e120-131")
        span, found = place
        after = entity_value(self.case, item, read_entity(value), span, found)
        before = {"name": found.name, "type": found.type} if found else None
        return about_mention(item, span, before=before, after=after, by=self._sign())

    def join_sources(self, source_id: str, other_id: str) -> list[Decision]:
        """Say that two named sources are one: all that the first says, in every article, the second says.

        One decision an article, all or none.

        Raises:
            InputError: the case has no such source.
            SchemaError: one of them has no name, so that it is a source of its own article only.
        """
        source, other = sources_to_join(self.case, source_id, other_id)
        decisions = []
        for article_id in self.case.articles_of(source.id):
            item = self.article(article_id)
            ends = {c.attribution for c in item.chains if c.links and c.links[-1].node == source.id}
            found = (*item.annotation.attributions, *item.annotation.title_attributions)
            made = next((a for a in found if a.id in ends), None)
            if made is not None:
                before = {"name": made.source_name, "type": made.source_type}
                after = {"name": other.name, "type": other.type} | self._node(other)
                decisions.append(about_attribution(item, made, "merge", before=before, after=after, by=self._sign()))
        self.case.decide(*decisions)
        return decisions

    def _node(self, other: SourceRow) -> dict[str, Any]:
        """What a named source is in other articles: the outlet, or the id that chains give it."""
        first = next(iter(self.case.articles_of(other.id)))
        outlet = next((o for o in self.article(first).outlets if o.id == other.id), None)
        return {"outlet": outlet.model_dump(mode="json")} if outlet else {"node": other.id}

    def add(self, article_id: str, spans: Mapping[str, Any], *, part: str = "text", **fields: Any) -> Decision:
        """Say that there is an attribution that no model found.

        Args:
            article_id: id of the article.
            spans: for ``source``, ``cue``, ``content`` the spans in code points.
            part: ``text`` or ``title``.
            fields: ``name``, ``type``, ``stance``, ``chain``, ``quotation``, as in ``decide``.

        Raises:
            InputError: there is no such article.
            SchemaError: a value is none of its kind.
        """
        item = self.article(article_id)
        kind = check_word("type", fields.get("type", "unspecified"))
        name = str(fields.get("name") or "").strip()
        placed = {role: _spans(given) for role, given in spans.items()}
        if not name and placed.get("source"):
            text = (item.annotation.title or "") if part == "title" else item.article.text
            name = " ".join(" ".join(text[s:e] for s, e in placed["source"]).split())
        name = name or "unspecified"
        steps = _names(fields.get("chain") or [name], item.publisher_name)
        values = {
            "kind": "claim",
            "quotation": check_word("quotation", fields.get("quotation", "indirect")),
            **read_stance(fields.get("stance", "asserts")),
            "source_name": name,
            "source_type": kind,
            "chain": [item.publisher_name, *steps],
        }
        decision = added_attribution(item, placed, values, part=part, by=self._sign())
        self.case.decide(decision)
        return decision

    def _target(self, item: CaseArticle, target: str | None) -> Attribution | Claim | Sentence | None:
        found = item.annotation
        if target is None:
            return None
        named: list[Attribution | Claim] = [*found.attributions, *found.title_attributions, *found.claims]
        for one in named:
            if one.id == target:
                return one
        if target[:1] == "s" and target[1:].isdecimal() and 0 < int(target[1:]) <= len(found.sentences):
            return found.sentences[int(target[1:]) - 1]
        raise InputError(
            f"article {item.article.id!r} has no attribution, claim or sentence {target!r}",
            hint="the page may be older than the case: load it anew",
        )

    def _decision(
        self, item: CaseArticle, what: str, value: Any, target: Attribution | Claim | Sentence | None
    ) -> Decision:
        if what not in CORRECTIONS:
            raise SchemaError(f"{what!r} cannot be corrected", hint=f"one of {', '.join(CORRECTIONS)}")
        if what in {"note", "checked", "grade"}:
            return self._remark(item, what, value, target)
        if what == "label":
            if not isinstance(target, Sentence):
                raise SchemaError("a label is a sentence's", hint="name the sentence, s3 for the third")
            after = check_word("label", value)
            return about_sentence(item, target, "label", before=target.label, after=after, by=self._sign())
        if not isinstance(target, Attribution):
            raise SchemaError(f"a {what} is an attribution's", hint="name the attribution by its id")
        before, after = self._values(item, what, value, target)
        return about_attribution(item, target, what, before=before, after=after, by=self._sign())  # type: ignore[arg-type]

    def _remark(
        self, item: CaseArticle, what: str, value: Any, target: Attribution | Claim | Sentence | None
    ) -> Decision:
        """What changes no annotation."""
        after = read_grade(value) if what == "grade" else bool(value) if what == "checked" else str(value).strip()
        if after == "":
            raise SchemaError("the note is empty", hint="write something, or undo the note")
        by = self._sign()
        if isinstance(target, Attribution):
            return about_attribution(item, target, what, before=None, after=after, by=by)  # type: ignore[arg-type]
        if isinstance(target, Claim):
            return about_claim(item, target, what, before=None, after=after, by=by)  # type: ignore[arg-type]
        if isinstance(target, Sentence):
            return about_sentence(item, target, what, before=None, after=after, by=by)  # type: ignore[arg-type]
        return about_article(item.article, what, before=None, after=after, by=by)  # type: ignore[arg-type]

    def _values(self, item: CaseArticle, what: str, value: Any, made: Attribution) -> tuple[Any, Any]:
        """What stood there and what stands there now, as they are stored."""
        if what in {"source", "cue", "content"}:
            before = _words_at(item, what, getattr(made, what), made, had=True)
            return before, _words_at(item, what, value, made)
        if what == "stance":
            return {"stance": made.stance, "hedge_holder": made.hedge_holder}, read_stance(value)
        if what == "chain":
            return made.chain, {"links": self._links(item, value)}
        if what in {"name", "split"}:
            before = {"name": made.source_name, "type": made.source_type}
            return before, self._name(item, what, value, made)
        if what == "merge":
            other = self._target(item, str(value))
            if not isinstance(other, Attribution) or other.id == made.id:
                raise SchemaError("name an attribution of the other source")
            text = (item.annotation.title or "") if other in item.annotation.title_attributions else item.article.text
            after = {"name": other.source_name, "type": other.source_type, "other": anchor_fields(other, text)}
            return {"name": made.source_name, "type": made.source_type}, after
        if what == "attribution":
            if value:
                raise SchemaError("an attribution is added by its words", hint="Desk.add")
            return made.source_name, None
        field = {"type": "source_type"}.get(what, what)
        return getattr(made, field), check_word(what, value)

    def _name(self, item: CaseArticle, what: str, value: Any, made: Attribution) -> dict[str, Any]:
        given = dict(value) if isinstance(value, Mapping) else {"name": value}
        name = " ".join(str(given.get("name") or made.source_name).split())
        kind = check_word("type", given.get("type") or made.source_type)
        after: dict[str, Any] = {"name": name, "type": kind}
        return after if what == "split" else after | self._hint(item, name, kind)

    def _hint(self, item: CaseArticle, name: str, kind: str | None) -> dict[str, Any]:
        """What else is known of a name: the outlet that it means, or the source that it is in other articles."""
        known = {s.name.casefold() for s in item.sources} | {o.name.casefold() for o in item.outlets}
        if name.casefold() in known:
            return {}
        outlet = self._find_outlet(name) if kind in {None, "media_outlet"} else None
        if outlet is not None:
            return {"outlet": outlet.model_dump()}
        if kind in {"named_person", "named_organization"}:
            rows = self.case.sources(source_type=kind, text=name)
            same = [row.id for row in rows if row.name.casefold() == name.casefold()]
            return {"node": same[0]} if same else {}
        return {}

    def _links(self, item: CaseArticle, value: Any) -> list[dict[str, Any]]:
        names = _names(value, item.publisher_name)
        links = []
        for number, name in enumerate(names, 1):
            outward = number < len(names)
            links.append({"name": name} | self._hint(item, name, None if outward else "named_organization"))
        return links

    # links ------------------------------------------------------------------------------------------

    def decide_link(
        self, link_id: str, verdict: str, *, relation: str | None = None, slot: str | None = None
    ) -> Decision:
        """Say yes, no or unsure to a link; ``relation`` and ``slot``: as what, if not as the machine says.

        Raises:
            InputError: there is no such link.
            SchemaError: a word is none of its kind.
        """
        every = (*self.case.links(decided_by_people=False), *self.case.links())
        link = next((one for one in every if one.id == link_id), None)
        if link is None:
            raise InputError(
                f"the case has no link {link_id!r}", hint="claimgraph review shows it in the address of its page"
            )
        relation = relation or link.relation
        slot = (slot or link.slot) if relation == "contradicts" else None
        return self.judge_pair(link.a, link.b, verdict, relation=relation, slot=slot, before=link)

    def judge_pair(
        self,
        a: ClaimRef,
        b: ClaimRef,
        verdict: str,
        *,
        relation: str = "same",
        slot: str | None = None,
        before: Link | None = None,
    ) -> Decision:
        """Say of two claims that they are the same, contradict one another, are neither, or that you do not know.

        Raises:
            InputError: a claim is not there.
            SchemaError: a word is none of its kind.
        """
        if a.claim == b.claim and a.id == b.id:
            raise SchemaError("a claim is the same as itself", hint="choose two claims")
        value = {
            "verdict": check_word("verdict", verdict),
            "relation": check_word("relation", relation),
            "slot": check_word("slot", slot) if slot else None,
        }
        ends = [(self.article(ref.id).article, ref) for ref in (a, b)]
        decision = about_link(ends[0], ends[1], value, before=before, by=self._sign())
        self.case.decide(decision)
        return decision

    def claim(self, claim_id: str, article_id: str | None = None) -> ClaimRef:
        """A claim by its id; ``article_id`` saves looking through the case.

        Raises:
            InputError: there is none.
        """
        from claimgraph.store import ClaimFilter

        for row in self.case.claims(ClaimFilter(article=article_id)):
            if row.id == claim_id:
                return ClaimRef(id=row.article, claim=row.id, start=row.start, end=row.end)
        raise InputError(f"the case has no claim {claim_id!r}", hint="claimgraph claims --json lists them")

    # the log ----------------------------------------------------------------------------------------

    def undo(self, decision_id: str) -> Decision:
        """Take a decision back, an undoing too; both stay in the log.

        Raises:
            InputError: there is no such decision, it is taken back already, or it removed an article.
        """
        decisions = list(self.case.decisions())
        wanted = next((one for one in decisions if one.id == decision_id), None)
        if wanted is None:
            raise InputError(f"the log has no decision {decision_id!r}", hint="claimgraph log lists them")
        if wanted.role == "purge":
            raise InputError("what was removed cannot be brought back", hint="add the article to another case")
        gone = {d.withdraws for d in decisions if d.withdraws} - {
            d.withdraws for d in decisions if d.withdraws and _is_withdrawn(d, decisions)
        }
        if decision_id in gone:
            raise InputError(
                f"decision {decision_id!r} is taken back already", hint="undo the undoing to have it again"
            )
        taken_back = withdrawal(wanted, by=self._sign())
        self.case.decide(taken_back)
        return taken_back

    def purge(self, article_id: str) -> Tombstone:
        """Remove an article's content for good; its tombstone stays.

        Raises:
            InputError: there is no such article.
        """
        article = self.article(article_id).article
        decision = about_article(article, "purge", before=None, after={"article": article_id}, by=self._sign())
        return self.case.purge(article_id, decision)

    def take_in(self, lines: Iterable[str], *, onto: str | None = None) -> tuple[int, list[str]]:
        """Append decisions from JSON lines (those of ``write_out``); gives how many are new, and what cannot be used.

        ``onto``: id of an article that they are all moved to, their words found again there (another version of the
        text they were made on). Without it, decisions about texts that are not here wait for them.

        Raises:
            InputError: there is no such article.
        """
        article = self.article(onto).article if onto else None
        decisions, troubles = read_lines(lines, (d.id for d in self.case.decisions()), onto=article)
        return self.case.decide(*decisions), troubles

    def write_out(self) -> Iterator[str]:
        """Every decision as a JSON line, those taken back too; those whose words were removed left out."""
        yield from write_lines(self.case)

    def verdicts(self) -> dict[str, str]:
        """For each link that a person judged its id and yes, no or unsure."""
        standing = [v for d in standing_decisions(self.case.decisions()) if (v := read_verdict(d))]
        pairs = {
            frozenset(((v.a.article_sha256, *v.a.span), (v.b.article_sha256, *v.b.span))): v.verdict for v in standing
        }
        if not pairs:
            return {}
        digests = {row.id: row.sha256 for row in self.case.article_rows()}
        found: dict[str, str] = {}
        for link in self.case.links(decided_by_people=False):
            ends = frozenset((digests.get(ref.id, ""), ref.start, ref.end) for ref in (link.a, link.b))
            if (verdict := pairs.get(ends)) is not None:
                found[link.id] = verdict
        return found


def _words_at(item: CaseArticle, what: str, value: Any, made: Attribution, *, had: bool = False) -> dict[str, Any]:
    """Spans with their words.

    Raises:
        SchemaError: they are not in the text, or there must be some.
    """
    text = (item.annotation.title or "") if made in item.annotation.title_attributions else item.article.text
    spans = _spans(value)
    if any(not 0 <= s < e <= len(text) for s, e in spans):
        raise SchemaError("the words are not within the text")
    if not spans and what != "source" and not had:
        raise SchemaError(f"a {what} needs words", hint="mark them in the text")
    return {"spans": spans, "quoted": " ".join(text[s:e] for s, e in spans)}


def _is_withdrawn(decision: Decision, decisions: list[Decision]) -> bool:
    return any(other.withdraws == decision.id and not _is_withdrawn(other, decisions) for other in decisions)


def _spans(value: Any) -> tuple[Span, ...]:
    try:
        return tuple(sorted(Span(int(start), int(end)) for start, end in value))
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{value!r} are no spans", hint="[[start, end], ...] in code points") from error


def _names(value: Any, publisher: str) -> list[str]:
    """The names of a chain without the publisher.

    Raises:
        SchemaError: there are none.
    """
    if isinstance(value, str):
        for step in _STEPS:
            value = value.replace(step, "→")
        value = value.split("→")
    names = [" ".join(str(name).split()) for name in value]
    names = [name for name in names if name]
    if names and names[0] == publisher:
        names = names[1:]
    if not names:
        raise SchemaError(
            "a chain needs a name besides the publisher's", hint="for own voice, say there is no attribution"
        )
    return names
