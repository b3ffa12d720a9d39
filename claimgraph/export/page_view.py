"""What the page shows of one article: plain values in the order of the page, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimgraph.export.page_marks import Paragraph, Segment, cut_line, cut_text
from claimgraph.export.page_parts import (
    ArticleView,
    Card,
    Ledger,
    OutletView,
    ParagraphView,
    Quote,
    RunView,
    SegmentView,
    SourceView,
    Step,
)
from claimgraph.export.page_words import (
    KIND,
    LABEL,
    ROLE,
    SOURCE_TYPE,
    UNNAMED,
    Fact,
    access_words,
    explain_date,
    outlet_facts,
    percent,
    stance_words,
)
from claimgraph.records import (
    Attribution,
    CaseArticle,
    DateFinding,
    Outlet,
    SentenceLabel,
    Span,
)

__all__ = ["in_order", "view_article"]

COLOURS = 8
"""Colours for sources, ``k0`` ... ``k7`` in the style sheet; ``k8`` is the grey of a source that is not given."""
GREY = 8
QUOTE_LENGTH = 320
"""Longest quoted content in the list, in code points; the text itself stands beside it in full."""
HEADING_LENGTH = 90


def view_article(item: CaseArticle, ledger: Ledger, *, replaced: bool) -> ArticleView:
    """What the page shows of ``item``; ``ledger`` is carried on."""
    ledger.articles += 1
    return _Viewer(item, ledger).view(replaced=replaced)


class _Viewer:
    """Builds the view of one article; title and text attributions are numbered together, the title's first."""

    def __init__(self, item: CaseArticle, ledger: Ledger) -> None:
        self.item = item
        self.ledger = ledger
        self.number = ledger.articles
        self.text = item.article.text
        self.title = item.article.title or ""
        titled = in_order(item.annotation.title_attributions)
        self.titled = len(titled)
        self.all: list[Attribution] = [*titled, *in_order(item.annotation.attributions)]
        self.chains = {chain.attribution: chain for chain in item.chains}
        self.outlets = {outlet.id: place for place, outlet in enumerate(self._outlets(), 1)}
        self.shared = {source.id for source in item.sources if source.article is None}
        self.known = {(source.name, source.type): source.id for source in reversed(item.sources)}
        self.sources: dict[str, SourceView] = {}
        self.named: set[int] = set()
        self.cards = [self._card(index, made) for index, made in enumerate(self.all)]
        self._tie()

    def view(self, *, replaced: bool) -> ArticleView:
        """The finished view."""
        item, ledger = self.item, self.ledger
        annotation = item.annotation
        titles = [self._segment(s, self.title, 0) for s in cut_line(len(self.title), self.all[: self.titled])]
        cut = cut_text(self.text, annotation.sentences, self.all[self.titled :], annotation.dates)
        paragraphs = [self._paragraph(paragraph) for paragraph in cut]
        kinds = [made.source_type for made in self.all if made.kind == "claim"]
        for kind in kinds:
            ledger.by_type[kind] = ledger.by_type.get(kind, 0) + 1
        ledger.claims += len(kinds)
        ledger.others += len(self.all) - len(kinds)
        ledger.runs[annotation.model] = None
        own = self._own_voice()
        ledger.own_voice += len(own)
        unnamed = percent(sum(kind in UNNAMED for kind in kinds), len(kinds))
        heading = self.title or self._first_words()
        ledger.contents.append((self.number, heading, item.publisher.name, item.article.date, len(kinds), unnamed))
        return ArticleView(
            number=self.number,
            heading=heading,
            has_title=bool(self.title),
            title=titles,
            publisher=item.publisher.name,
            date=item.article.date,
            author=item.article.author,
            url=item.article.url,
            language=item.article.language,
            ident=item.article.id,
            sha256=item.article.sha256,
            run=annotation.model,
            claims=len(kinds),
            unnamed=unnamed,
            paragraphs=paragraphs,
            sources=list(self.sources.values()),
            own=own,
            dates=[self._finding(date) for date in annotation.dates if date.finding],
            outlets=[
                OutletView(f"o{self.number}-{place}", o.name, o.tier is not None, outlet_facts(o))
                for place, o in enumerate(self._outlets(), 1)
            ],
            replaced=replaced,
        )

    def _outlets(self) -> list[Outlet]:
        """The publisher, then the others in the order handed in; each once."""
        found = {outlet.id: outlet for outlet in (self.item.publisher, *self.item.outlets)}
        return list(found.values())

    def _source(self, made: Attribution) -> SourceView:
        """The source of an attribution; made with a letter and a colour of its own when it is first met."""
        chain = self.chains.get(made.id)
        if chain and chain.links:
            key = chain.links[-1].node
            own = chain.links[-1].kind == "source" and key not in self.shared
        else:
            key = self.known.get((made.source_name, made.source_type), "")
            own = key not in self.shared
            key = key or f"{self.number} {made.source_type} {made.source_name}"
        if made.source_type == "unspecified":  # one "reportedly" is nobody just as the next one is
            key, own = f"{self.number} unspecified", True
        if key not in self.sources:
            option = self.ledger.option(key, made.source_name, made.source_type, self.number if own else 0)
            colour = GREY if made.source_type == "unspecified" else self._colour(key, shared=not own)
            words = SOURCE_TYPE[made.source_type]
            self.sources[key] = SourceView(
                _letter(len(self.sources)), made.source_name, words, made.source_outlet, colour, option.key
            )
        self.ledger.options[key].claims += made.kind == "claim"
        return self.sources[key]

    def _colour(self, key: str, *, shared: bool) -> int:
        """The colour that fewest sources of this article have; one across articles keeps its own if it can."""
        taken = [0] * COLOURS
        for source in self.sources.values():
            if source.colour != GREY:
                taken[source.colour] += 1
        old = self.ledger.colours.get(key)
        if old is not None and taken[old] == min(taken):
            return old
        colour = taken.index(min(taken))
        if shared:
            self.ledger.colours.setdefault(key, colour)
        return colour

    def _card(self, index: int, made: Attribution) -> Card:
        source = self._source(made)
        text = self.title if index < self.titled else self.text
        stance = stance_words(made.stance, made.hedge_holder)
        card = Card(
            number=index + 1,
            label=f"{source.letter}{len(source.cards) + 1}",
            colour=source.colour,
            source=made.source_name,
            source_type=made.source_type,
            key=source.key,
            cue=_words(text, made.cue),
            quote=shorten(_words(text, made.content), QUOTE_LENGTH),
            chain=self._chain(made),
            facts=(
                Fact("stance", stance),
                Fact("quotation", made.quotation),
                Fact("access", access_words(made.access, _words(text, made.access_words))),
                Fact("confidence", f"{_share(made.confidence)}, source {_share(made.source_confidence)}"),
            ),
            tag=" · ".join(filter(None, ("headline" if index < self.titled else "", KIND[made.kind]))),
            inside=None,
        )
        source.cards.append(card)
        return card

    def _chain(self, made: Attribution) -> list[Step]:
        chain = self.chains.get(made.id)
        if chain and chain.links:
            return [
                Step(link.name, f"#o{self.number}-{self.outlets[link.node]}" if link.node in self.outlets else "")
                for link in chain.links
            ]
        names = made.chain or (self.item.publisher_name, made.source_name)
        by_name = {outlet.name: place for place, outlet in enumerate(self._outlets(), 1)}
        return [Step(name, f"#o{self.number}-{by_name[name]}" if name in by_name else "") for name in names]

    def _tie(self) -> None:
        """Let each card that stands inside another say so."""
        place = {made.id: index for index, made in enumerate(self.all)}
        for card, made in zip(self.cards, self.all, strict=True):
            above = place.get(made.parent or "")
            if above is not None and above != card.number - 1:
                card.inside = (self.cards[above].label, f"#c{self.number}-{above + 1}")

    def _paragraph(self, paragraph: Paragraph) -> ParagraphView:
        runs = []
        for run in paragraph.runs:
            segments = [self._segment(segment, self.text, self.titled) for segment in run.segments]
            ident = ""
            if run.sentence is not None and run.sentence not in self.named:
                self.named.add(run.sentence)
                ident = f"s{self.number}-{run.sentence + 1}"
            title = "" if run.label in (None, "attributed") else LABEL[run.label]
            runs.append(RunView(_SENTENCE_CLASS[run.label], title, ident, segments))
        return ParagraphView(any(run.label == "attributed" for run in paragraph.runs), runs)

    def _segment(self, segment: Segment, text: str, offset: int) -> SegmentView:
        """``offset``: the number of the first attribution that ``segment`` may belong to."""
        shown = SegmentView(text[segment.start : segment.end])
        if segment.date is not None:
            shown.date = f"{segment.date.value}. {explain_date(segment.date, self.item.article.date)}".strip()
            shown.finding = segment.date.finding is not None
        if not segment.members:
            return shown
        cards = [self.cards[member.number + offset] for member in segment.members]
        main, role = cards[0], segment.members[0].role
        shown.members = " ".join(f"{c.number}{m.role}" for c, m in zip(cards, segment.members, strict=True))
        shown.main = segment.main
        names = ", ".join(f"{card.label} {card.source}" for card in cards[: segment.main])
        shown.title = f"{ROLE[role]}: {names}"
        shown.classes = f"m {role} k{main.colour}" + ("" if self.all[main.number - 1].kind == "claim" else " soft")
        around = [c for c, m in zip(cards, segment.members, strict=True) if m.role == "c" and c is not main]
        if around and role != "c":
            shown.classes += f" in o{around[-1].colour}"
        elif around and segment.main < len(segment.members):
            shown.classes += f" in2 o{around[-1].colour}"
        self._anchor(shown, segment, cards)
        return shown

    def _anchor(self, shown: SegmentView, segment: Segment, cards: Sequence[Card]) -> None:
        """Make the first piece of a cue (else of the content, else of the source) the place that the card leads to."""
        here: list[Card] = []
        labels: list[Card] = []
        for card, member in zip(cards, segment.members, strict=True):
            made = self.all[card.number - 1]
            role = "q" if made.cue else "c" if made.content else "s"
            spans = made.cue or made.content or made.source
            if member.role != role:
                continue
            first = min(spans)
            if not card.anchor and segment.start >= first.start:
                here.append(card)
            if segment.start < first.end <= segment.end if made.cue else card in here:
                labels.append(card)
        if labels:
            shown.label = " ".join(card.label for card in labels)
            shown.classes += " n" if self.all[labels[0].number - 1].cue else " n0"
        if here:
            shown.ident = f"t{self.number}-{here[0].number}"
            shown.href = f"#c{self.number}-{here[0].number}"
            shown.described = " ".join(f"d{self.number}-{card.number}" for card in here)
            shown.title = "\n".join(_note(card) for card in here)
            for card in here:
                card.anchor = f"#{shown.ident}"

    def _own_voice(self) -> list[Quote]:
        return [
            Quote(shorten(self.text[claim.start : claim.end], QUOTE_LENGTH), f"#s{self.number}-{claim.sentence + 1}")
            for claim in self.item.annotation.claims
            if claim.kind == "own_voice"
        ]

    def _finding(self, date: DateFinding) -> Quote:
        sentence = next(
            (i for i, s in enumerate(self.item.annotation.sentences, 1) if s.start <= date.start < s.end), None
        )
        href = f"#s{self.number}-{sentence}" if sentence else ""
        note = explain_date(date, self.item.article.date)
        return Quote(self.text[date.start : date.end], href, date.value, note)

    def _first_words(self) -> str:
        """Stands for a headline that is missing: the first sentence that claims something."""
        sentences = self.item.annotation.sentences
        first = next((s for s in sentences if s.label != "not_a_claim"), sentences[0] if sentences else None)
        words = self.text[first.start : first.end] if first else self.text[: 2 * HEADING_LENGTH]
        return shorten(words, HEADING_LENGTH) or "(no text)"


_SENTENCE_CLASS: Mapping[SentenceLabel | None, str] = {
    "attributed": "st at",
    "own_voice": "st own",
    "not_a_claim": "st own not",
    None: "",
}


def in_order(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions in the order in which the page numbers them: that of their cues, else of their contents."""

    def first(made: Attribution) -> tuple[int, int]:
        spans = made.cue or made.content or made.source
        return min(spans) if spans else (0, 0)

    return sorted(attributions, key=first)


def _note(card: Card) -> str:
    """The chain and the terms in one line, for whoever reads without the script."""
    chain = " › ".join(step.name for step in card.chain)
    facts = ", ".join(f"{fact.name} {fact.value}" for fact in card.facts)
    return f"{card.label}: {chain} ({SOURCE_TYPE[card.source_type]}; {facts})"


def _words(text: str, spans: Sequence[Span]) -> str:
    """The words of a role; an omission between two spans is shown unless only space is left out."""
    parts: list[str] = []
    end = None
    for low, high in sorted(spans):
        if end is not None:
            parts.append(" " if not text[end:low].strip() else " … ")
        parts.append(text[low:high])
        end = high
    return " ".join("".join(parts).split())


def shorten(words: str, limit: int) -> str:
    """``words`` on one line, cut after a word with an ellipsis where they exceed ``limit`` code points."""
    line = " ".join(words[: 4 * limit].split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:–— ") + " …"


def _share(value: float) -> str:
    return f"{round(value * 100)} %"


def _letter(index: int) -> str:
    """A ... Z, AA, AB ... as the columns of a spreadsheet."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
