"""Whatever was done to a case by hand is told: lines changed, taken out, moved, put in; texts, originals, removals."""

import sqlite3
from contextlib import closing

from claimgraph.store import open_case
from tests.test_review_decisions import HAND, POLICE, case, desk_at, item, linked

__all__ = ["case", "item", "linked"]

APPENDED = (
    "INSERT INTO decision SELECT number + 1, 'forged', person, at, article_sha256, role, spans, quoted, before, after, "
    "withdraws, part, roles, context, digest, {hash}, purged FROM decision WHERE number = 3"
)


def test_whatever_is_changed_in_the_file_is_told(case, item, tmp_path):
    """A changed word, a line taken out, a line off the end, another annotation, another original: each is seen."""
    desk, ident = desk_at(case), item.annotation.attributions[POLICE].id
    for stance in ("denies", "alleges", "confirms"):
        desk.decide(item.article.id, "stance", stance, target=ident)
    troubles, head, lines = case.verify()
    assert (troubles, lines) == ([], 3)
    case.close()
    for number, (statement, told) in enumerate(
        [
            ("UPDATE decision SET after = replace(after, 'alleges', 'asserts')", "not those that were decided"),
            ("UPDATE decision SET person = 'Bob' WHERE number = 1", "not those that were decided"),
            ("DELETE FROM decision WHERE number = 2", "is missing"),
            ("DELETE FROM decision WHERE number = 3", "taken off its end"),
            ("UPDATE decision SET purged = 1 WHERE number = 2", "its article was not removed"),
            ("UPDATE attribution_row SET stance = 'expects'", "not what its run found"),
            ("UPDATE original SET content = x'00'", "not what was read"),
            ("UPDATE article SET text = replace(text, 'Two', 'Ten')", "not the text that was stored"),
            ("UPDATE decision SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2", "not those that were decided"),
            ("UPDATE decision SET quoted = 'nobody' WHERE number = 2", "not those that were decided"),
            ("UPDATE decision SET digest = hash WHERE number = 2", "does not follow the line before it"),
            ("UPDATE decision SET number = 9 - number WHERE number IN (2, 3)", "does not follow the line before it"),
            ("UPDATE decision SET number = number + 1 WHERE number = 3", "line 3 is missing"),
            (APPENDED.format(hash="hash"), "does not follow the line before it"),
            ("DELETE FROM decision", "taken off its end"),
            ("DELETE FROM attribution_span_row WHERE role = 1", "not what its run found"),
            ("UPDATE sentence_row SET label = 'not_a_claim'", "not what its run found"),
            ("UPDATE claim_row SET start = start + 1", "not what its run found"),
            ("DELETE FROM chain_link_row", "not what its run found"),
            ("UPDATE reading SET content = x'00'", "what its run found cannot be read"),
            ("DELETE FROM article_original", "no article was read from it"),
            ("DELETE FROM original", "belongs to one of 'original' that is not there"),
            ("INSERT INTO tombstone SELECT 1, 'x', 'y', '[]', 'at', 'Bob', 'd'", "nobody decided so"),
            ("SELECT 1", "the guard that no decision is ever changed was taken off"),
        ]
    ):
        copy = tmp_path / f"copy{number}"
        copy.write_bytes(case.path.read_bytes())
        with closing(sqlite3.connect(copy)) as plain:
            for trigger in ("changed", "deleted", "replaced"):
                plain.execute(f"DROP TRIGGER decision_is_never_{trigger}")
            plain.execute(statement)
            plain.commit()
        with open_case(copy) as changed:
            assert any(told in trouble for trouble in changed.verify(head=head)[0]), statement


def test_a_log_written_anew_needs_the_hash_that_was_noted(case, item, tmp_path):
    """Whoever makes the whole chain anew is seen by the hash noted before, and by nothing else."""
    desk, ident = desk_at(case), item.annotation.attributions[POLICE].id
    desk.decide(item.article.id, "stance", "denies", target=ident)
    head = case.verify()[1]
    with open_case(tmp_path / "forged") as forged:
        forged.add(item, None, HAND)
        desk_at(forged, "Bob").decide(item.article.id, "stance", "denies", target=ident)
        assert forged.verify()[0] == []
        assert "has no line of hash" in forged.verify(head=head)[0][0]


def test_a_removal_is_checked_against_the_log(case, item, linked, tmp_path):
    """A tombstone that is gone, or tells of somebody else, and words taken away from another article's decisions."""
    desk = desk_at(case)
    desk.decide(item.article.id, "note", "ask again", target=item.annotation.attributions[POLICE].id)
    desk.purge(linked.a.id if linked.a.id != item.article.id else linked.b.id)
    assert case.verify()[0] == []
    case.close()
    for number, (statement, told) in enumerate(
        [
            ("DELETE FROM tombstone", "its tombstone is missing"),
            ("UPDATE tombstone SET person = 'Bob'", "not what was decided"),
            ("UPDATE decision SET purged = 1, quoted = '', after = NULL WHERE role = 'note'", "was not removed"),
        ]
    ):
        copy = tmp_path / f"copy{number}"
        copy.write_bytes(case.path.read_bytes())
        with closing(sqlite3.connect(copy)) as plain:
            plain.execute("DROP TRIGGER decision_is_never_changed")
            plain.execute(statement)
            plain.commit()
        with open_case(copy) as changed:
            assert any(told in trouble for trouble in changed.verify()[0]), statement
