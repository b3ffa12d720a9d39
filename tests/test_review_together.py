"""More than one at a case: two desks, and a process that reads articles while somebody decides."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from claimgraph.records import Run
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet, seed_case
from tests.desk import DeskServer

HAND = Run(id=RUN, annotator="hand", version="1")

READER = """
import sys
from pathlib import Path
from claimgraph.records import Run
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet, seed_case
item = seed_case()
runs = [Run(id=RUN, annotator="hand", version="1"), Run(id="newer", annotator="hand", version="2")]
with open_case(Path(sys.argv[1])) as case:
    print("reading", flush=True)
    number = 0
    while not Path(sys.argv[2]).exists():
        number += 1
        run = runs[number % 2]
        annotation = item.annotation.model_copy(update={"model": run.id})
        case.add(item.model_copy(update={"annotation": annotation}), None, run)
        case.add(Draft(f"It rained on day {number}.", outlet=outlet("The Daily")).build(), None, runs[0])
print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    with open_case(tmp_path / "case") as case:
        case.add(seed_case(), None, HAND)
    return tmp_path / "case"


def decide(desk, number):
    item = seed_case()
    made = item.annotation.attributions[number % 8]
    value = ("denies", "alleges", "confirms")[number % 3]
    body = {"article": item.article.id, "what": "stance", "value": value, "target": made.id}
    status, _, text = desk.ask("/api/decide", method="POST", body=body)
    assert status == 200, text
    return json.loads(text)["decision"]


def test_two_desks_decide_at_once(path):
    """Every decision of both is in one chain, and each desk shows what the other decided."""
    desks = [DeskServer(path, "Ann"), DeskServer(path, "Bob")]
    try:
        before = desks[0].ask("/state")[2]
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda n: decide(desks[n % 2], n), range(24)))
        states = {desk.ask("/state")[2] for desk in desks}
        assert len(states) == 1
        assert before not in states
        page = desks[0].ask(f"/article/{seed_case().article.id}")[2]
        assert "Bob" in page
        # each undoes its own last one, not the other's
        for desk in desks:
            assert desk.ask("/api/undo", method="POST", body={})[0] == 200
    finally:
        for desk in desks:
            desk.close()
    with open_case(path, read_only=True) as case:
        log = list(case.log())
        assert [line.id for line in log[:24]] == sorted(told, key=[line.id for line in log].index)
        people = {line.id: line.person for line in log}
        assert [people[line.withdraws] for line in log[24:]] == ["Ann", "Bob"]
        assert case.verify()[0] == []


def test_a_decision_is_made_while_another_process_reads(path, tmp_path):
    """The same article is read anew again and again: no decision is lost, each holds on whichever reading stands."""
    stop = tmp_path / "stop"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(path), str(stop)], stdout=subprocess.PIPE, text=True, env=environment
    )
    desk = DeskServer(path)
    try:
        assert reader.stdout.readline() == "reading\n"
        told = [decide(desk, number) for number in range(16)]
    finally:
        desk.close()
        stop.touch()
        rounds = int(reader.stdout.read())
        reader.stdout.close()
        assert reader.wait(timeout=60) == 0
    assert rounds > 3
    with open_case(path, read_only=True) as case:
        assert [line.id for line in case.log()] == told
        assert case.verify()[0] == []
        stances = {a.id: a.stance for a in case.article(seed_case().article.id).annotation.attributions}
        for number in range(8, 16):
            made = seed_case().annotation.attributions[number % 8]
            assert stances[made.id] == ("denies", "alleges", "confirms")[number % 3]


def test_one_desk_answers_many_at_once(path):
    """Pages asked for while decisions are made are whole, whatever thread serves them."""
    with open_case(path) as case:
        case.add(Draft("It rained.", outlet=outlet("The Daily")).build(), None, HAND)
    desk = DeskServer(path)
    try:
        worker = threading.Thread(target=lambda: [decide(desk, number) for number in range(8)])
        worker.start()
        pages = ("/", "/articles", "/claims", "/sources", "/log", f"/article/{seed_case().article.id}")
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda n: desk.ask(pages[n % 6]), range(24)))
        worker.join()
        assert {status for status, _, _ in answers} == {200}
        assert all(text.rstrip().endswith("</html>") for _, _, text in answers)
    finally:
        desk.close()
