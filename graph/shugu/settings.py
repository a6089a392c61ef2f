"""Where the shipped data lie: in the repository for a checkout, inside the package for a wheel."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shugu.errors import InputError

__all__ = ["BUILTIN", "collections_folder", "find_collection", "ontology_folder", "package_version"]

BUILTIN = "guizhou"

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parent.parent


def _shipped(in_repository: Path, in_wheel: Path) -> Path:
    # The checkout comes first, so that an editable install never reads a stale copy.
    return in_repository if (_REPOSITORY / "pyproject.toml").is_file() and in_repository.is_dir() else in_wheel


def ontology_folder() -> Path:
    """The folder of the ontology: terms, shapes, rules, comparisons, lints, questions."""
    return _shipped(_REPOSITORY / "ontology", _PACKAGE / "data" / "ontology")


def collections_folder() -> Path:
    """The folder of the built-in collections."""
    return _shipped(_REPOSITORY / "graph" / "collections", _PACKAGE / "data" / "collections")


def find_collection(name: str | None) -> Path:
    """The folder of a collection: a path, or the name of a built-in one; None is the built-in one.

    Raises InputError where there is no such folder.
    """
    if name is None:
        return collections_folder() / BUILTIN
    folder = Path(name)
    if folder.is_dir():
        return folder
    builtin = collections_folder() / name
    if "/" not in name and builtin.is_dir():
        return builtin
    known = ", ".join(sorted(path.name for path in collections_folder().iterdir() if path.is_dir()))
    raise InputError(f"there is no folder {name}, and no built-in collection of that name; built in: {known}")


def package_version() -> str:
    """The version of the installed package; `0+unknown` where it runs without being installed."""
    try:
        return version("shugu")
    except PackageNotFoundError:
        return "0+unknown"
