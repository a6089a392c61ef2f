"""Identifiers: slugs, hashes that keep fields apart, and IRIs that no two things share."""

import hashlib
import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shugu.identifiers import IriMaker, content_hash, is_slug, slug_pattern
from shugu.model.document import Span

FIELDS = st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=5)
WORDS = st.text("aZ07", min_size=1, max_size=6)
SLUGS = WORDS | st.builds("{}-{}.{}".format, WORDS, WORDS, WORDS)
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 120), st.integers(1, 120))
IRIS = IriMaker("https://example.org/harbour/")


@pytest.mark.parametrize("text", ["a", "7", "guiyang", "000-1-1", "Truck_Alliance", "v1.2", "a-b_c.d", "x" * 120])
def test_letters_and_digits_with_single_marks_between_are_an_id(text):
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-a", "a-", ".", "..", "a..b", "a--b", "a-.b", "a b", " a", "a\n", "a/b", "a\\b", "a#b", "a?b", "a%20b"),
        *("a:b", "a'b", "<a>", "café", "贵阳", "１２", "a\u200bb", "\0", "x" * 121),
    ],
)
def test_anything_that_an_iri_or_a_file_name_could_stumble_over_is_no_id(text):
    assert not is_slug(text)


@settings(deadline=None)
@given(st.from_regex(slug_pattern, fullmatch=True).filter(is_slug))
def test_an_id_stands_in_an_iri_without_encoding_and_cannot_leave_its_folder(slug):
    assert quote(slug, safe="") == slug
    assert urlsplit(IRIS.entity(slug)).path == f"/harbour/entity/{slug}"
    assert slug not in (".", "..")


@settings(deadline=None)
@given(st.text(max_size=12))
def test_an_id_is_ascii(text):
    assert not is_slug(text) or re.fullmatch(r"[0-9A-Za-z._-]+", text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), ("a", "")),
        (("",), ()),
        ((None,), ("",)),
        ((None,), ("-",)),
        ((None, "a"), ("a", None)),
        (("a", "b"), ("b", "a")),
        (("1:a",), ("a",)),
        (("a1:b",), ("a", "b")),
        (("é",), ("e\u0301",)),
    ],
)
def test_other_fields_have_another_hash(left, right):
    assert content_hash(*left) != content_hash(*right)


@settings(deadline=None)
@given(FIELDS, FIELDS)
def test_lists_of_fields_have_one_hash_only_when_they_are_equal(left, right):
    assert (content_hash(*left) == content_hash(*right)) == (left == right)


@settings(deadline=None)
@given(st.text("ab:-1", min_size=1, max_size=8), st.data())
def test_one_text_cut_at_other_places_has_another_hash(text, data):
    cuts = st.sets(st.integers(0, len(text)))
    left, right = (sorted(data.draw(cuts)) for _ in range(2))

    def fields(at):
        return [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]

    assert (content_hash(*fields(left)) == content_hash(*fields(right))) == (left == right)


def test_the_hash_stays_the_same_from_version_to_version_since_iris_are_made_of_it():
    assert content_hash("a", "港", None) == hashlib.sha256("1:a3:港-1:-".encode()).hexdigest()


@settings(deadline=None)
@given(SLUGS, SPANS, SLUGS, SPANS)
def test_two_evidences_have_one_iri_only_when_document_and_span_are_equal(left, left_span, right, right_span):
    same = (left, left_span) == (right, right_span)
    assert (IRIS.evidence(left, left_span) == IRIS.evidence(right, right_span)) == same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("a", Span(1, 234)), ("a", Span(12, 34))),
        (("a-1", Span(2, 3)), ("a", Span(1, 23))),
        (("a1", Span(2, 30)), ("a", Span(12, 30))),
    ],
)
def test_document_and_offsets_do_not_run_together_in_the_iri_of_an_evidence(left, right):
    assert IRIS.evidence(*left) != IRIS.evidence(*right)


@settings(deadline=None)
@given(SLUGS)
def test_things_of_other_sorts_under_one_id_have_other_iris_all_under_the_base(slug):
    iris = [
        *(IRIS.entity(slug), IRIS.statement(slug), IRIS.document(slug), IRIS.graph(slug), IRIS.run(slug)),
        *(IRIS.evidence(slug, Span(0, 1)), IRIS.dataset),
    ]
    assert len(set(iris)) == len(iris)
    assert all(iri.startswith(IRIS.base) for iri in iris)
