"""Who passes on whom, and other relations that a tagger of outermost attributions leaves out.

Each rule needs a relation of the model as its anchor, or a word that says "somebody asserts this" by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from claimgraph.annotate.continuing import continue_quotations
from claimgraph.annotate.drafts import Board, Draft, first_verb, is_under
from claimgraph.annotate.extents import merge_spans, trim_content
from claimgraph.annotate.nouns import add_nouns
from claimgraph.annotate.phrases import MAX_SENTENCE, agent_before, phrase_after, source_after, without
from claimgraph.annotate.words import Page
from claimgraph.records import Decoded, Language, Span, hull

__all__ = ["add_relays"]

_CLAUSE_END: Final = re.compile(r"[,;:()\"“”»«\n]|\s[—–-]+\s|\.(?=\s|\Z)")
_PARTING: Final = ",–—- "
"""Last characters of a comma or dash that sets off a word behind a clause."""
_PER: Final = re.compile(r",\s+(?P<cue>per)(?=\s+(?:the\s+)?[A-Z])")
_QUOTED_AS: Final = re.compile(
    r"\b(?P<quote>quoted|cited)\s+as\s+(?P<say>saying|telling)(?P<by>\s+by\b)?", re.IGNORECASE
)
_ACCORDING: Final = re.compile(r"\s*(?P<cue>according to|per)\s+(?P<who>[^,;:\n]{2,60})", re.IGNORECASE)
_FEWEST_WORDS: Final = 3
_OPENING_PER: Final = re.compile(r"\bPer(?=\s+(?:(?:the\s+)?[A-Z]|an?\s+[a-z]))")
_CLAUSE_PARTS: Final = re.compile(r",\s+(?:though|although|but|while|whereas)\b|;")
_AUXILIARIES: Final = 20
"""Code points before a participle in which its auxiliaries are looked for."""
_LOOKED: Final = 300
"""Code points behind "which quoted" in which its "as saying" is looked for."""
_RULE_CONFIDENCE: Final = 0.6
"""Of a relation that only a pattern shows; it is multiplied with that of its anchor."""
_BLAMED: Final = {"blamed": "on"}


@lru_cache(maxsize=4)
def _patterns(
    code: str, citing: frozenset[str], quote: frozenset[str], by: frozenset[str], saying: frozenset[str]
) -> tuple[re.Pattern[str], ...]:
    """The expressions of one language (``code``): "citing B", "quoted B as saying", "quoted by A"."""
    del code
    joined = ["|".join(sorted(words, key=len, reverse=True)) for words in (citing, quote, by, saying)]
    return (
        re.compile(rf"\b(?:{joined[0]})\b(?=\s+\w)", re.IGNORECASE),
        re.compile(
            rf"\b(?P<quote>{joined[1]})\s+(?P<who>[^\n;:\"“”]{{2,120}}?),?\s+as\s+(?P<say>{joined[3]})\b(?:\s+that\b)?",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:as\s+)?(?:{joined[2]})\s+by\b(?=\s+\w)", re.IGNORECASE),
        re.compile(rf"\s+(?:who|which)\s+(?:\w+\s+){{0,2}}?(?P<cue>{joined[1]}|{joined[0]})\s+(?=\w)", re.IGNORECASE),
        re.compile(
            rf",\s+(?:who|which)\s+(?P<cue>{joined[1]}|cites)\s+(?=\w)(?![^.\n]{{0,{_LOOKED}}}?\bas\s+(?:{joined[3]})\b)",
            re.IGNORECASE,
        ),
    )


def _patterns_of(language: Language) -> tuple[re.Pattern[str], ...]:
    relay = language.relay_cues
    return _patterns(language.code, *(relay.get(key, frozenset({"\0"})) for key in ("citing", "quote", "by", "saying")))


def _anchor(board: Board, cue: Span) -> Draft | None:
    """The attribution that "citing" hangs on: of this sentence, the one whose cue or source is nearest."""
    best: tuple[int, Draft] | None = None
    for draft in board.near(cue):
        if not draft.cue or not draft.source or draft.kind != "claim":
            continue
        distance = min(
            abs(cue.start - s.end) if s.end <= cue.start else abs(s.start - cue.end)
            for s in (*draft.cue, *draft.source)
        )
        if any(s.start < cue.end and cue.start < s.end for s in draft.cue):
            continue
        at_cue = not board.page.text[hull(draft.cue).end : cue.start].strip(" ,") and hull(draft.cue).end <= cue.start
        if not at_cue and any(s.start <= cue.start and cue.end <= s.end for s in draft.content):
            continue
        if best is None or distance < best[0]:
            best = (distance, draft)
    return best[1] if best else None


def _relay(board: Board, outer: Draft, source: Span, cue: tuple[Span, ...]) -> Draft:
    """B of "A, citing B": A's content, inside A."""
    content = trim_content(board.page, without(outer.content, Span(hull(cue).start, max(hull(cue).end, source.end))))
    if content:
        outer.content = content  # the words "citing B" are no part of what A reported
    inner = Draft((source,), cue, outer.content, outer.confidence * _RULE_CONFIDENCE, _RULE_CONFIDENCE, parent=outer)
    outer.relays.append(inner)
    board.add(inner)
    return inner


def _add_chain(board: Board, outer: Draft, citing: tuple[Span, Span], further: re.Match[str], stop: int) -> None:
    """In "A reported, citing B who quoted C, that P": B's attribution inside A's, C's inside B's, all with the content P.

    ``citing`` is the cue and B; ``further`` the words "who quoted". What the model read for either cue is set right.
    """
    page, (cue, middle) = board.page, citing
    last = phrase_after(page, further.end(), stop) or Span(further.end(), further.end())
    content = trim_content(page, without(outer.content, Span(cue.start, last.end)))
    if content:
        outer.content = content
    holder = outer
    for mark, source in ((cue, middle), (Span(*further.span("cue")), last)):
        if source.start == source.end:
            return
        draft = board.cue_at(mark)
        if draft is None or draft is outer or is_under(holder, draft):
            draft = _relay(board, holder, source, (mark,))
        else:
            draft.source, draft.content, draft.parent = (source,), outer.content, holder
            holder.relays.append(draft)
        holder = draft


def _without_verb(page: Page, known: Draft | None, cue: Span) -> Draft | None:
    """``known``, of which ``cue`` is the cue; none where "reported citing" was read as one cue, which is set right."""
    if known is not None and known.source and (verb := first_verb(page, known.cue[0].start, cue.start)):
        known.cue = (verb,)
        return None
    return known


def _add_citing(board: Board, pattern: re.Pattern[str], passing_on: re.Pattern[str], named: list[int]) -> None:
    """In "A reported, citing B": an attribution of B with A's content. The model may have read B as the content."""
    page = board.page
    for match in pattern.finditer(page.text):
        cue = Span(*match.span())
        phrase = source_after(page, cue.end, named)
        if phrase is None:
            continue
        sentence = page.sentences[page.sentence_at(cue.start)]
        known = _without_verb(page, board.cue_at(cue), cue)
        outer = _anchor(board, cue)
        if outer is None:
            continue
        if further := passing_on.match(page.text, phrase.end, sentence.end):
            _add_chain(board, outer, (cue, phrase), further, sentence.end)
        elif known is None:
            _relay(board, outer, phrase, (cue,))
        elif is_under(outer, known):
            continue
        elif any(s.start < phrase.end and phrase.start < s.end for s in known.content) and known.source:
            known.source, known.content, known.parent = (phrase,), outer.content, outer
            outer.relays.append(known)
        elif known is not outer and known.parent is None:
            known.parent = outer
            outer.relays.append(known)
            cited = max([phrase.end, *(s.end for s in known.source if s.start >= cue.end)])
            outer.content = trim_content(page, without(outer.content, Span(cue.start, cited))) or known.content


def _add_which_cited(board: Board, pattern: re.Pattern[str], named: list[int]) -> None:
    """In "P, according to A, which cited B": B's attribution inside A's. The model may have read B as what A said."""
    page = board.page
    for match in pattern.finditer(page.text):
        phrase = source_after(page, match.end(), named)
        if phrase is None:
            continue
        outer = next(
            (d for d in board.near(Span(*match.span())) if d.cue and d.source and d.source[-1].end == match.start()),
            None,
        )
        cue = Span(*match.span("cue"))
        if outer is None:
            _set_which_cited(board, match, phrase)
            continue
        if any(s.end > cue.start for s in outer.content if s.start < phrase.end) or outer.kind != "claim":
            continue
        known = board.cue_at(cue)
        if known is None:
            _relay(board, outer, phrase, (cue,))
        elif known is not outer and not is_under(outer, known):
            known.source, known.content, known.parent = (phrase,), outer.content, outer
            outer.relays.append(known)


def _set_which_cited(board: Board, match: re.Match[str], cited: Span) -> None:
    """In "According to A, which cited B, P": the model has read the clause "which cited" only, and P as a part of it."""
    page, cue = board.page, Span(*match.span("cue"))
    sentence = page.sentences[page.sentence_at(cue.start)]
    opening = _ACCORDING.match(page.text, sentence.start, match.start())
    known = board.cue_at(cue)
    if opening is None or opening.end() != match.start() or known is None:
        return
    content = trim_content(page, (Span(cited.end, sentence.end),))
    if not content or len(page.words_in(content[0])) < _FEWEST_WORDS:
        return
    while (double := board.cue_at(cue)) is not None:
        board.drop(double)
    source, first = Span(*opening.span("who")), Span(*opening.span("cue"))
    outer = Draft((source,), (first,), content, known.confidence, known.confidence)
    board.add(outer)
    _relay(board, outer, cited, (cue,))


def _add_opening_per(board: Board, named: list[int]) -> None:
    """In "Per A, P": A says P, where the model read nobody."""
    page = board.page
    for match in _OPENING_PER.finditer(page.text):
        sentence = page.sentences[page.sentence_at(match.start())]
        cue = Span(match.start(), match.start() + 3)
        phrase = source_after(page, cue.end, named) if sentence.start == match.start() else None
        if phrase is None or board.cue_at(cue) is not None or page.text[phrase.end : phrase.end + 1] != ",":
            continue
        end = _CLAUSE_PARTS.search(page.text, phrase.end + 1, sentence.end)
        stop = sentence.end - (page.text[sentence.end - 1] == ".")
        content = trim_content(page, (Span(phrase.end, end.start() if end else stop),))
        if content:
            board.add(Draft((phrase,), (cue,), content, _RULE_CONFIDENCE, _RULE_CONFIDENCE))


def _add_per(board: Board, named: list[int]) -> None:
    """In "it was 25, a nurse said, per A" and "P, per A": A passes on what was said last, or says P."""
    page = board.page
    for match in _PER.finditer(page.text):
        cue = Span(*match.span("cue"))
        phrase = source_after(page, cue.end, named)
        if phrase is None or board.cue_at(cue) is not None:
            continue
        sentence = page.sentences[page.sentence_at(cue.start)]
        if page.words_in(Span(phrase.end, sentence.end)):
            continue
        spoken = _anchor(board, cue)
        content = spoken.content if spoken else trim_content(page, (Span(sentence.start, match.start()),))
        if not content:
            continue
        sure = _RULE_CONFIDENCE * (spoken.confidence if spoken else 1.0)
        outer = Draft((phrase,), (cue,), content, sure, _RULE_CONFIDENCE)
        board.add(outer)
        if spoken:
            outer.relays.append(spoken)
            spoken.parent = outer


def _add_quoted_as_saying(board: Board, pattern: re.Pattern[str]) -> None:
    """In "A quoted B as saying P": one attribution for A (cue "quoted") and one for B (cue "saying")."""
    page = board.page
    for match in pattern.finditer(page.text):
        sentence = page.sentences[page.sentence_at(match.start())]
        if sentence.end - sentence.start > MAX_SENTENCE:
            continue
        quoted, saying = Span(*match.span("quote")), Span(*match.span("say"))
        who = Span(*match.span("who"))
        known = board.cue_at(quoted) or board.cue_at(saying)
        if known is None or not known.source or page.text[who.start : who.end].count(",") > 2:
            continue
        if page.text[who.start : who.end].lower().startswith("by "):
            _set_quoted_by(board, quoted, Span(who.start + 3, who.end), saying)
            continue
        if who.start - quoted.end > 1:
            continue
        speaker = board.cue_at(saying)
        if speaker is not None and speaker is not known:  # the model gave both
            if not is_under(known, speaker):
                content = trim_content(page, without(speaker.content, Span(quoted.start, match.end())))
                known.content = speaker.content = content or speaker.content
                speaker.source, speaker.parent = (who,), known
                known.relays.append(speaker)
            continue
        overlaps = any(s.start < who.end and who.start < s.end for s in known.source)
        outside = tuple(s for s in known.source if s.end <= quoted.start or s.start >= saying.end)
        content = trim_content(page, without(known.content, Span(quoted.start, match.end()))) or known.content
        if overlaps and not outside:  # the model gave B alone; A is named just before "quoted"
            agent = agent_before(page, quoted.start)
            if agent is None:
                known.cue, known.content = (saying,), content
                continue
            outside = (agent,)
        known.source, known.cue, known.content = outside, (quoted,), content
        _relay(board, known, who, (saying,))


def _add_quoted_as_saying_by(board: Board, named: list[int]) -> None:
    """In "B was quoted as saying by A that P" and "B was quoted as saying P": B says P, A passes it on."""
    page = board.page
    for match in _QUOTED_AS.finditer(page.text):
        known = board.cue_at(Span(*match.span("say")))
        if known is None or (known.source and known.source[0].end <= match.start()):
            continue
        agency = source_after(page, match.end(), named) if match["by"] else None
        if agency or not match["by"]:
            _set_quoted_by(board, Span(*match.span("quote")), agency, Span(*match.span("say")))


def _set_quoted_by(board: Board, quoted: Span, agency: Span | None, saying: Span) -> None:
    """In "B was quoted by A as saying P": B says P, and A passes it on. The model may have read A as who says it."""
    page = board.page
    speaker, passing = board.cue_at(saying), board.cue_at(quoted)
    start = quoted.start
    for i in reversed(page.between(max(0, quoted.start - _AUXILIARIES), quoted.start)):
        if page.words[i] not in page.lexicon.language.auxiliaries:
            break
        start = page.starts[i]
    agent = agent_before(page, start) if start < quoted.start else None
    if speaker is None or agent is None or speaker.kind != "claim":
        return
    if passing is not None and passing is not speaker:
        board.drop(passing)
    passed = Span(agent.start, max(saying.end, agency.end if agency else 0))
    speaker.source = (agent,)
    speaker.content = trim_content(page, without(speaker.content, passed)) or speaker.content
    if agency is None:
        return
    cue = Span(quoted.start, min(saying.end, agency.start - 1))
    if cue.end == saying.end:
        speaker.cue, cue = (saying,), quoted  # "quoted as saying by A"
    outer = Draft((agency,), (cue,), speaker.content, speaker.confidence * _RULE_CONFIDENCE, _RULE_CONFIDENCE)
    board.add(outer)
    outer.relays.append(speaker)
    speaker.parent = outer


def _add_quoted_by(board: Board, pattern: re.Pattern[str], named: list[int]) -> None:
    """In "the staff, as quoted by A, said P": A passes on what the staff said."""
    page = board.page
    for match in pattern.finditer(page.text):
        cue = Span(*match.span())
        if board.cue_at(cue) is not None:
            continue
        spoken = _anchor(board, cue)
        if spoken is None:
            continue
        parted = page.text.endswith(", ", 0, cue.start) or any(s.start < cue.start < s.end for s in spoken.source)
        passes = (parted and match[0].lower().startswith("quoted")) or match[0].lower().startswith("as")
        phrase = source_after(page, cue.end, named) if passes else None
        if phrase is None:
            continue
        outer = Draft((phrase,), (cue,), spoken.content, spoken.confidence * _RULE_CONFIDENCE, _RULE_CONFIDENCE)
        board.add(outer)
        outer.relays.append(spoken)
        spoken.parent = outer


def _clause_round(page: Page, cue: Span, sentence: Span) -> tuple[Span, ...]:
    """The clause in which a reportive word stands: from the mark or conjunction before to the mark after it.

    A word that a comma parts off ("Reportedly, P", "P, reportedly.", "P, reportedly, P") speaks of what is beyond it.
    """
    text, language = page.text, page.lexicon.language
    marks = [m.span() for m in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    if text[cue.start - 1 : cue.start] == "(" and text[cue.end : cue.end + 1] == ")":  # "it (reportedly) held"
        cue = Span(cue.start - 1, cue.end + 1)
        marks = [m for m in marks if m[1] <= cue.start or m[0] >= cue.end]
    before = [m for m in marks if m[1] <= cue.start]
    after = [m for m in marks if m[0] >= cue.end]
    left = before[-1][1] if before else sentence.start
    right = after[0][0] if after else sentence.end
    starts = [page.ends[i] for i in page.between(left, cue.start) if page.words[i] in language.clause_openers]
    start = starts[-1] if starts else left
    parted_after = bool(after) and after[0][0] == cue.end and text[after[0][1] - 1] in _PARTING
    if not page.words_in(Span(left, cue.start)):
        parted_before = bool(before) and text[left - 1] in _PARTING
        if parted_after or (parted_before and not page.words_in(Span(cue.end, right))):
            ahead = _clause_beyond(page, after, sentence.end) if parted_after else None
            back = Span(before[-2][1] if len(before) > 1 else sentence.start, before[-1][0]) if parted_before else None
            if back and page.words_in(back)[-1:] and page.words_in(back)[-1] in language.clause_openers:
                back = None  # "it rained and, reportedly, P"
            return trim_content(page, tuple(s for s in (back, ahead) if s is not None))
    elif parted_after and not page.words_in(Span(start, cue.start)):  # "and reportedly, P"
        return trim_content(page, (_clause_beyond(page, after, sentence.end),))
    subject = [w for w in page.words_in(Span(start, cue.start)) if w not in language.auxiliaries]
    return trim_content(page, (*((Span(start, cue.start),) if subject else ()), Span(cue.end, right)))


def _clause_beyond(page: Page, marks: list[tuple[int, int]], stop: int) -> Span:
    """What follows the first of ``marks``, to the next mark behind a clause; "after the blast," is none yet."""
    language = page.lexicon.language
    start = marks[0][1]
    for end, _ in marks[1:]:
        first = page.words_in(Span(start, end))[:1]
        if page.text[end] != "," or (first and first[0] not in language.clause_openers | language.prepositions):
            return Span(start, end)
    return Span(start, stop)


def _reportive_at(page: Page, i: int) -> Span | None:
    """The cue "reportedly", "was believed" or "blamed on" whose main word is the ``i``-th, if there is one."""
    words, language = page.words, page.lexicon.language
    word, after = words[i], words[i + 1 : i + 2]
    if word in language.reportive_adverbs:
        return Span(page.starts[i], page.ends[i])
    if word not in language.reportive_participles or after != ([_BLAMED[word]] if word in _BLAMED else ["to"]):
        return None
    first = i
    while first and words[first - 1] in language.auxiliaries and page.starts[first] - page.ends[first - 1] <= 1:
        first -= 1
    passive = any("be" in page.lexicon.lemmas(w) for w in words[first:i])
    if not passive and word not in language.bare_reportives:  # "a man believed to be", not "he said to me"
        return None
    return Span(page.starts[first], page.ends[i + 1 if word in _BLAMED else i])


def _add_reportives(board: Board) -> None:
    """For "reportedly", "is believed to": an attribution without a source where the model gave none."""
    page, language = board.page, board.page.lexicon.language
    for i, word in enumerate(page.words):
        if word not in language.reportive_adverbs and word not in language.reportive_participles:
            continue
        cue = _reportive_at(page, i)
        if cue is None or board.cue_at(cue) is not None:
            continue
        sentence = page.sentences[page.sentence_at(cue.start)]
        if cue.end > sentence.end or sentence.end - sentence.start > MAX_SENTENCE:
            continue
        if content := _clause_round(page, cue, sentence):
            board.add(Draft((), (cue,), content, _RULE_CONFIDENCE, _RULE_CONFIDENCE))


def add_relays(board: Board, decoded: Decoded) -> None:
    """Add to ``board`` the relations that the text shows beside those of the model.

    Kinds and stances of the model's relations must have been judged; contents of quotations that go on grow.
    """
    if not board.page.sentences:
        return
    named = [e.span.start for e in decoded.entities if e.type in {"person", "organization"}]
    citing, quoted, quoted_by, passing_on, which_cited = _patterns_of(board.page.lexicon.language)
    _add_quoted_as_saying(board, quoted)
    _add_quoted_as_saying_by(board, named)
    _add_citing(board, citing, passing_on, named)
    _add_which_cited(board, which_cited, named)
    _add_quoted_by(board, quoted_by, named)
    _add_per(board, named)
    _add_opening_per(board, named)
    add_nouns(board)
    continue_quotations(board)
    _add_reportives(board)
    for draft in board.drafts:
        draft.content = merge_spans(board.page.text, draft.content)
