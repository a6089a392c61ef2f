"""The door to spaCy: a pipeline that is not what it was is refused."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from rules import PIPELINE, need_rules
from shugu.errors import InputError
from shugu.nlp import pipeline

need_rules()


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the installed package under a name of its own, known by the hash of what it holds now."""
    source = Path(importlib.util.find_spec(PIPELINE).origin).parent
    folder = tmp_path / "en_copied"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for data in folder.glob(f"{PIPELINE}-*"):
        data.rename(folder / data.name.replace(PIPELINE, "en_copied"))
    held = pipeline.hash_package(folder)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pipeline, "_known", lambda: {"en_copied": held})
    yield folder
    sys.modules.pop("en_copied", None)
    pipeline.load_pipeline.cache_clear()


def test_a_package_that_is_not_installed_is_named_in_a_sentence():
    with pytest.raises(InputError, match="needs spaCy and en_no_such; run: pip install"):
        pipeline.load_pipeline("en_no_such")


@pytest.mark.parametrize("name", ["../en", "en core", ".en", ""])
def test_a_name_that_no_package_can_have_is_refused(name):
    with pytest.raises(InputError):
        pipeline.load_pipeline(name)


def test_a_package_that_is_no_pipeline_is_refused():
    with pytest.raises(InputError, match="cannot be loaded"):
        pipeline.load_pipeline("textwrap")


def test_a_package_that_holds_what_it_should_is_loaded(copied):
    assert pipeline.load_pipeline("en_copied").lang == "en"


def test_a_package_with_a_changed_byte_is_refused(copied):
    path = next(copied.rglob("meta.json"))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(InputError, match="does not hold what its release held"):
        pipeline.load_pipeline("en_copied")


def test_the_default_package_is_one_that_shugu_was_measured_with():
    assert pipeline.DEFAULT in pipeline._known()


def test_texts_are_parsed_one_by_one_in_their_order():
    docs = list(pipeline.parse_sentences(["Boats sail. Boats sink.", "", "x" * 3_000]))
    assert [len(doc.text) for doc in docs] == [23, 0, 2_000]
