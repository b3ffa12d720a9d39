"""The README is true: its tour is run and its output compared, its commands and names exist."""

import os
import re
import shutil
import subprocess
import sys

import pytest

import claimgraph
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def commands(block):
    """(command, the output shown below it) of each prompt in a block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.strip("\n").splitlines()


def comparable(lines):
    """Lines without the figures that another processor may round otherwise, and without trailing space."""
    return [re.sub(r"\d+%|0\.\d+", "N", line).rstrip() for line in lines if line.strip()]


@pytest.mark.model
def test_the_tour_shows_what_the_commands_print(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "110"}
    tried = 0
    for block in BLOCKS:
        for command, shown in commands(block):
            real = command.replace("claimgraph ", f"{sys.executable} -m claimgraph ", 1)
            done = subprocess.run(
                real, shell=True, capture_output=True, cwd=tmp_path, env=environment, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            printed = comparable((done.stdout + done.stderr).splitlines())
            wanted = comparable(shown)
            assert wanted
            if wanted[-1] == "...":
                wanted.pop()
                assert printed[: len(wanted)] == wanted, command
            else:
                assert printed == wanted, command
            tried += 1
    assert tried >= 4


@pytest.mark.model
def test_the_three_lines_of_python_run(tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        check=True,
    )
    assert "The Cradle → Sputnik" in done.stdout


def test_every_command_make_target_and_exporter_is_documented():
    from claimgraph.cli import app

    rows = "\n".join(re.findall(r"^\| (`[^|]*`) \|", README.replace(r"\|", "/"), re.MULTILINE))
    for command in app.registered_commands:
        name = command.callback.__name__
        assert re.search(rf"`(?:claimgraph )?{name}\b", rows), f"the table of commands lacks {name}"
    for target in ("run", "test", "test-all", "soak", "train", "evaluate", "bench", "bench-graphs"):
        assert f"make {target}" in README
    for name in claimgraph.EXPORTERS:
        assert re.search(rf"^\| {name} \|", README, re.MULTILINE), f"the table of formats lacks {name}"


def test_the_table_of_losses_is_what_the_exporters_say():
    from tests.loss_table import parts, table

    assert parts()[1] == table(), "python -m tests.loss_table writes it anew"


def test_every_dependency_has_its_reason():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = README[README.index("## Why each dependency") : README.index("## How it is built")]
    for requirement in project["dependencies"]:
        assert re.split(r"[><=\[;]", requirement)[0] in reasons, requirement


def test_files_that_the_readme_names_exist():
    for path in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / path).exists(), path
