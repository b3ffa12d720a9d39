"""A language is data: the word classes that stages ask for."""

from __future__ import annotations

from claimgraph.records.base import Record
from claimgraph.records.terms import Access, SourceType, Stance

__all__ = ["Language"]


class Language(Record):
    """The word classes of one language. All entries are lower case; a stage is handed one, it never imports it."""

    code: str
    """ISO 639-1."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop does not end a sentence, without the stop."""
    stance_cues: dict[Stance, frozenset[str]] = {}
    """Lemmas or phrases of cues by the stance they express."""
    attitude_cues: frozenset[str] = frozenset()
    """Cues that tell what a source wants, fears, supports or plans, and assert nothing."""
    no_statement_cues: frozenset[str] = frozenset()
    """Cues of a refusal to speak: "declined to comment"."""
    reportive_adverbs: frozenset[str] = frozenset()
    """Words that lay a claim on nobody: "reportedly", "allegedly"."""
    negations: frozenset[str] = frozenset()
    access_words: dict[Access, frozenset[str]] = {}
    access_verbs: dict[str, frozenset[str]] = {}
    """Verb forms by which somebody tells how he knows: ``own`` senses, ``was`` (passive) told, learned ``from`` somebody,
    ``told`` him, ``read``."""
    scene_words: frozenset[str] = frozenset()
    """Nouns of the place where it happened: "an agency reporter at the scene"."""
    present_words: frozenset[str] = frozenset()
    """Words that after "was" say that somebody was there: "aboard"."""
    source_heads: dict[SourceType, frozenset[str]] = {}
    """Head nouns of unnamed sources by type: "residents", "official", "reports"."""
    pronouns: frozenset[str] = frozenset()
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    """Monday is 0."""
    finite_verbs: frozenset[str] = frozenset()
    """Auxiliaries and frequent verbs in a finite form."""
    closing_abbreviations: frozenset[str] = frozenset()
    """Abbreviations that may also end a sentence, without the last stop: "u.s", "p.m"."""
    sentence_starters: frozenset[str] = frozenset()
    """Words that, capitalised after such an abbreviation, begin a new sentence."""
    irregular_forms: dict[str, str] = {}
    """Inflected form to lemma, where ``suffixes`` do not lead there: "said" to "say"."""
    suffixes: tuple[tuple[str, str], ...] = ()
    """Endings of regular inflection and what stands for them in the lemma: ("ied", "y")."""
    auxiliaries: frozenset[str] = frozenset()
    """Forms that carry tense, mood or negation and no meaning of their own: "has", "was", "did"."""
    modals: dict[Stance, frozenset[str]] = {}
    """Words which, first in the main clause of a content, limit or project it: "may", "will"."""
    opinion_verbs: frozenset[str] = frozenset()
    """Forms that after a pronoun make a content an opinion: "he believed"."""
    untruth_words: frozenset[str] = frozenset()
    """Predicates by which a content denies something: "false", "fabricated"."""
    silence_verbs: frozenset[str] = frozenset()
    """Lemmas that make no statement when they are negated: "did not respond", "would not say"."""
    soft_negations: frozenset[str] = frozenset()
    """Lemmas or phrases that leave something open when they are negated: "did not rule out"."""
    clausal_cues: frozenset[str] = frozenset()
    """Lemmas of cues that assert only where a clause or quoted words follow: "described" (that ...), "found"."""
    showing_cues: frozenset[str] = frozenset()
    """Those of them by which pictures, papers and laboratories tell something all the same: "images show two craters"."""
    naming_cues: frozenset[str] = frozenset()
    """Lemmas of cues that, without a source, only name or seem, and lay nothing on anybody."""
    calling_cues: frozenset[str] = frozenset()
    """Lemmas of cues by which one quoted word is said of somebody: "called it an 'outrage'"."""
    seeming_cues: frozenset[str] = frozenset()
    """Those of them by which a picture or a person only seems to tell something: "appear"."""
    reportive_adjectives: frozenset[str] = frozenset()
    """Words that before a noun only describe it, and lay nothing on anybody: "suspected"."""
    phase_verbs: frozenset[str] = frozenset()
    """Lemmas of verbs that, before another, tell only that it begins or goes on: "continue"."""
    hedging_nouns: frozenset[str] = frozenset()
    """Nouns that after "there were" limit what follows: "indications"."""
    reportive_participles: dict[str, Stance] = {}
    """Participles that lay a claim on nobody in "is believed to", with their stance."""
    bare_reportives: frozenset[str] = frozenset()
    """Those of them that need no auxiliary: "a man believed to be"."""
    relay_cues: dict[str, frozenset[str]] = {}
    """Words by which one source passes another on, by their form: "citing", "quote", "by"."""
    clause_openers: frozenset[str] = frozenset()
    """Conjunctions and relative pronouns: they begin a clause and end a noun phrase."""
    determiners: frozenset[str] = frozenset()
    furniture: tuple[str, ...] = ()
    """Regular expressions (case is ignored) of whole lines that are no part of the story."""
    caption_marks: str = r"(?!)"
    """Regular expression (case is ignored) with which a sentence begins that is a caption, in whatever line."""
    furniture_marks: str = r"(?!)"
    """Regular expression of what only furniture has, so that even a whole sentence with it is none of the story."""
    numbers: dict[str, int] = {}
    relative_days: dict[str, int] = {}
    """"yesterday" is -1."""
    date_patterns: tuple[tuple[str, str], ...] = ()
    """Kind and regular expression of time expressions, best first; {month}, {weekday}, {number}, {unit} and {day}
    stand for the words of the fields beside. Named groups tell the parts; ``core`` is the expression proper."""
    date_shifts: dict[str, int] = {}
    """Words that count periods from now: "last" is -1, "this" 0."""
    time_units: dict[str, str] = {}
    """Word to unit: "weeks" to "week"."""
    ordinals: dict[str, int] = {}
    """"first" is 1; of quarters and halves."""
    date_marks: frozenset[str] = frozenset()
    """Words that tell of a time expression where no month, weekday or unit does: "quarter"."""
    future_words: frozenset[str] = frozenset()
    """Words that put what is told into the future: "will", "scheduled", "until"."""
    past_forms: frozenset[str] = frozenset()
    """Irregular verbs in the past that ``irregular_forms`` does not hold: "blew"."""
    present_forms: frozenset[str] = frozenset()
    """Forms in ``irregular_forms`` that are not past: "is", "says"."""
    timetable_verbs: frozenset[str] = frozenset()
    """Verbs whose present may tell of a day to come: "the museum reopens on Sunday"."""
    intending_verbs: frozenset[str] = frozenset()
    """Present forms that put what follows into the future: "plans", "hope"."""
    ahead_modals: frozenset[str] = frozenset()
    """Auxiliaries that put their verb into the future: "will"."""
    possible_modals: frozenset[str] = frozenset()
    """Auxiliaries under which nothing is told to have happened: "may", "should"."""
    arranging_verbs: frozenset[str] = frozenset()
    """Lemmas of verbs whose object may be yet to come, so that a day behind it is no day of theirs: "cancel", "invite"."""
    scheduled_nouns: frozenset[str] = frozenset()
    """Nouns of what is fixed in advance: "hearing", "match"."""
    starting_words: frozenset[str] = frozenset()
    """Words before a day, or before "on", on which something begins or is owed: "starting", "due"."""
    setting_verbs: frozenset[str] = frozenset()
    """Lemmas of verbs whose object is the day itself: "set March 5 as the end"."""
    limit_prepositions: frozenset[str] = frozenset()
    """Prepositions before a day on which something ends or is to be: "until", "for"."""
    dated_names: frozenset[str] = frozenset()
    """Nouns that with a day before them make a name: "street", "movement"."""
    prepositions: frozenset[str] = frozenset()
    column_words: frozenset[str] = frozenset()
    """Words that name a column before a headline and nobody who speaks: "opinion", "live"."""
    source_words: dict[str, frozenset[str]] = {}
    """Words that tell who a source is, by class: head nouns by source type, titles, words around names."""
    link_words: dict[str, frozenset[str]] = {}
    """Words that tell whether two claims are one, by class: events ("kill": its words), bounds, units, function words."""
    link_bounds: dict[str, tuple[float, float]] = {}
    """Phrases before a number to what they make of it, as factors: "at least" leaves it open upwards."""
    link_names: dict[tuple[str, str], str] = {}
    """Names of two words to the one word that says the same: "islamic state", "isis"."""
    link_amounts: dict[str, tuple[float, float]] = {}
    """Words for a number that is not exact, with the least and the most they stand for: "dozens"."""
