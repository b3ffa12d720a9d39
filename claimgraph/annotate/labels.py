"""What a sentence is: attributed, the outlet's own voice, or no claim at all."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from claimgraph.annotate.drafts import Board, Draft
from claimgraph.annotate.extents import DATELINE
from claimgraph.annotate.words import Page, letters_of
from claimgraph.records import SentenceLabel, Span

__all__ = ["Label", "label_sentences"]

_MAX_FURNITURE: Final = 420
"""Code points; a longer line is a paragraph of the story, whatever it begins with."""
_HEADLINE_WORDS: Final = 22
_ENDS: Final = ".!?…\"”’'»):;"
_COMMENTS: Final = re.compile(
    r"(?:(?:view |show |add |leave |post )?(?:a )?comments?|replies)\b\W*\d*\W*\Z|\d+ comments?\W*\Z", re.IGNORECASE
)
_COMMENT_STAMP: Final = re.compile(r"\d{1,2}:\d\d\W*\Z|\b(?:ago|edited)\W*\Z", re.IGNORECASE)
_STORY_LINE: Final = 40
"""Code points; a shorter line that looks like furniture is furniture, verb or no verb."""
_TITLE_SLACK: Final = 12
"""Code points by which the headline's line may differ from the title in marks and spaces."""
_DATE_LETTERS: Final = 30
"""Letters of a date, with its weekday and agency, before a title in one line with it."""
_SHORT_MARK: Final = 60
"""Code points; a sentence no longer that is furniture by itself is so in any line: "Read also", "Source: agencies"."""
_ASKING: Final = frozenset({"what", "why", "who", "whom", "whose", "how", "when", "where", "which"})
_OWN_CERTAINTY: Final = 0.75


class Label(NamedTuple):
    """A label and how sure it is."""

    label: SentenceLabel
    confidence: float


@lru_cache(maxsize=8)
def _furniture(code: str, patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all lines of the language ``code`` that are no part of a story."""
    del code
    return re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.IGNORECASE)


def _is_title_case(words: list[str]) -> bool:
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return len(long) >= 2 and sum(w[0].isupper() for w in long) >= 0.7 * len(long)


class _Lines:
    """Reads the lines of one text: which sentence stands alone in its line, which line is a heading."""

    def __init__(self, page: Page, paragraphs: tuple[Span, ...], title: str | None) -> None:
        self.page = page
        self.paragraphs = paragraphs
        self.title = letters_of(title)
        self.title_length = len(title or "")
        language = page.lexicon.language
        self.furniture = _furniture(language.code, language.furniture)
        self.marks = _furniture(language.code, (language.furniture_marks,))
        self.captions = _furniture(language.code, (language.caption_marks,))
        self.verbs = language.finite_verbs
        self.first_story = next((n for n, p in enumerate(paragraphs) if self._is_story(p)), len(paragraphs))
        self.comments_from = self._find_comments()
        self.judged = (-1, False)

    def _is_story(self, paragraph: Span) -> bool:
        line = self.page.text[paragraph.start : paragraph.end]
        return len(line.split()) >= 12 and line[-1] in _ENDS

    def _find_comments(self) -> int:
        """Where readers' comments begin: after a line "Comments 3", or at two stamped names in a row."""
        text = self.page.text
        for number, (start, end) in enumerate(self.paragraphs):
            if end - start > 40 or 3 * number < len(self.paragraphs):
                continue
            if _COMMENTS.match(text[start:end]):
                stamps = sum(
                    bool(_COMMENT_STAMP.search(text[p.start : p.end])) for p in self.paragraphs[number + 1 : number + 8]
                )
                if stamps:
                    return start
        return len(text) + 1

    def judge(self, sentence: Span, number: int, *, alone: bool) -> float:
        """How sure it is that the sentence is no claim: 0 if it is part of the story."""
        text = self.page.text[sentence.start : sentence.end]
        if sentence.start >= self.comments_from:
            return 0.9
        if not any(map(str.isalnum, text)):
            return 0.95
        if self._is_furniture(number):
            return 0.9
        if len(text) <= _MAX_FURNITURE and self.captions.match(text):
            return 0.8
        if len(text) <= _SHORT_MARK and self.furniture.fullmatch(text) and not self._tells(text):
            return 0.8
        words = text.split()
        if self.title and self._is_title(sentence, text, alone=alone):
            return 0.95
        if alone and self._is_heading(text, words, number):
            return 0.8
        if (dateline := DATELINE.match(text)) and dateline.end() >= len(text):
            return 0.9
        bare = text.rstrip("\"'”’») ")
        if bare.endswith("?") and bare[0] not in "\"“‘'«":
            return 0.8
        return 0.0

    def _is_title(self, sentence: Span, text: str, *, alone: bool) -> bool:
        """Whether the sentence is the title, or the title behind its date, where line breaks were lost: "12 May Ferry sinks."."""
        as_long = alone and abs(len(text) - self.title_length) <= _TITLE_SLACK
        at_head = sentence.start <= self.title_length
        if not as_long and not at_head:
            return False  # before its letters are counted: nearly all sentences end here
        letters = letters_of(text)
        if letters == self.title:
            return as_long
        dated = at_head and 0 < len(letters) - len(self.title) <= _DATE_LETTERS
        return dated and letters.endswith(self.title) and any(map(str.isdigit, letters[: -len(self.title)]))

    def _is_furniture(self, number: int) -> bool:
        """Whether the whole line is page furniture, a caption of two sentences too; judged once a line."""
        if self.judged[0] != number:
            start, end = self.paragraphs[number]
            line = self.page.text[start : min(end, start + _MAX_FURNITURE + 1)]
            short = len(line) <= _MAX_FURNITURE
            self.judged = (number, short and bool(self.furniture.fullmatch(line)) and not self._speaks(line))
        return self.judged[1]

    def _speaks(self, text: str) -> bool:
        """Whether a line that looks like furniture is a sentence of the story: "By Monday they had gone"."""
        if not text.endswith((".", "”", '"')) or len(text) < _STORY_LINE or self.marks.search(text):
            return False
        words = [w.strip(",.").lower() for w in text.split()]
        return any(w in self.verbs for w in words)

    def _tells(self, text: str) -> bool:
        """Whether a short sentence has a verb: "By Tuesday it had vanished."."""
        words = text.split()
        return self._finite(words) or any(w.rstrip(".,").endswith("ed") and w.islower() for w in words[1:])

    def _finite(self, words: list[str]) -> bool:
        return any(w.strip(",.'\"“”:").lower() in self.verbs for w in words)

    def _cites(self, words: list[str]) -> bool:
        """Whether the line begins with a phrase that lays something on somebody: "According to the Courier:"."""
        return self.page.lexicon.match([w.lower() for w in words], 0) is not None

    def _is_heading(self, text: str, words: list[str], number: int) -> bool:
        """A line without a final stop: before the story any short one, later one without a finite verb."""
        if text[-1] == ":" and len(words) <= _HEADLINE_WORDS // 2:
            return text.isupper() or (_is_title_case(words) and not self._finite(words) and not self._cites(words))
        if text[-1] in _ENDS or len(words) > _HEADLINE_WORDS:
            return False
        if number < self.first_story:
            return True
        finite = self._finite(words)
        return (len(words) <= 12 and not finite) or (len(words) <= 16 and _is_title_case(words))


def _attributed(drafts: list[Draft], page: Page, sentence: Span) -> float:
    """How sure it is that a claim of the sentence is laid on somebody; 0 if none is."""
    doubt = 1.0
    for draft in drafts:
        if draft.kind != "claim":
            continue
        inside = any(
            any(map(str.isalnum, page.text[max(s.start, sentence.start) : min(s.end, sentence.end)]))
            for s in draft.content
        )
        if inside:
            doubt *= 1.0 - draft.confidence
    return 1.0 - doubt


def label_sentences(
    board: Board, paragraphs: tuple[Span, ...], title: str | None, chances: Sequence[tuple[int, float]] = ()
) -> list[Label]:
    """A label for each sentence of the board's page, in order. Furniture goes before attribution.

    ``chances`` are first code points of sentences and how likely each has an attribution, by the model.
    """
    page = board.page
    lines = _Lines(page, paragraphs, title)
    labels: list[Label] = []
    number = 0
    for at, sentence in enumerate(page.sentences):
        while number + 1 < len(paragraphs) and paragraphs[number].end <= sentence.start:
            number += 1
        alone = bool(paragraphs) and paragraphs[number] == sentence
        furniture = lines.judge(sentence, number, alone=alone)
        attributed = _attributed(board.by_sentence.get(at, []), page, sentence)
        if furniture > 0 and not (attributed and _overrules(page, sentence)):
            labels.append(Label("not_a_claim", furniture))
        else:
            chance = _chance(chances, sentence, attributed)
            labels.append(Label("attributed", chance) if attributed else Label("own_voice", round(1.0 - chance, 4)))
    return labels


def _chance(chances: Sequence[tuple[int, float]], sentence: Span, attributed: float) -> float:
    """How likely something in the sentence is attributed; where the model says nothing, what was found decides."""
    low = bisect.bisect_left(chances, (sentence.start, 0.0))
    high = bisect.bisect_left(chances, (sentence.end, 0.0))
    if low < high:
        return round(max(chance for _, chance in chances[low:high]), 4)
    return round(min(1.0, attributed), 4) if attributed else 1.0 - _OWN_CERTAINTY


def _is_question(page: Page, sentence: Span) -> bool:
    """Whether the sentence is a question of the outlet's own: "What has he said about the talks?"."""
    words, language = page.words_in(sentence), page.lexicon.language
    opens = words[:1] and (words[0] in _ASKING or words[0] in language.auxiliaries)
    asked = any("ask" in page.lexicon.lemmas(word) or "wonder" in page.lexicon.lemmas(word) for word in words)
    return bool(opens) and not asked


def _overrules(page: Page, sentence: Span) -> bool:
    """Whether a line with an attribution is rather a sentence whose stop was forgotten than a heading.

    It is long, has a finite verb, and is not written like a title.
    """
    text = page.text[sentence.start : sentence.end]
    words = text.split()
    if text.rstrip("\"'”’») ").endswith("?"):
        return not _is_question(page, sentence)
    finite = any(w in page.lexicon.language.finite_verbs for w in page.words_in(sentence))
    return finite and len(words) >= 14 and not _is_title_case(words)
