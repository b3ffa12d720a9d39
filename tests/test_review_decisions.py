"""Decisions of people: applied, kept by newer runs, undone, logged, moved, removed."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import CaseError, InputError, SchemaError
from claimgraph.records import ClaimRef, Link, Original, Outlet, Run, Span
from claimgraph.review import Desk, diff_runs, from_utf16, to_utf16
from claimgraph.store import ClaimFilter, open_case
from tests.builders import RUN, Draft, outlet, seed_case

HAND = Run(id=RUN, annotator="hand", version="1")
NEWER = Run(id="newer", annotator="hand", version="2")
TEXT = "Two men were hurt, police said. A guard said the gate was open. It rained all day."


@pytest.fixture
def case(tmp_path):
    with open_case(tmp_path / "case.claimgraph") as opened:
        yield opened


def clock():
    """Each look at the clock is a second later."""
    state = [datetime(2024, 8, 1, 10, 0, tzinfo=timezone(timedelta(hours=2)))]

    def now():
        state[0] += timedelta(seconds=1)
        return state[0]

    return now


def known_outlet(name):
    return Outlet(id="radio-delta", name="Radio Delta") if name == "Radio Delta" else None


def desk_at(case, person="Ann"):
    return Desk(case, person, now=clock(), find_outlet=known_outlet)


def drafted(text=TEXT, **fields):
    draft = Draft(text, outlet=outlet("The Daily"), **fields)
    draft.attribution(
        source="police",
        cue="said",
        content="Two men were hurt",
        within="Two men were hurt, police said",
        chain=["The Daily", "police"],
        source_type="named_organization",
    )
    draft.attribution(
        source="A guard",
        cue="said",
        content="the gate was open",
        within="A guard said the gate was open",
        chain=["The Daily", "guard"],
        source_type="local_unspecified",
    )
    return draft.build()


@pytest.fixture
def item(case):
    made = drafted()
    case.add(made, Original(sha256=_sha(TEXT), content=TEXT.encode(), name="a.txt", media_type="text/plain"), HAND)
    return made


def _sha(text):
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


POLICE, GUARD = 0, 1

CORRECTIONS = [
    # what, value, what is read of the attribution to police afterwards, its value
    ("stance", "hedged:source", lambda a: (a.stance, a.hedge_holder), ("hedged", "source")),
    ("stance", "denies", lambda a: a.stance, "denies"),
    ("type", "anonymous", lambda a: a.source_type, "anonymous"),
    ("kind", "attitude", lambda a: a.kind, "attitude"),
    ("quotation", "direct", lambda a: a.quotation, "direct"),
    ("access", "witnessed", lambda a: a.access, "witnessed"),
    ("name", "city police", lambda a: (a.source_name, a.chain), ("city police", ("The Daily", "city police"))),
    (
        "name",
        {"name": "Radio Delta", "type": "media_outlet"},
        lambda a: (a.chain[-1], a.source_type),
        ("Radio Delta", "media_outlet"),
    ),
    (
        "chain",
        "Radio Delta → police",
        lambda a: (a.chain, a.source_outlet),
        (("The Daily", "Radio Delta", "police"), "Radio Delta"),
    ),
    ("chain", ["The Daily", "clerk"], lambda a: (a.chain, a.source_name), (("The Daily", "clerk"), "clerk")),
    ("source", [[19, 25], [0, 3]], lambda a: a.source, (Span(0, 3), Span(19, 25))),
    ("source", [], lambda a: a.source, ()),
    ("cue", [[19, 30]], lambda a: a.cue, (Span(19, 30),)),
    ("content", [[4, 17]], lambda a: a.content, (Span(4, 17),)),
]


@pytest.mark.parametrize(("what", "value", "read", "expected"), CORRECTIONS)
def test_a_correction_is_seen_by_whoever_reads_the_case(case, item, what, value, read, expected):
    """Articles and lists of claims show the corrected value; undone, they are what they were."""
    desk = desk_at(case)
    ident = item.annotation.attributions[POLICE].id
    made = desk.decide(item.article.id, what, value, target=ident)
    now = next(a for a in case.article(item.article.id).annotation.attributions if a.id == ident)
    assert read(now) == expected
    assert next(case.articles()) == case.article(item.article.id)
    rows = [row for row in case.claims(ClaimFilter(kind="attributed")) if row.text.endswith("hurt")]
    assert [(row.source_name, row.chain, row.stance) for row in rows] == (
        [] if what == "kind" else [(now.source_name, now.chain, now.stance)]
    )
    assert case.outcomes(item.article.id)[0].status == "applied"
    assert case.raw(item.article.id) == item
    desk.undo(made.id)
    assert case.article(item.article.id) == item
    assert case.verify()[0] == []


def test_a_label_moves_the_claims_of_its_sentence(case, item):
    """Own voice has one claim, no claim has none; the first sentence keeps its own."""
    desk = desk_at(case)
    for label, expected in (("not_a_claim", []), ("own_voice", ["It rained all day."])):
        desk.decide(item.article.id, "label", label, target="s3")
        now = case.article(item.article.id).annotation
        assert now.sentences[2].label == label
        assert [now.text[c.start : c.end] for c in now.claims if c.sentence == 2] == expected
        assert [c for c in now.claims if c.sentence < 2] == [c for c in item.annotation.claims if c.sentence < 2]


def test_what_is_no_attribution_becomes_own_voice(case, item):
    """Its claim goes, and the sentence is the outlet's own."""
    desk_at(case).decide(item.article.id, "attribution", False, target=item.annotation.attributions[GUARD].id)
    now = case.article(item.article.id).annotation
    assert [a.source_name for a in now.attributions] == ["police"]
    assert now.sentences[1].label == "own_voice"
    assert [(c.kind, now.text[c.start : c.end]) for c in now.claims if c.sentence == 1] == [
        ("own_voice", "A guard said the gate was open.")
    ]


def test_an_attribution_is_added_by_its_words(case, item):
    """It has a claim, a chain, and a source of its own; its sentence is attributed."""
    spans = {"source": [[64, 66]], "cue": [[67, 73]], "content": [[74, 81]]}
    desk_at(case).add(item.article.id, spans, name="a diarist", type="anonymous", stance="alleges")
    now = case.article(item.article.id)
    made = now.annotation.attributions[-1]
    assert (made.source_name, made.stance, made.chain) == ("a diarist", "alleges", ("The Daily", "a diarist"))
    assert now.annotation.sentences[2].label == "attributed"
    assert [row.name for row in case.sources(source_type="anonymous")] == ["a diarist"]


def test_two_sources_are_merged_and_one_is_split(case):
    """Merged, all that the one says the other says; split, an attribution has a source of its own again."""
    item = seed_case()
    case.add(item, None, HAND)
    desk, made = desk_at(case), item.annotation.attributions
    desk.decide(item.article.id, "merge", made[2].id, target=made[0].id)
    now = case.article(item.article.id)
    names = [a.source_name for a in now.annotation.attributions]
    assert names[:3] == [made[2].source_name] * 3
    nodes = {c.attribution: c.links[-1].node for c in now.chains}
    assert len({nodes[a.id] for a in made[:3]}) == 1
    desk.decide(item.article.id, "split", {"name": "a shepherd", "type": "anonymous"}, target=made[1].id)
    nodes = {c.attribution: c.links[-1].node for c in case.article(item.article.id).chains}
    assert nodes[made[0].id] == nodes[made[2].id] != nodes[made[1].id]


def test_a_chain_takes_those_that_speak_through_it_along(case):
    """A hedge within the statement of another has that other's corrected chain before its own link."""
    item = seed_case()
    case.add(item, None, HAND)
    outer = next(a for a in item.annotation.attributions if a.source_type == "media_correspondent")
    inner = next(a for a in item.annotation.attributions if a.parent == outer.id)
    desk_at(case).decide(item.article.id, "chain", "Radio Delta → a stringer", target=outer.id)
    now = {a.id: a for a in case.article(item.article.id).annotation.attributions}
    assert now[inner.id].chain == ("The Cradle", "Radio Delta", "a stringer", "unspecified")


REFUSED = [
    ("label", "no_label", "s1", "is none of"),
    ("label", "own_voice", "s9", "no attribution, claim or sentence"),
    ("stance", "shouts", POLICE, "is none of"),
    ("grade", "G7", POLICE, "no grade"),
    ("chain", "The Daily", POLICE, "needs a name besides"),
    ("cue", [], POLICE, "needs words"),
    ("cue", [[0, 999]], POLICE, "not within the text"),
    ("cue", "said", POLICE, "no spans"),
    ("note", "  ", POLICE, "empty"),
    ("colour", "red", POLICE, "cannot be corrected"),
    ("merge", POLICE, POLICE, "no attribution, claim or sentence"),
    ("attribution", True, POLICE, "by its words"),
    ("stance", "denies", None, "is an attribution's"),
]


@pytest.mark.parametrize(("what", "value", "target", "told"), REFUSED)
def test_what_cannot_be_meant_is_refused(case, item, what, value, target, told):
    """The reason is told, and nothing enters the log."""
    target = item.annotation.attributions[target].id if isinstance(target, int) else target
    with pytest.raises((SchemaError, InputError), match=told):
        desk_at(case).decide(item.article.id, what, value, target=target)
    assert list(case.log()) == []


def test_a_newer_run_keeps_every_decision_and_tells_what_it_would_change(case, item):
    """The newer run agrees with one, contradicts one, has moved the words of one and does not find the fourth."""
    desk, (police, guard) = desk_at(case), item.annotation.attributions
    desk.decide(item.article.id, "stance", "confirms", target=police.id)
    desk.decide(item.article.id, "type", "official_unnamed", target=police.id)
    desk.decide(item.article.id, "name", "the watchman", target=guard.id)
    desk.decide(item.article.id, "checked", True)
    newer = item.annotation.attributions[POLICE].model_copy(
        update={"id": "other", "stance": "confirms", "content": (Span(4, 17),)}
    )
    annotation = item.annotation.model_copy(
        update={"model": "newer", "attributions": (newer,), "claims": (), "sentences": item.annotation.sentences}
    )
    chain = item.chains[0].model_copy(update={"attribution": "other"})
    case.add(item.model_copy(update={"annotation": annotation, "chains": (chain,)}), None, NEWER)
    assert [o.status for o in case.outcomes(item.article.id)] == ["agreed", "applied", "restored", "kept"]
    now = case.article(item.article.id).annotation
    assert [(a.source_name, a.stance, a.source_type) for a in now.attributions] == [
        ("police", "confirms", "official_unnamed"),
        ("the watchman", "asserts", "local_unspecified"),
    ]
    assert now.attributions[0].content == (Span(4, 17),)
    changes = {(c.what, c.field) for c in diff_runs(case, RUN, "newer")}
    assert changes == {("changed", "content"), ("changed", "stance"), ("gone", "attribution")}
    assert case.verify()[0] == []


def test_an_undoing_can_be_undone(case, item):
    """Every step stays in the log; a decision is not taken back twice."""
    desk, ident = desk_at(case), item.annotation.attributions[POLICE].id
    first = desk.decide(item.article.id, "stance", "denies", target=ident)
    second = desk.undo(first.id)
    with pytest.raises(InputError, match="taken back already"):
        desk.undo(first.id)
    desk.undo(second.id)
    assert case.article(item.article.id).annotation.attributions[POLICE].stance == "denies"
    desk.undo(first.id)
    assert case.article(item.article.id) == item
    assert len(list(case.log())) == 4


def test_decisions_wait_for_their_article(case, tmp_path, item):
    """Written out and taken in before the article is there, they are applied when it comes; twice changes nothing."""
    desk = desk_at(case)
    ident = item.annotation.attributions[POLICE].id
    desk.decide(item.article.id, "name", "city police", target=ident)
    desk.undo(desk.decide(item.article.id, "stance", "denies", target=ident).id)
    lines = list(desk.write_out())
    with open_case(tmp_path / "other") as other:
        assert desk_at(other).take_in(lines) == (3, [])
        assert desk_at(other).take_in(lines) == (0, [])
        other.add(drafted(), None, HAND)
        assert other.article(item.article.id) == case.article(item.article.id)
        added, troubles = desk_at(other).take_in(["{}", "no JSON", lines[2].replace('"withdraws":"', '"withdraws":"x')])
        assert (added, len(troubles)) == (0, 3)


def test_words_are_found_again_in_another_version_of_the_text(case, item):
    """A paragraph put before them moves them; words that are gone are told of."""
    desk = desk_at(case)
    police, guard = item.annotation.attributions
    desk.decide(item.article.id, "name", "city police", target=police.id)
    desk.decide(item.article.id, "name", "watchman", target=guard.id)
    draft = Draft("Updated at noon 😀. Two men were hurt, police said.", outlet=outlet("The Daily"), article_id="later")
    draft.attribution(
        source="police",
        cue="said",
        content="Two men were hurt",
        chain=["The Daily", "police"],
        source_type="named_organization",
    )
    case.add(draft.build(), None, HAND)
    added, troubles = desk.take_in(list(desk.write_out()), onto="later")
    assert added == 1
    assert len(troubles) == 1
    assert "its words are not in article 'later'" in troubles[0]
    assert [a.source_name for a in case.article("later").annotation.attributions] == ["city police"]


# links --------------------------------------------------------------------------------------------


@pytest.fixture
def linked(case, item):
    """Two articles that tell of one gate, and the machine's link between them."""
    other = Draft("The gate was open, a cook said.", outlet=outlet("Radio Nord"))
    other.attribution(source="a cook", cue="said", content="The gate was open", chain=["Radio Nord", "cook"])
    second = other.build()
    case.add(second, None, HAND)
    refs = []
    for made, words in ((item, "the gate was open"), (second, "The gate was open")):
        claim = next(c for c in made.annotation.claims if made.article.text[c.start : c.end] == words)
        refs.append(ClaimRef(id=made.article.id, claim=claim.id, start=claim.start, end=claim.end))
    a, b = sorted(refs, key=lambda ref: ref.id)
    link = Link(id="l1", a=a, b=b, relation="same", score=0.7, reason="words", judge=RUN)
    case.judge([link])
    return link


@pytest.mark.parametrize(
    ("verdict", "options", "expected"),
    [
        ("yes", {}, [("same", 1.0, "Ann")]),
        ("no", {}, []),
        ("unsure", {}, []),
        ("yes", {"relation": "contradicts", "slot": "date"}, [("contradicts", 1.0, "Ann")]),
    ],
)
def test_a_person_outranks_the_machine(case, linked, verdict, options, expected):
    """Yes, no or unsure stands against the link, also when the machine judges again and after another run."""
    desk = desk_at(case)
    made = desk.decide_link("l1", verdict, **options)
    assert [(k.relation, k.score, k.judge) for k in case.links()] == expected
    case.judge([linked.model_copy(update={"id": "l2", "score": 0.99})])
    assert [(k.relation, k.score, k.judge) for k in case.links()] == expected
    assert set(desk.verdicts().values()) == {verdict}
    item = case.raw(linked.a.id)
    claims = tuple(c.model_copy(update={"id": f"new {c.id}"}) for c in item.annotation.claims)
    annotation = item.annotation.model_copy(update={"model": "newer", "claims": claims})
    case.add(item.model_copy(update={"annotation": annotation}), None, NEWER)
    assert [k.a.claim for k in case.links()] == [f"new {linked.a.claim}" for _ in expected]
    desk.undo(made.id)
    assert [k.id for k in case.links()] == ["l1", "l2"]


def test_a_person_links_what_no_machine_linked(case, linked):
    """The pair is a link of score 1 by the person's name."""
    claims = [ClaimRef(id=r.article, claim=r.id, start=r.start, end=r.end) for r in case.claims()]
    desk_at(case).judge_pair(claims[0], claims[-1], "yes", relation="contradicts", slot="number")
    assert [k.judge for k in case.links()] == [RUN, "Ann"]
    with pytest.raises(SchemaError, match="same as itself"):
        desk_at(case).judge_pair(claims[0], claims[0], "yes")
    with pytest.raises(InputError, match="no link 'nothing'"):
        desk_at(case).decide_link("nothing", "yes")


# the log ------------------------------------------------------------------------------------------


def test_what_is_purged_is_gone_from_the_file(case, item, linked):
    """Not a word of it is left in the bytes of the file; the log verifies; it cannot come back."""
    desk = desk_at(case)
    desk.decide(item.article.id, "note", "the salamander note", target=item.annotation.attributions[POLICE].id)
    desk.decide(item.article.id, "name", "city police", target=item.annotation.attributions[POLICE].id)
    desk.decide_link("l1", "yes")
    _, head, _ = case.verify()
    stone = desk.purge(item.article.id)
    assert (stone.sha256, stone.person, stone.originals) == (item.article.sha256, "Ann", (item.article.sha256,))
    troubles, _, lines = case.verify(head=head)
    assert (troubles, lines) == ([], 4)
    assert case.tombstones() == (stone,)
    assert case.counts()["articles"] == 1
    assert list(case.links()) == []
    assert [line.purged for line in case.log()].count(True) == 3
    with pytest.raises(InputError, match="was removed from the case by Ann"):
        case.add(item, None, HAND)
    with pytest.raises(InputError, match="cannot be brought back"):
        desk.undo(stone.decision)
    case.close()
    held = case.path.read_bytes()
    for words in (b"Two men", b"guard said", b"salamander", b"city police", b"rained"):
        assert words not in held
    with closing(sqlite3.connect(case.path)) as plain, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        plain.execute("UPDATE decision SET person = 'Bob' WHERE role = 'purge'")


def test_a_decision_that_cannot_be_read_costs_itself_only(case, item):
    """One that another program wrote wrongly is told of as unusable, and the others hold."""
    desk, ident = desk_at(case), item.annotation.attributions[POLICE].id
    good = desk.decide(item.article.id, "stance", "denies", target=ident)
    for number, after in enumerate(("no JSON", '"shouts"', "[1]", None)):
        case.decide(good.model_copy(update={"id": f"bad{number}", "after": after, "role": "type"}))
    assert [o.status for o in case.outcomes(item.article.id)] == ["applied", *["unusable"] * 4]
    assert case.article(item.article.id).annotation.attributions[POLICE].stance == "denies"


def test_a_decision_needs_a_name(case, item):
    """Nobody decides anonymously."""
    with pytest.raises(SchemaError, match="needs a name"):
        desk_at(case, " ").decide(item.article.id, "checked", True)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40), st.data())
def test_offsets_of_browsers_are_turned_into_code_points(text, data):
    """UTF-16 units to code points and back, beyond the basic plane too."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert from_utf16(text, to_utf16(text, start), to_utf16(text, end)) == Span(start, end)


def test_half_a_character_is_taken_whole():
    """A selection that cuts a surrogate pair takes the character; one outside the text is refused."""
    assert from_utf16("a😀b", 2, 3) == from_utf16("a😀b", 1, 3) == from_utf16("a😀b", 1, 2) == Span(1, 2)
    with pytest.raises(SchemaError, match="not within the text"):
        from_utf16("a😀b", 0, 5)


WRITER = """
import sys
from pathlib import Path
from claimgraph.review import Desk
from claimgraph.store import open_case
from tests.builders import seed_case
item = seed_case()
with open_case(Path(sys.argv[1])) as case:
    desk = Desk(case, "Ann", find_outlet=lambda name: None)
    made = item.annotation.attributions
    for number in range(int(sys.argv[2])):
        target = made[number % len(made)].id
        one = desk.decide(item.article.id, "stance", ("denies", "alleges", "confirms")[number % 3], target=target)
        print(one.id, flush=True)
"""


def kill_while_deciding(path: Path, rounds: int, decisions: int) -> None:
    """Kill a writer at random moments; whatever it told of must be in the log, and the log must verify."""
    chance = random.Random(rounds)
    with open_case(path) as case:
        case.add(seed_case(), None, HAND)
    told: list[str] = []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    for _ in range(rounds):
        command = [sys.executable, "-c", WRITER, str(path), str(decisions)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        lines = [writer.stdout.readline()]  # it is at work now
        time.sleep(chance.uniform(0, 0.4))
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.wait()
        told += [line.strip() for line in lines if len(line.strip()) == 16]
        with open_case(path) as case:
            assert case.verify()[0] == []
            kept = [line.id for line in case.log()]
            assert set(told) <= set(kept)
            assert len(kept) == len(set(kept))
    assert len(told) >= rounds


def test_no_decision_is_lost_when_the_program_is_killed(tmp_path):
    """Two writers killed at random: what they told of is in the log, which verifies."""
    kill_while_deciding(tmp_path / "case", 2, 200)


@pytest.mark.soak
def test_no_decision_is_lost_in_fifty_kills(tmp_path):
    """The same, fifty times in 200 decisions."""
    kill_while_deciding(tmp_path / "case", 50, 200)


def test_a_case_that_is_only_read_takes_no_decision(case, item):
    """The error says how to open it."""
    case.close()
    with open_case(case.path, read_only=True) as opened, pytest.raises(CaseError, match="for reading only"):
        desk_at(opened).decide(item.article.id, "checked", True)


def test_the_log_can_be_read_by_any_program(case, item):
    """The hash of a line is SHA-256 over the hash before it and the digest of the line."""
    import hashlib

    desk_at(case).decide(item.article.id, "checked", True)
    desk_at(case, "Bob").decide(item.article.id, "note", "ask again")
    previous = "0" * 64
    for line in case.log():
        assert line.hash == hashlib.sha256(f"{previous}{line.digest}".encode()).hexdigest()
        previous = line.hash
        assert json.loads(line.after)
