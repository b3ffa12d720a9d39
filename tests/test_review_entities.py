"""What people say of names: type, name, merging, splitting, marking, taking away; and sources that are one."""

import pytest

from claimgraph.errors import InputError, SchemaError
from claimgraph.records import Outlet, Run
from claimgraph.review import Desk, diff_runs
from claimgraph.review.gold import gold_row
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet
from tests.test_review_decisions import clock, known_outlet

HAND = Run(id=RUN, annotator="hand", version="1")
TEXT = "Ana Ruiz met Borek in Velmar. Ruiz said Borek had left. Velmar Post printed it, and Ruiz read it."


def drafted(**fields):
    draft = Draft(TEXT, outlet=outlet("The Daily"), **fields)
    draft.attribution(
        source="Ruiz",
        cue="said",
        content="Borek had left",
        within="Ruiz said Borek had left",
        chain=["The Daily", "Ana Ruiz"],
        source_type="named_person",
    )
    draft.mention("Velmar Post", "place", name="Velmar")
    for phrase, kind, name in (
        ("Ana Ruiz", "person", None),
        ("Borek", "organization", None),
        ("Velmar", "place", None),
        ("Ruiz", "person", "Ana Ruiz"),
    ):
        draft.mention(phrase, kind, name=name)
    return draft.build()


@pytest.fixture
def item():
    return drafted()


@pytest.fixture
def case(tmp_path, item):
    with open_case(tmp_path / "case.claimgraph") as opened:
        opened.add(item, None, HAND)
        yield opened


def desk_at(case):
    return Desk(case, "Ann", now=clock(), find_outlet=known_outlet)


def told(item):
    """Each mention as its words, name and type."""
    text = item.article.text
    return [(text[m.start : m.end], m.name, m.type) for m in item.annotation.entities]


BEFORE = [
    ("Ana Ruiz", "Ana Ruiz", "person"),
    ("Borek", "Borek", "organization"),
    ("Velmar", "Velmar", "place"),
    ("Ruiz", "Ana Ruiz", "person"),
    ("Borek", "Borek", "organization"),
    ("Velmar Post", "Velmar", "place"),
    ("Ruiz", "Ana Ruiz", "person"),
]
CORRECTIONS = [
    # target, value, which mentions are then what
    ("e2", "(person)", {1: ("Borek", "person"), 4: ("Borek", "person")}),
    ("e2", {"type": "person", "all": False}, {1: ("Borek", "person")}),
    ("e2", "Jan Borek (person)", {1: ("Jan Borek", "person"), 4: ("Jan Borek", "person")}),
    ("e6", {"name": "Velmar Post", "type": "organization", "all": False}, {5: ("Velmar Post", "organization")}),
    ("e5", {"same_as": "e1"}, {1: ("Ana Ruiz", "person"), 4: ("Ana Ruiz", "person")}),
    ("e2", "none", {1: None, 4: None}),
    ("e2", {"none": True, "all": False}, {1: None}),
]


@pytest.mark.parametrize(("target", "value", "changed"), CORRECTIONS)
def test_a_name_is_corrected_and_taken_back(case, item, target, value, changed):
    """All mentions of the entity, or the one meant; undone, the case is as it was, and the log holds both."""
    assert told(item) == BEFORE
    desk = desk_at(case)
    made = desk.decide(item.article.id, "entity", value, target=target)
    expected = [
        (words, *changed.get(n, rest)) for n, (words, *rest) in enumerate(BEFORE) if changed.get(n, rest) is not None
    ]
    assert told(case.article(item.article.id)) == expected
    assert case.verify()[0] == []
    entities = {entity.id: entity for entity in case.article(item.article.id).entities}
    for mention in case.article(item.article.id).annotation.entities:
        assert (entities[mention.entity].name, entities[mention.entity].type) == (mention.name, mention.type)
    desk.undo(made.id)
    assert case.article(item.article.id) == item
    assert [d.role for d in case.decisions()] == ["entity", "entity"]


def test_two_people_of_one_name_are_split_and_words_are_marked(case, item):
    """The split one has an id of its own under the same name; a name may be marked where none was."""
    desk = desk_at(case)
    desk.decide(item.article.id, "entity", {"own": True}, target="e7")
    ids = [m.entity for m in case.article(item.article.id).annotation.entities]
    assert ids[0] == ids[3] != ids[6]
    at = TEXT.index("Post")
    desk.decide(item.article.id, "entity", "(organization)", target=f"e{at}-{at + 4}")
    now = told(case.article(item.article.id))
    assert ("Post", "Post", "organization") in now
    assert ("Velmar Post", "Velmar", "place") not in now  # names do not nest


def test_a_correction_of_a_name_outlives_a_newer_run(case, item):
    """What the newer model finds is corrected again; what it no longer finds stands again; diff tells of it."""
    desk = desk_at(case)
    desk.decide(item.article.id, "entity", "Jan Borek (person)", target="e2")
    renamed = [m.model_copy(update={"name": "Borek Ltd"}) if m.name == "Borek" else m for m in item.annotation.entities]
    newer = item.annotation.model_copy(update={"model": "newer", "entities": tuple(renamed[:1] + renamed[2:])})
    case.add(item.model_copy(update={"annotation": newer}), None, Run(id="newer", annotator="hand", version="2"))
    names = told(case.article(item.article.id))
    assert names.count(("Borek", "Jan Borek", "person")) == 1  # the one it spoke of; the other was another's before
    assert [o.status for o in case.outcomes(item.article.id)] == ["restored"]
    changes = [(c.what, c.words, c.before, c.after) for c in diff_runs(case, RUN, "newer")]
    assert ("gone", "Borek", "Borek (organization)", None) in changes
    assert ("changed", "Borek", "Borek (organization)", "Borek Ltd (organization)") in changes
    assert case.verify()[0] == []


def test_a_name_is_one_across_articles(case, item, tmp_path):
    """A whole name given to a mention is the entity that other articles name so; a surname alone is not."""
    other = Draft("Jan Borek slept. Ruiz woke.", outlet=outlet("Radio Nord"))
    other.mention("Jan Borek", "person")
    other.mention("Ruiz", "person")
    second = other.build()
    case.add(second, None, HAND)
    desk = desk_at(case)
    desk.decide(item.article.id, "entity", "Jan Borek (person)", target="e2")
    desk.decide(item.article.id, "entity", {"name": "Ruiz", "all": False}, target="e4")
    ids = {m.name: m.entity for m in case.article(item.article.id).annotation.entities}
    theirs = {m.name: m.entity for m in second.annotation.entities}
    assert ids["Jan Borek"] == theirs["Jan Borek"]
    assert ids["Ruiz"] != theirs["Ruiz"]
    rows = {row.name: (row.mentions, row.articles) for row in case.entities()}
    assert rows["Jan Borek"] == (3, 2)


REFUSED = [
    ("e9", "(person)", InputError, "no mention 'e9'"),
    ("e0", "(person)", InputError, "no mention 'e0'"),
    ("s1", "(person)", SchemaError, "an entity is some words'"),
    ("e5-900", "(person)", InputError, "are not within"),
    ("e1", {"type": "gadget"}, SchemaError, "'gadget' is none of person"),
    ("e1", 7, SchemaError, "7 is no name"),
    ("e1", {"same_as": "e77"}, InputError, "no mention 'e77'"),
    ("e0-3", {"own": True}, SchemaError, "only what is named already"),
]


@pytest.mark.parametrize(("target", "value", "error", "words"), REFUSED)
def test_what_cannot_be_meant_of_a_name_is_refused(case, item, target, value, error, words):
    """The reason is told, and nothing is decided."""
    with pytest.raises(error, match=words):
        desk_at(case).decide(item.article.id, "entity", value, target=target)
    assert list(case.decisions()) == []


def test_gold_holds_names_as_people_corrected_them(case, item):
    """Each mention with its extent, type and name."""
    desk_at(case).decide(item.article.id, "entity", "(person)", target="e2")
    row = gold_row(case.article(item.article.id))
    assert row["entities"][1] == {"start": 13, "end": 18, "type": "person", "name": "Borek"}


def speaking(name, text, kind="named_person", published="Radio Nord", **fields):
    draft = Draft(text, outlet=outlet(published), others=fields.pop("others", ()))
    words = fields.pop("words", name)
    draft.attribution(
        source=words, cue="said", content="rain fell", chain=[published, name], source_type=kind, **fields
    )
    return draft.build()


def test_named_sources_of_different_articles_are_joined(case, item):
    """All that the one says the other says, in every article, by a decision an article; each is undone alone."""
    others = [speaking("A. Ruiz", f"A. Ruiz said rain fell on day {n}.") for n in (1, 2)]
    for one in others:
        case.add(one, None, HAND)
    desk = desk_at(case)
    ids = {row.name: row.id for row in case.sources()}
    made = desk.join_sources(ids["A. Ruiz"], ids["Ana Ruiz"])
    assert [(row.name, row.articles) for row in case.sources()] == [("Ana Ruiz", 3)]
    assert case.verify()[0] == []
    for decision in made:
        desk.undo(decision.id)
    assert [case.article(one.article.id) for one in others] == others


def test_a_source_is_joined_to_an_outlet(case, item):
    """Its chains then end at the outlet itself."""
    echo = Outlet(id="echo", name="Echo Daily")
    one = speaking("Echo", "Echo said rain fell.", kind="media_outlet")
    two = speaking("Echo Daily", "Echo Daily said rain fell.", kind="media_outlet", others=[echo])
    for made in (one, two):
        case.add(made, None, HAND)
    ids = {row.name: row.id for row in case.sources()}
    desk_at(case).join_sources(ids["Echo"], ids["Echo Daily"])
    link = case.article(one.article.id).chains[0].links[-1]
    assert (link.kind, link.node, link.name) == ("outlet", "echo", "Echo Daily")
    assert case.verify()[0] == []


def test_nobody_unnamed_is_joined_beyond_an_article(case, item):
    """An unnamed source stays its article's; a person is no body; what is not there is told."""
    case.add(speaking("officer", "An officer said rain fell.", kind="anonymous", words="officer"), None, HAND)
    case.add(speaking("Ruiz Ltd", "Ruiz Ltd said rain fell.", kind="named_organization"), None, HAND)
    desk, ids = desk_at(case), {row.name: row.id for row in case.sources()}
    for a, b, words in (
        ("officer", "Ana Ruiz", "is not named"),
        ("Ana Ruiz", "officer", "is not named"),
        ("Ana Ruiz", "Ruiz Ltd", "a person and a body"),
        ("Ana Ruiz", "Ana Ruiz", "one source already"),
    ):
        with pytest.raises((SchemaError, InputError), match=words):
            desk.join_sources(ids[a], ids[b])
    with pytest.raises(InputError, match="no source 'nobody'"):
        desk.join_sources("nobody", ids["Ana Ruiz"])
    assert list(case.decisions()) == []
