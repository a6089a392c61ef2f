"""What README and docs show is run: Python, SPARQL and shell commands, and the examples in docstrings."""

import doctest
import importlib
import pkgutil
import re
import shlex
import shutil

import pytest

import shugu
from conftest import REPOSITORY
from shugu.publish.source import open_source

PYTHON_PAGES = ["README.md", "docs/python.md"]
COMMAND = re.compile(r"^shugu .*", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    """A folder with a built graph, in which the commands of a page run one after another."""
    home = tmp_path_factory.mktemp("page")
    shutil.copytree(built, home / built.name)
    return home


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", (REPOSITORY / page).read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PYTHON_PAGES)
def test_the_python_of_a_page_runs(page, folder, monkeypatch):
    monkeypatch.chdir(folder)
    found = blocks(page, "python")
    assert found
    names = {}
    for block in found:
        exec(compile(block, page, "exec"), names)


def test_the_figures_that_the_readme_prints_are_those_of_the_articles(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    for block in blocks("README.md", "python"):
        exec(block, {})
    assert capsys.readouterr().out.splitlines()[0] == "2013 208542000000"


@pytest.mark.parametrize("number", range(3))
def test_the_queries_of_the_graph_page_have_answers(number, built):
    query = blocks("docs/graph.md", "sparql")[number]
    assert len(list(open_source(built, None).graph.query(query))) > 5


def commands():
    text = (REPOSITORY / "README.md").read_text("utf-8")
    inline = re.findall(r"`(shugu [^`]+)`", text)
    found = [c.split("  #")[0].strip() for c in [*COMMAND.findall("\n".join(blocks("README.md", "sh"))), *inline]]
    # These need a folder of texts or a browser, or are what makes the graph: other tests run them.
    return [c for c in found if "DIR" not in c and c not in ("shugu view", "shugu build")]


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_runs(command, folder, monkeypatch, run):
    monkeypatch.chdir(folder)
    result = run(*shlex.split(command)[1:])
    assert result.exception is None
    assert result.return_value in (None, 0)
    assert result.output


def test_every_page_that_is_linked_is_there():
    for page in [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def modules():
    return [info.name for info in pkgutil.walk_packages(shugu.__path__, "shugu.") if not info.name.endswith("__main__")]


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_docstring_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
