"""The bundles that ship are those of the sources beside them, and the sources' own tests pass."""

import json
import re
import shutil
import subprocess

import pytest

from conftest import REPOSITORY

WEB = REPOSITORY / "graph" / "web"
BUNDLES = REPOSITORY / "graph" / "shugu" / "publish" / "web"


@pytest.fixture(scope="module")
def sources(tmp_path_factory, npm_packages):
    """A copy of the browser sources beside the packages of the lock file, so that tests write nothing into the project."""
    copy = tmp_path_factory.mktemp("web") / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(npm_packages)
    return copy


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_bundles_are_those_of_the_sources_byte_for_byte(sources, tmp_path):
    run(sources, "node", "build.mjs", tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {path.name: path.read_bytes() for path in BUNDLES.iterdir()}
    assert {f"{entry}.js" for entry in json.loads((WEB / "entries.json").read_text("utf-8"))} <= set(shipped)
    assert made == shipped, "run scripts/web and commit graph/shugu/publish/web"


def test_the_tests_of_the_sources_pass(sources):
    tests = sorted(str(path.relative_to(sources)) for path in sources.glob("tests/*.test.mjs"))
    out = run(sources, "node", "--test", "--test-reporter=tap", *tests)
    passed = int(re.search(r"^# pass (\d+)$", out, re.MULTILINE)[1])
    assert passed >= 14
    assert re.search(r"^# (?:fail|skipped|todo) [1-9]", out, re.MULTILINE) is None


def test_the_bundles_evaluate_no_text_and_load_nothing():
    script = (BUNDLES / "explorer.js").read_text("utf-8")
    assert not re.search(r"\beval\(|\bFunction\(|\.innerHTML|insertAdjacentHTML|document\.write", script)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\(", script)
    assert not re.search(r"@import|url\((?!['\"]?data:)", (BUNDLES / "explorer.css").read_text("utf-8"))


def test_the_lock_file_names_no_registry_and_the_versions_are_exact():
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    assert not any("resolved" in package for package in lock["packages"].values())
    manifest = json.loads((WEB / "package.json").read_text("utf-8"))
    wanted = {**manifest.get("dependencies", {}), **manifest["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_the_licences_of_what_is_bundled_are_shipped():
    assert (BUNDLES / "THIRD-PARTY.txt").read_text("utf-8").startswith("Software of others")


def test_the_licence_of_what_a_source_was_made_from_is_shipped():
    assert "world-atlas 2.0.2" in (BUNDLES / "THIRD-PARTY.txt").read_text("utf-8")


def test_the_outlines_of_the_map_are_those_of_the_package(sources, tmp_path):
    run(sources, "node", "land.mjs", tmp_path / "land.js")
    assert (tmp_path / "land.js").read_bytes() == (WEB / "src" / "views" / "land.js").read_bytes()
