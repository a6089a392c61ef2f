"""What a client has already, and which part of a file it wants: entity tags and byte ranges (RFC 9110, 8.8 and 14)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping

from shugu.serve.refusal import RefusalError

__all__ = ["find_range", "is_known", "tag_of_bytes", "tag_of_file"]

_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,19})\s*-\s*([0-9]{0,19})", re.IGNORECASE)


def tag_of_bytes(data: bytes) -> str:
    """A weak tag of a page, the same for the same bytes before they are packed."""
    return f'W/"{hashlib.sha256(data).hexdigest()[:32]}"'


def tag_of_file(state: os.stat_result) -> str:
    """A strong tag of a file, another one as soon as the file was replaced or written."""
    text = f"{state.st_ino}-{state.st_mtime_ns}-{state.st_size}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def is_known(header: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` names the tag; strong and weak ones of the same text are equal there.

    >>> is_known('"a", W/"b"', 'W/"b"'), is_known(None, '"a"')
    (True, False)
    """
    if header is None:
        return False
    bare = tag.removeprefix("W/")
    return header.strip() == "*" or bare in {part.strip().removeprefix("W/") for part in header.split(",")}


def find_range(headers: Mapping[str, str], tag: str, size: int) -> tuple[int, int] | None:
    """The half-open part of a file of `size` bytes that is asked for; None for the whole of it.

    The whole is sent for several ranges, for other units and for a range of another state of the file (`If-Range`).
    Raises RefusalError with 416 for a part that begins behind the end.

    >>> find_range({"range": "bytes=-5"}, '"t"', 100), find_range({"range": "bytes=0-", "if-range": '"s"'}, '"t"', 100)
    ((95, 100), None)
    """
    asked = _RANGE.fullmatch(headers.get("range", "").strip())
    if asked is None or headers.get("if-range", tag).strip() != tag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if first and last and int(last) < int(first):
        return None
    if start >= end:
        raise RefusalError(416, f"the file has {size} bytes", {"Content-Range": f"bytes */{size}"})
    return start, end
