"""Text that articles share: found by rare shingles, told with direction, never confused with the same claim."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph import link
from claimgraph.link import candidate_pairs, compare_texts, copied_words, credited_agencies, fingerprints
from claimgraph.pipeline import update_copies
from claimgraph.records import Article, Run
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet

WORDS = [f"{a}{b}" for a in ("bar", "cor", "den", "fal", "gim", "hul", "jor", "kel") for b in "aeiou"]


def article(text, key="a", date=None, name=None):
    return Article(id=key, text=text, date=date, outlet=name, sha256="0" * 64)


def prose(seed, words=120):
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) + str(draw.randrange(40)) for _ in range(words))


def story(seed, *inserts, words=120):
    """A text of its own with passages put in."""
    parts = prose(seed, words).split()
    middle = len(parts) // 2
    return " ".join([*parts[:middle], *inserts, *parts[middle:]])


def test_a_copied_passage_is_told_word_by_word():
    """Both places of the passage are the copied words, and the share counts them."""
    passage = prose("p", 60)
    found = compare_texts(
        article(story("x", passage), "a", "2024-03-01"), article(story("y", passage), "b", "2024-03-02")
    )
    assert (found.a, found.b, found.direction, found.words) == ("b", "a", "date", 60)
    longest = found.passages[0]
    assert story("y", passage)[longest.a_start : longest.a_end] == passage
    assert story("x", passage)[longest.b_start : longest.b_end] == passage
    assert found.share == pytest.approx(60 / 180, abs=0.001)


@pytest.mark.parametrize(
    ("dates", "direction", "later"),
    [
        (("2024-03-01", "2024-03-02"), "date", "b"),
        (("2024-03-02", "2024-03-01"), "date", "a"),
        (("2024-03-02T23:00:00+00:00", "2024-03-03T01:00:00+02:00"), "date", "b"),
        (("2024-03-02T08:00:00+00:00", "2024-03-02T20:00:00+00:00"), "unknown", "a"),
        ((None, "2024-03-02"), "unknown", "a"),
        ((None, None), "unknown", "a"),
    ],
)
def test_direction_is_by_day_and_nothing_else(dates, direction, later):
    """The later day has it from the earlier; one day is no order, and an undated article is never first."""
    passage = prose("p", 60)
    pair = [article(story(key, passage), key, date) for key, date in zip("ab", dates, strict=True)]
    for order in (pair, pair[::-1]):
        found = compare_texts(*order)
        assert (found.direction, found.a) == (direction, later)


def test_on_one_day_a_credit_gives_the_direction():
    """Who credits the other's publisher has it from there."""
    passage = prose("p", 60)
    pair = [article(story(key, passage), key, "2024-03-02", key) for key in "ab"]
    found = compare_texts(*pair, signed=lambda one, other: (one.id, other.id) == ("b", "a"))
    assert (found.a, found.b, found.direction) == ("b", "a", "credit")


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»"])
def test_a_speech_in_quotation_marks_is_no_copy(marks):
    """Two reporters hear one speech: quoted words count for nothing."""
    speech = marks.format(prose("p", 80))
    pair = [article(story(key, "he said,", speech), key) for key in "ab"]
    assert compare_texts(*pair) is None
    prints = {one.id: fingerprints(one.text) for one in pair}
    assert candidate_pairs(prints, {}) == []


def test_a_few_changed_words_do_not_break_a_passage():
    """A rewrite that drops a name is still one passage."""
    words = prose("p", 80).split()
    changed = [*words[:40], "somebody", *words[42:]]
    found = compare_texts(article(story("x", " ".join(words)), "a"), article(story("y", " ".join(changed)), "b"))
    assert len(found.passages) == 1
    assert found.words >= 60


def test_furniture_of_many_articles_makes_no_pairs_of_all_with_all():
    """What stands in every article joins each with a few, so that work does not grow with the square."""
    prints = {f"a{n:03}": fingerprints(story(n, prose("furniture", 60))) for n in range(120)}
    pairs = candidate_pairs(prints, {})
    assert len(pairs) < 3 * len(prints)


def test_one_story_in_many_papers_hangs_together():
    """However many print it, each is paired with another that does."""
    copies = {f"c{n:03}": fingerprints(prose("story", 200)) for n in range(60)}
    others = {f"o{n:03}": fingerprints(prose(n, 200)) for n in range(60)}
    pairs = candidate_pairs(copies | others, {})
    assert {key for pair in pairs for key in pair} == set(copies)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=9), st.randoms())
def test_candidates_are_those_of_all_pairs_whatever_the_order(picks, draw):
    """Every pair that shares a long passage is found, and the order of articles changes nothing."""
    texts = {f"a{n}": story(n, prose(f"passage {pick}", 40)) for n, pick in enumerate(picks)}
    prints = {key: fingerprints(text) for key, text in texts.items()}
    shuffled = draw.sample(list(prints), len(prints))
    pairs = candidate_pairs(prints, {})
    assert candidate_pairs({key: prints[key] for key in shuffled}, {}) == pairs
    expected = [(f"a{i}", f"a{j}") for i, j in combinations(range(len(picks)), 2) if picks[i] == picks[j]]
    assert pairs == sorted(expected)


@given(st.text(max_size=300))
def test_any_text_has_fingerprints(text):
    """No text is too short or too odd; one text shares all with itself."""
    assert list(fingerprints(text)) == sorted(set(fingerprints(text)))
    whole = f"{prose('x', 60)} {text}"
    assert compare_texts(article(whole, "a"), article(whole, "b")).share > 0.5


@pytest.mark.parametrize(
    ("a", "b", "copied"),
    [
        ("the crane on the pier fell into the basin", "the crane on the pier fell into the basin", False),
        ("the tall crane on the northern pier fell into the basin shortly after dawn", "the crane on the northern pier fell into the basin shortly after dawn", True),
        ("the crane on the northern pier fell into the basin and hurt 12 people", "the crane on the northern pier fell into the basin and hurt 15 people", False),
        ("he said “the crane on the northern pier fell into the basin after dawn”", "she said “the crane on the northern pier fell into the basin after dawn”", False),
        ("a crane fell", "a crane fell", False),
    ],
)  # fmt: skip
def test_claims_are_copied_word_for_word_or_not(a, b, copied):
    """Long enough, nearly the same words in the same order, the same figures, and not all in quotation marks."""
    assert copied_words(a, b) is copied


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("BEIRUT (Reuters) - A bridge fell.", ("reuters",)),
        ("(AFP) — A bridge fell.", ("afp",)),
        ("A bridge fell on Monday. --Reuters", ("reuters",)),
        ("A bridge fell on Monday (AFP)", ("afp",)),
        ("A bridge fell. The Associated Press contributed to this report. Read more.", ("associated-press",)),
        ("A bridge fell, Reuters reported on Monday. Nobody was hurt.", ()),
        ("A photo (Reuters) shows the bridge. It fell on Monday and nobody was hurt, police said in the town.", ()),
        ("A bridge fell.", ()),
    ],
)
def test_agencies_are_credited_where_a_text_signs(text, agencies):
    """Datelines, signatures and closing lines credit; being reported or pictured does not."""
    item = Draft(text, outlet=outlet("The Daily")).build()
    assert credited_agencies(item) == agencies


@pytest.fixture
def case(tmp_path):
    """A case of two pairs of articles that share a passage each, and one article alone."""
    run = Run(id=RUN, annotator="hand", version="1")
    texts = [story(1, prose(9)), story(2, prose(9)), story(3, prose(8)), story(4, prose(8)), story(5)]
    with open_case(tmp_path / "case.claimgraph") as opened:
        for number, text in enumerate(texts):
            opened.add(Draft(text, outlet=outlet("The Daily"), article_id=str(number)).build(), None, run)
        yield opened


def test_copies_that_a_stopped_run_did_not_keep_are_found_by_the_next(case, monkeypatch):
    """Whoever stops the comparison half way loses nothing: the next one finds the copies."""

    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(link, "compare_texts", stop)
        with pytest.raises(KeyboardInterrupt):
            update_copies(case)
    assert update_copies(case) == 2
    assert [(one.a, one.b) for one in case.copies()] == [("0", "1"), ("2", "3")]


def test_only_what_is_new_is_compared(case, monkeypatch):
    """What was compared before is kept as it was; an article that comes later finds its copy among the old."""
    assert update_copies(case) == 2
    compared = []
    plain = link.compare_texts

    def noted(one, other, **more):
        compared.append((one.id, other.id))
        return plain(one, other, **more)

    monkeypatch.setattr(link, "compare_texts", noted)
    assert update_copies(case) == 2
    assert not compared
    late = Draft(story(6, prose(8)), outlet=outlet("The Daily"), article_id="late").build()
    case.add(late, None, Run(id=RUN, annotator="hand", version="1"))
    assert update_copies(case) == 4
    assert compared
    assert all("late" in pair for pair in compared)
