"""The case as a file: made, opened, refused, brought up to date, read by others."""

import hashlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from claimgraph.errors import CaseError
from claimgraph.records import Decision, Original, Run, Span
from claimgraph.store import migrations, open_case
from claimgraph.store.database import Database
from tests.builders import RUN, Draft, outlet, seed_case

HAND = Run(id=RUN, annotator="hand", version="1")
OLDEST = Path(__file__).parent / "store_case_1.sql"
"""A case as the first schema wrote it: one article, one decision, one link. Never regenerated."""
SECOND = Path(__file__).parent / "store_case_2.sql"
"""A case before ``say_nothing_twice``: two articles, with ids that name nothing, and names with quotation marks."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "case.claimgraph"


def fill(path: Path) -> None:
    with open_case(path) as case:
        case.add(seed_case(), None, HAND)


def beside(path: Path) -> set[str]:
    return {other.name for other in path.parent.iterdir()}


# opening ------------------------------------------------------------------------------------------


def test_the_door_does_not_load_the_database_library():
    """Importing the room costs no database library; opening a case does."""
    code = "import sys, claimgraph.store; print(sorted({'sqlalchemy', 'sqlite3'} & set(sys.modules)))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == "[]"


def test_every_public_name_is_there():
    """What the door lists, it has."""
    from claimgraph import store

    assert all(getattr(store, name) for name in store.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = store.nothing


def test_the_log_is_gone_after_closing(path):
    """While a case is open its log stands beside it; closed, the case is one file again."""
    with open_case(path) as case:
        case.add(seed_case(), None, HAND)
        assert beside(path) == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    assert beside(path) == {path.name}


def test_closing_lets_go_of_unfinished_reading(path):
    """A reader that was left in mid-list keeps neither lock nor log."""
    fill(path)
    case = open_case(path)
    next(case.articles())
    next(case.claims())
    case.close()
    case.close()
    assert beside(path) == {path.name}
    with pytest.raises(CaseError, match="the case is closed"):
        case.counts()


def test_a_reader_changes_no_byte(path):
    """Opened for reading only, the file stays as it is and nothing is left beside it."""
    fill(path)
    before, age = path.read_bytes(), path.stat().st_mtime_ns
    with open_case(path, read_only=True) as case:
        assert list(case.articles()) == [seed_case()]
        for write in (lambda: case.add(numbered(1), None, HAND), lambda: case.judge([])):
            with pytest.raises(CaseError, match="open for reading only"):
                write()
        assert next(case.decisions(), None) is None
    assert (path.read_bytes(), path.stat().st_mtime_ns, beside(path)) == (before, age, {path.name})


def test_a_reader_sees_what_a_crashed_writer_left_in_the_log(path, tmp_path):
    """The log of a writer that is gone belongs to the case."""
    with open_case(path) as case:
        case.add(seed_case(), None, HAND)
        copy = tmp_path / "copy"
        copy.mkdir()
        for name in beside(path) - {"copy"}:
            shutil.copy(path.parent / name, copy / name)
    with open_case(copy / path.name, read_only=True) as case:
        assert list(case.articles()) == [seed_case()]


def test_an_odd_name_is_a_name(tmp_path):
    """Signs that mean something in a URL or to SQLite mean nothing in the name of a case."""
    for name in ("a b?mode=ro#c%20.claimgraph", ":memory:", "täter.claimgraph", "file:x"):
        fill(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
        with open_case(tmp_path / name, create=False) as case:
            assert case.counts()["articles"] == 1


def test_an_empty_file_becomes_a_case(path):
    """A file without a byte, as ``mktemp`` makes it, is no other program's."""
    path.touch()
    fill(path)
    with open_case(path) as case:
        assert case.counts()["articles"] == 1


def unlike(path: Path, what: str) -> Path:
    """Something that is no case."""
    if what == "text":
        path.write_text("from the News Desk\n" * 400)
    elif what == "short":
        path.write_bytes(b"SQLite format 3\0")
    elif what == "folder":
        path.mkdir()
    elif what == "no folder":
        return path.parent / "no" / "such" / "case"
    elif what == "file as folder":
        path.write_text("x")
        return path / "case"
    elif what == "device":
        return Path(os.devnull)
    elif what == "system folder":
        return Path("/proc/case.claimgraph")
    elif what == "other program":
        with closing(sqlite3.connect(path)) as other:
            other.executescript("CREATE TABLE bookmark (url); INSERT INTO bookmark VALUES ('x');")
    elif what == "damaged":
        fill(path)
        damage(path)
    return path


def damage(path: Path) -> None:
    """Overwrite every page but the first."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("text", "not an SQLite database"),
        ("short", "not an SQLite database"),
        ("folder", "it is a folder"),
        ("no folder", "there is no folder"),
        ("file as folder", "there is no folder"),
        ("device", "a device or a pipe"),
        ("other program", "a database of another program"),
        ("damaged", "damaged"),
        pytest.param(
            "system folder", "case", marks=pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a /proc")
        ),
    ],
)
def test_what_is_no_case_is_refused(path, what, message):
    """The error names the file, says what is wrong and what to do; the file stays as it is."""
    where = unlike(path, what)
    before = where.read_bytes() if where.is_file() else None
    with pytest.raises(CaseError, match=message) as caught:
        open_case(where)
    assert caught.value.where == str(where)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert before is None or where.read_bytes() == before


@pytest.mark.parametrize("how", [{"create": False}, {"read_only": True}])
def test_a_case_that_is_not_there_is_not_made_unasked(path, how):
    """A mistyped name gives an error, not an empty case."""
    with pytest.raises(CaseError, match="there is no such case"):
        open_case(path, **how)
    assert not path.exists()
    path.touch()
    if "read_only" in how:
        with pytest.raises(CaseError, match="empty"):
            open_case(path, **how)


@pytest.fixture
def plain_user():
    """A folder of a user who is not the superuser, which the test then is: the superuser may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        superuser = os.geteuid() == 0
        if superuser:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        yield Path(name)
        if superuser:
            os.seteuid(0)


def test_a_folder_that_may_not_be_written_to(plain_user):
    """Making a case there is refused; a case that lies there can be read."""
    folder = plain_user / "archive"
    folder.mkdir()
    fill(folder / "case")
    folder.chmod(0o500)
    try:
        with pytest.raises(CaseError, match="may be written to"):
            open_case(folder / "new")
        with open_case(folder / "case", read_only=True) as case:
            assert case.counts()["articles"] == 1
    finally:
        folder.chmod(0o700)


# trouble while it is open -------------------------------------------------------------------------


def test_a_full_disk_costs_the_last_article_only(path):
    """What does not fit any more is refused with a hint; what was stored before is whole."""
    database_full = "PRAGMA max_page_count = 120"
    with open_case(path) as case:
        with case._database._engine.connect() as connection:
            connection.connection.driver_connection.execute(database_full)
        numbers = itertools.count()
        with pytest.raises(CaseError, match="the disk is full") as caught:
            all(case.add(numbered(number), None, HAND) for number in numbers)
        assert caught.value.hint
        stored = list(case.articles())
        assert stored == [numbered(number) for number in range(next(numbers) - 1)]
        assert len(stored) > 5


def test_the_first_trouble_is_the_one_told(path, monkeypatch):
    """Trouble in closing does not hide the trouble that led to it, and is told when it stands alone."""

    def fail(_):
        raise CaseError("closing failed")

    case = open_case(path)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "close", fail)
        with pytest.raises(CaseError, match="closing failed"), case:
            pass
        with pytest.raises(KeyError), case:
            raise KeyError
    case.close()


def test_damage_is_told_when_it_is_met(path):
    """A case that opens but whose pages are damaged gives an error that names the file."""
    with open_case(path) as case:
        for number in range(60):
            case.add(numbered(number), None, HAND)
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle:] = b"\xff" * len(content[middle:])
    path.write_bytes(content)
    with pytest.raises(CaseError, match="the case is damaged") as caught:
        read_all(path)
    assert caught.value.where == str(path)
    assert caught.value.hint


def read_all(path: Path) -> None:
    with open_case(path) as case:
        for read in (case.articles, case.claims, case.decisions, case.links):
            list(read())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET text = text || '!'",
        "UPDATE sentence_row SET label = 'nonsense' WHERE number = 0",
        "UPDATE attribution_row SET names = 'no JSON'",
        "UPDATE attribution_row SET part = 'margin'",
        "UPDATE claim_row SET confidence = 7",
        "UPDATE annotation SET publisher = 'nobody'",
        "UPDATE claim_row SET attribution = 999 WHERE attribution IS NOT NULL",
        "UPDATE chain_link_row SET node = 999",
        "UPDATE attribution_span_row SET role = 9 WHERE role = 1",
        "DELETE FROM chain_row",
    ],
)
def test_an_article_edited_by_hand_is_told(path, statement):
    """What reads back in no record's shape, or with another text, is an error that names the article."""
    fill(path)
    edit(path, statement)
    with pytest.raises(CaseError, match=seed_case().article.id):
        read_all(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outlet SET facts_from = '[1]'",
        "UPDATE outlet SET domains = 'x'",
        "UPDATE attribution_row SET names = CAST(x'ff' AS TEXT)",
        "INSERT INTO decision VALUES (1, 'd', 'Ann', '', '', 'no role', '[]', '', NULL, NULL, NULL, 'text', '[]', NULL, '', '', 0)",
        "DROP TABLE sentence_row",
    ],
)
def test_a_case_edited_by_hand_is_told(path, statement):
    """What is wrong elsewhere is an error that names the file."""
    fill(path)
    edit(path, statement)
    with pytest.raises(CaseError) as caught:
        read_all(path)
    assert caught.value.where == str(path)
    assert "\n" not in str(caught.value)


def edit(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as outside:
        outside.execute(statement)
        outside.commit()


def test_an_original_edited_by_hand_is_told(path):
    """Bytes that have not their SHA-256 any more are no evidence."""
    item, content = seed_case(), b"raw" * 100
    with open_case(path) as case:
        case.add(item, original(content), HAND)
    for change in ("x'00'", f"x'{content.hex()}'"):
        edit(path, f"UPDATE original SET content = {change}, compression = 'zlib'")
        with open_case(path) as case, pytest.raises(CaseError, match=r"its original 'a\.txt' is not what was read"):
            case.originals(item.article.id)


def original(content: bytes):
    return Original(sha256=hashlib.sha256(content).hexdigest(), content=content, name="a.txt", media_type="text/plain")


def numbered(number: int):
    draft = Draft(f"Fire {number} was put out, police said.", outlet=outlet("The Daily"))
    draft.attribution(source="police", cue="said", content=f"Fire {number} was put out", chain=["The Daily", "police"])
    return draft.build()


# schema -------------------------------------------------------------------------------------------


def shape(path: Path) -> dict[str, object]:
    """What the tables of a case look like, however they were made."""
    with closing(sqlite3.connect(path)) as plain:
        names = plain.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        told: dict[str, object] = {name: sql for kind, name, sql in names if kind in {"view", "trigger"}}
        for kind, name, _ in names:
            if kind == "table":
                told[name] = plain.execute(f"PRAGMA table_xinfo({name})").fetchall()
                told[f"{name} keys"] = plain.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            elif kind == "index":
                told[name] = plain.execute(f"PRAGMA index_xinfo({name})").fetchall()
        return told


def write_case(path: Path, source: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(source.read_text(encoding="utf-8"))


def test_the_oldest_case_is_brought_up_to_date(path, tmp_path):
    """A case of the first schema opens, keeps what it held, and looks like a new one.

    If this fails after a change of the schema, a migration is missing.
    """
    write_case(path, OLDEST)
    with open_case(path) as case:
        (item,) = case.articles()
        assert item.article.text.startswith("Two men were hurt, police said.")
        assert item.annotation.attributions[0].source_name == "police"
        assert [one.quoted for one in case.decisions()] == ["police"]
        assert [one.relation for one in case.links()] == ["same"]
        assert case.originals(item.article.id)[0].content.startswith(b"Two men")
    fresh = tmp_path / "fresh"
    open_case(fresh).close()
    assert shape(path) == shape(fresh)
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(fresh)) as new:
        applied = [plain.execute("SELECT name FROM migration ORDER BY number").fetchall() for plain in (old, new)]
    assert applied[0] == applied[1] == [(name,) for name, _ in migrations.MIGRATIONS]


def rows_of(plain: sqlite3.Connection, table: str, names: list[str]) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{name}"' for name in names)
    return sorted(plain.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)


@pytest.mark.parametrize("source", [OLDEST, SECOND], ids=["oldest", "second"])
def test_the_views_of_an_older_case_hold_what_its_tables_held(path, source):
    """Every row and word of the tables that say nothing twice any more is in the view of the same name."""
    write_case(path, source)
    tables = ("sentence", "attribution", "attribution_span", "claim", "chain", "chain_link", "mention")
    held = {}
    with closing(sqlite3.connect(path)) as plain:
        for table in tables:
            names = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
            held[table] = (names, rows_of(plain, table, names))
    with open_case(path) as case:
        assert all(item.annotation.attributions for item in case.articles())
        for item in case.articles():
            for claim in item.annotation.claims:  # ids of ours and of others
                assert (item.article.id, claim.id) in case.with_claim(claim.id)
        assert case.verify()[0] == []
    with closing(sqlite3.connect(path)) as plain:
        for table, (names, rows) in held.items():
            assert rows_of(plain, table, names) == rows, table


def test_a_case_brought_over_gives_its_room_back(path):
    """The file is made anew when an older case was brought up to date: no page of it is empty."""
    write_case(path, SECOND)
    open_case(path).close()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_migration_runs_once_on_an_older_case_and_never_on_a_new_one(path, tmp_path):
    """A change is a named function: an older case runs it, a new case is made with it."""
    calls = []

    def add_mood(connection):
        calls.append("add_mood")
        connection.exec_driver_sql("ALTER TABLE claim_row ADD COLUMN mood TEXT")

    changes = (*migrations.MIGRATIONS, ("add_mood", add_mood))
    fill(path)
    for where, expected in ((path, ["add_mood"]), (path, ["add_mood"]), (tmp_path / "new", ["add_mood"])):
        with closing(sqlite3.connect(where)) as plain:
            empty = not plain.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        database = unprepared(where)
        with database.writing() as connection:
            migrations.migrate(connection, changes)
            assert migrations.is_current(connection, changes)
        database.close()
        assert calls == expected
        assert empty == (where != path)
    with pytest.raises(CaseError, match=r"newer claimgraph.*'add_mood'") as caught:
        open_case(path)
    assert (caught.value.where, caught.value.hint) == (str(path), "update claimgraph, then open it again")


def test_a_failed_migration_changes_nothing(path):
    """A change that fails half-way leaves the case as it was."""

    def half(connection):
        connection.exec_driver_sql("ALTER TABLE claim_row ADD COLUMN mood TEXT")
        connection.exec_driver_sql("ALTER TABLE no_such_table ADD COLUMN mood TEXT")

    fill(path)
    before = shape(path)
    database = unprepared(path)
    with pytest.raises(CaseError, match="no_such_table"), database.writing() as connection:
        migrations.migrate(connection, (*migrations.MIGRATIONS, ("half", half)))
    database.close()
    assert shape(path) == before
    with open_case(path) as case:
        assert case.counts()["articles"] == 1


def unprepared(path: Path) -> Database:
    """A database that is opened without being brought up to date."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_prepare", lambda self: None)
        return Database(path, create=True, read_only=False)


def test_an_older_case_is_not_changed_by_a_reader(path, monkeypatch):
    """What must be brought up to date cannot be opened for reading only."""
    fill(path)
    monkeypatch.setattr(migrations, "is_current", lambda _: False)
    with pytest.raises(CaseError, match="older claimgraph") as caught:
        open_case(path, read_only=True)
    assert caught.value.hint == "open it once for writing"


# others read it -----------------------------------------------------------------------------------


def test_plain_sqlite_reads_the_tables(path):
    """Without this program, by plain SQL, one finds who said what, with the words."""
    fill(path)
    with closing(sqlite3.connect(path)) as plain:
        ask = lambda question: plain.execute(question).fetchall()  # noqa: E731 - short and clear
        assert ask("SELECT outlet, date FROM article") == [("The Cradle", "2024-07-26")]
        assert ask("SELECT source_text, cue_text, content_text FROM attribution WHERE source_type = 'anonymous'") == [
            (
                "Al Mayadeen‘s sources in western Iraq",
                "According to",
                "the air base was targeted by a drone and four rockets",
            )
        ]
        assert ask("SELECT count(*) FROM who_said_what WHERE kind = 'attributed' AND outlet = 'The Cradle'") == [(8,)]
        spans = ask(
            "SELECT substr(text, start + 1, end - start) FROM attribution_span s JOIN article a ON a.number = s.article WHERE role = 'cue'"
        )
        assert ("confirmed",) in spans
        assert ask("SELECT state_of FROM outlet WHERE name = 'Sputnik'") == [("RU",)]
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("PRAGMA integrity_check") == [("ok",)]


def test_versions_are_seen_by_plain_sqlite(path):
    """A view numbers the texts that were read from one URL."""
    url = "https://daily.example/fire"
    with open_case(path) as case:
        for words in ("Two", "Three"):
            draft = Draft(f"{words} men were hurt.", outlet=outlet("The Daily"), url=url)
            case.add(draft.build(), None, HAND)
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT url, version, versions, characters FROM article_version").fetchall()
    assert rows == [(url, 1, 2, 18), (url, 2, 2, 20)]


def test_originals_are_unpacked_by_plain_zlib(path):
    """``content`` is what zlib makes of the bytes, unless that is longer, by the text of the article that it holds."""
    noise, text = hashlib.shake_256(b"x").digest(300), numbered(2).article.text
    with open_case(path) as case:
        case.add(seed_case(), original(noise * 3), HAND)
        case.add(numbered(1), original(b"x"), HAND)
        case.add(numbered(2), original(f"<p>{text}</p>".encode()), HAND)
        kept = [case.originals(item.article.id)[0].content for item in case.articles()]
    assert kept == [noise * 3, b"x", f"<p>{text}</p>".encode()]
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT compression, content, size, dictionary FROM original ORDER BY size").fetchall()
    assert rows[0] == ("none", b"x", 1, None)
    assert (rows[1][0], rows[1][2], rows[1][3]) == ("zlib+text", len(text) + 7, 3)
    assert zlib.decompressobj(zdict=text.encode()).decompress(rows[1][1]) == f"<p>{text}</p>".encode()
    assert (rows[2][0], zlib.decompress(rows[2][1]), rows[2][2]) == ("zlib", noise * 3, 900)


def test_an_original_outlives_the_article_by_whose_text_it_is_packed(path):
    """Two articles were read from the same bytes; the one by whose text they are packed is removed."""
    first, second = numbered(1), numbered(2)
    content = f"{first.article.text}\n{second.article.text}".encode()
    with open_case(path) as case:
        case.add(first, original(content), HAND)
        case.add(second, original(content), HAND)
        decision = Decision(
            id="d",
            person="Ann",
            at="2024-07-26",
            article_sha256=first.article.sha256,
            role="purge",
            spans=(),
            quoted="",
        )
        case.purge(first.article.id, decision)
        assert [kept.content for kept in case.originals(second.article.id)] == [content]
        assert case.verify()[0] == []


def test_a_decision_waits_for_the_disk(path):
    """What a person decided survives a power cut: it is committed with full synchronisation, articles with normal."""
    seen = []
    with open_case(path) as case:
        with case._database.writing(durable=True) as connection:
            seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
        with case._database.writing() as connection:
            seen.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
        values = {"at": "2024-08-01T10:00:00+00:00", "article_sha256": "a" * 64, "role": "note", "quoted": "x"}
        case.decide(Decision(id="d", person="Ann", spans=(Span(0, 1),), **values))
    assert seen == [2, 1]
