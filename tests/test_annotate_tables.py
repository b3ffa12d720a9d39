import pytest

from tests.marked import annotate, annotate_marked, relation, rows, unmark

_STORY = "The river rose two metres in a night and the lower town was under water by dawn on the day after.\n"


def _marked(row):
    return row["marked"][:60]


@pytest.mark.parametrize("row", rows("stance.jsonl"), ids=_marked)
def test_the_cue_tells_kind_and_stance_and_a_neutral_cue_leaves_it_to_the_content(row):
    """Kind, stance and hedge holder are those that a careful reader gives."""
    found = annotate_marked(row["marked"]).attributions[0]
    assert (found.kind, found.stance, found.hedge_holder) == (row["kind"], row["stance"], row["hedge_holder"])


@pytest.mark.parametrize("row", rows("quotation.jsonl"), ids=_marked)
def test_the_share_within_quotation_marks_tells_the_quotation(row):
    """Any typography counts, apostrophes do not, and an unclosed mark costs its own quotation only."""
    assert annotate_marked(row["marked"]).attributions[0].quotation == row["quotation"]


@pytest.mark.parametrize("row", rows("access.jsonl"), ids=_marked)
def test_plain_words_tell_how_a_source_knows(row):
    """Witnesses, documents, outlets and hearsay are told apart; all else is unstated."""
    assert annotate_marked(row["marked"]).attributions[0].access == row["access"]


@pytest.mark.parametrize("row", rows("labels.jsonl"), ids=_marked)
def test_a_line_amid_a_story_has_its_label(row):
    """Page furniture is no claim; a refusal or a wish is the outlet's own voice; a claim laid on somebody is attributed."""
    line, spans = unmark(row["marked"], offset=len(_STORY))
    found = annotate(_STORY + line + "\n" + _STORY, *([relation(spans)] if spans["T"] else []))
    labels = {s.label for s in found.sentences if len(_STORY) <= s.start < len(_STORY) + len(line)}
    assert labels == {row["label"]}


@pytest.mark.parametrize(
    ("tail", "label"),
    [
        ("Reporting by Ana Reyes; Editing by Tom Vale Our House Rules: The Northgate Charter.", "not_a_claim"),
        ("(Additional reporting by Ana Reyes in Tarvik and Ole Dahl in Orsk; writing by Tom Vale)", "not_a_claim"),
        ("Reporting by Ana Reyes last spring; the ferry line has since sold both of its boats.", "own_voice"),
    ],
)
def test_a_line_of_credits_is_no_claim_where_line_breaks_were_lost(tail, label):
    """Who wrote and who edited, at the end of a story in one line, is no part of it; a sentence about reporting is."""
    found = annotate(_STORY.strip() + " " + tail)
    assert found.sentences[-1].label == label


@pytest.mark.parametrize("row", rows("dates.jsonl"), ids=lambda row: row["text"][:50])
def test_time_expressions_are_resolved_against_publication(row):
    """Each expression has its ISO value, and a finding only where something does not fit.

    A day beside the cue was dated to the future when the words spoken promised something.
    """
    found = annotate_marked(row["text"], date=row["published"])
    assert [[found.text[d.start : d.end], d.value, d.finding] for d in found.dates] == row["expected"]


@pytest.mark.parametrize("row", rows("own_clauses.jsonl"), ids=_marked)
def test_what_the_outlet_says_beside_a_quoted_clause_is_a_claim_of_its_own(row):
    """It has a subject and a verb; names, participles and relative clauses are none, and "said" is not told twice."""
    found = annotate_marked(row["marked"])
    own = [found.text[c.start : c.end] for c in found.claims if c.kind == "own_voice"]
    assert own == ([row["own"]] if row["own"] else [])
