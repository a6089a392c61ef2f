"""The parts of the server that need no server: wishes for formats, datasets of updates, multipart bodies, kept answers."""

import asyncio

import pytest

from shugu.errors import InputError
from shugu.serve.formats import GRAPHS, ROWS, choose, media_type_of
from shugu.serve.multipart import split_parts
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, parse_form
from shugu.serve.run import read_token
from shugu.serve.shares import Shares
from shugu.serve.using import add_using


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;q=0", None),
        ("*/*;q=0.1, text/csv;q=0.2", "text/csv"),
        ("application/*;q=0.5, application/sparql-results+json;q=0.1", "application/sparql-results+xml"),
        ("text/html", None),
        (",;,", None),
        ("text/csv;q=7", "text/csv"),
        ("*", "application/sparql-results+json"),
        (", ".join(["a/b"] * 10_000), None),
    ],
)
def test_the_type_that_is_wanted_most_is_chosen(accept, expected):
    assert choose(accept, tuple(ROWS)) == expected


def test_the_first_graph_format_is_turtle():
    assert choose("*/*", tuple(GRAPHS)) == "text/turtle"
    assert media_type_of("") == ("", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DROP ALL", "DROP ALL"),
        ("INSERT DATA { <x:where> <x:p> 'WHERE' }", "INSERT DATA { <x:where> <x:p> 'WHERE' }"),
        (
            "# WHERE\nDELETE { ?s ?p 1 } WHERE { { SELECT ?s WHERE { ?s ?p 2 } } } ; INSERT { ?a ?b 3 } where{ ?a ?b 4 }",
            "# WHERE\nDELETE { ?s ?p 1 } USING <x:g> USING NAMED <x:n> WHERE { { SELECT ?s WHERE { ?s ?p 2 } } } ; "
            "INSERT { ?a ?b 3 } USING <x:g> USING NAMED <x:n> where{ ?a ?b 4 }",
        ),
        ("DELETE WHERE { ?s ?p '}' }", "DELETE { ?s ?p '}' } USING <x:g> USING NAMED <x:n> WHERE { ?s ?p '}' }"),
    ],
)
def test_each_where_uses_the_graphs_of_the_request(text, expected):
    assert add_using(text, ["x:g"], ["x:n"]) == expected


@pytest.mark.parametrize(
    "text", ["WITH <x:a> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "INSERT { ?s ?p 1 } USING <x:a> WHERE { ?s ?p 1 }"]
)
def test_graphs_named_twice_are_refused(text):
    with pytest.raises(RefusalError, match="names its graphs as well"):
        add_using(text, ["x:g"], [])


def test_a_graph_name_cannot_smuggle_in_more_of_an_update():
    with pytest.raises(RefusalError):
        add_using("INSERT { ?s ?p 1 } WHERE { ?s ?p 1 }", ["x:g> WHERE { } ; DROP ALL ; INSERT { } USING <x:g"], [])


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (b"--b\r\n\r\nx\r\n--b--", "multipart/form-data"),
        (b"nothing", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\nx\r\n--b", "multipart/form-data; boundary=b"),
        (b"--b\r\nno end of the head\r\n--b--", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\n\r\n" * 200 + b"--b--", "multipart/form-data; boundary=b"),
    ],
)
def test_a_multipart_body_that_is_none_is_refused(body, header):
    with pytest.raises(RefusalError):
        split_parts(body, header)


def test_the_parts_of_a_body_keep_their_bytes():
    body = b"--b\r\nContent-Type: text/turtle\r\n\r\n\xc3\xa9\r\n\r\n--b\r\n\r\n\r\n--b--\r\n"
    assert split_parts(body, 'multipart/form-data; boundary="b"') == [(b"\xc3\xa9\r\n", "text/turtle"), (b"", "")]


def test_a_form_has_its_fields_in_order_and_is_utf8():
    assert parse_form("a=1&b=%E8%B4%B5+x&a=") == [("a", "1"), ("b", "贵 x"), ("a", "")]
    with pytest.raises(RefusalError):
        parse_form("&".join(["a=1"] * 1000))
    with pytest.raises(RefusalError):
        parse_form("a=%FF")


@pytest.mark.parametrize("host", ["a b", "x/y", "<", "", "x:99999999", "é"])
def test_a_host_that_is_none_is_refused(host):
    asked = Asked(method="GET", path="/", raw_path="/", query="", headers={"host": host})
    with pytest.raises(RefusalError):
        _ = asked.url


@pytest.mark.parametrize("text", ["", "short", "two words of enough letters", "ключ-ключ-ключ-ключ"])
def test_a_token_is_one_long_word(text, tmp_path):
    (tmp_path / "token").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_token(tmp_path / "token")
    with pytest.raises(InputError):
        read_token(tmp_path / "missing")


def test_nobody_is_given_all_while_others_may_come():
    shares = Shares(4, waiting=8, waiting_each=8)
    for thing in "abcd":
        shares.add(thing)
    assert [shares.take_free("greedy") for _ in range(5)] == ["d", "c", "b", None, None]
    assert shares.take_free("other") == "a"


def test_who_holds_the_fewest_is_served_next():
    async def play():
        shares = Shares(3, waiting=8, waiting_each=8)
        for thing in "abc":
            shares.add(thing)
        first, _ = shares.take_free("greedy"), shares.take_free("greedy")
        waiting = [asyncio.create_task(shares.wait("greedy")) for _ in range(3)]
        await asyncio.sleep(0)
        other = shares.take_free("other")
        late = asyncio.create_task(shares.wait("late"))
        await asyncio.sleep(0)
        shares.give_back(first, "greedy")
        given = await asyncio.wait_for(late, 1)
        shares.give_back(other, "other")
        await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)  # one is left for others
        shares.give_back(given, "late")
        await asyncio.sleep(0)
        assert [task.done() for task in waiting] == [True, False, False]
        for task in waiting[1:]:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        shares.give_back(waiting[0].result(), "greedy")
        assert (shares.free, shares.waiting) == (2, 0)

    asyncio.run(play())


def test_who_leaves_in_the_moment_of_its_turn_loses_nothing_for_others():
    async def play():
        shares = Shares(1, waiting=8, waiting_each=8)
        waiting = asyncio.create_task(shares.wait("one"))
        await asyncio.sleep(0)
        shares.add("a")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert (shares.free, shares.waiting) == (1, 0)

    asyncio.run(play())


def test_one_client_cannot_fill_the_queue():
    async def play():
        shares = Shares(1, waiting=3, waiting_each=2)
        waiting = [asyncio.create_task(shares.wait("greedy")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(RefusalError, match="of your requests"):
            await shares.wait("greedy")
        waiting.append(asyncio.create_task(shares.wait("other")))
        await asyncio.sleep(0)
        with pytest.raises(RefusalError, match="other requests"):
            await shares.wait("late")
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(play())


def test_who_was_blamed_leaves_the_last_one_to_others_and_is_served_after_them():
    async def play():
        shares = Shares(2, waiting=8, waiting_each=8)
        shares.add("a")
        shares.blame("heavy")
        assert shares.take_free("heavy") is None
        assert shares.take_free("other") == "a"
        heavy = asyncio.create_task(shares.wait("heavy"))
        light = asyncio.create_task(shares.wait("light"))
        await asyncio.sleep(0)
        shares.give_back("a", "other")
        await asyncio.sleep(0)
        assert (heavy.done(), light.done()) == (False, True)
        shares.give_back("a", "light")
        shares.add("b")
        await asyncio.wait_for(heavy, 1)

    asyncio.run(play())
    alone = Shares(1, waiting=8, waiting_each=8)
    alone.add("a")
    alone.blame("heavy")
    assert alone.take_free("heavy") == "a"
