"""What a user decides about a model: which one, where, how long, how much, at what price."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from shugu.errors import InputError

__all__ = ["ModelSettings", "find_key", "is_loopback"]

_KEYS = ("SHUGU_API_KEY", "OPENAI_API_KEY")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Settings of one model behind an OpenAI-compatible server; `base_url` ends before `/chat/completions`.

    `cache` is the folder of earlier answers, None for none. `timeout` is in seconds and counts for
    one request; `max_tokens` and `max_bytes` bound one answer; a chunk has at most
    `chunk_characters` characters, a document at most `max_chunks` chunks. `retries` is how often a
    request that the server failed is sent again. With `schema` the server is told the form of an
    answer as a JSON Schema, which holds a small model to it; not every server knows that. An answer
    of more than `most_rows` rows is broken. Prices are for a million tokens, in any one
    currency, None where unknown. `confidence` is what a row gets that passes the guards.
    Raises InputError for a setting that cannot be.
    """

    model: str
    base_url: str
    temperature: float = 0.0
    cache: Path | None = None
    timeout: float = 120.0
    max_tokens: int = 2048
    max_bytes: int = 262_144
    chunk_characters: int = 3000
    max_chunks: int = 2000
    retries: int = 2
    pause: float = 0.5
    schema: bool = False
    most_rows: int = 100
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    confidence: float = 0.6

    def __post_init__(self) -> None:
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise InputError(
                f"--base-url {self.base_url!r} is no http or https address, such as http://127.0.0.1:8080/v1"
            )
        if address.username or address.password or address.query or address.fragment:
            raise InputError(
                "--base-url takes no user, password or query; a key goes into the environment as SHUGU_API_KEY"
            )
        if not self.model.strip():
            raise InputError("--model names no model")
        small = {
            "timeout": self.timeout,
            "max_tokens": self.max_tokens,
            "max_bytes": self.max_bytes,
            "max_chunks": self.max_chunks,
        }
        for name, value in small.items():
            if value <= 0:
                raise InputError(f"the setting {name} must be above 0, not {value}")
        if self.chunk_characters < 200:
            raise InputError("the setting chunk_characters must be at least 200")
        if not 0 <= self.retries <= 10:
            raise InputError("the setting retries must be from 0 to 10")


def is_loopback(address: str) -> bool:
    """True for an address of this very machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def find_key(base_url: str) -> str | None:
    """The user's key from the environment, None where there is none.

    Raises InputError where the key would go over plain http to another machine.
    """
    key = next((value for name in _KEYS if (value := os.environ.get(name, "").strip())), None)
    if key and urlsplit(base_url).scheme == "http" and not is_loopback(base_url):
        raise InputError(f"{base_url} is not encrypted, and a key is set; use https, or unset {' and '.join(_KEYS)}")
    return key
