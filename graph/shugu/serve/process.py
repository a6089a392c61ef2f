"""A worker as the server sees it: started, asked, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from shugu.serve.frames import Kind, frame
from shugu.serve.limits import Limits
from shugu.serve.link import Link
from shugu.serve.refusal import CutOffError

__all__ = ["Worker"]

_START_SECONDS = 30.0
_LOW = 10  # of Unix's priorities, of which 19 is the lowest


class Worker:
    """A process that does one job at a time; `start` gives one that is ready."""

    def __init__(self, process: subprocess.Popen[bytes], link: Link) -> None:
        self._process = process
        self._link = link
        self._is_low = False

    @classmethod
    async def start(cls, limits: Limits, settings: Mapping[str, Any], store: Mapping[str, Any]) -> Worker:
        """A worker that has these settings, has opened the store, and waits for its first job.

        Raises CutOffError where it does not come up.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        number = theirs.fileno()
        command = [sys.executable, "-m", "shugu.serve.worker", str(number)]
        command += [str(limits.seconds), str(limits.memory_mb), str(limits.answer_bytes)]
        command.append(json.dumps(settings))
        with theirs:
            process = subprocess.Popen(  # noqa: ASYNC220, S603, RUF100 - our own program, and it returns at once
                command,
                pass_fds=(number,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        _, link = await asyncio.get_running_loop().create_connection(Link, sock=ours)
        worker = cls(process, link)
        try:
            async with asyncio.timeout(_START_SECONDS):
                await link.receive()
                worker.ask({"action": "open", **store})
                await link.receive()  # whatever it says: what is wrong with the store, a request will tell
        except (TimeoutError, EOFError, OSError):
            worker.kill()
            raise CutOffError("a process for queries does not start") from None
        except BaseException:
            worker.kill()
            raise
        return worker

    def ask(self, job: Mapping[str, Any], body: bytes = b"") -> None:
        """Nothing, after the job is on its way; what comes of it is to be received."""
        self._link.send(frame(Kind.JOB, json.dumps(job).encode() + b"\n" + body))

    async def receive(self) -> tuple[Kind, bytes]:
        """The next message; raises CutOffError, with what is known of the cause, where the process died."""
        try:
            return await self._link.receive()
        except EOFError:
            raise CutOffError(self._cause()) from None

    def _cause(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)  # it has closed its files, and ends in this moment
        code = self._process.returncode
        if code == -signal.SIGABRT:
            return "the query needed more memory than a query may take"
        if code == -signal.SIGALRM:
            return "the query took longer than a query may take"
        return "the query broke the engine that was to answer it"

    @property
    def is_alive(self) -> bool:
        """True until the process has ended."""
        return not self._link.lost

    def lower(self) -> None:
        """Nothing, after the process stands back for others when processors are few."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOW)
            self._is_low = True

    def raise_again(self) -> bool:
        """True for a process that stands back for nobody, or no longer; False where the system does not allow it."""
        if self._is_low:
            try:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, 0)
            except OSError:
                return False
            self._is_low = False
        return True

    def kill(self) -> None:
        """Nothing, after the process was told to end, whatever it is doing."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._link.close()

    def wait(self) -> None:
        """Nothing, after the process has ended: with much memory, that takes its time."""
        self._process.wait()
