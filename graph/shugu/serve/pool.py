"""The workers of a server: who is free, who waits, what becomes of one that is stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from shugu.serve.frames import Kind
from shugu.serve.limits import Limits
from shugu.serve.process import Worker
from shugu.serve.refusal import CutOffError, RefusalError

__all__ = ["Answer", "Pool"]


@dataclass(slots=True)
class Answer:
    """The beginning of an answer: what the worker says of it, and the whole of it where it is small."""

    head: dict[str, Any]
    whole: bytes | None
    worker: Worker
    ended: bool

    async def pieces(self) -> AsyncIterator[bytes]:
        """The rest of a large answer as it comes; raises CutOffError where it ends before its end."""
        while not self.ended:
            kind, data = await self.worker.receive()
            if kind is Kind.DATA:
                yield data
            elif kind is Kind.END:
                self.ended = True
            else:
                self.ended = True
                raise CutOffError(json.loads(data)["reason"])


class Pool:
    """As many workers as the limits say, each with one job at a time; the last that was free comes first."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._open = True

    async def start(self) -> None:
        """Nothing, after all workers are ready."""
        await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))

    async def close(self) -> None:
        """Nothing, after all workers have ended."""
        self._open = False
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._workers:
            worker.kill()

    @property
    def state(self) -> dict[str, int]:
        """Numbers of workers, of those that are free, and of requests that wait."""
        return {"workers": len(self._workers), "free": self._free.qsize(), "waiting": self._waiting}

    @asynccontextmanager
    async def answer(self, job: Mapping[str, Any]) -> AsyncIterator[Answer]:
        """The answer of a worker to a job that reads; when the block is left before its end, the job is stopped.

        Raises RefusalError where nobody is free in time, where the worker refuses, or where it is stopped at a
        limit before the answer began; then inside of the block CutOffError or TimeoutError.
        """
        worker = await self._take()
        answer = None
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await _begin(worker, job)
                yield answer
        except TimeoutError:
            if answer is None:
                raise RefusalError(503, self.too_slow) from None
            raise CutOffError(self.too_slow) from None
        except CutOffError as error:
            if answer is None:
                raise RefusalError(503, str(error)) from None
            raise
        except RefusalError:
            if answer is None:
                self._give_back(worker)
                worker = None  # type: ignore[assignment]
            raise
        finally:
            if worker is not None:
                if answer is not None and answer.ended:
                    self._give_back(worker)
                else:
                    self._replace(worker)

    @property
    def too_slow(self) -> str:
        """The sentence for a query that takes too long."""
        return f"the query was stopped: it took longer than {self.limits.seconds:g} seconds; ask for less at once"

    async def change(self, job: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        """What a worker says after a change, which is its last job; raises RefusalError, also at a limit."""
        worker = await self._take()
        try:
            async with asyncio.timeout(self.limits.seconds):
                return (await _begin(worker, job, body)).head
        except TimeoutError:
            raise RefusalError(503, f"{self.too_slow}; nothing was changed") from None
        except CutOffError as error:
            raise RefusalError(503, f"{error}; nothing was changed") from None
        finally:
            self._replace(worker)

    async def _take(self) -> Worker:
        if self._free.empty() and self._waiting >= self.limits.waiting:
            raise RefusalError(503, f"{self._waiting} other requests are waiting already; try again later")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                while True:
                    worker = await self._free.get()
                    if worker.is_alive:
                        return worker
                    self._replace(worker)
        except TimeoutError:
            raise RefusalError(503, "all workers are busy with other queries; try again later") from None
        finally:
            self._waiting -= 1

    def _give_back(self, worker: Worker) -> None:
        self._free.put_nowait(worker)

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._workers.discard(worker)
        if self._open:
            task = asyncio.create_task(self._add())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        for pause in (0.1, 1.0, 5.0, 30.0, None):
            try:
                worker = await Worker.start(self.limits)
            except CutOffError:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                self._workers.add(worker)
                self._free.put_nowait(worker)
                return


async def _begin(worker: Worker, job: Mapping[str, Any], body: bytes = b"") -> Answer:
    await worker.ask(job, body)
    kind, data = await worker.receive()
    if kind is Kind.REFUSED:
        refusal = json.loads(data)
        raise RefusalError(refusal["status"], refusal["reason"])
    if kind is Kind.HEAD:
        return Answer(json.loads(data), None, worker, ended=False)
    head, _, rest = data.partition(b"\n")
    return Answer(json.loads(head), rest, worker, ended=True)
