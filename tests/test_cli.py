"""The command line as its user meets it: real processes, real weights, exit codes, no traceback."""

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from claimgraph import EXPORTERS
from claimgraph.cli.terminal import Progress
from claimgraph.cli.work import out_name
from tests.conftest import ROOT

pytestmark = pytest.mark.model
COMMANDS = (
    "run",
    "annotate",
    "links",
    "watch",
    "show",
    "sources",
    "claims",
    "outlets",
    "trace",
    "audit",
    "export",
    "schema",
    "evaluate",
)
REVIEW = ("review", "decide", "undo", "log", "diff", "verify", "purge", "report")


def claimgraph(*arguments, cwd=ROOT, stdin=None, env=None):
    """A finished process; bytes decoded."""
    return subprocess.run(
        [sys.executable, "-m", "claimgraph", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        timeout=120,
        check=False,
    )


def text_of(done):
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return out, err


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """A case with the seed article, made by the main job."""
    folder = tmp_path_factory.mktemp("case")
    done = claimgraph("run", ROOT / "seeds", "--case", folder / "seed.claimgraph", "--out", folder / "out")
    assert done.returncode == 0, done.stderr.decode()
    return folder, done


def test_the_version_is_that_of_the_package():
    done = claimgraph("--version")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert text_of(done) == (f"claimgraph {declared}\n", "")


def test_help_comes_in_less_than_half_a_second():
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        claimgraph("--help")
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.5, times


@pytest.mark.parametrize("command", [*COMMANDS, *REVIEW])
def test_every_command_has_help_with_an_example(command):
    out, _ = text_of(claimgraph(command, "--help"))
    assert f"Example: claimgraph {command}" in out


def test_the_main_job_prints_who_said_what_and_writes_graph_and_page(case):
    folder, done = case
    out, err = text_of(done)
    assert "The Cradle → Sputnik → Sputnik correspondent in Deir Ezzor" in out
    assert "lies after the publication date" in out
    assert "1 article read" in err
    assert {p.suffix for p in (folder / "out").iterdir()} == {".graphml", ".gexf", ".csv", ".xlsx", ".jsonl", ".html"}
    assert (folder / "out" / "seed.map.html").exists()


def test_a_second_run_finds_nothing_new_and_writes_the_same_bytes(case):
    folder, first = case
    before = {p.name: p.read_bytes() for p in (folder / "out").iterdir()}
    again = claimgraph("run", ROOT / "seeds", "--case", folder / "seed.claimgraph", "--out", folder / "out")
    out, err = text_of(again)
    assert "0 articles read, 1 known already" in err
    assert out == first.stdout.decode()
    assert {p.name: p.read_bytes() for p in (folder / "out").iterdir()} == before


def test_show_sources_and_claims_answer_from_the_case(case):
    folder, _ = case
    environment = {"CLAIMGRAPH_CASE": str(folder / "seed.claimgraph")}
    shown, _ = text_of(claimgraph("show", env=environment))
    assert "IRI" in shown
    rows = [json.loads(line) for line in claimgraph("sources", "--json", env=environment).stdout.splitlines()]
    assert {"name", "type", "claims", "articles"} <= set(rows[0])
    local = [
        json.loads(line)
        for line in claimgraph("claims", "--json", "--type", "local_unspecified", env=environment).stdout.splitlines()
    ]
    assert local
    assert all(row["source_type"] == "local_unspecified" for row in local)
    assert len(claimgraph("claims", "--text", "no such words", env=environment).stdout) == 0


def test_what_annotate_writes_fits_its_schema_and_is_read_back():
    first = claimgraph("annotate", "seeds")
    schema = json.loads(claimgraph("schema", "annotate").stdout)
    row = json.loads(first.stdout)
    assert set(schema["required"]) <= set(row) <= set(schema["properties"])
    text = (ROOT / "seeds/the-cradle-2024-07-26.txt").read_bytes().decode("utf-8-sig")
    assert row["text"] == text
    again = claimgraph("annotate", "-", stdin=first.stdout)
    assert json.loads(again.stdout)["attributions"] == row["attributions"]


def test_one_bad_input_costs_that_input_and_is_named(tmp_path):
    (tmp_path / "good.txt").write_text("The mayor said on Monday that the bridge was closed.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = claimgraph("annotate", tmp_path, tmp_path / "absent.txt")
    out, err = text_of(done)
    assert done.returncode == 1
    assert [json.loads(line)["text"][:9] for line in out.splitlines()] == ["The mayor"]
    assert "empty.txt" in err
    assert "absent.txt" in err
    assert "2 inputs failed" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("bogus",), 2, "No such command"),
        (("run",), 2, "Missing argument"),
        (("annotate", "seeds", "--min-confidence", "7"), 2, "min-confidence"),
        (("show", "--case", "none.claimgraph"), 1, "there is no such case"),
        (("show", "--case", "n" * 300), 1, "File name too long"),
        (("sources", "--case", "README.md"), 1, "README.md"),
        (("claims", "--type", "spirits"), 2, "is none of"),
        (("schema", "poems"), 2, "is none of"),
        (("evaluate", "none.jsonl"), 1, "cannot be read"),
        (("export", "--view", "stars"), 2, "is none of provenance"),
        (("export", "--format", "poem"), 2, "is none of graphml"),
        (("export", "--kind", "spirit"), 2, "is none of outlet"),
        (("export", "--unchecked"), 2, "--format gold"),
        (("annotate", "seeds", "-o", "no/folder/out.jsonl"), 1, "cannot be written"),
        (("annotate", "seeds", "-o", "tests"), 1, "it is a folder"),
        (("annotate", "seeds", "--date", "yesterday"), 2, "--date"),
        (("annotate", "seeds", "--format", "poem"), 2, "no format"),
        (("annotate", "seeds", "--model", "none.onnx"), 1, "that training wrote"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use_is_one_clear_message(arguments, code, words, tmp_path):
    done = claimgraph(*arguments, env={"CLAIMGRAPH_CASE": str(tmp_path / "x")})
    _, err = text_of(done)
    assert done.returncode == code
    assert words in err


def test_a_link_that_leads_to_itself_is_an_input_that_failed(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    done = claimgraph("run", tmp_path / "loop", "--case", tmp_path / "case.claimgraph", "--out", tmp_path)
    _, err = text_of(done)
    assert done.returncode == 1
    assert "cannot be read" in err


def test_the_list_of_runs_is_json_where_that_is_asked_for(case):
    (line,) = text_of(claimgraph("diff", "--json", "--case", case[0] / "seed.claimgraph"))[0].splitlines()
    assert json.loads(line)["run"].startswith("claimgraph-")


@pytest.mark.parametrize("arguments", [("show", "--json"), ("sources",)], ids=["much", "little"])
def test_a_full_disk_behind_standard_output_is_told(case, arguments):
    """Whether the output fails while it is written or at the end, one line says why."""
    command = [sys.executable, "-m", "claimgraph", *arguments, "--case", case[0] / "seed.claimgraph"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "claimgraph: standard output: No space left on device\n"


def test_a_narrow_terminal_is_wide_enough(case):
    """However few columns it says it has, what is said is shown."""
    done = claimgraph("show", "--case", case[0] / "seed.claimgraph", env={"COLUMNS": "3"})
    assert done.returncode == 0
    assert "attributions" in text_of(done)[0].replace("\n", " ")


@pytest.mark.parametrize(
    ("given", "stem"),
    [
        ("seeds/report.final.txt", "report"),
        ("https://news.example/2024/ferry-aground.html?from=front", "ferry-aground"),
        (f"https://news.example/read?token={'q' * 300}", "read"),
        ("https://news.example/", "news"),
        ("https://news.example/a%20b:c/", "a-20b-c"),
        (f"{'é' * 200}.txt", "é" * 60),
    ],
)
def test_exports_are_named_after_the_input(given, stem):
    """By a name that any file system takes, whatever the input or its address is called."""
    assert out_name(Path("case.claimgraph"), [given]) == stem


def test_reasons_of_many_failures_are_counted_to_the_end():
    """The reasons that are known go on being counted when there is no room for new ones."""
    told = Progress()
    told.say = lambda _message: None
    for number in range(250):
        told.fail(f"a: reason {chr(0x4E00 + number)}")
    for number in range(10):
        told.fail(f"b{number}: reason \u4e00")
        told.fail(f"c: is larger than {number} bytes")
    assert len(told.reasons) == 200
    assert told.reasons["reason \u4e00"] == 11
    counted = Progress()
    counted.say = lambda _message: None
    for number in range(300):
        counted.fail(f"a: {'x' * (number + 1) if number < 199 else f'is larger than {number} bytes'}")
    assert counted.reasons["is larger than N bytes"] == 101


def test_a_reader_that_stops_early_is_no_error():
    command = f"{sys.executable} -m claimgraph annotate seeds seeds/the-cradle-2024-07-26.txt | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)
    assert b"Traceback" not in done.stderr


def test_evaluate_scores_what_annotate_wrote(tmp_path):
    written = claimgraph("annotate", "seeds").stdout
    (tmp_path / "pred.jsonl").write_bytes(written)
    rows = json.loads(claimgraph("evaluate", tmp_path / "pred.jsonl", tmp_path / "pred.jsonl", "--json").stdout)
    assert rows["relation_full"]["f1"] == 1
    assert rows["label"]["f1"] == 1
    fresh = claimgraph("evaluate", tmp_path / "pred.jsonl", "--json")
    assert json.loads(fresh.stdout)["relation_full"]["f1"] == 1


def test_evaluate_sets_a_system_beside_another(tmp_path):
    written = claimgraph("annotate", "seeds").stdout
    (tmp_path / "gold.jsonl").write_bytes(written)
    (tmp_path / "other.jsonl").write_bytes(b"")
    command = ("evaluate", tmp_path / "gold.jsonl", tmp_path / "gold.jsonl", "--against", tmp_path / "other.jsonl")
    gain = json.loads(claimgraph(*command, "--json").stdout)["against"]["relation_full"]
    assert (gain["one"], gain["other"], gain["difference"]) == (1, 0, 1)
    assert "the other's" in text_of(claimgraph(*command))[0]


def test_articles_of_several_annotators_are_compared_with_each_other_only(tmp_path):
    row = {"id": "a", "text": "Ann said it rained.", "annotators": {"x": [], "y": []}}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    done = claimgraph("evaluate", tmp_path / "gold.jsonl", "--by", "kind")
    assert done.returncode == 2
    assert "several people" in text_of(done)[1]


def test_export_writes_the_views_that_are_asked_for(tmp_path):
    case = tmp_path / "x.claimgraph"
    claimgraph("run", "seeds", "--case", case, "--out", tmp_path, "--quiet")
    command = ("export", "--case", case, "--view", "sources", "--format", "gexf", "--out", tmp_path)
    done = claimgraph(*command, "--source-type", "anonymous", "--json")
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert told["paths"] == [str(tmp_path / "x-sources.gexf")]
    assert told["edges"]["relies_on"] == told["nodes"]["source"] > 0
    assert told["left_out"].endswith("claims")
    assert "left out" in text_of(done)[1]
    for wrong, words in (("--outlet=Nobody", "it has The Cradle"), ("--min-weight=99", "nothing is left")):
        failed = claimgraph(*command, wrong)
        assert failed.returncode == 1
        assert words in text_of(failed)[1]


def test_an_articles_text_cannot_steer_the_terminal(tmp_path):
    row = {"id": "a\x01b", "title": "\x1b[31mRed\x1b]0;x\x07 says", "text": "The mayor said \u202ethat it rained."}
    done = claimgraph("run", "-", "--case", tmp_path / "c", "--out", tmp_path, stdin=json.dumps(row).encode())
    out, err = text_of(done)
    assert not set("\x1b\x07\x01\u202e") & set(out + err)
    assert "its id holds characters that cannot be shown" in err
    assert "it rained" in out


def test_the_files_are_written_even_if_nobody_reads_what_is_printed(tmp_path):
    command = f"{sys.executable} -m claimgraph run seeds --case {tmp_path / 'c'} --out {tmp_path / 'out'} | true"
    subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)
    assert len(list((tmp_path / "out").iterdir())) == sum(len(e.suffixes) for e in EXPORTERS.values())


def test_an_input_that_is_no_gold_file_is_not_scored(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Ann said it rained."}\n', encoding="utf-8")
    done = claimgraph("evaluate", tmp_path / "in.jsonl", tmp_path / "in.jsonl")
    assert done.returncode == 2
    assert "no article has attributions" in text_of(done)[1]


def test_an_outlet_is_found_by_the_name_given_and_by_its_full_one(tmp_path):
    row = {"id": "a", "outlet": "AP", "text": "It rained all day in the valley. The mayor said the dam would hold."}
    environment = {"CLAIMGRAPH_CASE": str(tmp_path / "c")}
    text_of(claimgraph("run", "-", "--out", tmp_path, "-q", stdin=json.dumps(row).encode(), env=environment))
    found = [claimgraph("claims", "--outlet", name, env=environment).stdout for name in ("AP", "Associated Press")]
    assert found[0] == found[1]
    rows = found[0].decode().splitlines()[1:]
    assert rows
    assert {row.split("\t")[0].split(" → ")[0] for row in rows} == {"AP"}


def test_a_claim_is_traced_and_its_article_audited(case):
    """Both as text, as JSON and as a page; what is not there is one line and exit code 1."""
    folder, _ = case
    place = ("--case", folder / "seed.claimgraph")
    out, _ = text_of(claimgraph("trace", "convoy", "military", "vehicles", *place, "--html", folder / "t.html"))
    assert "1 independent origin" in out
    traced = json.loads(text_of(claimgraph("trace", "convoy military vehicles", *place, "--json"))[0])
    assert "40 military vehicles" in traced["words"]
    key = traced["claim"]["id"]
    out, _ = text_of(claimgraph("audit", key, *place, "--html", folder / "a.html"))
    assert "27 July" in out
    rules = {alert["rule"] for alert in json.loads(text_of(claimgraph("audit", key, *place, "--json"))[0])["alerts"]}
    assert "date_finding" in rules
    assert all(
        (folder / name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>") for name in ("t.html", "a.html")
    )
    for words in (("trace", "zeppelin"), ("trace", "—"), ("audit", "zeppelin")):
        done = claimgraph(*words, *place)
        _, err = text_of(done)
        assert (done.returncode, len(err.splitlines())) == (1, 1)


def test_claims_are_filtered_by_what_stands_behind_them(case):
    """One article has nothing to be the same as; its words are found in any form."""
    folder, _ = case
    place = ("--case", folder / "seed.claimgraph")
    for option in ("--single-origin", "--contradicted", "--laundered"):
        assert text_of(claimgraph("claims", option, *place))[0] == ""
    assert len(text_of(claimgraph("claims", "--text", "CONVOYS", *place))[0].splitlines()) == 3


def test_evaluate_knows_gold_in_our_own_labels(tmp_path):
    item = {
        "content_start": 9,
        "content_end": 27,
        "source_text": "Bo Yang",
        "source_start": 0,
        "source_end": 7,
        "source_canonical": "Yang Bo",
        "source_type": "named_person",
        "source_outlet": None,
        "quote": "indirect",
        "stance": "asserts",
        "chain": ["Kyra News", "Yang Bo"],
    }
    text = "Bo Yang said the dam was safe."
    sentences = [{"start": 0, "end": len(text), "label": "attributed", "attributions": [item]}]
    gold = {"id": "a", "outlet": "Kyra News", "text": text, "sentences": sentences}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n")
    (tmp_path / "names.json").write_text('{"Bo Yang": ["Yang Bo"]}')
    done = claimgraph("evaluate", tmp_path / "gold.jsonl", "--aliases", tmp_path / "names.json", "--json")
    assert json.loads(done.stdout)["chain"]["right"] == 1
    wrong = claimgraph("evaluate", tmp_path / "gold.jsonl", "--by", "kind")
    assert wrong.returncode == 2
    (tmp_path / "names.json").write_text("[1]")
    assert (
        b"no file of aliases"
        in claimgraph("evaluate", tmp_path / "gold.jsonl", "--aliases", tmp_path / "names.json").stderr
    )
