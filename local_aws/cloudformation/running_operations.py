"""The operations under way. The deletion of a stack first ends the stack's creation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_RUNNING: dict[str, tuple[asyncio.Event, asyncio.Event]] = {}


@asynccontextmanager
async def operation(stack_id: str) -> AsyncIterator[asyncio.Event]:
    """Reserve a stack for one operation. The event that is given is set when another operation ends this one."""
    cancelled, ended = asyncio.Event(), asyncio.Event()
    await end_operation(stack_id)
    _RUNNING[stack_id] = (cancelled, ended)
    try:
        yield cancelled
    finally:
        del _RUNNING[stack_id]
        ended.set()


async def end_operation(stack_id: str) -> None:
    """Cancel the operation that runs on a stack, if one does, and wait for its end."""
    while stack_id in _RUNNING:
        cancelled, ended = _RUNNING[stack_id]
        cancelled.set()
        await ended.wait()
