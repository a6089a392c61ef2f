"""A worker as the server sees it: started, asked, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from shugu.serve.frames import Kind, frame, receive_async
from shugu.serve.limits import Limits
from shugu.serve.refusal import CutOffError

__all__ = ["Worker"]

_START_SECONDS = 30.0
_BUFFER = 256 * 1024


class Worker:
    """A process that does one job at a time; `start` gives one that is ready."""

    def __init__(
        self, process: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, limits: Limits) -> Worker:
        """A worker that waits for its first job; raises CutOffError where it does not come up."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        number = theirs.fileno()
        command = [sys.executable, "-m", "shugu.serve.worker", str(number)]
        command += [str(limits.seconds), str(limits.memory_mb), str(limits.answer_bytes)]
        with theirs:
            process = subprocess.Popen(  # noqa: ASYNC220, S603, RUF100 - our own program, and it returns at once
                command,
                pass_fds=(number,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        reader, writer = await asyncio.open_connection(sock=ours, limit=_BUFFER)
        worker = cls(process, reader, writer)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await receive_async(reader)
        except (TimeoutError, EOFError, OSError):
            worker.kill()
            raise CutOffError("a process for queries does not start") from None
        except BaseException:
            worker.kill()
            raise
        return worker

    async def ask(self, job: Mapping[str, Any], body: bytes = b"") -> None:
        """Nothing, after the job is on its way; what comes of it is to be received."""
        self._writer.write(frame(Kind.JOB, json.dumps(job).encode() + b"\n" + body))
        await self._writer.drain()

    async def receive(self) -> tuple[Kind, bytes]:
        """The next message; raises CutOffError, with what is known of the cause, where the process died."""
        try:
            return await receive_async(self._reader)
        except (EOFError, OSError):
            self.kill()
            raise CutOffError(self._cause()) from None

    def _cause(self) -> str:
        code = self._process.returncode
        if code == -signal.SIGABRT:
            return "the query needed more memory than a query may take"
        if code == -signal.SIGALRM:
            return "the query took longer than a query may take"
        return "the query broke the engine that was to answer it"

    @property
    def is_alive(self) -> bool:
        """True until the process has ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Nothing, after the process has ended, whatever it was doing."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._writer.close()
