"""Pages from a real server on this machine: what it sends is kept, what it does wrong is named."""

from __future__ import annotations

import gzip
import html
import http.server
import io
import threading
import time

import pytest

from claimgraph.errors import InputError
from claimgraph.ingest import Fetcher, Loaded, Web, read_inputs
from claimgraph.ingest.address import is_public

TEXT = "The ferry ran aground off the port of Tarvik on Sunday night, the coast guard said in the morning."
PARAGRAPHS = "".join(
    f"<p>{TEXT} It was boat number {number} of the fleet, its owner told the paper.</p>" for number in range(6)
)
PAGE = f"<html lang=en><head><title>Ferry aground</title></head><body><article>{PARAGRAPHS}</article></body></html>".encode()
BOMB = gzip.compress(bytes(80_000_000))
ITEM = (
    "<item><title>{0}</title><link>/{0}</link><guid>{0}</guid><pubDate>Mon, 07 Oct 2024 08:00:00 +0000</pubDate></item>"
)
WHOLE = f"<description>{html.escape(PARAGRAPHS * 2)}</description>"
FEED = f"<rss version='2.0'><channel><title>The Tarvik Post</title>{ITEM.format('page')}{ITEM.format('gone')}</channel></rss>"

ODD_FEED = FEED.replace("/gone<", "http://[odd<").replace(
    "<channel>", f"<channel><item><link>//[odd]</link>{WHOLE}</item>"
)


class Handler(http.server.BaseHTTPRequestHandler):
    """A server with every bad habit, one an address."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        """Say nothing."""

    def send(self, body, kind="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body))}.items() | headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.asked.append(self.path)
        name, _, rest = self.path.strip("/").partition("/")
        getattr(self, f"page_{name.partition('.')[0]}", self.page_gone)(rest)

    def page_robots(self, rest):
        self.send(b"User-agent: *\nDisallow: /hidden\n", "text/plain")

    def page_hidden(self, rest):
        self.send(PAGE)

    def page_page(self, rest):
        self.send(PAGE, X_Mark="as sent")

    def page_gone(self, rest):
        self.send(b"no", status=404)

    def page_zipped(self, rest):
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self, rest):
        self.send(BOMB, Content_Encoding="gzip")

    def page_moved(self, rest):
        self.send(b"", status=302, Location="/hop")

    def page_hop(self, rest):
        self.send(b"", status=301, Location="page")

    def page_loop(self, rest):
        self.send(b"", status=302, Location="/loop")

    def page_away(self, rest):
        self.send(b"", status=302, Location="file:///etc/passwd")

    def page_nowhere(self, rest):
        self.send(b"", status=302, Location="http://[nowhere")

    def page_number(self, rest):
        self.send_response(200)
        self.send_header("Content-Length", "\u00b2")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def page_digits(self, rest):
        self.send_response(200)
        self.send_header("Content-Length", "9" * 5000)
        self.end_headers()
        self.close_connection = True

    def page_oddfeed(self, rest):
        self.send(ODD_FEED.encode(), "application/rss+xml")

    def page_tohidden(self, rest):
        self.send(b"", status=302, Location="/hidden")

    def page_huge(self, rest):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.server.cut += 1

    def page_told(self, rest):
        self.send_response(200)
        self.send_header("Content-Length", "99999999999")
        self.end_headers()
        self.close_connection = True

    def page_short(self, rest):
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<html>")
        self.close_connection = True

    def page_silent(self, rest):
        self.server.done.wait(20)
        self.close_connection = True

    def page_drip(self, rest):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            while not self.server.done.wait(0.1):
                self.wfile.write(b"x")
        except OSError:
            self.server.cut += 1

    def page_garbage(self, rest):
        self.wfile.write(b"what is HTTP?\r\n\r\n")
        self.close_connection = True

    def page_image(self, rest):
        self.send(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(99), "image/png")

    def page_feed(self, rest):
        self.send(FEED.encode(), "application/rss+xml")

    def page_chunked(self, rest):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(PAGE), 100):
            part = PAGE[start : start + 100]
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


@pytest.fixture(scope="module")
def server():
    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.asked, found.cut, found.done = [], 0, threading.Event()
    found.url = f"http://127.0.0.1:{found.server_port}"
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.done.set()
    found.shutdown()
    thread.join()
    found.server_close()


OWN = Web(allow_private=True, pause=0, timeout=0.5, longest=1.5, max_redirects=5)


def read(url, web=OWN, **options):
    results = list(read_inputs([url], web=web, **options))
    return [r for r in results if isinstance(r, Loaded)], [r for r in results if isinstance(r, InputError)]


@pytest.mark.parametrize("path", ["page", "zipped", "moved", "chunked"])
def test_a_page_is_read_and_the_exchange_kept(server, path):
    """The article has its address; the WARC in its original is read again, without a network, to the same article."""
    (found,), errors = read(f"{server.url}/{path}")
    assert not errors
    assert found.article.text.startswith("The ferry ran aground")
    assert found.article.title == "Ferry aground"
    assert found.article.url == f"{server.url}/{'page' if path == 'moved' else path}"
    again = [r for r in read_inputs(["-"], stdin=io.BytesIO(found.original.content)) if isinstance(r, Loaded)]
    assert [r.article.text for r in again] == [found.article.text]
    assert again[0].article.url == found.article.url


def test_the_evidence_holds_redirects_headers_and_the_bytes_as_sent(server):
    """Each answer is a record, with the address that was connected to; the last holds the page byte for byte."""
    (found,), _ = read(f"{server.url}/moved")
    kept = found.original.content
    assert [kept.count(word) for word in (b"WARC-Type: response", b"HTTP/1.1 302", b"HTTP/1.1 301")] == [3, 1, 1]
    assert b"X-Mark: as sent" in kept
    assert b"WARC-IP-Address: 127.0.0.1" in kept
    assert PAGE in kept
    assert found.original.media_type == "application/warc"


@pytest.mark.parametrize(
    ("path", "gist"),
    [
        ("gone", "answers 404 Not Found"),
        ("loop", "redirected more than 5 times"),
        ("away", "no address of the web"),
        ("nowhere", "no address of the web"),
        ("digits", "the text is empty"),
        ("huge", "is larger than 5,000,000 bytes"),
        ("told", "is larger than 5,000,000 bytes"),
        ("bomb", "is larger than 50,000,000 bytes"),
        ("short", "breaks off"),
        ("silent", "too slow"),
        ("drip", "too slow"),
        ("garbage", "does not speak HTTP"),
        ("image", "a PNG image"),
        ("hidden", "robots.txt asks programs not to"),
        ("tohidden", "robots.txt asks programs not to"),
    ],
)
def test_what_a_server_does_wrong_costs_its_page_alone(server, path, gist):
    """It is named with its address, in bounded time, and the next page is read."""
    begun = time.monotonic()
    url = f"{server.url}/{path}"
    results = list(read_inputs([url, f"{server.url}/page"], web=OWN))
    assert gist in str(results[0])
    assert str(results[0]).startswith(url)
    assert isinstance(results[1], Loaded)
    assert time.monotonic() - begun < 6


def test_robots_may_be_set_aside(server):
    """Whoever has the right to says so."""
    found, errors = read(f"{server.url}/hidden", OWN._replace(heed_robots=False))
    assert (len(found), errors) == (1, [])


def test_robots_is_asked_once_for_a_server(server):
    """Ten pages of a server, one look at its rules."""
    server.asked.clear()
    list(read_inputs([f"{server.url}/page?{number}" for number in range(5)], web=OWN))
    assert server.asked.count("/robots.txt") == 1


def test_a_pause_is_kept_between_two_requests(server):
    """Three pages of one server take two pauses at least."""
    fetcher = Fetcher(OWN._replace(pause=0.2, heed_robots=False))
    begun = time.monotonic()
    for _ in range(3):
        fetcher.get(f"{server.url}/page")
    assert time.monotonic() - begun >= 0.4


def test_a_private_address_is_refused_unless_allowed(server):
    """By number and by name, the name's answer being what counts; nothing is asked of the server."""
    server.asked.clear()
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1"):
        _, errors = read(f"http://{host}:{server.server_port}/page", OWN._replace(allow_private=False))
        assert len(errors) == 1
        assert "private address" in str(errors[0]) or "no server named" in str(errors[0]), host
    assert not server.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
    ],
)
def test_special_addresses_are_not_public(address, public):
    """Private, link-local, shared and multicast ranges, also within IPv6 forms of IPv4."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "gist"),
    [
        ("http://anna:secret@tarvik.example/", "user name or password"),
        ("http://no-such-host.invalid/", "no server named"),
        ("http://[::1", "no address of the web"),
        ("http://a:99999/", "no address of the web"),
        (f"http://{'a' * 80}.example/", "no address of the web"),
        ("https://", "no address of the web"),
    ],
)
def test_an_odd_address_is_one_clear_error(url, gist):
    """No traceback for what a user may mistype."""
    _, errors = read(url)
    assert [gist in str(error) for error in errors] == [True], errors


def test_a_feed_by_its_address_gives_the_pages_it_lists(server):
    """The feed says what the page does not: outlet and date; a page that is gone is named."""
    (found,), errors = read(f"{server.url}/feed")
    assert (found.article.outlet, found.article.date) == ("The Tarvik Post", "2024-10-07T08:00:00+00:00")
    assert found.article.url == f"{server.url}/page"
    assert [str(error).startswith(f"{server.url}/gone") for error in errors] == [True]


def test_a_broken_address_in_a_feed_costs_its_item_alone(server):
    """An item that holds its text takes the feed's address for its own; one that must be fetched is named."""
    found, errors = read(f"{server.url}/oddfeed", web=OWN._replace(fetch_listed=True))
    assert {r.article.url for r in found} == {f"{server.url}/oddfeed", f"{server.url}/page"}
    assert [str(error).partition(" (")[0] for error in errors] == ["http://[odd: is no address of the web"]


def test_a_length_that_is_no_number_is_passed_over(server):
    """The page is read to its end."""
    (found,), errors = read(f"{server.url}/number")
    assert not errors
    assert found.article.title == "Ferry aground"


def test_a_table_of_addresses_is_fetched_when_asked(server, tmp_path):
    """A row that has only a URL is not fetched unasked; with the option it is, and keeps its id and outlet."""
    path = tmp_path / "a.csv"
    path.write_text(f"id,url,outlet\nx,{server.url}/page,The Ledger\n")
    found, errors = read(str(path))
    assert not found
    assert "--fetch" in str(errors[0])
    (found,), errors = read(str(path), OWN._replace(fetch_listed=True))
    assert (found.article.id, found.article.outlet, errors) == ("x", "The Ledger", [])
