"""Work on several documents, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from shugu.errors import StorageError

__all__ = ["in_order", "jobs_option"]

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")

jobs_option = click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that read side by side."
)


def in_order(function: Callable[[_Item], _Outcome], work: Iterable[_Item], jobs: int) -> Iterator[_Outcome]:
    """What the function gives for each item, in the order of the items, by so many processes.

    No more than three items for each process are begun and not yet asked for, so that memory does not grow
    with their number. Raises what the function does, StorageError where a process was killed.
    """
    items = list(work)
    if jobs == 1 or len(items) == 1:
        yield from map(function, items)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    begun: deque[Future[_Outcome]] = deque()
    pool = ProcessPoolExecutor(min(jobs, len(items)), mp_context=get_context("spawn"))
    try:
        for item in items:
            begun.append(pool.submit(function, item))
            if len(begun) > 3 * jobs:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    except BrokenProcessPool:
        reason = "a process that reads was killed, perhaps for want of memory"
        raise StorageError(f"{reason}; what came before it is done: run this again with fewer --jobs") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
