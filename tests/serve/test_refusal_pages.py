"""What is refused, as a browser is told and as a program is told, over HTTP."""

import pytest

from conftest import write_collection
from shugu.pipeline import build
from started import running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
REFUSED = {
    "/entity/nobody": 404,
    "/nowhere": 404,
    "/download/secrets.txt": 404,
    "/question/none": 404,
    "/entity/%3Cscript%3Ealert(1)%3C/script%3E": 404,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refused")
    build(write_collection(folder / "harbour"), folder / "graph")
    with running("-m", "shugu", "serve", folder / "graph", "--port", "0", "--workers", "2") as server:
        server.folder = folder / "graph"
        yield server


def get(server, path, accept=BROWSER, **headers):
    server.client.cookies.clear()
    return server.client.get(path, headers={"Accept": accept, **headers})


@pytest.mark.parametrize(("path", "status"), REFUSED.items())
def test_a_browser_is_shown_a_page_with_the_reason_and_a_way_on(server, path, status):
    plain, page = get(server, path, accept="*/*"), get(server, path)
    assert (plain.status_code, page.status_code) == (status, status)
    assert plain.headers["content-type"].startswith("text/plain")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert 'action="/things"' in page.text
    words = plain.text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    assert words in page.text


def test_the_page_is_in_the_reader_s_language(server):
    assert "没有这个页面" in get(server, "/nowhere", **{"Accept-Language": "zh"}).text
    assert "There is no such page" in get(server, "/nowhere?lang=en", **{"Accept-Language": "zh"}).text


def test_what_is_asked_of_the_endpoint_is_refused_in_plain_text(server):
    for path in ("/sparql?query=nonsense", "/rdf-graph-store?graph=nonsense", "/static/nothing.js"):
        response = get(server, path)
        assert response.status_code in (400, 404)
        assert response.headers["content-type"].startswith("text/plain"), path


def test_an_address_that_cannot_be_read_is_refused_all_the_same(server):
    response = get(server, "/things?q=%ff")
    assert response.status_code == 400
    assert "UTF-8" in response.text


def test_a_graph_that_is_being_replaced_is_told_as_such(server):
    manifest = server.folder / "manifest.json"
    away = manifest.rename(manifest.with_suffix(".away"))
    try:
        response = get(server, "/entity/lindow")
    finally:
        away.rename(manifest)
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert "No answer at the moment" in response.text
    assert "being replaced" in response.text
    assert get(server, "/entity/lindow").status_code == 200
