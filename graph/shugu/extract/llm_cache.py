"""Answers of a model by what was asked: a rerun asks nothing again, and interrupted work goes on where it stopped."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from shugu.errors import StorageError
from shugu.extract.llm_client import Answer
from shugu.extract.llm_settings import ModelSettings
from shugu.identifiers import content_hash

__all__ = ["AnswerCache"]


class AnswerCache:
    """A folder of answers; without a folder it holds nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def key(self, messages: list[dict[str, str]], settings: ModelSettings) -> str:
        """The name of an answer: a hash of all that decides it, and of nothing secret."""
        asked = [part for message in messages for part in (message["role"], message["content"])]
        return content_hash(
            "1",
            settings.model,
            settings.base_url,
            repr(settings.temperature),
            str(settings.max_tokens),
            str(settings.most_rows if settings.schema else 0),
            *asked,
        )

    def find(self, key: str) -> Answer | None:
        """The answer, None where there is none or its file cannot be read as one."""
        if self.folder is None:
            return None
        try:
            cells = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            return Answer(
                str(cells["text"]), int(cells["in"]), int(cells["out"]), float(cells["seconds"]), bool(cells["counted"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, answer: Answer) -> None:
        """Nothing, after the answer stands in the folder, whole. Raises StorageError where the disk refuses."""
        if self.folder is None:
            return
        cells = {
            "text": answer.text,
            "in": answer.tokens_in,
            "out": answer.tokens_out,
            "seconds": round(answer.seconds, 3),
            "counted": answer.counted,
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.folder, suffix=".part", delete=False
            ) as file:
                json.dump(cells, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self.folder / f"{key}.json")
        except OSError as error:
            with contextlib.suppress(OSError, UnboundLocalError):
                Path(file.name).unlink()
            raise StorageError(f"the answer could not be kept in {self.folder}: {error.strerror}") from None
