"""The explorer's parts over HTTP: what a page needs, no more at a time; bad requests, other builds, clients that leave."""

import asyncio
import base64
import hashlib
import json
import re
import shutil
import socket
import time

import httpx
import psutil
import pytest

from conftest import ENTITIES, ROWS, write_collection
from shugu.pipeline import build
from shugu.publish.explorer_format import INDEX
from shugu.store.folder import MANIFEST
from started import running, wait_until

HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "{{ 7*7 }}", "\u202egnp.exe"]


@pytest.fixture(scope="module")
def server(built):
    with running("-m", "shugu", "serve", built, "--port", "0", "--workers", "2") as found:
        yield found


@pytest.fixture(scope="module")
def page_data(built):
    html = (built / "network.html").read_text("utf-8")
    return json.loads(html.split('id="shugu-data">', 1)[1].split("</script>", 1)[0])


def get(server, what, **fields):
    response = server.client.get(f"/explorer/{what}", params=fields)
    assert response.status_code == 200, response.text
    return response.json()


def things(server, ids, known=()):
    response = server.client.post("/explorer/things", json={"ids": ids, "with": list(known)})
    assert response.status_code == 200, response.text
    return response.json()


def check_closed(part):
    """Every link, statement and document that a part speaks of is in it."""
    ids = {node["id"] for node in part["nodes"]}
    numbers = {statement["index"] for statement in part["statements"]}
    assert all(edge["from"] in ids and edge["to"] in ids for edge in part["edges"])
    assert all(set(item["statements"]) <= numbers for item in (*part["nodes"], *part["edges"]))
    assert {s["subject"] for s in part["statements"]} | {
        s["speaker"] for s in part["statements"] if "speaker" in s
    } <= ids
    assert {s["document"] for s in part["statements"]} == part["documents"].keys()
    assert all(set(comparison["statements"]) <= numbers for comparison in part["comparisons"])


def test_the_opening_is_that_of_the_file_with_all_links_among_its_things(server, page_data):
    ids = {node["id"] for node in page_data["nodes"] if node.get("rank", 99) < 30}
    part = get(server, "opening", most=30)
    check_closed(part)
    assert {node["id"] for node in part["nodes"] if node.get("rank", 99) < 30} == ids
    among = {(e["from"], e["to"], e["label"]) for e in part["edges"] if {e["from"], e["to"]} <= ids}
    assert among == {(e["from"], e["to"], e["label"]) for e in page_data["edges"] if {e["from"], e["to"]} <= ids}


def test_things_come_with_their_links_to_those_that_are_there(server, page_data):
    part = things(server, ["guiyang", "nobody"], ["alibaba", "tencent"])
    check_closed(part)
    among = {(e["from"], e["to"]) for e in part["edges"] if "guiyang" in (e["from"], e["to"])}
    wanted = {"guiyang", "alibaba", "tencent"}
    assert among >= {(e["from"], e["to"]) for e in page_data["edges"] if {e["from"], e["to"]} <= wanted}


def test_a_thing_gives_all_of_its_statements_page_by_page(server, page_data):
    said = next(node["statements"] for node in page_data["nodes"] if node["id"] == "guiyang")
    found = set()
    for skip in range(0, len(said), 100):
        part = get(server, "thing", id="guiyang", skip=skip)
        check_closed(part)
        found |= set(next(node["statements"] for node in part["nodes"] if node["id"] == "guiyang"))
    assert found == set(said)
    assert get(server, "thing", id="guiyang", skip=9_999_999)["edges"] == []


def test_all_neighbours_are_named_the_weightiest_first(server, page_data):
    near = get(server, "near", id="guiyang", skip=0)["near"]
    ends = [{edge["from"], edge["to"]} for edge in page_data["edges"]]
    assert set(near) == set().union(*(pair for pair in ends if "guiyang" in pair)) - {"guiyang"}
    sizes = {node["id"]: node["size"] for node in page_data["nodes"]}
    assert [sizes[id_] for id_ in near] == sorted((sizes[id_] for id_ in near), reverse=True)
    assert get(server, "near", id="guiyang", skip=10)["near"] == near[10:]


def test_search_finds_any_name_in_any_language(server):
    assert get(server, "find", q="GUIYANG")["found"][0]["node"]["id"] == "guiyang"
    hit = get(server, "find", q="贵阳市")["found"][0]
    assert (hit["node"]["id"], hit["name"]) == ("guiyang", "贵阳市")
    assert get(server, "find", q="nothing of that name")["found"] == []
    assert get(server, "find", q=" \u200b")["found"] == []


def test_a_statement_comes_with_what_it_is_set_against(server, page_data):
    number, statement = next((n, s) for n, s in enumerate(page_data["statements"]) if s.get("opposes"))
    part = get(server, "statement", number=number)
    check_closed(part)
    assert {s["index"] for s in part["statements"]} >= {number, *statement["opposes"]}


def test_a_link_comes_with_all_that_stands_behind_it(server, page_data):
    edge = max(page_data["edges"], key=lambda edge: len(edge["statements"]))
    part = get(server, "link", **{"from": edge["from"], "to": edge["to"], "label": edge["label"], "skip": 0})
    check_closed(part)
    found = next(
        e for e in part["edges"] if (e["from"], e["to"], e["label"]) == (edge["from"], edge["to"], edge["label"])
    )
    assert found["statements"] == sorted(edge["statements"])


def band(statement):
    if "confidence" not in statement:
        return "unknown" if "unreviewed" in statement else "reviewed"
    return "high" if statement["confidence"] >= 0.9 else "middle" if statement["confidence"] >= 0.7 else "low"


FACETS = {
    "document": lambda s: s["document"],
    "basis": lambda s: s.get("basis", ""),
    "speaker": lambda s: s.get("speaker", ""),
    "confidence": band,
    "conflict": lambda s: "disagree" if "conflict" in s else "agree" if s.get("supports") else "single",
}


@pytest.mark.parametrize(
    ("off", "years", "undated"),
    [
        ({}, None, True),
        ({"basis": ["target", "nothing"], "speaker": [""]}, None, True),
        ({"conflict": ["single"]}, [2014, 2016], True),
        ({"conflict": ["disagree"], "basis": ["forecast"]}, [2017, 2017], False),
    ],
)
def test_facets_count_the_whole_graph_as_the_page_counts_itself(off, years, undated, server, page_data):
    def failed(statement):
        found = {name for name, value in FACETS.items() if value(statement) in off.get(name, [])}
        first, last = (int(statement.get(key, "0")[:4]) for key in ("earliest", "latest"))
        timely = undated if not (first or last) else not years or ((last or 9999) >= years[0] and first <= years[1])
        return found if timely else {*found, "time"}

    wanted = {name: dict.fromkeys(map(value, page_data["statements"]), 0) for name, value in FACETS.items()}
    for statement in page_data["statements"]:
        for name, value in FACETS.items():
            wanted[name][value(statement)] += failed(statement) <= {name}
    response = server.client.post("/explorer/facets", json={"off": off, "years": years, "undated": undated})
    found = response.json()
    assert {name: dict(found["counts"][name]) for name in FACETS} == wanted
    assert found["passing"] == sum(not failed(statement) for statement in page_data["statements"])
    assert sum(n for _, n in found["counts"]["time"]) == sum(failed(s) <= {"time"} for s in page_data["statements"])
    assert found["documents"].keys() == wanted["document"].keys()
    assert {speaker["id"] for speaker in found["speakers"]} == wanted["speaker"].keys() - {""}


@pytest.mark.parametrize(
    "body", [{"off": []}, {"off": {"basis": "target"}}, {"off": {"basis": [None]}}, {"years": 2014}, {"years": [2014]}, {"years": [2014, 1e99]}, {"years": [-1, 99999]}, {"years": [True, "x"]}],
)  # fmt: skip
def test_filters_that_make_no_sense_are_refused(body, server):
    response = server.client.post("/explorer/facets", json=body)
    assert response.status_code == 400, response.text
    assert server.is_well()


@pytest.mark.parametrize(("view", "kind"), [("conflicts", "conflict"), ("delivery", "delivery")])
def test_a_view_gives_the_comparisons_of_the_whole_graph_with_their_statements(view, kind, server, page_data):
    wanted = [c for c in page_data["comparisons"] if c["kind"] == kind]
    part = get(server, "view", name=view, skip=0)
    check_closed(part)
    assert part["total"] == len(wanted)
    assert [c["label"] for c in part["comparisons"] if c["kind"] == kind][:100] == [c["label"] for c in wanted][:100]
    assert [c for c in get(server, "view", name=view, skip=9_000)["comparisons"] if c["kind"] == kind] == []


def test_the_map_gives_all_places(server, page_data):
    part = get(server, "view", name="map", skip=0)
    assert {n["id"] for n in part["nodes"] if "lat" in n} == {n["id"] for n in page_data["nodes"] if "lat" in n}


def test_a_path_goes_over_the_whole_graph_hop_by_hop(server, page_data):
    part = get(server, "path", **{"from": "alibaba", "to": "oracle"})
    check_closed(part)
    pairs = {frozenset((edge["from"], edge["to"])) for edge in page_data["edges"]}
    assert [part["way"][0], part["way"][-1]] == ["alibaba", "oracle"]
    assert all(frozenset(hop) in pairs for hop in zip(part["way"], part["way"][1:], strict=False))
    assert get(server, "path", **{"from": "guiyang", "to": "guiyang"})["way"] == ["guiyang"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/explorer/thing?id=nobody", 404),
        ("/explorer/thing?id=", 400),
        ("/explorer/thing", 400),
        (f"/explorer/thing?id={'x' * 5000}", 400),
        ("/explorer/thing?id=guiyang&skip=-1", 400),
        ("/explorer/thing?id=guiyang&skip=" + "9" * 40, 400),
        ("/explorer/thing?id=guiyang&skip=%D9%A3", 400),
        ("/explorer/thing?id=%00%1b%5B31m", 404),
        ("/explorer/thing?id=%FF", 400),
        ("/explorer/thing?id='%3B%20DROP%20TABLE%20thing%3B--", 404),
        ("/explorer/near?id=%F0%9F%8C%8A", 404),
        ("/explorer/statement?number=1e3", 400),
        ("/explorer/statement?number=9999999", 404),
        ("/explorer/link?from=guiyang&to=guizhou&label=no%20such", 404),
        ("/explorer/path?from=guiyang&to=nobody", 404),
        ("/explorer/path?from=guiyang", 400),
        ("/explorer/nothing", 404),
        ("/explorer/view?name=table", 404),
        ("/explorer/../../etc/passwd", 404),
        ("/explorer/opening?most=60&v=another", 409),
        ("/explorer/things", 405),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(path, status, server):
    response = server.client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"].startswith("text/plain")
    assert 10 < len(response.text) < 500
    assert "Traceback" not in response.text
    assert server.is_well()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"ids": "guiyang"}', 400),
        (b'{"ids": [1]}', 400),
        (b'{"ids": ["\\ud800"]}', 400),
        (b'{"ids": ["' + b"x" * 5000 + b'"]}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (json.dumps({"ids": ["x"] * 3001}).encode(), 400),
        (b" " * (1024**2 + 1), 413),
    ],
)
def test_a_body_that_is_no_list_of_ids_is_refused(body, status, server):
    response = server.client.post("/explorer/things", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status, response.text
    assert server.is_well()


def test_ids_are_taken_as_json_alone(server):
    assert server.client.post("/explorer/things", data={"ids": "guiyang"}).status_code == 415
    assert server.client.post("/explorer/thing?id=guiyang").status_code == 405
    assert server.client.put("/explorer/things", json={}).status_code == 405


def test_a_search_of_ten_thousand_characters_is_answered(server):
    assert get(server, "find", q="big " * 2500)["found"] == []
    assert get(server, "find", q="x\u0301" * 1000)["found"] == []


def test_answers_have_tags_and_are_not_sent_twice(server):
    first = server.client.get("/explorer/opening", params={"most": 20})
    again = server.client.get(
        "/explorer/opening", params={"most": 20}, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert server.client.get("/explorer/opening", params={"most": 21}).headers["ETag"] != first.headers["ETag"]


def policy_of(response):
    return dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))


def test_the_page_may_ask_its_server_alone_and_holds_nothing_of_the_graph(server):
    response = server.client.get("/explorer")
    policy = policy_of(response)
    assert policy["connect-src"] == "'self'"
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    for script in re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy["script-src"]
    data = json.loads(response.text.split('id="shugu-data">', 1)[1].split("</script>", 1)[0])
    assert (data["nodes"], data["statements"], data["totals"]["things"]) == ([], [], 206)


def test_a_page_that_is_kept_keeps_its_policy(server):
    first = server.client.get("/explorer")
    again = server.client.get("/explorer", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_the_file_asks_nobody(server):
    assert policy_of(server.client.get("/network.html"))["connect-src"] == "'none'"


def test_a_graph_too_large_for_one_file_is_shown_part_by_part(built, tmp_path):
    folder = tmp_path / "large-graph"
    shutil.copytree(built, folder)
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, "network": "part"}), "utf-8")
    with running("-m", "shugu", "serve", folder, "--port", "0", "--workers", "1") as found:
        response = found.client.get("/network.html")
        assert (response.status_code, response.headers["Location"]) == (303, "/explorer")
        assert found.client.get("/download/network.html").status_code == 200


def test_hostile_names_are_json_and_nothing_else(tmp_path):
    odd = [[f"odd-{i}", "City", label, "", f"also {label}", ""] for i, label in enumerate(HOSTILE)]
    rows = [*ROWS, {"id": "h-2-9", "sentence": "s2", "subject": "odd-0", "property": "locatedIn", "object": "odd-1"}]
    build(write_collection(tmp_path / "harbour", rows=rows, entities=[*ENTITIES, *odd]), tmp_path / "graph")
    with running("-m", "shugu", "serve", tmp_path / "graph", "--port", "0", "--workers", "1") as found:
        page = found.client.get("/explorer").text
        assert all(label not in page for label in HOSTILE)
        response = found.client.get("/explorer/find", params={"q": "img src"})
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert [hit["name"] for hit in response.json()["found"]] == [HOSTILE[0]]
        assert get(found, "find", q="gnp")["found"][0]["node"]["label"] == HOSTILE[3]


def test_another_build_is_noticed_and_the_next_page_reads_it(built, tmp_path):
    folder = tmp_path / "graph"
    build(write_collection(tmp_path / "harbour"), folder)
    with running("-m", "shugu", "serve", folder, "--port", "0", "--workers", "1") as found:
        page = found.client.get("/explorer").text
        version = re.search(r'"version":"(\w+)"', page)[1]
        assert get(found, "opening", most=5, v=version)["nodes"]
        build(write_collection(tmp_path / "other", rows=ROWS[:3]), folder, force=True)
        assert found.client.get("/explorer/opening", params={"most": 5, "v": version}).status_code == 409
        newer = re.search(r'"version":"(\w+)"', found.client.get("/explorer").text)[1]
        assert newer != version
        assert get(found, "opening", most=5, v=newer)["nodes"]


@pytest.mark.parametrize("content", [None, b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_folder_without_a_sound_index_says_so(content, built, tmp_path):
    folder = tmp_path / "graph"
    shutil.copytree(built, folder)
    (folder / INDEX).unlink()
    if content is not None:
        (folder / INDEX).write_bytes(content)
    with running("-m", "shugu", "serve", folder, "--port", "0", "--workers", "1") as found:
        for path in ("/explorer", "/explorer/opening?most=5"):
            response = found.client.get(path)
            assert response.status_code == (404 if content is None else 503)
            assert "build" in response.text
        assert found.client.get("/network.html").status_code == 200
        assert found.is_well()


def test_an_index_that_is_cut_off_is_told_and_the_worker_lives(built, tmp_path):
    folder = tmp_path / "graph"
    shutil.copytree(built, folder)
    whole = (folder / INDEX).read_bytes()
    (folder / INDEX).write_bytes(whole[: len(whole) // 2])
    with running("-m", "shugu", "serve", folder, "--port", "0", "--workers", "1") as found:
        pid = found.workers[0].pid
        assert found.client.get("/explorer/opening?most=60").status_code == 503
        assert "build the graph again" in found.client.get("/explorer").text
        assert found.workers[0].pid == pid


def test_clients_that_leave_free_their_workers(server):
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(b"GET /explorer/path?from=alibaba&to=oracle HTTP/1.1\r\nHost: x\r\n\r\n")
    assert wait_until(lambda: server.has_all_workers, 10)
    assert get(server, "find", q="guiyang")["found"]


def test_many_who_type_at_once_are_all_answered_and_memory_stays(server):
    async def ask():
        async with httpx.AsyncClient(base_url=server.url, timeout=30, trust_env=False) as client:
            words = [f"{word} {number}" for word in ("big", "gui", "贵", "data") for number in range(40)]
            return await asyncio.gather(*(client.get("/explorer/find", params={"q": q}) for q in words))

    get(server, "find", q="warm")
    began = time.monotonic()
    answers = asyncio.run(ask())
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert sum(answer.status_code == 200 for answer in answers) > 60
    assert time.monotonic() - began < 10
    assert all(worker.memory_info().rss < 250e6 for worker in psutil.Process(server.process.pid).children())
