"""Small cases made by hand: name the words, and the builder finds where they stand.

    draft = Draft("Two men were hurt, police said.", outlet=outlet("The Daily"), date="2024-01-02")
    draft.attribution(source="police", cue="said", content="Two men were hurt", chain=["The Daily", "police"],
                      source_type="named_organization")
    case_article = draft.build()

A phrase must occur once, as whole words, in the text or within the stretch that ``within`` names.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimgraph.records import (
    UNKNOWN_OUTLET,
    UNSPECIFIED,
    AnnotatedArticle,
    Article,
    Attribution,
    CaseArticle,
    Chain,
    ChainLink,
    Claim,
    ClaimRef,
    DateFinding,
    Entity,
    Link,
    Mention,
    Outlet,
    Sentence,
    Source,
    Span,
    TitleAttribution,
    content_id,
    hull,
)

SEED = Path(__file__).parent.parent / "seeds" / "the-cradle-2024-07-26.txt"
RUN = content_id("run", "made by hand")
ACROSS_ARTICLES = {"named_person", "named_organization", "media_outlet"}

Words = str | Sequence[str] | None


def outlet(name: str, **facts: Any) -> Outlet:
    """An outlet of this name; ``id`` is the name as a slug."""
    return Outlet(id=facts.pop("id", re.sub(r"\W+", "-", name.casefold()).strip("-")), name=name, **facts)


def find(text: str, phrase: str, within: str | None = None) -> Span:
    """Where ``phrase`` stands in ``text``; it must occur there once, as whole words."""
    low, high = find(text, within) if within is not None else (0, len(text))
    found = list(occurrences(text, phrase, low, high))
    assert len(found) == 1, f"{phrase!r} occurs {len(found)} times"
    return found[0]


def occurrences(text: str, phrase: str, low: int = 0, high: int | None = None) -> list[Span]:
    """Every place where ``phrase`` stands in ``text[low:high]`` as whole words."""
    pattern = re.compile(r"(?<!\w)" * phrase[0].isalnum() + re.escape(phrase) + r"(?!\w)" * phrase[-1].isalnum())
    return [Span(*m.span()) for m in pattern.finditer(text, low, len(text) if high is None else high)]


def sentence_spans(text: str) -> list[Span]:
    """Sentences of a plain text: they end at a newline, or at a stop before a space and a capital."""
    cuts = [0, *(m.end() for m in re.finditer(r"\n+|(?<=[.?!])\s+(?=[A-Z“\"])", text)), len(text)]
    spans = [Span(low, low + len(text[low:high].rstrip())) for low, high in itertools.pairwise(cuts)]
    return [span for span in spans if span.end > span.start]


class Draft:
    """One article under construction; ``build`` gives the ``CaseArticle``."""

    def __init__(
        self,
        text: str,
        *,
        outlet: Outlet | None = None,
        date: str | None = None,
        article_id: str | None = None,
        others: Sequence[Outlet] = (),
        not_claims: Sequence[str] = (),
        **fields: Any,
    ) -> None:
        """``others``: outlets that chains name besides the publisher; ``not_claims``: words that begin a sentence
        which asserts nothing; ``fields``: title, url, author, language.
        """
        digest = hashlib.sha256(text.encode()).hexdigest()
        name = outlet.name if outlet else None
        self.article = Article(id=article_id or digest[:16], text=text, outlet=name, date=date, sha256=digest, **fields)
        self.publisher = outlet or Outlet(id=f"name:{content_id(UNKNOWN_OUTLET)}", name=UNKNOWN_OUTLET)
        self.outlets = {o.name: o for o in (self.publisher, *others)}
        self.spans = sentence_spans(text)
        self.not_claims = tuple(not_claims)
        self.attributions: list[Attribution] = []
        self.title_attributions: list[TitleAttribution] = []
        self.own: list[Claim] = []
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.dates: list[DateFinding] = []
        self.sources: dict[tuple[str, ...], Source] = {}
        self.chains: list[Chain] = []

    def attribution(
        self,
        *,
        source: Words = None,
        cue: Words = None,
        content: Words = None,
        chain: Sequence[str] | None = None,
        within: str | None = None,
        in_title: bool = False,
        **fields: Any,
    ) -> Attribution:
        """Add one attribution; ``chain`` starts with the publisher, default ``[publisher, unspecified]``.

        Its last name may be shorter than ``source_name`` (a field; default: the last name of the chain). A name of
        a known outlet is that outlet, any other a source; ``source_type`` is the type of the last.
        """
        text = (self.article.title or "") if in_title else self.article.text
        spans = [self._spans(text, words, within) for words in (source, cue, content)]
        names = tuple(chain or (self.publisher.name, UNSPECIFIED))
        values: dict[str, Any] = {
            "id": content_id("attribution", self.article.id, in_title, *spans, names),
            "kind": "claim",
            "quotation": "indirect",
            "stance": "asserts",
            "source_name": names[-1],
            "source_type": "media_outlet" if names[-1] in self.outlets else UNSPECIFIED,
            "confidence": 0.9,
            "source_confidence": 0.8,
        }
        values |= fields
        if "parent" in values and isinstance(values["parent"], Attribution):
            values["parent"] = values["parent"].id
        model = TitleAttribution if in_title else Attribution
        made = model(source=spans[0], cue=spans[1], content=spans[2], chain=names, **values)
        (self.title_attributions if in_title else self.attributions).append(made)  # type: ignore[arg-type]
        if made.kind == "claim":
            self.chains.append(Chain(attribution=made.id, links=self._links(made)))
        return made

    def own_voice(self, words: str, *, within: str | None = None) -> Claim:
        """Add an own-voice claim within a sentence that also holds an attributed one."""
        self.own.append(self._claim(find(self.article.text, words, within), None, 0.7))
        return self.own[-1]

    def mention(self, phrase: str, kind: str, *, name: str | None = None) -> None:
        """Add a mention wherever ``phrase`` stands outside an earlier mention."""
        entity = Entity(id=content_id("entity", kind, name or phrase), name=name or phrase, type=kind)
        self.entities[entity.id] = entity
        for low, high in occurrences(self.article.text, phrase):
            if all(high <= m.start or m.end <= low for m in self.mentions):
                mention = Mention(start=low, end=high, type=kind, name=entity.name, entity=entity.id, confidence=0.9)
                self.mentions.append(mention)

    def date(self, phrase: str, value: str, *, finding: Any = None, within: str | None = None) -> None:
        """Add a time expression and what it means."""
        low, high = find(self.article.text, phrase, within)
        self.dates.append(DateFinding(start=low, end=high, value=value, finding=finding))

    def build(self) -> CaseArticle:
        """The finished article; labels and claims follow from the attributions."""
        article, claims = self.article, self._attributed_claims()
        attributed = {claim.sentence for claim in claims}
        labels = [self._label(index, span, attributed) for index, span in enumerate(self.spans)]
        own = [self._claim(s, None, 0.7) for s, label in zip(self.spans, labels, strict=True) if label == "own_voice"]
        claims += own + self.own
        annotation = AnnotatedArticle(
            id=article.id,
            outlet=article.outlet,
            date=article.date,
            title=article.title,
            text=article.text,
            model=RUN,
            sentences=tuple(
                Sentence(start=span.start, end=span.end, label=label, confidence=0.9)
                for span, label in zip(self.spans, labels, strict=True)
            ),
            attributions=tuple(self.attributions),
            title_attributions=tuple(self.title_attributions),
            claims=tuple(sorted(claims, key=lambda c: (c.start, c.end, c.id))),
            entities=tuple(sorted(self.mentions, key=lambda m: m.start)),
            dates=tuple(sorted(self.dates, key=lambda d: d.start)),
        )
        return CaseArticle(
            article=article,
            annotation=annotation,
            publisher=self.publisher,
            outlets=tuple(self.outlets.values()),
            sources=tuple({source.id: source for source in self.sources.values()}.values()),
            chains=tuple(self.chains),
            entities=tuple(self.entities.values()),
        )

    def _spans(self, text: str, words: Words, within: str | None) -> tuple[Span, ...]:
        phrases = [words] if isinstance(words, str) else list(words or ())
        return tuple(sorted(find(text, phrase, within) for phrase in phrases))

    def _links(self, made: Attribution) -> tuple[ChainLink, ...]:
        links: list[ChainLink] = []
        for index, name in enumerate(made.chain):
            if name in self.outlets:
                links.append(ChainLink(name=name, kind="outlet", node=self.outlets[name].id))
                continue
            path = made.chain[: index + 1]
            if path not in self.sources:  # a middle link that was never a last one is an organization
                self.sources[path] = self._source(made, name=name, last=path == made.chain)
            links.append(ChainLink(name=name, kind="source", node=self.sources[path].id))
        return tuple(links)

    def _source(self, made: Attribution, *, name: str, last: bool) -> Source:
        name = made.source_name if last else name
        source_type = made.source_type if last else "named_organization"
        article = None if source_type in ACROSS_ARTICLES else self.article.id
        return Source(
            id=content_id("source", article, name),
            name=name,
            type=source_type,
            outlet=made.source_outlet if last else None,
            article=article,
            confidence=made.source_confidence,
        )

    def _attributed_claims(self) -> list[Claim]:
        claims = []
        for made in self.attributions:
            if made.kind != "claim":
                continue
            for sentence in self.spans:
                cut = [(max(s.start, sentence.start), min(s.end, sentence.end)) for s in made.content]
                parts = tuple(Span(low, high) for low, high in cut if low < high)
                if parts:
                    claims.append(self._claim(hull(parts), made.id, made.confidence))
        return claims

    def _claim(self, span: Span, attribution: str | None, confidence: float) -> Claim:
        sentence = next(i for i, s in enumerate(self.spans) if s.start <= span.start and span.end <= s.end)
        return Claim(
            id=content_id("claim", self.article.id, attribution, span),
            kind="attributed" if attribution else "own_voice",
            attribution=attribution,
            sentence=sentence,
            start=span.start,
            end=span.end,
            confidence=confidence,
        )

    def _label(self, index: int, span: Span, attributed: set[int]) -> str:
        if self.article.text[span.start : span.end].startswith(self.not_claims or ("\0",)):
            return "not_a_claim"
        return "attributed" if index in attributed else "own_voice"


def link(
    a: CaseArticle, b: CaseArticle, *, claims: tuple[int, int] = (0, 0), relation: str = "same", **fields: Any
) -> Link:
    """A judgement between one claim of ``a`` and one of ``b``, the smaller (article id, start) first."""
    ends = []
    for item, index in zip((a, b), claims, strict=True):
        claim = item.annotation.claims[index]
        ends.append(ClaimRef(id=item.article.id, claim=claim.id, start=claim.start, end=claim.end))
    ends.sort(key=lambda end: (end.id, end.start))
    made = {"id": content_id("link", *(e.claim for e in ends)), "score": 0.9, "reason": "the same words", "judge": RUN}
    return Link(a=ends[0], b=ends[1], relation=relation, **(made | fields))


def seed_case() -> CaseArticle:
    """The seed article, annotated by hand: 13 sentences, 8 attributions."""
    cradle = outlet("The Cradle", tier=1, kind="digital", languages=("en",), facts_from={"kind": ("curated",)})
    sputnik = outlet(
        "Sputnik",
        tier=1,
        kind="agency",
        country="RU",
        owner="Rossiya Segodnya",
        state_relation="state-owned",
        state_of="RU",
        facts_from={"owner": ("wikidata",), "state": ("curated",), "country": ("curated",)},
    )
    mayadeen = outlet("Al Mayadeen", tier=1, kind="tv", country="LB", facts_from={"country": ("curated",)})
    text = SEED.read_bytes().decode("utf-8")
    draft = Draft(text, outlet=cradle, date="2024-07-26", others=[sputnik, mayadeen], not_claims=["from the News Desk"])
    _seed_attributions(draft)
    draft.own_voice(
        "Last month, the US army sent a large convoy of military reinforcements to their occupation bases in northeast Syria"
    )
    for phrase, kind, name in (
        ("Deir Ezzor", "place", None),
        ("Conoco oil field", "place", None),
        ("Al-Omar oil field", "place", None),
        ("Islamic Resistance in Iraq", "organization", None),
        ("IRI", "organization", "Islamic Resistance in Iraq"),
        ("Al-Joura", "place", None),
        ("Ain al-Asad", "place", None),
        ("Syrian Democratic Forces", "organization", None),
        ("SDF", "organization", "Syrian Democratic Forces"),
        ("Bashar al-Assad", "person", None),
        ("US", "place", "United States"),
        ("Syria", "place", None),
        ("Iraq", "place", None),
        ("ISIS", "organization", None),
    ):
        draft.mention(phrase, kind, name=name)
    draft.date("27 July", "2024-07-27", finding="event_after_publication")
    draft.date("Thursday", "2024-07-25")
    draft.date("Last month", "2024-06-01/2024-06-30")
    return draft.build()


def _seed_attributions(draft: Draft) -> None:
    locals_in_the_east = {
        "source": "local sources",
        "chain": ["The Cradle", "local sources in the eastern countryside of Deir Ezzor"],
        "source_type": "local_unspecified",
        "within": draft.article.text.splitlines()[1],
    }
    draft.attribution(
        cue="according to",
        content="Rocket salvos hit the US occupation army base at Syria’s largest oil field during the early hours of 27 July",
        **locals_in_the_east,
    )
    draft.attribution(
        cue="reported",
        content="the sound of explosions in the eastern countryside of Deir Ezzor in the vicinity of Conoco oil field",
        **locals_in_the_east,
    )
    confirmed = draft.attribution(
        source="The correspondent for Sputnik in Deir Ezzor",
        cue="confirmed",
        content="the salvos, reportedly launched by local resistance factions, “achieved direct hits.”",
        chain=["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"],
        source_type="media_correspondent",
        source_outlet="Sputnik",
        quotation="mixed",
        stance="confirms",
    )
    draft.attribution(
        cue="reportedly",
        content="launched by local resistance factions",
        chain=[*confirmed.chain, UNSPECIFIED],
        stance="hedged",
        hedge_holder="outlet",
        parent=confirmed,
    )
    draft.attribution(
        source="Local reports",
        cue="say",
        content="the US raids also hit the Al-Joura neighborhood in the vicinity of the city of Deir Ezzor",
        chain=["The Cradle", "unspecified local reports"],
        source_type="local_unspecified",
    )
    draft.attribution(
        source="Al Mayadeen‘s sources in western Iraq",
        cue="According to",
        content="the air base was targeted by a drone and four rockets",
        chain=["The Cradle", "Al Mayadeen", "sources in western Iraq"],
        source_name="Al Mayadeen's sources in western Iraq",
        source_type="anonymous",
        source_outlet="Al Mayadeen",
    )
    draft.attribution(
        source="IRI leaders",
        cue="said",
        content="the armed coalition was considering renewing their operations",
        chain=["The Cradle", "leaders of the Islamic Resistance in Iraq (IRI)"],
        source_type="official_unnamed",
    )
    draft.attribution(
        source="locals",
        cue="described",
        content="a convoy of 40 military vehicles carrying fuel tankers, medical supplies, and ammunition entered Syria from "
        "Iraq via the Al-Walid border crossing",
        chain=["The Cradle", "locals in northeast Syria"],
        source_type="local_unspecified",
    )
