"""From an article and what the model read in it to sentences, attributions, claims, entities and dates."""

from __future__ import annotations

import re
from typing import Final, TypeVar

from claimgraph.annotate.access import access_of
from claimgraph.annotate.claims import find_claims
from claimgraph.annotate.dates import find_dates
from claimgraph.annotate.decode import decode, join_windows, weigh
from claimgraph.annotate.drafts import Board, read_relations
from claimgraph.annotate.headlines import find_headline, read_headline
from claimgraph.annotate.labels import label_sentences
from claimgraph.annotate.names import join_names
from claimgraph.annotate.quotes import find_quotations, quotation_of
from claimgraph.annotate.relays import add_relays
from claimgraph.annotate.sentences import find_paragraphs, split_text
from claimgraph.annotate.stance import find_holder, judge_draft, says_nothing
from claimgraph.annotate.trailing import add_trailing
from claimgraph.annotate.turns import find_turns, within_turns
from claimgraph.annotate.words import Page, lexicon_of
from claimgraph.lang import load_language
from claimgraph.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    Decoded,
    Language,
    Mention,
    Sentence,
    Span,
    TitleAttribution,
    content_id,
)

__all__ = ["annotate_article", "decode", "join_windows", "split_sentences", "weigh"]

_A = TypeVar("_A", bound=Attribution)
_ARTICLE_WORD: Final = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:['’‘]s|(?<=s)['’])\Z")


def split_sentences(text: str, *, language: Language | None = None) -> tuple[Span, ...]:
    """The sentences of ``text`` (code points, half-open), in order; English where no language is given.

    Every code point that is not white space lies in exactly one span; no span holds a line break unless the
    text is hard-wrapped.
    """
    return split_text(text, language or load_language())


def _read(
    text: str,
    sentences: tuple[Span, ...],
    decoded: Decoded,
    language: Language,
    *,
    publisher: str | None,
    is_title: bool = False,
) -> tuple[Board, tuple[Span, ...]]:
    """The page of ``text`` with every draft judged, and its paragraphs."""
    paragraphs = find_paragraphs(text)
    page = Page(text, sentences, lexicon_of(language))
    page.quotations = find_quotations(text, paragraphs, sentences)
    page.quotation_starts = [q.start for q in page.quotations]
    decoded = decoded._replace(
        relations=within_turns(decoded.relations, find_turns(page, paragraphs, decoded.entities))
    )
    if not is_title:
        decoded = decoded._replace(relations=add_trailing(page, decoded.relations))
    headline = find_headline(page, paragraphs, is_title=is_title)
    if headline:
        decoded = read_headline(page, headline, decoded, publisher)
    relations = read_relations(page, decoded)
    board = Board(page, (d for d in relations.drafts if not says_nothing(page, d)))
    for draft in board.drafts:
        judge_draft(page, draft)
    read = len(board.drafts)
    add_relays(board, decoded)
    for draft in board.drafts[read:]:
        judge_draft(page, draft)
    board.drafts.sort(key=lambda d: d.order)
    board.set_parents()
    for draft in board.drafts:
        draft.hedge_holder = find_holder(page, draft)
        draft.quotation = quotation_of(text, draft.content, page.quotations, page.quotation_starts)
        draft.access, draft.access_words = access_of(page, draft)
    return board, paragraphs


def _ids(board: Board, article: str, field: str) -> dict[int, str]:
    """An id for each draft by ``id()``: of the article, the role and the spans; the same for the same content."""
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}
    for draft in board.drafts:
        made = content_id(article, field, draft.source, draft.cue, draft.content)
        count = seen[made] = seen.get(made, 0) + 1
        ids[id(draft)] = made if count == 1 else content_id(made, count)
    return ids


def _attributions(kind: type[_A], board: Board, ids: dict[int, str]) -> tuple[_A, ...]:
    return tuple(
        kind(
            id=ids[id(d)],
            kind=d.kind,
            source=d.source,
            cue=d.cue,
            content=d.content,
            quotation=d.quotation,
            stance=d.stance,
            hedge_holder=d.hedge_holder,
            access=d.access,
            access_words=d.access_words,
            parent=ids[id(d.parent)] if d.parent is not None else None,
            confidence=d.confidence,
            source_confidence=d.source_confidence,
        )
        for d in board.drafts
    )


def _mentions(text: str, decoded: Decoded) -> tuple[Mention, ...]:
    """The named entities, each under its own wording without article and possessive."""
    found: list[Mention] = []
    for (start, end), kind, confidence in decoded.entities:
        begin = _ARTICLE_WORD.match(text, start, end)
        low = begin.end() if begin else start
        possessive = _POSSESSIVE.search(text, low, end)
        high = possessive.start() if possessive else end
        name = " ".join(text[low:high].split())
        if name:
            entity = content_id("entity", kind, name.casefold())
            found.append(Mention(start=low, end=high, type=kind, name=name, entity=entity, confidence=confidence))
    return tuple(found)


def annotate_article(
    article: Article,
    sentences: tuple[Span, ...],
    decoded: Decoded,
    title_decoded: Decoded,
    *,
    language: Language | None = None,
    model: str,
) -> AnnotatedArticle:
    """Everything that is found in ``article`` but who its sources are (names, types, outlets, chains).

    Args:
        article: the article; its text is not changed.
        sentences: what ``split_sentences`` gave for its text.
        decoded: relations and entities that the model read in the text.
        title_decoded: the same for ``article.title``; offsets count the title's code points.
        language: the word classes; those of ``article.language`` if not given.
        model: id of the run.
    """
    language = language or load_language(article.language)
    decoded = join_names(article.text, decoded, language)
    title_decoded = join_names(article.title or "", title_decoded, language)
    board, paragraphs = _read(article.text, sentences, decoded, language, publisher=article.outlet)
    title = article.title or ""
    title_board, _ = _read(
        title, split_text(title, language), title_decoded, language, publisher=article.outlet, is_title=True
    )
    ids = _ids(board, article.id, "attribution")
    labels = label_sentences(board, paragraphs, article.title, decoded.sentences)
    return AnnotatedArticle(
        id=article.id,
        outlet=article.outlet,
        date=article.date,
        title=article.title,
        text=article.text,
        model=model,
        sentences=tuple(
            Sentence(start=s.start, end=s.end, label=x.label, confidence=x.confidence)
            for s, x in zip(sentences, labels, strict=True)
        ),
        attributions=_attributions(Attribution, board, ids),
        title_attributions=_attributions(TitleAttribution, title_board, _ids(title_board, article.id, "title")),
        claims=find_claims(board, labels, ids, article=article.id),
        entities=_mentions(article.text, decoded),
        dates=find_dates(board, article.date, tuple(x.label != "not_a_claim" for x in labels)),
    )
