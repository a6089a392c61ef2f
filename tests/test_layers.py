"""Who may import whom: the contracts of pyproject.toml, and what import-linter does not see."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import REPOSITORY

PACKAGE = REPOSITORY / "graph" / "shugu"
STAGES = ("read", "extract", "review", "reconcile", "assemble", "check", "store", "publish")
# What stands above a stage; `publish` alone stands above the others and may use them.
ABOVE = (
    "cli",
    "pipeline",
    "serve",
    "intake",
    "refetch",
    "refresh",
    "reviewing",
    "extraction",
    "evaluate",
    "evaluating",
    "loading",
    "naming",
    "publish",
)
# Each heavy library and the one module through which it comes in; a stage has its own.
DOORS = {
    "pyshacl": "check/shapes.py",
    "httpx": ("extract/llm_client.py", "store/remote.py"),
    "pyvis": "publish/network_page.py",
    "filelock": "locking.py",
    "oxrdflib": "publish/dataset.py",
}
HEAVY = {"rdflib", "pyoxigraph", "oxrdflib", "networkx", "numpy", "pyvis", "pyshacl", "httpx", "jinja2"}
TEXT_SIDE = ("model", "read", "extract", "guard", "nlp", "review", "reconcile")
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports_of(path):
    """Every module that a file imports, wherever in it, with the names taken from it, and the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, (), node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), tuple(alias.name for alias in node.names), node.lineno


def is_in(module, package):
    return module == package or module.startswith(f"{package}.")


def doors(library):
    return DOORS[library] if isinstance(DOORS[library], tuple) else (DOORS[library],)


def place(path):
    return path.relative_to(PACKAGE).as_posix()


def test_the_contracts_of_pyproject_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        message = f"import-linter is not installed beside {sys.executable}; it is among the packages of shugu[dev]"
        pytest.fail(message) if os.environ.get("SHUGU_REQUIRE_ALL") else pytest.skip(message)
    done = subprocess.run([lint, "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
    kept = int(done.stdout.rpartition("Contracts: ")[2].split()[0])
    assert kept >= 2


def test_the_layers_name_every_part_of_the_package():
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    named = {
        name.strip()
        for contract in settings["contracts"]
        for layer in contract.get("layers", [])
        for name in layer.split("|")
    }
    parts = {
        f"shugu.{path.stem}" for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert named == parts - {"shugu.__init__", "shugu.__main__"}


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 40
    assert {place(path) for path in MODULES} >= {door for library in DOORS for door in doors(library)}
    for part in (*STAGES, *TEXT_SIDE):
        assert len(list((PACKAGE / part).glob("*.py"))) > 1, part


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage_and_nothing_above_it(stage):
    if stage == "publish":
        others = [
            "shugu.cli",
            "shugu.pipeline",
            "shugu.serve",
            "shugu.intake",
            "shugu.arrival",
            "shugu.refetch",
            "shugu.refresh",
            "shugu.evaluate",
        ]
    else:
        others = [f"shugu.{other}" for other in {*STAGES, *ABOVE} if other != stage]
    found = [
        f"{place(path)}:{line} {module}"
        for path in (PACKAGE / stage).rglob("*.py")
        for module, names, line in imports_of(path)
        if any(is_in(full, other) for full in (module, *(f"{module}.{name}" for name in names)) for other in others)
    ]
    assert found == []


def test_nothing_imports_from_the_package_root_or_by_a_relative_path():
    found = [
        f"{place(path)}:{line} {module or '.'}"
        for path in MODULES
        for module, _, line in imports_of(path)
        if module == "shugu" or module.startswith(".")
    ]
    assert found == []


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_comes_in_by_one_door(library):
    found = {place(path) for path in MODULES for module, _, _ in imports_of(path) if is_in(module, library)}
    assert found == set(doors(library))


def test_the_text_side_knows_no_rdf():
    libraries = ("rdflib", "pyoxigraph", "oxrdflib", "pyshacl", "shugu.ontology", "shugu.rdflib_terms")
    found = [
        f"{place(path)}:{line} {module}"
        for part in TEXT_SIDE
        for path in (PACKAGE / part).rglob("*.py")
        for module, _, line in imports_of(path)
        if any(is_in(module, library) for library in libraries)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import shugu", id="import shugu"),
        pytest.param("import shugu.cli.main", id="the commands"),
        pytest.param("from shugu.cli.main import main; main.main(['--help'], standalone_mode=False)", id="--help"),
        pytest.param(
            "from shugu.cli.main import main; main.main(['build', '-h'], standalone_mode=False)", id="build -h"
        ),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code):
    code = f"{code}; import sys; print(*sorted(set({sorted(HEAVY)}) & set(sys.modules)), 'shugu' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True"


def test_no_module_runs_code_of_another_at_import_but_for_its_own_names():
    """A module that is imported does nothing but define: no print, no file, no network."""
    code = (
        "import sys, pkgutil, importlib, shugu\n"
        "seen = []\n"
        "names = [m.name for m in pkgutil.walk_packages(shugu.__path__, 'shugu.') if not m.name.endswith('__main__')]\n"
        "import rdflib, pyoxigraph, networkx, pyvis.network, httpx, jinja2, click, filelock, oxrdflib, numpy\n"
        "sys.addaudithook(lambda e, a: seen.append((e, a)) if e.startswith(('socket.', 'subprocess.')) or e == 'open' and 'w' in str(a[1]) else None)\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(len(names), [s for s in seen if '__pycache__' not in str(s)])\n"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)
    number, _, seen = done.stdout.partition(" ")
    assert int(number) > 40
    assert seen.strip() == "[]"
