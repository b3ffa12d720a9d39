"""How it is said, on fresh cases: the shipped model and the rules against gates. ``python -m tests.how`` prints the table."""

import pytest

from tests.how import CLASSES, SECOND, TABLES, annotate_all, judge, macro_f1, plain, share
from tests.marked import rows

GATE = 0.88
FLOORS = {"claims": (0.75, 0.65)} | dict.fromkeys(SECOND, (0.84, 0.76))
"""What may not be lost again, of all cases and of the odd ones, where the gate is not reached."""
LEAST = {"stance": 150, "label": 100, "kind": 60, "dates": 100, "access": 50}


@pytest.fixture(scope="module")
def judged(annotator):
    return judge(annotator)


@pytest.mark.parametrize("name", LEAST)
def test_the_tables_are_as_long_as_they_are_said_to_be(name):
    """A row of labels is an article, its cases are its lines; all others are one case each."""
    table = rows(f"how_{'labels' if name == 'label' else name}.jsonl")
    assert sum(len(row.get("lines", [row])) for row in table) >= LEAST[name]


@pytest.mark.model
@pytest.mark.parametrize("name", TABLES + SECOND)
def test_fresh_cases_are_read_as_a_careful_reader_reads_them(judged, name):
    """The share of cases that are found and right, of all and of those that nobody looked at."""
    least, least_odd = FLOORS.get(name, (GATE, GATE))
    assert share(judged[name]) >= least
    assert share(judged[name][1::2]) >= least_odd


@pytest.mark.model
@pytest.mark.parametrize("name", [name for name in CLASSES if name not in SECOND])
def test_no_rare_class_is_given_up_for_the_frequent_ones(judged, name):
    """The mean F1 of the classes."""
    assert macro_f1(judged[name]) >= GATE


def test_the_marks_round_a_cue_leave_the_text_as_it_is_written():
    """The cue's place counts in the text without the marks."""
    assert plain("The mayor [[did not say]] why.") == ("The mayor did not say why.", (10, 21))
    assert plain("No cue.") == ("No cue.", None)


@pytest.mark.model
def test_the_words_that_show_access_stand_in_the_article(annotator):
    """Where access is stated the words are given, and they are the words of the text."""
    text = "The mayor said he had been told the bridge was safe.\nA police report said the brakes had been cut."
    (found,) = annotate_all(annotator, [{"text": text}])
    shown = {a.access: [text[s:e] for s, e in a.access_words] for a in found.attributions}
    assert shown == {"told": ["he had been told"], "document": ["report"]}
