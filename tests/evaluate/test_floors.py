"""What the rules reach on the passages and, where their texts are at hand, on the five articles."""

import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from conftest import CORPUS, REPOSITORY
from shugu.evaluate.passages import evaluate_passages

pytest.importorskip("spacy", reason="the rules need shugu[nlp]")
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
LOADER = SourceFileLoader("evaluate_script", str(REPOSITORY / "scripts" / "evaluate"))
SCRIPT = module_from_spec(spec_from_loader(LOADER.name, LOADER))
LOADER.exec_module(SCRIPT)


def below(scores, floors):
    all_ = scores.lenient["all"]
    figures = {"f1": all_.f1, "precision": all_.precision, "recall": all_.recall}
    figures |= {"numbers": scores.numbers.share, "dates": scores.dates.share, "basis": scores.basis.share}
    return {name: (figures[name], floor) for name, floor in floors.items() if not figures[name] >= floor}


def test_the_rules_reach_their_floors_on_the_passages():
    assert not below(evaluate_passages(SCRIPT.PASSAGES, SCRIPT.read_by_rules), FLOORS["passages"])


@pytest.mark.texts
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the texts of the five articles are not here")
def test_the_rules_reach_their_floors_on_the_articles():
    assert not below(SCRIPT.score_articles(CORPUS), FLOORS["articles"])


def test_a_floor_that_is_not_reached_is_named():
    scores = evaluate_passages(SCRIPT.PASSAGES, lambda passage: passage.facts[::2])
    assert set(below(scores, {"recall": 0.9, "precision": 0.9})) == {"recall"}
