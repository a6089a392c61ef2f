"""The web: only what may be asked for, within limits, politely; and sentences found again in any page."""

import gzip
import ssl
import subprocess
import time

import pytest

from conftest import need_tool
from page_designs import DESIGNS, page
from server import serve
from shugu.errors import InputError, ServiceError
from shugu.model.collection import SentenceRecord
from shugu.model.document import Document, sentence_hash
from shugu.read.fetch import Fetcher, Limits, fetch
from shugu.read.html import read_page
from shugu.read.relocate import relocate
from shugu.read.robots import parse_robots
from shugu.read.segment import segment
from shugu.read.wire import is_public

LOCAL = Limits(allow_private=True, delay=0.0, seconds=5.0)


@pytest.fixture
def site():
    with serve() as site:
        yield site


@pytest.fixture
def naps():
    return []


@pytest.fixture
def fetcher(naps):
    return Fetcher(LOCAL, sleep=naps.append)


# What may be asked for


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a", "gopher://a/", "http://", "http:///a", "http://user:pw@example.org/",
     "javascript:alert(1)", "data:text/html,x", "http://exa mple.org/", "http://[::1/", "//example.org/a", "http://a:99999/"],
)  # fmt: skip
def test_only_plain_web_addresses_are_asked(url):
    with pytest.raises(InputError):
        fetch(url, limits=LOCAL)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "2130706433", "0x7f.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
)  # fmt: skip
def test_private_addresses_are_refused_in_every_spelling(site, host):
    port = site.url.rpartition(":")[2]
    with pytest.raises(InputError, match="private network"):
        fetch(f"http://{host}:{port}/", limits=Limits(seconds=5))
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("x", False),
    ],
)
def test_public_addresses_are_told_from_the_others(address, public):
    assert is_public(address) is public


def test_a_name_with_one_private_address_among_public_ones_is_refused(site):
    with pytest.raises(InputError, match=r"harbour\.example \(127\.0\.0\.1\)"):
        Fetcher(Limits(seconds=5), resolver=lambda host, port: ["8.8.8.8", "127.0.0.1"]).fetch(
            "http://harbour.example/"
        )
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_called_with_the_host_of_the_name(site):
    site.pages["/a"] = b"<p>x</p>"
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    port = site.url.rpartition(":")[2]
    Fetcher(LOCAL, resolver=resolver).fetch(f"http://harbour.example:{port}/a")
    assert {headers["Host"] for _, headers in site.asked} == {f"harbour.example:{port}"}
    assert asked == ["harbour.example"] * 2  # robots.txt and the page: once for each connection


def test_each_redirect_is_checked_again(site, monkeypatch):
    monkeypatch.setattr("shugu.read.wire.is_public", lambda address: address == "127.0.0.1")
    site.pages["/a"] = (302, {"Location": site.url.replace("127.0.0.1", "127.0.0.2") + "/secret"}, b"")
    with pytest.raises(InputError, match=r"127\.0\.0\.2 is an address of a private network"):
        fetch(f"{site.url}/a", limits=Limits(delay=0, seconds=5))
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.org/", "http://u:p@127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(site, fetcher, place):
    site.pages["/a"] = (302, {"Location": place}, b"")
    with pytest.raises(InputError):
        fetcher.fetch(f"{site.url}/a")


def test_redirects_are_followed_to_the_end_but_not_for_ever(site, fetcher):
    for n in range(5):
        site.pages[f"/{n}"] = (301, {"Location": f"/{n + 1}"}, b"")
    site.pages["/5"] = b"<p>here</p>"
    assert fetcher.fetch(f"{site.url}/0").url == f"{site.url}/5"
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(ServiceError, match="more than 5 times"):
        fetcher.fetch(f"{site.url}/loop")


def test_https_asks_for_the_certificate_of_the_name_not_of_the_address(tmp_path, monkeypatch):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    need_tool("openssl", "openssl")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    subprocess.run(
        [*command, "-subj", "/CN=harbour.example", "-addext", "subjectAltName=DNS:harbour.example"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with serve(context) as site:
        site.pages["/a"] = b"<p>x</p>"
        port = site.url.rpartition(":")[2]
        fetcher = Fetcher(LOCAL, resolver=lambda host, port: ["127.0.0.1"])
        with pytest.raises(ServiceError, match="certificate"):
            fetcher.fetch(f"https://harbour.example:{port}/a")
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        assert fetcher.fetch(f"https://harbour.example:{port}/a").data == b"<p>x</p>"
        with pytest.raises(ServiceError, match="certificate"):
            fetcher.fetch(f"https://other.example:{port}/a")
        site.pages["/down"] = (302, {"Location": f"http://harbour.example:{port}/a"}, b"")
        with pytest.raises(ServiceError, match="unprotected"):
            fetcher.fetch(f"https://harbour.example:{port}/down")


# Limits


def test_an_answer_that_is_too_large_is_cut_off_whatever_it_says_of_its_size(site):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            pass

    site.pages["/endless"] = endless
    site.pages["/stated"] = (200, {"Content-Length": "99999999"}, b"")
    site.pages["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 50_000_000))
    fetcher = Fetcher(Limits(allow_private=True, delay=0, size=1_000_000, seconds=10))
    for path in ("/endless", "/stated", "/packed"):
        with pytest.raises(ServiceError, match="more than 1,000,000 bytes"):
            fetcher.fetch(site.url + path)


@pytest.mark.parametrize("part", ["head", "body", "nothing"])
def test_a_server_that_drips_is_left_when_the_time_is_over(site, part):
    def drip(handler):
        try:
            if part == "nothing":
                time.sleep(5)
                return
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            if part == "body":
                handler.wfile.write(b"Content-Length: 1000\r\n\r\n")
            for n in range(100):
                handler.wfile.write(b"x: y\r\n" if part == "head" else b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    site.pages["/slow"] = drip
    begun = time.monotonic()
    with pytest.raises(ServiceError, match="did not answer within 1 s"):
        Fetcher(Limits(allow_private=True, delay=0, seconds=1)).fetch(f"{site.url}/slow")
    assert time.monotonic() - begun < 2.5


def test_packed_answers_are_unpacked_and_cut_off_ones_refused(site, fetcher):
    site.pages["/a"] = (
        200,
        {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=GB2312"},
        gzip.compress(b"<p>x</p>"),
    )
    site.pages["/b"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>x</p>" * 99)[:-12])
    site.pages["/c"] = (200, {"Content-Encoding": "br"}, b"x")
    fetched = fetcher.fetch(f"{site.url}/a")
    assert (fetched.data, fetched.media_type, fetched.charset) == (b"<p>x</p>", "text/html", "GB2312")
    for path, reason in (("/b", "cut off"), ("/c", "'br'")):
        with pytest.raises(ServiceError, match=reason):
            fetcher.fetch(site.url + path)


# Manners


def test_robots_txt_is_asked_first_and_honoured_and_the_agent_says_who_it_is(site, fetcher):
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n")
    site.pages["/a"] = site.pages["/private/a"] = b"<p>x</p>"
    fetcher.fetch(f"{site.url}/a")
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.fetch(f"{site.url}/private/a")
    assert site.paths == ["/robots.txt", "/a"]
    assert {headers["User-Agent"].partition("/")[0] for _, headers in site.asked} == {"shugu"}
    assert site.asked[0][1]["User-Agent"].endswith("(+https://w3id.org/shugu/)")


def test_a_redirect_into_a_closed_part_is_not_followed(site, fetcher):
    site.pages["/robots.txt"] = b"User-agent: shugu\nDisallow: /b"
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.fetch(f"{site.url}/a")
    assert "/b" not in site.paths


def test_where_robots_txt_fails_the_server_is_left_alone(site, fetcher):
    site.pages["/robots.txt"] = (500, {}, b"")
    with pytest.raises(ServiceError, match="500"):
        fetcher.fetch(f"{site.url}/a")
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("rules", "target", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Shugu/1\nAllow: /", "/a", True),
        ("User-agent: other\nUser-agent: shugu\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?x=1", True),
        ("User-agent: *\nDisallow: /*a*b*c", "/xaybzc1", False),
        ("User-agent: *\nDisallow: /caf%C3%A9 # note", "/café", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("\ufeffuser-AGENT : *\ndisallow : /a", "/a", False),
        ("Disallow: /", "/a", True),
        ("<html>no rules</html>", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 5_000 + "$", "/" + "a" * 9_000, False),
    ],
)
def test_robots_rules_are_read_as_rfc_9309_has_it(rules, target, allowed):
    assert parse_robots(rules, "shugu").allow(target) is allowed


def test_a_busy_server_is_asked_again_after_the_time_it_wants(site, fetcher, naps):
    site.pages["/a"] = [(503, {"Retry-After": "7"}, b""), (429, {}, b""), (200, {}, b"<p>x</p>")]
    assert fetcher.fetch(f"{site.url}/a").data == b"<p>x</p>"
    assert naps == [7.0, 2.0]


def test_a_server_that_stays_busy_or_wants_too_much_time_is_left(site, fetcher, naps):
    site.pages["/a"] = (503, {}, b"")
    with pytest.raises(ServiceError, match="503"):
        fetcher.fetch(f"{site.url}/a")
    assert site.paths.count("/a") == 3
    site.pages["/b"] = (429, {"Retry-After": "86400"}, b"")
    with pytest.raises(ServiceError, match="come back in 86400 s"):
        fetcher.fetch(f"{site.url}/b")


def test_requests_to_one_host_keep_their_distance(site, naps):
    site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 4"
    site.pages["/a"] = site.pages["/b"] = b"<p>x</p>"
    fetcher = Fetcher(Limits(allow_private=True, delay=1.5), sleep=naps.append, clock=lambda: 100.0)
    fetcher.fetch(f"{site.url}/a")
    fetcher.fetch(f"{site.url}/b")
    assert naps == [4.0, 4.0]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 204])
def test_a_failure_of_the_server_is_said_with_its_number(site, fetcher, status):
    site.pages["/a"] = (status, {}, b"")
    with pytest.raises(ServiceError, match=str(status)):
        fetcher.fetch(f"{site.url}/a")


def test_a_server_that_is_not_there_is_a_failure_of_the_service():
    with serve() as site:
        url = site.url
    with pytest.raises(ServiceError, match="cannot be reached"):
        fetch(f"{url}/a", limits=LOCAL)


# Sentences found again


def register(text):
    return [SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256) for s in segment(text)]


def document(text):
    return Document("a", text, segment(text))


TEXT = "Ferries for Lindow\n\n“Twelve came,” said Mayor Brook.  They cost 40 million euros.\nRain fell all day. Rain fell all day.\n"


def test_a_text_whose_sentences_are_all_found_is_the_registered_one():
    found = relocate(register(TEXT), [document(TEXT)], length=len(TEXT))
    assert found.missing == ()
    assert found.text.split() == TEXT.split()
    assert all(sentence_hash(found.text[r.span.start : r.span.end]) == r.sha256 for r in register(TEXT))


def test_other_spellings_of_quotes_and_spaces_and_other_surroundings_do_not_matter():
    copy = 'Menu\nFerries for\u00a0Lindow\nAdvert\n"Twelve came," said Mayor Brook. They cost 40 million euros.\nRain fell all day.\nFooter'
    found = relocate(register(TEXT), [document(copy)], length=len(TEXT))
    assert (len(found.found), len(found.missing)) == (4, 1)  # the second of two equal sentences is not there
    for record in register(TEXT):
        if record.id in found.found:
            assert sentence_hash(found.text[record.span.start : record.span.end]) == record.sha256


@pytest.mark.parametrize(("first", "second", "found"), [(2, 1, 2), (1, 2, 2), (1, 1, 1), (0, 1, 1)])
def test_a_repeated_sentence_is_found_as_often_as_the_fuller_copy_has_it(first, second, found):
    copies = [document("Rain fell all day.\n" * times) for times in (first, second)]
    records = [record for record in register(TEXT) if record.sha256 == sentence_hash("Rain fell all day.")]
    assert len(relocate(records, copies, length=len(TEXT)).found) == found


def test_a_changed_figure_is_another_sentence():
    found = relocate(register(TEXT), [document(TEXT.replace("40", "41"))], length=len(TEXT))
    assert [r.id for r in register(TEXT) if r.id in found.missing] == ["s3"]
    assert "41" not in found.text


def test_sentences_that_a_copy_divides_otherwise_are_found_word_by_word():
    copy = "Ferries for Lindow 3 May “Twelve came,” said Mayor Brook. they cost no more. " + "Rain fell all day. " * 2
    found = relocate(register(TEXT), [document(copy)], length=len(TEXT))
    assert found.missing == ("s3",)


def test_nothing_found_leaves_a_blank_text():
    found = relocate(register(TEXT), [document("Nothing of it.")], length=len(TEXT))
    assert (found.found, found.text.strip(), len(found.text)) == ((), "", len(TEXT))


@pytest.mark.texts
@pytest.mark.parametrize("design", DESIGNS)
def test_every_sentence_of_the_articles_is_found_in_pages_of_every_design(corpus, design):
    for path in sorted(corpus.glob("*.txt")):
        text = path.read_text("utf-8")
        title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
        result, whole = read_page(page(design, title, lines), "a", name="a.html")
        found = relocate(register(text), [result.document, whole], length=len(text))
        assert found.missing == ()
        prose = [s for s in segment(text) if s.span.end - s.span.start > 60]
        main = {s.sha256 for s in result.document.sentences}
        assert sum(s.sha256 in main for s in prose) == len(prose)
        own = {s.sha256 for s in segment(text)}
        assert sum(s.sha256 not in own for s in result.document.sentences) <= 2
