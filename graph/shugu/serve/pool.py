"""The workers of a server: who is free, whose turn it is, what becomes of one that is stopped."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from shugu.serve.frames import Kind
from shugu.serve.limits import Limits
from shugu.serve.process import Worker
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.serve.shares import Shares

__all__ = ["Answer", "Pool"]

_LONG = 0.5  # seconds after which a query stands back for others
_WATCHED_EACH = 0.25


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
    """As many workers as the limits say, each with one job at a time, shared out among the clients who ask.

    `settings` are those of every worker; `store` gives what a job says of the store to read.
    """

    def __init__(self, limits: Limits, settings: Mapping[str, Any], store: Callable[[], Mapping[str, Any]]) -> None:
        self.limits = limits
        self._store = store
        self._settings = settings
        self._shares: Shares[Worker] = Shares(limits.workers, waiting=limits.waiting, waiting_each=limits.waiting_each)
        self._workers: dict[Worker, float | None] = {}  # with the moment at which its job began
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = True

    async def start(self) -> None:
        """Nothing, after all workers are ready."""
        await asyncio.gather(*(self._add() for _ in range(self.limits.workers)))
        self._spawn(self._watch())

    async def close(self) -> None:
        """Nothing, after all workers have ended."""
        self._open = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._workers:
            worker.kill()
            worker.wait()

    @property
    def state(self) -> dict[str, int]:
        """Numbers of workers, of those that are free, and of requests that wait."""
        return {"workers": len(self._workers), "free": self._shares.free, "waiting": self._shares.waiting}

    @asynccontextmanager
    async def answer(self, job: Mapping[str, Any], *, client: str = "") -> AsyncIterator[Answer]:
        """The answer of a worker to a job that reads; when the block is left before its end, the job is stopped.

        Raises RefusalError where nobody is free in time, where the worker refuses, or where it is stopped at a
        limit before the answer began; then inside of the block CutOffError or TimeoutError.
        """
        worker = await self._take(client)
        answer, sound = None, False
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await _begin(worker, job)
                sound = answer.ended
                yield answer
                sound = answer.ended
        except TimeoutError:
            self._shares.blame(client)
            if answer is None:
                raise RefusalError(503, self.too_slow) from None
            raise CutOffError(self.too_slow) from None
        except CutOffError as error:
            self._shares.blame(client)
            if answer is None:
                raise RefusalError(503, str(error)) from None
            sound = answer.ended
            raise
        except RefusalError:
            sound = answer is None or answer.ended
            raise
        finally:
            self._release(worker, client, sound=sound)

    @property
    def too_slow(self) -> str:
        """The sentence for a query that takes too long."""
        return f"the query was stopped: it took longer than {self.limits.seconds:g} seconds; ask for less at once"

    async def change(self, job: Mapping[str, Any], body: bytes, *, client: str = "") -> dict[str, Any]:
        """What a worker says after a change, which is its last job; raises RefusalError, also at a limit."""
        worker = await self._take(client)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return (await _begin(worker, job, body)).head
        except TimeoutError:
            raise RefusalError(503, f"{self.too_slow}; nothing was changed") from None
        except CutOffError as error:
            raise RefusalError(503, f"{error}; nothing was changed") from None
        finally:
            self._release(worker, "", sound=False)
            self._shares.pass_on(client, "")  # who may write need not wait for the next worker

    async def _take(self, client: str) -> Worker:
        while True:
            worker = self._shares.take_free(client)
            if worker is None:
                worker = await self._wait(client)
            if worker.is_alive:
                self._workers[worker] = time.monotonic()
                return worker
            self._release(worker, client, sound=False)

    async def _wait(self, client: str) -> Worker:
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._shares.wait(client)
        except TimeoutError:
            raise RefusalError(503, "all workers are busy with other queries; try again later") from None

    def _release(self, worker: Worker, client: str, *, sound: bool) -> None:
        """Nothing, after the worker is free for the next job, or another is on its way in its place."""
        if sound and worker.is_alive and worker.raise_again():
            self._workers[worker] = None
            self._shares.give_back(worker, client)
            return
        worker.kill()
        del self._workers[worker]
        if self._open:
            self._spawn(_bury(worker))
            self._spawn(self._replace(client))

    async def _replace(self, client: str) -> None:
        """Until there is another worker, the client counts as holding the one that was stopped for it."""
        try:
            await self._add()
        finally:
            self._shares.give_up(client)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add(self) -> None:
        for pause in (0.1, 1.0, 5.0, 30.0, None):
            try:
                worker = await Worker.start(self.limits, self._settings, self._store())
            except CutOffError:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                self._workers[worker] = None
                self._shares.add(worker)
                return

    async def _watch(self) -> None:
        """Has queries that take long stand back, so that short ones of others find a processor."""
        while True:
            await asyncio.sleep(_WATCHED_EACH)
            now = time.monotonic()
            for worker, since in self._workers.items():
                if since is not None and now - since > _LONG:
                    worker.lower()


async def _bury(worker: Worker) -> None:
    with suppress(OSError):
        await asyncio.to_thread(worker.wait)


async def _begin(worker: Worker, job: Mapping[str, Any], body: bytes = b"") -> Answer:
    worker.ask(job, body)
    kind, data = await worker.receive()
    if kind is Kind.REFUSED:
        refusal = json.loads(data)
        raise RefusalError(refusal["status"], refusal["reason"])
    if kind is Kind.HEAD:
        return Answer(json.loads(data), None, worker, ended=False)
    head, _, rest = data.partition(b"\n")
    return Answer(json.loads(head), rest, worker, ended=True)
