"""What a client has already is not sent again, and a download goes on where it broke off; over HTTP."""

import pytest

from conftest import ROWS, write_collection
from shugu.pipeline import build
from shugu.serve.fresh import find_range, is_known, tag_of_bytes
from shugu.serve.refusal import RefusalError
from started import running

HTML = {"Accept": "text/html"}
PAGES = ["/", "/things?q=lindow", "/entity/lindow", "/statement/h-3-1", "/document/harbour", "/ns", "/downloads", "/editor"]  # fmt: skip
OTHERS = ["/sparql", "/network.html", "/download/report.html", "/static/pages.css", "/terms.json"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    build(write_collection(folder / "harbour"), folder / "graph")
    with running("-m", "shugu", "serve", folder / "graph", "--port", "0", "--workers", "2") as server:
        yield server


def get(server, path, **headers):
    server.client.cookies.clear()
    return server.client.get(path, headers={**HTML, **headers})


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_a_page_that_a_client_has_is_not_sent_again(server, path):
    first = get(server, path)
    again = get(server, path, **{"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for name in ("etag", "vary", "content-security-policy", "cache-control"):
        assert again.headers[name] == first.headers[name], name
    assert again.headers["cache-control"] == "no-cache", "a browser asks each time whether its copy is still good"
    assert get(server, path, **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_one_language_is_none_of_the_other(server, path):
    tags = [get(server, path, **{"Accept-Language": language}).headers["etag"] for language in ("en", "zh")]
    assert tags[0] != tags[1]
    given = {"If-None-Match": tags[0], "Accept-Language": "zh"}
    assert get(server, path, **given).status_code == 200
    assert get(server, path, **{**given, "Cookie": "lang=en"}).status_code == 304, "the cookie counts, as ever"


def test_a_page_packed_or_not_is_the_same_page(server):
    packed, plain = (get(server, "/ns", **{"Accept-Encoding": encoding}) for encoding in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["etag"].startswith("W/")


def test_a_choice_of_language_is_kept_even_where_nothing_else_is_sent(server):
    first = get(server, "/things?lang=zh")
    again = get(server, "/things?lang=zh", **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["set-cookie"] == first.headers["set-cookie"]


def test_a_page_of_a_graph_that_was_built_again_is_sent_again(tmp_path):
    collection, graph = write_collection(tmp_path / "harbour"), tmp_path / "graph"
    build(collection, graph)
    with running("-m", "shugu", "serve", graph, "--port", "0", "--workers", "2") as server:
        tag = get(server, "/entity/cold-store").headers["etag"]
        write_collection(collection, rows=[row for row in ROWS if row["id"] != "h-3-1"])
        build(collection, graph, force=True)
        after = get(server, "/entity/cold-store", **{"If-None-Match": tag})
    assert after.status_code == 200
    assert "h-3-1" not in after.text


def test_a_refusal_has_no_tag(server):
    assert "etag" not in get(server, "/entity/nobody").headers


# Downloads


def test_a_download_goes_on_where_it_broke_off(server):
    whole = server.client.get("/download/graph.nq")
    size, tag = len(whole.content), whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    assert not tag.startswith("W/")
    half = size // 2
    rest = server.client.get("/download/graph.nq", headers={"Range": f"bytes={half}-", "If-Range": tag})
    assert rest.status_code == 206
    assert rest.headers["content-range"] == f"bytes {half}-{size - 1}/{size}"
    assert int(rest.headers["content-length"]) == size - half
    assert whole.content[:half] + rest.content == whole.content
    assert "content-disposition" in rest.headers


def test_a_download_that_a_client_has_is_not_sent_again(server):
    tag = server.client.get("/download/facts.csv").headers["etag"]
    assert server.client.get("/download/facts.csv", headers={"If-None-Match": tag}).status_code == 304
    made = server.client.get("/download/graph.nt")
    assert server.client.get("/download/graph.nt", headers={"Range": "bytes=0-9"}).content == made.content[:10]


def test_a_part_of_another_state_of_the_file_is_the_whole_file(server):
    headers = {"Range": "bytes=10-", "If-Range": '"an-older-one"'}
    response = server.client.get("/download/graph.nq", headers=headers)
    assert response.status_code == 200
    assert int(response.headers["content-length"]) == len(response.content) > 10


def test_a_part_behind_the_end_is_refused_with_the_size(server):
    size = len(server.client.get("/download/graph.nq").content)
    response = server.client.get("/download/graph.nq", headers={"Range": f"bytes={size}-"})
    assert response.status_code == 416
    assert response.headers["content-range"] == f"bytes */{size}"
    assert str(size) in response.text


def test_head_tells_the_whole_length(server):
    response = server.client.head("/download/graph.nq", headers={"Range": "bytes=0-4"})
    assert response.status_code == 200
    assert int(response.headers["content-length"]) > 5


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=5-9", (5, 10)),
        ("bytes=90-200", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-200", (0, 100)),
        ("BYTES = 1 - 2", (1, 3)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=0x1-2", None),
        ("bytes=٣-5", None),
        (f"bytes={'9' * 400}-", None),
        ("", None),
    ],
)
def test_a_range_is_a_part_or_the_whole(asked, part):
    assert find_range({"range": asked}, '"t"', 100) == part


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_without_a_byte_of_the_file_is_refused(asked):
    with pytest.raises(RefusalError) as refused:
        find_range({"range": asked}, '"t"', 100)
    assert refused.value.status == 416


def test_tags_are_compared_weakly():
    tag = tag_of_bytes(b"page")
    assert is_known(tag.removeprefix("W/"), tag)
    assert is_known("*", tag)
    assert not is_known(tag_of_bytes(b"other"), tag)
