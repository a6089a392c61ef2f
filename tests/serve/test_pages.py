"""The pages over HTTP: every language, every part of a long list, nothing but text from the graph, no dead link."""

import asyncio
import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from rdflib import Graph

from conftest import ENTITIES, REPOSITORY, ROWS, TEXT, write_collection
from shugu.ontology import load_ontology
from shugu.pipeline import build
from shugu.serve.refusal import RefusalError
from shugu.serve.site.render import Pages, Reader
from shugu.serve.site.things import render_start
from shugu.serve.site.words import LANGUAGES, choose_language
from started import running

HTML = {"Accept": "text/html"}
HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "{{ 7*7 }}", "\u202egnp.exe"]
PLACES = ["/", "/things", "/entity/cold-store", "/document/harbour", "/statement/h-3-1", "/ns", "/downloads", "/editor"]


@pytest.fixture(scope="module")
def harbour_server(tmp_path_factory):
    """A server of a graph of our own with hostile names and the document's whole text."""
    folder = tmp_path_factory.mktemp("pages")
    odd = [[f"odd-{i}", "City", label, "", f"also {label}", ""] for i, label in enumerate(HOSTILE)]
    rows = [
        *ROWS,
        {"id": "h-2-9", "sentence": "s2", "subject": "odd-0", "property": "locatedIn", "object": "odd-1"},
        {"id": "h-4-9", "sentence": "s4", "subject": "lindow", "property": "gdp", "value": "12", "stated": "12", "unit": "CNY", "time": "2020", "scope": HOSTILE[0]},
    ]  # fmt: skip
    write_collection(folder / "harbour", rows=rows, entities=[*ENTITIES, *odd])
    build(folder / "harbour", folder / "harbour-graph")
    command = ["-m", "shugu", "serve", folder / "harbour-graph", "--port", "0", "--workers", "2"]
    with running(*command, "--texts", folder / "harbour" / "texts") as server:
        server.folder = folder / "harbour-graph"
        yield server


@pytest.fixture(scope="module")
def guizhou_server(built):
    """A server of the Guizhou graph without texts, with the limits of the command."""
    with running("-m", "shugu", "serve", built, "--port", "0", "--workers", "2") as server:
        yield server


def page(server, path, **headers):
    server.client.cookies.clear()
    response = server.client.get(path, headers={**HTML, **headers})
    assert response.status_code == 200, response.text
    return response


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def visible(response):
    """The text of a page, single spaces, tags away."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


@pytest.mark.parametrize("path", PLACES)
def test_every_page_has_a_strict_policy_and_keeps_to_it(path, harbour_server):
    response = page(harbour_server, path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    tags = Tags()
    tags.feed(response.text)
    assert not [
        name
        for name, given in tags.found
        if name == "style" or any(key == "style" or key.startswith("on") for key in given)
    ]
    assert all(given.get("src", "").startswith("/static/") for name, given in tags.found if name == "script")
    assert ("script-src" in policy) == ("<script" in response.text)


@pytest.mark.parametrize("path", PLACES)
def test_every_page_comes_in_both_languages(path, harbour_server):
    english, chinese = page(harbour_server, path), page(harbour_server, path, **{"Accept-Language": "zh-CN,en;q=0.5"})
    assert '<html lang="en">' in english.text
    assert '<html lang="zh">' in chinese.text
    assert chinese.headers["content-language"] == "zh"
    assert {"Accept", "Accept-Language", "Cookie"} <= set(re.split(r",\s*", chinese.headers["vary"]))
    assert "中文" in english.text
    assert "English" in chinese.text


def test_a_language_that_was_chosen_stays(harbour_server):
    response = page(harbour_server, "/things?q=lindow&lang=zh")
    cookie = response.headers["set-cookie"]
    assert {"SameSite=Lax", "HttpOnly"} <= set(cookie.split("; "))
    again = page(harbour_server, "/", Cookie=cookie.split(";")[0])
    assert again.headers["content-language"] == "zh"
    assert 'href="/things?q=lindow&amp;lang=en"' in response.text


@pytest.mark.parametrize(
    ("wanted", "cookie", "accept", "expected"),
    [
        (None, None, None, "en"),
        ("zh", "lang=en", "en", "zh"),
        ("<b>", "a=b; lang=zh", "en", "zh"),
        (None, "lang=xx", "de, zh;q=0.1", "zh"),
        (None, None, "zh;q=0, en;q=0.1", "en"),
        (None, None, "zh;q=x, " * 100, "en"),
    ],
)
def test_the_language_is_the_one_that_is_wanted_most(wanted, cookie, accept, expected):
    assert choose_language(wanted, cookie, accept) == expected


def test_both_languages_have_the_same_words_and_gaps():
    words = json.loads((REPOSITORY / "graph/shugu/serve/site/words.json").read_text("utf-8"))
    assert set(words) == set(LANGUAGES)
    gaps = {
        language: {key: set(re.findall(r"\{\d\}", text)) for key, text in texts.items()}
        for language, texts in words.items()
    }
    assert gaps["en"] == gaps["zh"]
    assert all(text.strip() for texts in words.values() for text in texts.values())


def test_every_word_that_a_script_asks_for_comes_with_its_page(harbour_server):
    for name, path in (("editor", "/editor"),):
        sources = [REPOSITORY / f"graph/web/src/{name}.js", *(REPOSITORY / f"graph/web/src/{name}").glob("*.js")]
        asked = {key for source in sources for key in re.findall(r"\bt\('([\w-]+)'", source.read_text("utf-8"))}
        given = json.loads(unescape(re.search(r'data-words="([^"]*)"', page(harbour_server, path).text)[1]))
        assert asked
        assert asked <= set(given)


def test_a_thing_is_negotiated(harbour_server):
    get = harbour_server.client.get
    assert (
        get("/entity/lindow", headers={"Accept": "text/turtle, text/html;q=0.5"})
        .headers["content-type"]
        .startswith("text/turtle")
    )
    assert (
        get("/entity/lindow", headers={"Accept": "text/html, */*;q=0.1"})
        .headers["content-type"]
        .startswith("text/html")
    )
    assert get("/entity/lindow", headers={"Accept": "image/png"}).status_code == 406
    assert len(Graph().parse(data=get("/entity/lindow?format=ttl", headers=HTML).text)) > 5
    head = harbour_server.client.head("/entity/lindow", headers=HTML)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 1000
    assert get("/entity/nobody", headers=HTML).status_code == 404


def test_a_thing_shows_names_values_sources_and_quotation(harbour_server):
    shown = visible(page(harbour_server, "/entity/lindow"))
    for words in (
        "Lindow 林多",
        "Also called port of Lindow",
        "12 target",
        "said by Ada Brook",
        "Harbour news , paragraph 3, sentence 4",
    ):
        assert words in shown
    assert "The council wants 12 ferries by 2025" in shown
    chinese = visible(page(harbour_server, "/entity/lindow?lang=zh"))
    assert "林多 Lindow" in chinese
    assert "目标值" in chinese


def test_values_that_disagree_are_marked_and_lead_to_their_comparison(guizhou_server):
    query = "SELECT DISTINCT ?s ?c { ?c a sg:Conflict ; sg:verdict 'conflict' ; sg:compares ?s }"
    rows = guizhou_server.ask(query).json()["results"]["bindings"]
    assert len(rows) > 3
    for row in rows:
        statement, comparison = (
            row[name]["value"].removeprefix("https://w3id.org/shugu/guizhou") for name in ("s", "c")
        )
        assert f'<a class="tag warn" href="{comparison}">Sources disagree</a>' in page(guizhou_server, statement).text
        assert f'id="{statement.rsplit("/", 1)[1]}"' in page(guizhou_server, comparison).text


def test_long_lists_come_in_parts_that_together_are_all_of_it(guizhou_server):
    first = page(guizhou_server, "/entity/guiyang")
    assert "1 to 100 of 150" in visible(first)
    following = unescape(re.search(r'rel="next nofollow" href="([^"]*of=2[^"]*)"', first.text)[1])
    second = page(guizhou_server, following)
    assert "101 to 150 of 150" in visible(second)
    query = "SELECT ?s { ?s rdf:subject <https://w3id.org/shugu/guizhou/entity/guiyang> ; sg:primaryEvidence ?e }"
    wanted = {row["s"]["value"].rsplit("/", 1)[1] for row in guizhou_server.ask(query).json()["results"]["bindings"]}
    ids = [set(re.findall(r'<li class="fact" id="([^"]+)"', response.text)) for response in (first, second)]
    assert wanted <= ids[0] | ids[1]
    assert not (wanted & ids[0] & ids[1])
    assert "1 to 100" in visible(page(guizhou_server, "/entity/guiyang?of=-3&naming=x"))
    assert page(guizhou_server, "/entity/guiyang?of=9999999").status_code == 200


def test_a_document_stands_beside_its_facts(harbour_server):
    response = page(harbour_server, "/document/harbour")
    shown = visible(response)
    for line in (line.strip() for line in TEXT.split("\n")):
        assert all(sentence in shown for sentence in re.split(r"(?<=\.) ", line)), line
    ids = set(re.findall(r'\bid="([^"]+)"', response.text))
    targets = re.findall(r'href="#([^"]+)"', response.text)
    assert {"s2", "s3", "s4", "f-h-3-1"} <= ids
    assert set(targets) <= ids
    order = [response.text.index(f'id="{anchor}"') for anchor in ("s2", "s3", "s4")]
    assert order == sorted(order)


def test_a_document_without_its_text_points_to_its_sentences(guizhou_server):
    response = page(guizhou_server, "/document/001-pilot-zone")
    assert "The text is not at hand" in visible(response)
    assert "Sentence 28" in visible(response)
    assert "106 statements" in visible(response)


@pytest.mark.parametrize(
    "path",
    ["/", "/things", "/things?q=%3Cimg", "/entity/odd-0", "/entity/odd-1", "/document/harbour", "/entity/lindow"],
)
def test_hostile_names_are_text(path, harbour_server):
    response = page(harbour_server, path)
    assert "<img" not in response.text
    assert "<script>" not in response.text
    if "odd" in path or path == "/things":
        assert "&lt;" in response.text


def test_things_are_found_by_any_name_and_class(harbour_server):
    assert visible(page(harbour_server, "/things?q=%E6%9E%97%E5%A4%9A")).count("1 thing ") == 1
    assert "Ada Brook" in visible(page(harbour_server, "/things?q=mayor"))
    assert "0 things" in visible(page(harbour_server, '/things?q=") } DROP ALL #'))
    people = visible(page(harbour_server, "/things?class=Person"))
    assert "1 thing Ada Brook" in people
    assert harbour_server.client.get("/things?class=nonsense", headers=HTML).status_code == 200
    found = harbour_server.client.get("/complete.json?q=lind").json()
    assert ["Lindow", "City"] in [[row["label"], row["class"]] for row in found]


def test_each_term_of_the_ontology_has_its_place_on_the_reference(harbour_server):
    response = page(harbour_server, "/ns")
    anchors = set(re.findall(r'<article class="term" id="([^"]+)"', response.text))
    vocabulary = load_ontology().vocabulary
    assert set(vocabulary.classes) <= anchors
    wanted = {
        name if "/indicator/" not in term.iri else f"indicator-{name}" for name, term in vocabulary.properties.items()
    }
    assert wanted <= anchors
    assert {f"unit-{name}" for name in vocabulary.units} <= anchors
    assert {unescape(target) for target in re.findall(r'href="/ns#([^"]+)"', response.text)} <= anchors
    shown = visible(response)
    assert "City 城市" in shown
    assert "a place has one ISO 3166 code at most, such as CN or CN-GZ" in shown
    assert "for example Lindow" in shown


def test_terms_lead_to_their_place_and_machines_get_triples(harbour_server):
    response = harbour_server.client.get("/indicator/gdp", headers=HTML)
    assert (response.status_code, response.headers["location"]) == (303, "/ns#indicator-gdp")
    turtle = harbour_server.client.get("/ns", headers={"Accept": "text/turtle"}).text
    assert len(Graph().parse(data=turtle)) == len({*load_ontology().triples})


def test_downloads_are_the_files_with_their_sizes(harbour_server):
    listed = visible(page(harbour_server, "/downloads"))
    for path in sorted(harbour_server.folder.glob("*.*")):
        if path.name in ("manifest.json", "explorer.sqlite"):  # of no use to a reader by themselves
            continue
        response = harbour_server.client.get(f"/download/{path.name}")
        assert response.content == path.read_bytes()
        assert path.name in listed
    head = harbour_server.client.head("/download/graph.nq")
    assert int(head.headers["content-length"]) == (harbour_server.folder / "graph.nq").stat().st_size
    for name in (
        "../harbour/collection.toml",
        "manifest.json",
        "explorer.sqlite",
        "store",
        "%2e%2e%2fmanifest.json",
        "graph.ttl/..",
    ):
        assert httpx.get(f"{harbour_server.url}/download/{name}", trust_env=False).status_code == 404, name


def test_other_formats_are_made_when_asked_for(harbour_server):
    assert "graph.nt made when asked for" in visible(page(harbour_server, "/downloads"))
    triples = harbour_server.client.get("/download/graph.nt")
    assert len(Graph().parse(data=triples.text, format="nt")) > 50
    assert "graph.nt made when asked for" not in visible(page(harbour_server, "/downloads"))
    assert harbour_server.client.get("/download/network.gexf").content.startswith(b"<gexf")


@pytest.mark.parametrize("path", ["/network.html", "/download/report.html"])
def test_pages_of_the_graph_come_under_a_policy_without_unsafe_parts(path, harbour_server):
    response = harbour_server.client.get(path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for style in re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_query_page_works_without_scripts(harbour_server):
    query = "SELECT ?s WHERE { ?s a sg:Person }"
    shown = visible(harbour_server.client.get("/editor", params={"query": query, "run": "1"}, headers=HTML))
    assert "1 row s ada-brook" in shown
    refused = harbour_server.client.get("/editor", params={"query": "SELECT <b> {", "run": "1"}, headers=HTML)
    assert "the query is not SPARQL: error at 1:" in visible(refused)
    assert "<b>" not in refused.text
    many = harbour_server.client.get("/editor", params={"query": "SELECT * { ?s ?p ?o }", "run": "1"}, headers=HTML)
    assert re.search(r"The first 500 of [\d,]+ rows", visible(many))
    assert "Yes" in visible(harbour_server.client.get("/editor", params={"query": "ASK {}", "run": "1"}, headers=HTML))


def test_a_question_in_words_brings_its_query(guizhou_server):
    name = re.search(r'/editor\?question=([^"]+)"', page(guizhou_server, "/editor").text)[1]
    query = guizhou_server.client.get(f"/question/{name}").text
    assert query.startswith("#")
    assert unescape(page(guizhou_server, f"/editor?question={name}").text).count(query) == 1
    assert guizhou_server.client.get("/question/none").status_code == 404


def test_the_terms_to_complete_from_are_those_of_the_graph(harbour_server):
    answer = harbour_server.client.get("/terms.json?lang=zh").json()
    assert answer["prefixes"]["sg"] == "https://w3id.org/shugu/ns#"
    cities = [term for term in answer["terms"] if term["iri"].endswith("ns#City")]
    assert cities[0]["kind"] == "class"
    assert cities[0]["label"] == "城市"
    assert "City" in cities[0]["others"]


def test_the_metrics_count_and_name_nobody(harbour_server):
    def metrics():
        text = harbour_server.client.get("/metrics").text
        return {
            line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line[0] != "#"
        }, text

    before, _ = metrics()
    harbour_server.ask("SELECT secret-word")
    harbour_server.ask("ASK { <x:only-here> ?p ?o }")
    harbour_server.ask("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    after, text = metrics()
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
    assert grown['shugu_replies_total{status="400"}'] == 2
    assert grown['shugu_refused_total{reason="syntax"}'] == 1
    assert grown['shugu_refused_total{reason="outside"}'] == 1
    assert grown["shugu_query_seconds_count"] == 3
    assert after["shugu_workers"] == 2
    assert after["shugu_workers_busy"] == 0
    assert not re.search(r"secret|only-here|127\.0\.0", text)


def test_no_link_of_a_page_is_dead_or_leads_to_a_scheme_of_its_own(harbour_server):
    seen, waiting = set(), [*PLACES]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        response = harbour_server.client.get(path, headers=HTML, follow_redirects=True)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html") or path.startswith(("/network", "/download")):
            continue
        for address in map(unescape, re.findall(r'(?:href|src|action)="([^"]*)"', response.text)):
            target = urljoin(path, address)
            scheme = urlsplit(target).scheme
            assert scheme in ("", "http", "https", "mailto"), address
            local = target.split("#")[0]
            if not scheme and "lang=" not in local and not local.startswith("/download/"):
                waiting.append(local)
    assert len(seen) > 40


def test_the_start_page_stands_where_the_contents_cannot_be_counted_in_time():
    async def ask(query):
        if "COUNT" in query:
            raise RefusalError(503, "the query was stopped")
        return []

    reader = Reader("en", "/", ())
    shown = asyncio.run(render_start(ask, Pages("https://example.org/"), reader, [], [], writable=False)).decode()
    assert "could not be counted" in shown
    assert 'href="/network.html"' in shown
    assert "holds no document" not in shown
