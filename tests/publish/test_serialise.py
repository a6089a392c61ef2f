"""What is written in each format of RDF is what other readers read: Oxigraph, rdflib and Raptor."""

import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from conftest import need_tool
from shugu.publish.serialise import FORMATS, dataset_quads, prefixes_of, serialise, to_turtle
from shugu.rdflib_terms import to_rdflib_term
from shugu.store.graph import open_folder
from shugu.vocab import PREFIXES, SG

BASE = "https://w3id.org/shugu/guizhou/"
EX = "https://example.org/harbour/"
XSD = "http://www.w3.org/2001/XMLSchema#"
FILES = {"ttl": "graph.ttl", "trig": "graph.trig", "jsonld": "graph.jsonld", "nq": "graph.nq"}
WITH_GRAPHS = ("trig", "jsonld", "nq")
OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {"ttl": "turtle", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "nq": "nquads", "rdfxml": "xml"}
RAPTOR = {"ttl": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads", "rdfxml": "rdfxml"}


@pytest.fixture(scope="module")
def quads(built):
    """The quads of the Guizhou dataset, as the store of the build holds them."""
    return dataset_quads(open_folder(built / "store"))


@pytest.fixture(scope="module")
def written(quads):
    """The Guizhou dataset in every format."""
    return {format_: serialise(quads, format_, BASE) for format_ in FORMATS}


def wanted(quads, format_):
    """What a reader is to find: quads where the format has graph names, else the union of the graphs."""
    return set(quads) if format_ in WITH_GRAPHS else {quad.triple for quad in quads}


def read_again(data, format_):
    found = parse(data, format=OXIGRAPH[format_])
    return set(found) if format_ in WITH_GRAPHS else {quad.triple for quad in found}


def test_the_formats_of_the_contract_are_there():
    assert set(FORMATS) == {"ttl", "trig", "jsonld", "nt", "nq", "rdfxml"}


@pytest.mark.parametrize("format_", FORMATS)
def test_oxigraph_reads_back_what_was_written(quads, written, format_):
    assert read_again(written[format_], format_) == wanted(quads, format_)


def to_rdflib(triple):
    return tuple(to_rdflib_term(term) for term in (triple.subject, triple.predicate, triple.object))


@pytest.mark.parametrize("format_", ["ttl", "nt", "rdfxml"])
def test_rdflib_reads_back_the_same_triples(quads, written, format_):
    found = Graph().parse(data=written[format_], format=RDFLIB[format_])
    assert set(found) == {to_rdflib(quad.triple) for quad in quads}


@pytest.mark.parametrize("format_", WITH_GRAPHS)
def test_rdflib_reads_back_the_same_quads(quads, written, format_):
    found = Dataset().parse(data=written[format_], format=RDFLIB[format_])
    read = {(s, p, o, graph) for s, p, o, graph in found.quads()}
    assert read == {(*to_rdflib(quad.triple), URIRef(quad.graph_name.value)) for quad in quads}


@pytest.mark.raptor
@pytest.mark.parametrize("format_", RAPTOR)
def test_raptor_reads_back_the_same(quads, written, format_, tmp_path):
    need_tool("rapper", "raptor2-utils")
    path = tmp_path / "graph"
    path.write_bytes(written[format_])
    out = "nquads" if format_ in WITH_GRAPHS else "ntriples"
    command = ["rapper", "--quiet", "--input", RAPTOR[format_], "--output", out, str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found = parse(done.stdout, format=RdfFormat.N_QUADS)
    assert {quad if format_ in WITH_GRAPHS else quad.triple for quad in found} == wanted(quads, format_)


def test_the_files_of_a_build_are_these(built, written):
    for format_, name in FILES.items():
        assert (built / name).read_bytes() == written[format_], name


def test_the_dataset_has_no_blank_node_and_no_term_of_rdf_1_2(quads):
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        assert not isinstance(quad.graph_name, BlankNode)


def test_the_ontology_is_a_file_of_its_own(built, quads):
    assert NamedNode(SG) not in {quad.graph_name for quad in quads}
    found = Graph().parse(built / "ontology.ttl", format="turtle")
    assert (
        URIRef(f"{SG}Statement"),
        URIRef(PREFIXES["rdfs"] + "label"),
        RdflibLiteral("Statement", lang="en"),
    ) in found


def test_the_order_is_that_of_the_content_and_not_of_the_store(quads):
    turned = Store()
    turned.extend(reversed(quads))
    turned.add(Quad(NamedNode(f"{SG}a"), NamedNode(f"{SG}b"), NamedNode(f"{SG}c"), NamedNode(SG)))
    assert dataset_quads(turned) == quads
    # The set of a thousand quads, put into a list again in two ways, is written alike.
    part = quads[:1000]
    for format_ in FORMATS:
        assert serialise(dataset_quads(_store(reversed(part))), format_, BASE) == serialise(part, format_, BASE), (
            format_
        )


def _store(quads):
    store = Store()
    store.extend(quads)
    return store


@pytest.mark.parametrize("format_", ["nt", "nq"])
def test_lines_stand_in_order_and_once(written, format_):
    lines = written[format_].decode("utf-8").splitlines()
    keys = [re.match(r"<([^>]*)> <([^>]*)> ", line).groups() for line in lines]
    assert len(set(lines)) == len(lines)
    if format_ == "nt":
        assert keys == sorted(keys)


# Turtle for people


@pytest.fixture(scope="module")
def turtle(written):
    return written["ttl"].decode("utf-8")


def blocks(text):
    """The subject blocks of a Turtle text, each as its lines."""
    found = []
    for line in text.splitlines():
        if re.match(r"[^\s@#]", line):
            found.append([])
        if found and line.strip() and not line.startswith(("#", "@")):
            found[-1].append(line)
    return found


def prefixes_in(text):
    return dict(re.findall(r"^@prefix ([\w-]*): <([^>]*)> \.$", text, re.MULTILINE))


def expand(term, prefixes):
    if term.startswith("<"):
        return term[1:-1]
    prefix, _, local = term.partition(":")
    return prefixes[prefix] + local.replace("\\", "")


def test_prefixes_stand_first(turtle):
    lines = turtle.splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith("@prefix")]
    assert places == list(range(len(places)))
    assert len(places) > 10


def test_subjects_stand_in_order_what_is_stated_before_what_is_derived(turtle, quads):
    prefixes = prefixes_in(turtle)
    stated, derived = turtle.split(
        "# What follows from the statements above by the ontology's rules; nothing below is cited."
    )
    for part, graphs in (
        (stated, lambda g: g not in ("inferred", "comparisons")),
        (derived, lambda g: g in ("inferred", "comparisons")),
    ):
        subjects = [expand(block[0].split()[0], prefixes) for block in blocks(part)]
        assert subjects == sorted({q.subject.value for q in quads if graphs(q.graph_name.value.rsplit("/", 1)[-1])})


def test_the_type_comes_first_and_the_labels_right_after_it(turtle):
    stated = turtle.partition("# What follows")[0]
    for block in blocks(stated):
        predicates = [line.split()[0] for line in block[1:] if re.match(r" {4}\S", line)]
        assert re.match(r"\S+ a ", block[0]), block[0]
        if "rdfs:label" in predicates:
            assert predicates[0] == "rdfs:label", block[0]


def test_names_are_written_with_prefixes(turtle):
    for subject in (block[0].split()[0] for block in blocks(turtle)):
        folder, _, local = subject.strip("<>").removeprefix(BASE).partition("/")
        assert not subject.startswith("<") or "/" in local or folder == "comparison" or BASE not in subject, subject
    assert "\ne:guiyang a sg:City ;" in turtle
    assert '    rdfs:label "Guiyang"@en,\n        "贵阳市"@zh ;' in turtle


def test_text_is_utf_8_with_plain_line_ends(written):
    for format_ in ("ttl", "trig", "jsonld", "nq"):
        assert b"\r" not in written[format_]
        assert written[format_].endswith(b"\n") or format_ == "jsonld"
        assert "贵阳市".encode() in written[format_]


# Every text and every IRI that may occur

ODD = [
    "",
    " ",
    "line\nbreak",
    "\r\n\t",
    '"',
    '"""',
    "'''",
    "\\",
    "\\u0041",
    'ends in a quote"',
    "ends in a backslash\\",
    "one\n@prefix e: <http://example.org/> .\ntwo",
    "# What follows",
    "<b>&amp;]]></b>",
    "{{7*7}}",
    "\u202eright to left",
    "zero\u200bwidth\ufeff",
    "\u0085\u2028\u2029",
    "\U0001f6a2 贵阳",
    "e\u0301",
    "x" * 10_000,
]
LITERALS = [
    Literal("0012"),
    Literal("5", datatype=NamedNode(f"{XSD}integer")),
    Literal("007", datatype=NamedNode(f"{XSD}integer")),
    Literal("1.10", datatype=NamedNode(f"{XSD}decimal")),
    Literal("1", datatype=NamedNode(f"{XSD}decimal")),
    Literal("1e3", datatype=NamedNode(f"{XSD}double")),
    Literal("NaN", datatype=NamedNode(f"{XSD}double")),
    Literal("1", datatype=NamedNode(f"{XSD}boolean")),
    Literal("2015-02-30", datatype=NamedNode(f"{XSD}date")),
    Literal("9" * 5000, datatype=NamedNode(f"{XSD}integer")),
    Literal("x", datatype=NamedNode(f"{EX}own")),
    Literal("Hafen", language="de"),
    Literal("港", language="zh-hans-cn"),
]


def one(object_, graph="harbour"):
    return [Quad(NamedNode(f"{EX}entity/a"), NamedNode(f"{EX}p"), object_, NamedNode(f"{EX}graph/{graph}"))]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("graph", ["harbour", "inferred"])
def test_every_text_is_written_as_it_is(format_, graph):
    for text in ODD:
        quads = one(Literal(text), graph)
        assert read_again(serialise(quads, format_, EX), format_) == wanted(quads, format_), ascii(text)[:60]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_value_keeps_its_spelling(format_):
    for literal in LITERALS:
        assert read_again(serialise(one(literal), format_, EX), format_) == wanted(one(literal), format_), str(literal)[
            :60
        ]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "local",
    ["a.b", "a-", "-a", "1", "a,b", "a(b)", "a%20b", "贵阳", "a/b", "a#b", "a?b=c&d", "a'b", "~", "a:b", "", "."],
)
def test_every_iri_is_written_as_it_is(format_, local):
    iri = NamedNode(f"{EX}entity/{local}")
    quads = [Quad(iri, NamedNode(f"{EX}p"), iri, NamedNode(f"{EX}graph/g")), *one(iri)]
    assert read_again(serialise(quads, format_, EX), format_) == wanted(quads, format_)


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.sampled_from(sorted(FORMATS)),
)
def test_any_text_is_written_as_it_is(text, format_):
    if format_ == "rdfxml" and re.search(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        return  # XML 1.0 has no way to write these characters
    quads = one(Literal(text))
    assert read_again(serialise(quads, format_, EX), format_) == wanted(quads, format_)


def test_an_empty_dataset_is_written_in_every_format():
    for format_ in FORMATS:
        assert read_again(serialise([], format_, EX), format_) == set()


def test_turtle_of_an_answer_has_only_the_prefixes_it_uses():
    triples = [quad.triple for quad in one(Literal("x"))]
    text = to_turtle(triples, prefixes_of(EX)).decode()
    assert re.findall(r"^@prefix (\w*):", text, re.MULTILINE) == [
        "ds",
        "e",
    ]  # the predicate is a name of the base itself
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
