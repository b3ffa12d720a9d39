"""Long work: gone on with where it stopped, watched, told of, and stopped by a full disk."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from claimgraph.errors import ExportError
from claimgraph.export import Journal
from claimgraph.ingest import make_article, read_inputs, watch_inputs
from claimgraph.ingest.article import ReadOptions
from claimgraph.records import AnnotatedArticle, InputRow
from claimgraph.store import Watched, open_case
from tests.conftest import ROOT

TEXT = "The ferry ran aground off the port of Tarvik on Sunday night, the coast guard said in the morning."
FERRY = (
    f"{TEXT} Divers brought twelve passengers ashore, the harbour master of Tarvik told reporters on the quay. The owner of "
    "the boat said that a pump had failed and that all the others of his fleet would be looked at before the weekend."
)
FRENCH = (
    "Le bac s'est échoué dimanche soir devant le port de Tarvik, ont annoncé les garde-côtes dans la matinée. Personne "
    "n'a été blessé, selon le propriétaire du bateau, qui parle d'une erreur de navigation.\n"
)


def annotated(number, run="r"):
    nothing = {"sentences": (), "attributions": (), "claims": (), "entities": (), "dates": ()}
    text = f"{TEXT} {number} \u2028 é"
    return AnnotatedArticle(id=str(number), outlet=None, date=None, title=None, text=text, model=run, **nothing)


def claimgraph(*arguments, **options):
    command = [sys.executable, "-m", "claimgraph", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, **options)


@pytest.mark.parametrize("cut", [0, 1, 20, -1, -30])
def test_a_journal_goes_on_after_its_last_whole_line(tmp_path, cut):
    """Wherever the file was cut, what is whole is known, what is not is written again, and the end is the same."""
    whole, path = tmp_path / "whole", tmp_path / "cut"
    with Journal(whole, run="r") as journal:
        for number in range(3):
            journal.write(annotated(number))
    content = whole.read_bytes()
    path.write_bytes(content[: cut if cut >= 0 else len(content) + cut])
    with Journal(path, run="r", resume=True) as journal:
        assert len(journal) == (0 if cut >= 0 else 2)
        for number in range(3):
            item = annotated(number)
            if not journal.has(item.id, item.text):
                journal.write(item)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "resume", "gist"),
    [
        (b"", False, "--resume goes on"),
        (annotated(1, "other").model_dump_json().encode() + b"\n", True, "written by another model"),
        (b"my notes\n", True, "no line that annotate wrote"),
        (b"my notes", True, "no line that annotate wrote"),
        (b'{"notes": 1}', True, "no line that annotate wrote"),
    ],
)
def test_a_journal_never_touches_what_is_not_its_own(tmp_path, content, resume, gist):
    """A file that is there is gone on with only when asked, and only if the same run wrote it."""
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(ExportError, match=gist):
        Journal(path, run="r", resume=resume)
    assert path.read_bytes() == content


@pytest.mark.model
def test_annotate_goes_on_where_it_stopped(tmp_path):
    """A file cut within a line is mended by the same command; a second time nothing is left to do."""
    source, out = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(4)))
    assert claimgraph("annotate", source, "-o", out).returncode == 0
    whole = out.read_bytes()
    assert claimgraph("annotate", source, "-o", out).returncode == 1  # it is there
    out.write_bytes(whole[: len(whole) * 2 // 3])
    done = claimgraph("annotate", source, "-o", out, "--resume")
    assert (done.returncode, out.read_bytes()) == (0, whole), done.stderr
    assert "2 articles annotated, 2 before" in done.stderr


@pytest.mark.model
def test_many_failures_are_summed_up_by_reason(tmp_path):
    """Each is named, and at the end how often what went wrong."""
    source = tmp_path / "a.jsonl"
    source.write_text("".join(["{}\n"] * 7 + ["not JSON\n"] * 3 + [json.dumps({"text": TEXT})]))
    done = claimgraph("annotate", source)
    assert done.returncode == 1
    assert "7 × has no field" in done.stderr
    assert "3 × is not valid JSON" in done.stderr
    assert "10 inputs failed" in done.stderr


@pytest.mark.model
def test_a_process_has_no_say_in_what_is_found(tmp_path):
    """Sets of words lie in another order in each process; what is found in an article does not depend on it."""
    wife = "A young man with a wife and a daughter told the Courier that the ferry was late. He said it was cold."
    (tmp_path / "a.txt").write_text(f"{wife} She said so too. The woman of the man said that he was right.", "utf-8")
    environments = [{"PYTHONHASHSEED": str(seed)} for seed in range(4)]
    found = {claimgraph("annotate", ROOT / "seeds", tmp_path, env=os.environ | one).stdout for one in environments}
    assert len(found) == 1


@pytest.mark.model
def test_another_language_is_kept_and_not_annotated(annotator):
    """The text stays, the language is set, a warning names it, and no sentence pretends to have been read."""
    rows = [{"text": FRENCH * 2, "title": "Le bac, a dit la police"}, {"text": TEXT * 2}]
    import io

    stream = io.BytesIO("".join(json.dumps(row) + "\n" for row in rows).encode())
    (french, original), (english, _) = annotator.annotate(read_inputs(["-"], stdin=stream))
    assert french.article.language == "fr"
    assert "not English ('fr')" in french.article.warnings[0]
    assert original.content
    found = french.annotation
    assert found.text == FRENCH * 2
    assert (found.sentences, found.attributions, found.title_attributions) == ((), (), ())
    assert (found.claims, found.entities, found.dates) == ((), (), ())
    assert english.annotation.sentences


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (FRENCH * 2, None, "fr"),
        (FRENCH * 2, "en", "fr"),
        ("Die Fähre lief am Sonntagabend vor dem Hafen auf Grund, teilte die Küstenwache am Morgen mit, verletzt wurde niemand." * 2, None, "de"),
        ("جنحت العبارة مساء الأحد قبالة ميناء المدينة، حسبما أعلن خفر السواحل صباح اليوم، ولم يصب أحد بأذى وفق المالك." * 2, None, "ar"),
        ("El transbordador encalló el domingo por la noche frente al puerto, informó la guardia costera por la mañana." * 2, None, "es"),
        ("渡轮周日晚上在港口附近搁浅，海岸警卫队周一早上表示，没有人受伤。船主称这是一次航行失误。" * 4, None, "zh"),
        (TEXT * 2, None, None),
        (TEXT * 2, "en", "en"),
        ("Nein, sagte er.", "de", "de"),
        ("Nein, sagte er.", None, None),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_text(text, declared, language):
    """What is said of it counts only where the text is too short to tell."""
    article = make_article(InputRow(text=text, language=declared), where="a", options=ReadOptions())
    assert article.language == language


def test_what_was_watched_is_known_after_a_restart(tmp_path):
    """Also if the last line broke off; a failure is tried three times."""
    case = tmp_path / "case"
    with Watched(case) as watched:
        watched.mark("a", "read", "x")
        watched.mark("b", "failed", "x")
    with (tmp_path / "case.watched").open("a") as lines:
        lines.write('{"key": "half')
    with Watched(case) as watched:
        assert (watched.has("a"), watched.has("b"), watched.has("c")) == (True, False, False)
        watched.mark("b", "failed", "x")
        watched.mark("b", "failed", "x")
    with Watched(case) as watched:
        assert watched.has("b")


def test_a_watched_file_above_the_limit_is_named(tmp_path):
    """A feed on the disk has the limit that one from the web has, and is not read beyond it."""
    feed = tmp_path / "feed.xml"
    feed.write_text(
        f"<rss><channel><item><title>a</title><description>{TEXT * 20}</description></item></channel></rss>"
    )
    (entry,) = watch_inputs()(str(feed))
    assert next(entry.read()).article.text.startswith(TEXT)
    (error,) = watch_inputs(max_bytes=1000)(str(feed))
    assert "is larger than 1,000 bytes" in str(error)


@pytest.mark.model
def test_watch_reads_what_is_new_and_nothing_twice(tmp_path):
    """A folder and a feed, looked at three times: a file that comes or changes is read, the rest is not."""
    folder, case = tmp_path / "in", tmp_path / "a.claimgraph"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT)
    item = "<item><title>{0}</title><guid>{0}</guid><description>{1}</description></item>"
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss><channel>{item.format('a', f'{TEXT} ' * 7)}</channel></rss>")
    arguments = ("watch", folder, feed, "--case", case, "--once")
    assert "2 new articles" in claimgraph(*arguments).stderr
    assert "0 new articles" in claimgraph(*arguments).stderr
    (folder / "two.txt").write_text(f"{TEXT} Again.")
    feed.write_text(f"<rss><channel>{item.format('b', f'{TEXT} x ' * 7)}{item.format('a', 'x')}</channel></rss>")
    done = claimgraph(*arguments)
    assert "2 new articles" in done.stderr
    assert done.returncode == 0
    with open_case(case, read_only=True) as opened:
        assert opened.counts()["articles"] == 4


@pytest.mark.model
def test_whoever_interrupts_is_told_that_nothing_is_lost(tmp_path):
    """Ctrl-C ends with 130 and one line, no traceback."""
    case = tmp_path / "a.claimgraph"
    command = [sys.executable, "-m", "claimgraph", "watch", str(tmp_path), "--case", str(case)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as watching:
        assert "new article" in watching.stderr.readline()
        watching.send_signal(signal.SIGINT)
        told = watching.stderr.read()
    assert (watching.returncode, told) == (130, "claimgraph: interrupted; what was finished is kept\n")


@pytest.mark.model
def test_what_watch_reads_is_linked_and_compared(tmp_path):
    """After one look two reports of one event are linked, and what the one copied from the other is known."""
    folder, case = tmp_path / "in", tmp_path / "a.claimgraph"
    folder.mkdir()
    for day, paper in ((3, "The Tarvik Post"), (4, "The Solvik News")):
        row = {"id": paper, "outlet": paper, "date": f"2024-06-0{day}", "text": FERRY}
        (folder / f"{day}.jsonl").write_text(json.dumps(row))
    assert "between claims" in claimgraph("watch", folder, "--case", case, "--once").stderr
    with open_case(case, read_only=True) as opened:
        assert {link.relation for link in opened.links()} == {"same"}
        assert [(one.a, one.b) for one in opened.copies()] == [("The Solvik News", "The Tarvik Post")]


def case_is_whole(path):
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not plain.execute("PRAGMA foreign_key_check").fetchall()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB, where this process may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        yield None
    else:
        yield place
        subprocess.run(["umount", place], check=True)


@pytest.mark.model
def test_a_full_disk_costs_no_finished_work(tmp_path, small_disk):
    """One clear message; the case opens, verifies, and holds what was stored; with room, the same command ends it."""
    source = tmp_path / "a.jsonl"
    digest = lambda line: hashlib.sha256(line.encode()).hexdigest()  # noqa: E731 - lines that nothing links
    rows = [{"text": "\n".join([TEXT, *(f"{digest(f'{n} {line}')}." for line in range(40))])} for n in range(60)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))

    # Where no small disk can be made, files are not allowed to grow: the case fails in the same place.
    place = small_disk or tmp_path
    case = place / "a.claimgraph"
    arguments = ("run", source, "--case", case, "--out", tmp_path / "out", "-q")
    done = claimgraph(*arguments, preexec_fn=None if small_disk else limit)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "the disk is full" in done.stderr or "the disk failed" in done.stderr, done.stderr
    with open_case(case, read_only=True) as opened:
        held = [item.article.text for item in opened.articles()]
        assert opened.verify()[0] == []
    assert 0 < len(held) < 60
    assert held == [row["text"] for row in rows[: len(held)]]
    case_is_whole(case)
    out = place / "out.jsonl"
    done = claimgraph("annotate", source, "-o", out, preexec_fn=None if small_disk else limit)
    assert done.returncode == 1
    assert "what was written before is whole" in done.stderr, done.stderr
    assert all(json.loads(line)["id"] for line in out.read_text().splitlines())
    if small_disk:
        subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
        out.unlink()
    assert claimgraph(*arguments).returncode == 0
    with open_case(case, read_only=True) as opened:
        assert opened.counts()["articles"] == 60
