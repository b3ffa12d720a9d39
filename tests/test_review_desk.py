"""The desk over HTTP: who is let in, what is shown, what is decided."""

import hashlib
import re
import time

import pytest

from claimgraph.records import Attribution, ClaimRef, Link, Run, Sentence
from claimgraph.store import open_case
from tests.builders import RUN, Draft, outlet, seed_case
from tests.desk import DeskServer

HAND = Run(id=RUN, annotator="hand", version="1")
EVIL = '<script>document.title="caught"</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "case.claimgraph"
    with open_case(path) as case:
        item = seed_case()
        case.add(item, None, HAND)
        other = Draft("Rockets hit the base, a cook said.", outlet=outlet("Radio Nord"), title=f"Rockets {EVIL}")
        other.attribution(source="a cook", cue="said", content="Rockets hit the base", chain=["Radio Nord", "cook"])
        second = other.build()
        case.add(second, None, HAND)
        ends = [
            ClaimRef(id=i.article.id, claim=c.id, start=c.start, end=c.end)
            for i, c in ((item, item.annotation.claims[0]), (second, second.annotation.claims[0]))
        ]
        a, b = sorted(ends, key=lambda end: end.id)
        case.judge([Link(id="l1", a=a, b=b, relation="same", score=0.6, reason=EVIL, judge=RUN)])
    server = DeskServer(path)
    server.path, server.item, server.second, server.link = path, item, second, "l1"
    yield server
    server.close()


REFUSED = [
    # what is wrong, request, the status that refuses it
    ("no token", {"headers": {"Cookie": None}}, 403),
    ("a wrong token", {"headers": {"Cookie": "claimgraph-{port}=nothing"}}, 403),
    ("the token of another port", {"headers": {"Cookie": "claimgraph-1={token}"}}, 403),
    ("a broken cookie", {"headers": {"Cookie": "claimgraph-{port}=\x01;;=,"}}, 403),
    ("a wrong token in the URL", {"path": "/?token=nothing", "headers": {"Cookie": None}}, 403),
    ("the token on another page", {"path": "/log?token={token}", "headers": {"Cookie": None}}, 403),
    ("another Host", {"headers": {"Host": "evil.example"}}, 421),
    ("another Host of this port", {"headers": {"Host": "evil.example:{port}"}}, 421),
    ("another port", {"headers": {"Host": "127.0.0.1:1"}}, 421),
    ("no Host", {"headers": {"Host": None}}, 400),
    ("another Origin reads", {"headers": {"Origin": "http://evil.example"}}, 403),
    ("a page of another site reads", {"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ("a page of another port reads", {"headers": {"Sec-Fetch-Site": "same-site"}}, 403),
    ("another Origin writes", {"method": "POST", "body": {}, "headers": {"Origin": "http://evil.example"}}, 403),
    ("no Origin writes", {"method": "POST", "body": {}, "headers": {"Origin": None}}, 403),
    ("Origin null writes", {"method": "POST", "body": {}, "headers": {"Origin": "null"}}, 403),
    ("a form writes", {"method": "POST", "body": "a=b", "headers": {"Content-Type": "text/plain"}}, 415),
    ("too much is sent", {"method": "POST", "body": "x" * 1_000_001}, 413),
    ("a length that is no number", {"method": "POST", "body": "{}", "headers": {"Content-Length": "\xb2"}}, 400),
    ("a length without end", {"method": "POST", "body": "{}", "headers": {"Content-Length": "9" * 5000}}, 400),
    ("no length", {"method": "POST", "body": "{}", "headers": {"Transfer-Encoding": "chunked"}}, 413),
    ("another site joins", {"method": "POST", "path": "/api/join", "headers": {"Origin": "http://evil.example"}}, 403),
    ("another site asks the state", {"path": "/state", "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ("a token where the next is asked", {"path": "/next?token=nothing", "headers": {"Cookie": None}}, 403),
    ("another method", {"method": "DELETE"}, 405),
    ("a method that changes", {"method": "PUT", "path": "/api/decide"}, 405),
    ("a method of no name", {"method": "BREW"}, 405),
    ("a page that is not there", {"path": "/nothing"}, 404),
    ("a file above", {"path": "/static/../app.py"}, 404),
    ("a file above, coded", {"path": "/static/..%2fapp.py"}, 404),
    ("a file above, coded twice", {"path": "/static/%252e%252e%252fapp.py"}, 404),
    ("an absolute file", {"path": "/static//etc/passwd"}, 404),
    ("an article that is not there", {"path": "/article/%3Cscript%3E"}, 404),
    ("a claim that is not there", {"path": "/claim/a/b"}, 404),
    ("writing by GET", {"path": "/api/undo"}, 405),
]


@pytest.mark.parametrize(("request_", "status"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_who_is_not_the_desk_is_refused(desk, request_, status):
    """Each is refused with a status, and nothing enters the log."""

    def filled(value):
        return value.format(port=desk.port, token=desk.token) if isinstance(value, str) else value

    given = dict(request_)
    path = filled(given.pop("path", "/api/undo" if given.get("method") == "POST" else "/"))
    given["headers"] = {k: filled(v) for k, v in given.get("headers", {}).items()}
    answered, headers, text = desk.ask(path, **given)
    assert answered == status
    assert desk.token not in text
    if status != 400:  # that one is refused by the server itself
        assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script>" not in text.replace('<script src="/static/desk.js" defer></script>', "")


def test_the_token_leaves_the_address_bar(desk):
    """It becomes a cookie that no script reads and no other site sends."""
    status, headers, _ = desk.ask(f"/?token={desk.token}", headers={"Cookie": None})
    assert (status, headers["location"]) == (303, "/")
    assert re.search(r"HttpOnly.*SameSite=strict", headers["set-cookie"], re.IGNORECASE)
    assert desk.ask("/", headers={"Cookie": headers["set-cookie"].split(";")[0]})[0] == 200


PAGES = [
    "/",
    "/articles",
    "/claims",
    "/claims?text=%3Cb%3E",
    "/sources",
    "/sources?text=%22%3E",
    "/graph",
    "/log",
    "/link/l1",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_others_and_escapes_what_it_shows(desk, path):
    """No address of another machine, no markup out of a text, strict headers."""
    status, headers, text = desk.ask(path)
    assert status == 200
    assert not re.search(r"(?:src|href|action)=.?https?:", text)
    assert "<img" not in text
    assert "<b>&lt;" not in text
    assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", text)
    policy = headers["content-security-policy"]
    assert "'unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_the_map_brings_its_own_policy(desk):
    """It runs its own script by its hash, in a frame of the desk only."""
    status, headers, text = desk.ask("/graph/map")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert "sigma" in text


def test_a_decision_is_said_over_http(desk):
    """Corrected, undone, linked, refused with a reason; the pages show it."""
    made = desk.item.annotation.attributions[0]
    body = {"article": desk.item.article.id, "what": "stance", "value": "denies", "target": made.id}
    assert desk.ask("/api/decide", method="POST", body=body)[0] == 200
    assert "stance: denies (was asserts)" in desk.ask("/log")[2]
    assert desk.ask("/api/undo", method="POST", body={"article": desk.item.article.id})[0] == 200
    assert desk.ask("/api/undo", method="POST", body={"article": desk.item.article.id})[0] == 409
    for given, status in (
        (body | {"value": "shouts"}, 409),
        (body | {"article": "nothing"}, 409),
        (body | {"target": "nothing"}, 409),
        ({"what": "stance"}, 400),
        ([], 400),
        ("no JSON", 400),
        ("[" * 100_000, 400),
    ):
        answered, _, text = desk.ask("/api/decide", method="POST", body=given)
        assert (answered, '"error"' in text) == (status, True), given
    assert desk.ask("/api/link", method="POST", body={"link": "l1", "verdict": "no"})[0] == 200
    page = desk.ask("/link/l1")[2]
    assert 'data-verdict="no" aria-pressed="true"' in page
    pair = {
        "a": {"article": desk.item.article.id, "claim": desk.item.annotation.claims[1].id},
        "b": {"article": desk.second.article.id, "claim": desk.second.annotation.claims[0].id},
        "verdict": "yes",
        "relation": "contradicts",
        "slot": "number",
    }
    assert desk.ask("/api/pair", method="POST", body=pair)[0] == 200
    with open_case(desk.path, read_only=True) as case:
        assert [(link.relation, link.judge) for link in case.links()] == [("contradicts", "Ann")]
        assert case.verify()[0] == []


def test_a_selection_counts_utf16_units(desk, tmp_path):
    """Words after a character beyond the basic plane are those that were selected; space around them is left out."""
    text = "😀😀 Fog lay low, a pilot said 😀 at dawn."
    draft = Draft(text, outlet=outlet("Radio Nord"), title="😀 Fog: pilot")
    draft.attribution(source="a pilot", cue="said", content="Fog lay low", chain=["Radio Nord", "pilot"])
    draft.attribution(source="pilot", cue=":", content="Fog", in_title=True, chain=["Radio Nord", "pilot"])
    item = draft.build()
    with open_case(tmp_path / "case") as case:
        case.add(item, None, HAND)
    server = DeskServer(tmp_path / "case")
    try:
        for made, shown, part, words in (
            (item.annotation.attributions[0], text, "text", "said 😀 at dawn"),
            (item.annotation.title_attributions[0], item.article.title, "title", "😀 Fog"),
        ):
            start = len(shown[: shown.index(words)].encode("utf-16-le")) // 2
            end = start + len(words.encode("utf-16-le")) // 2
            selection = {"part": part, "start": max(0, start - 1) if part == "text" else start, "end": end + 1}
            body = {"article": item.article.id, "what": "content", "target": made.id, "value": {"selection": selection}}
            assert server.ask("/api/decide", method="POST", body=body)[0] == 200
        with open_case(tmp_path / "case", read_only=True) as case:
            found = case.article(item.article.id).annotation
            (span,), (titled,) = found.attributions[0].content, found.title_attributions[0].content
        assert text[span.start : span.end] in {"said 😀 at dawn", "said 😀 at dawn."}
        assert item.article.title[titled.start : titled.end].strip(":") == "😀 Fog"
    finally:
        server.close()


def hostile_article():
    """Markup, scripts, bidirectional controls and control characters, 5,000 sentences, 2 MB."""
    names = (
        "<b>Q</b>",
        "javascript:alert(1)",
        "\u202egnp.exe",
        'O\'Neil" onclick="alert(1)',
        "]]>",
        "</script><script>alert(1)</script>",
    )
    filler = "and so on " * 36
    lines = [f"Guard {n} {names[n % len(names)]} said the gate {n} was open {EVIL} {filler}." for n in range(5000)]
    small = Draft(
        "It rained.", outlet=outlet("<i>Evil</i> Times"), title=f"\u202e{EVIL}\x00", article_id="evil"
    ).build()
    text = "\n".join(lines)
    sentences, made, at = [], [], 0
    for n, line in enumerate(lines):
        sentences.append(Sentence(start=at, end=at + len(line), label="attributed", confidence=0.9))
        if n % 2 == 0:
            cue, content = at + line.index(" said") + 1, at + line.index(" the gate") + 1
            made.append(_made(n, (at, at + len(f"Guard {n}")), cue, (content, at + len(line) - 1)))
        at += len(line) + 1
    article = small.article.model_copy(update={"text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    found = {"text": text, "sentences": tuple(sentences), "attributions": tuple(made), "claims": ()}
    return small.model_copy(update={"article": article, "annotation": small.annotation.model_copy(update=found)})


def _made(n, source, cue, content):
    return Attribution(
        id=f"a{n}",
        kind="claim",
        source=(source,),
        cue=((cue, cue + 4),),
        content=(content,),
        quotation="indirect",
        stance="asserts",
        source_name=f"Guard {n} {EVIL}",
        source_type="local_unspecified",
        chain=("<i>Evil</i> Times", f"Guard {n} {EVIL}"),
        confidence=0.5,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "case.claimgraph"
    item = hostile_article()
    assert len(item.article.text) > 2_000_000
    with open_case(path) as case:
        case.add(item, None, HAND)
    server = DeskServer(path)
    server.path = path
    yield server
    server.close()


def test_a_hostile_article_is_shown_in_time_and_escaped(hostile):
    """A part of 2 MB and 5,000 sentences, after the first look, within a second; its markup is text."""
    hostile.ask("/article/evil")
    for path in (
        "/article/evil?part=30",
        "/article/evil?at=a4998",
        "/article/evil?part=999999",
        "/article/evil?part=-1",
    ):
        before = time.perf_counter()
        status, _, text = hostile.ask(path)
        assert time.perf_counter() - before < 1.0, path
        assert status == 200
        assert len(text) < 1_000_000
        assert len(re.findall("<script", text)) == 4  # three files and the data
        assert "<img" not in text
        assert "<b>Q" not in text
        assert "\u202e" not in text
        assert "\x00" not in text
        assert 'onclick="alert' not in text


def test_a_decision_in_a_hostile_article_is_kept(hostile):
    """Corrected where it stands, far into the text."""
    body = {"article": "evil", "what": "stance", "value": "denies", "target": "a4998"}
    assert hostile.ask("/api/decide", method="POST", body=body)[0] == 200
    assert "stance: denies" in hostile.ask("/article/evil?at=a4998")[2]
