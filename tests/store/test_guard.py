"""What a query may ask for, and that no text sent as a query brings the process down."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from shugu.errors import QueryError
from shugu.store.guard import check_query

# A port on which no engine opens a connection: Oxigraph names it in the error before it tries.
ELSEWHERE = "http://127.0.0.1:9/"
CALL = f"SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }}"
HEAD = f"PREFIX : <{ELSEWHERE}> PREFIX ex: <{ELSEWHERE}> "


def calls_out(query):
    """True where Oxigraph takes the query for one that asks another server."""
    store = Store()  # with what the patterns before a call are to find, or the call is never reached
    store.update("INSERT DATA { <http://a/> <http://b/> 1, 1e5, true }")
    try:
        answer = store.query(query, use_default_graph_as_union=True)
        list(answer) if hasattr(answer, "__iter__") else bool(answer)
    except OSError as error:
        return "port 9" in str(error)
    except SyntaxError:
        return False
    return False


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT * {{ {CALL} }}", id="literal"),
        pytest.param("SELECT * { ?s ?p ?server . SERVICE ?server { ?a ?b ?c } }", id="variable"),
        pytest.param(f"SELECT * {{ SERVICE SILENT <{ELSEWHERE}> {{ ?s ?p ?o }} }}", id="silent"),
        pytest.param(f"SELECT * {{ {{ SELECT ?s {{ {CALL} }} }} }}", id="in a subselect"),
        pytest.param(f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {CALL} }} }}", id="in a filter"),
        pytest.param(f"ASK {{ {CALL.lower()} }}", id="lower case"),
        pytest.param(f"SELECT * {{ sErViCe <{ELSEWHERE}> {{ ?s ?p ?o }} }}", id="mixed case"),
        pytest.param(f"SELECT * {{ SERVICE # for now\n # on line two\r <{ELSEWHERE}> {{ ?s ?p ?o }} }}", id="comments"),
        pytest.param(f"SELECT * {{ # a ' quote in a comment\n {CALL} # another '\n }}", id="quotes in comments"),
        pytest.param(f"SELECT * {{ ?s ?p '#' . {CALL} }}", id="hash in a string"),
        pytest.param(f"SELECT * {{ ?s ?p '''it's \\''' . ''' . {CALL} }}", id="long string"),
        pytest.param(f'SELECT * {{ ?s ?p "a\\"" . {CALL} }}', id="escaped quote"),
        pytest.param(f"SELECT * {{ ?s <http://a/#x> ?o . {CALL} }}", id="hash in an IRI"),
        pytest.param(f"SELECT * {{ ?s ?p <http://a/'> . {CALL} }}", id="quote in an IRI"),
        pytest.param(f"SELECT * {{ ?s ?p 1.{CALL} }}", id="right after a number"),
        pytest.param(f"CONSTRUCT WHERE {{ ?s ?p ?o }} VALUES ?x {{ 1 }} {CALL}", id="behind the query"),
        pytest.param(f"LOAD <{ELSEWHERE}>", id="LOAD"),
        pytest.param(f"load silent <{ELSEWHERE}> into graph <{ELSEWHERE}>", id="load in lower case"),
    ],
)
def test_a_query_that_asks_another_server_is_refused(query):
    with pytest.raises(QueryError, match="asks another server"):
        check_query(query)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(f"OPTIONAL {{ <http://a/\\u0041#x> ?p ?o }} {CALL}", id="escape and hash in an IRI"),
        pytest.param(
            f"OPTIONAL {{ <http://a/\\u0041'> ?p ?o }} {CALL} OPTIONAL {{ <http://a/'> ?p ?o }}", id="escape and quote"
        ),
        pytest.param("SERVICE:there { ?s ?p ?o }", id="name without a space before it"),
        pytest.param("SERVICEex:there { ?s ?p ?o }", id="prefixed name without a space before it"),
        pytest.param("SERVICE:there # and a comment\n { ?s ?p ?o }", id="comment before the group"),
        pytest.param(f"?a ?b 1e5{CALL}", id="glued to a number"),
        pytest.param(f"?a ?b true{CALL}", id="glued to a boolean"),
        pytest.param("?a ?b 1.SERVICE:there { ?s ?p ?o }", id="glued on both sides"),
        pytest.param("SERVICE:there\N{MIDDLE DOT}a { ?s ?p ?o }", id="a letter that Python does not count as one"),
    ],
)
def test_a_call_that_only_the_engine_reads_as_one_is_refused(pattern):
    query = f"{HEAD}SELECT * {{ {pattern} }}"
    assert calls_out(query), "Oxigraph reads this as a call; the example says nothing otherwise"
    with pytest.raises(QueryError, match="asks another server"):
        check_query(query)


@pytest.mark.parametrize("call", [f"SERVICESILENT<{ELSEWHERE}>", "SERVICESILENT:there", "SERVICE SILENT:there"])
def test_a_silent_call_written_without_spaces_is_refused(call):
    with pytest.raises(QueryError, match="asks another server"):
        check_query(f"{HEAD}SELECT * {{ {call} {{ ?s ?p ?o }} }}")


def test_a_keyword_written_with_code_point_escapes_is_refused():
    # SPARQL 1.1, 19.2: other servers undo such escapes before they parse.
    with pytest.raises(QueryError, match="asks another server"):
        check_query(f"SELECT * {{ \\u0053ERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}")


_PIECES = st.lists(
    st.sampled_from(
        ["SERVICE", "service:x", "SERVICE:x", "SILENT", " ", "\n", "#", '"', "'", '"""', "'''", "\\", "<http://a/>"]
        + [
            "<http://a/\\u0041#>",
            "<http://a/\\u0041'>",
            "<",
            ">",
            "?x",
            "$x",
            "1",
            "1e5",
            ".5",
            ".",
            "true",
            "ex:a",
            "ex:",
        ]
        + [
            "ex:a.",
            "ex:a\\-",
            "ex:%41",
            "_:b",
            "_:b.",
            "@en",
            "^^",
            "{",
            "}",
            "{?s ?p ?o}",
            "?s ?p ",
            "?s ?p ?o",
            ";",
            ",",
        ]
        + [
            "OPTIONAL",
            "UNION",
            "MINUS",
            "FILTER(1)",
            "BIND(1 AS ?z)",
            "VALUES ?z {1}",
            "\N{MIDDLE DOT}",
            "\ufeff",
            "\u200d",
            "é",
        ]
    ),
    max_size=4,
).map("".join)
_CALLS = st.sampled_from([CALL, f"SERVICE<{ELSEWHERE}>{{}}", "SERVICE:x{}", "SERVICE ex:a{}", "SERVICEex:a{}"])


@settings(max_examples=3000, deadline=None)
@given(before=_PIECES, call=_CALLS, after=_PIECES)
def test_no_query_that_the_engine_would_send_on_passes_the_guard(before, call, after):
    query = f"{HEAD}SELECT * {{ {before}{call}{after} }}"
    if calls_out(query):
        with pytest.raises(QueryError):
            check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * { ?s ?p 'SERVICE <http://example.org/> { }' }", id="in a string"),
        pytest.param('SELECT * { ?s ?p "a \\" SERVICE { }" }', id="behind an escaped quote"),
        pytest.param("SELECT * { ?s ?p '''one\nSERVICE <x> { } it's''' }", id="in a long string"),
        pytest.param('SELECT * { ?s ?p """LOAD "quoted" SERVICE""" }', id="in a long string with quotes"),
        pytest.param("SELECT * { ?s ?p <http://example.org/SERVICE> }", id="in an IRI"),
        pytest.param("SELECT * { ?s ?p ?o } # SERVICE <x> { }", id="in a comment"),
        pytest.param("SELECT ?service ?SERVICE $load { ?service ?SERVICE $load }", id="a variable"),
        pytest.param(
            "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ex:SERVICE . ?s ex:LOAD ?o }", id="a local name"
        ),
        pytest.param("PREFIX service: <http://example.org/> SELECT * { ?s service:at ?o }", id="a prefix"),
        pytest.param("PREFIX ex: <http://example.org/> SELECT * { ?s ex:a.SERVICE ?o }", id="behind a point in a name"),
        pytest.param("SELECT * { _:SERVICE ?p 'x'@service }", id="a blank node and a language tag"),
    ],
)
def test_the_word_inside_a_string_name_or_comment_is_no_call(query):
    check_query(query)
    Store().query(query)  # and the example is a query that an engine takes


def test_the_refusal_names_the_line_and_what_to_do_instead():
    with pytest.raises(QueryError) as refused:
        check_query("SELECT *\nWHERE {\n  service <http://example.org/> { }\n}")
    assert str(refused.value).startswith("line 3: SERVICE asks another server")
    assert "--data" in str(refused.value)


def test_a_query_of_a_megabyte_is_refused():
    with pytest.raises(QueryError, match="characters"):
        check_query("SELECT * { ?s ?p '" + "x" * 1_000_000 + "' }")


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_three_thousand_nested_brackets_are_refused(brackets):
    with pytest.raises(QueryError, match="nested deeper"):
        check_query("SELECT * " + brackets[0] * 3000 + brackets[1] * 3000)


def test_brackets_inside_strings_are_not_nesting():
    check_query("SELECT * { ?s ?p '" + "{" * 3000 + "' }")


@pytest.mark.parametrize("operator", ["||", "&&", "+", "/", "|"])
def test_four_thousand_operators_are_refused(operator):
    with pytest.raises(QueryError, match="more than"):
        check_query("SELECT * { ?s ?p ?o FILTER(?o = 1" + f" {operator} ?o = 2" * 4000 + ") }")


def test_a_query_of_everyday_size_passes():
    branches = " UNION ".join(
        f"{{ ?s <http://example.org/p{n}> ?o{n} FILTER(?o{n} > {n} && ?o{n} < 100) }}" for n in range(30)
    )
    check_query(f"SELECT * {{ {branches} }}")


_RUN = """
import sys, resource
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from pyoxigraph import Store
from shugu.errors import QueryError
from shugu.store.graph import LocalGraph
store = Store()
store.update("INSERT DATA { <http://a/> <http://b/> 1 }")
try:
    answer = LocalGraph(store).query(sys.stdin.read())
    print("answered", sum(1 for _ in answer))
except QueryError as error:
    print("refused", error)
"""


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * " + "{" * 3000 + "}" * 3000, id="braces"),
        pytest.param("SELECT * { FILTER(" + "!" * 3000 + "true) }", id="negations"),
        pytest.param("SELECT * { ?s ?p ?o FILTER(?o = 1" + " || ?o = 1" * 4000 + ") }", id="or"),
        pytest.param("SELECT * { " + "OPTIONAL{}" * 19_000 + " }", id="optional groups"),
        pytest.param("SELECT * { " + "MINUS{}" * 28_000 + " }", id="groups taken away"),
        pytest.param("SELECT * { {}" + "UNION{}" * 28_000 + " }", id="unions"),
        pytest.param("SELECT * { ?s ?p ?o " + "FILTER(1)" * 22_000 + " }", id="filters"),
        pytest.param("SELECT * { " + "".join(f"BIND(1 AS ?a{n})" for n in range(10_000)) + " }", id="bindings"),
        pytest.param("SELECT " + "".join(f"(1 AS ?a{n})" for n in range(10_000)) + " { }", id="columns"),
        pytest.param("SELECT * { " + "?s ?p ?o." * 22_000 + " }", id="triple patterns"),
        pytest.param("SELECT * { ?s ?p ?o" + ";?p ?o" * 33_000 + " }", id="predicates of one subject"),
        pytest.param("SELECT * { ?s ?p (" + "1 " * 99_000 + ") }", id="a list"),
        pytest.param("DESCRIBE" + " <a:>" * 39_000, id="things to describe"),
        pytest.param("." * 190_000, id="points"),
        pytest.param("a." * 95_000, id="half names"),
        pytest.param('"' + "\\" * 190_000, id="backslashes"),
    ],
)
def test_a_query_made_to_bring_the_engine_down_is_refused_or_answered(query):
    done = subprocess.run([sys.executable, "-c", _RUN], input=query, capture_output=True, text=True, timeout=15)
    assert done.returncode == 0, f"the process ended with {done.returncode}: {done.stderr[-300:]}"
    assert done.stdout.startswith(("refused", "answered"))
