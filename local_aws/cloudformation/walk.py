"""A walk through a graph in parallel: each node is visited after its dependencies."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

Graph = Mapping[str, AbstractSet[str]]


def reversed_graph(graph: Graph) -> dict[str, set[str]]:
    """Turn "depends on" into "is depended on by": the order of deletion."""
    dependents: dict[str, set[str]] = {node: set() for node in graph}
    for node, dependencies in graph.items():
        for dependency in dependencies & graph.keys():
            dependents[dependency].add(node)
    return dependents


def subgraph(graph: Graph, nodes: Iterable[str]) -> dict[str, set[str]]:
    """Keep only `nodes`. A dependency through a dropped node becomes a direct dependency."""
    kept = set(nodes)
    return {node: _nearest(graph, node, kept) for node in kept}


def _nearest(graph: Graph, node: str, kept: AbstractSet[str]) -> set[str]:
    found: set[str] = set()
    seen: set[str] = {node}
    pending = list(graph.get(node, ()))
    while pending:
        dependency = pending.pop()
        if dependency in seen:
            continue
        seen.add(dependency)
        if dependency in kept:
            found.add(dependency)
        else:
            pending.extend(graph.get(dependency, ()))
    return found


async def walk(
    graph: Graph,
    visit: Callable[[str], Coroutine[Any, Any, bool]],
    *,
    keep_going: bool = False,
) -> bool:
    """Visit every node of `graph` as soon as all its dependencies were visited successfully.

    `visit` returns whether it succeeded. After a failure, no other node is started, and the running ones are awaited.
    With `keep_going`, only the dependents of the failed node are left out. Returns whether every node succeeded.
    """
    waiting = {node: set(dependencies & graph.keys()) for node, dependencies in graph.items()}
    running: dict[asyncio.Task[bool], str] = {}
    failed = False
    while True:
        if keep_going or not failed:
            for node in sorted(node for node, dependencies in waiting.items() if not dependencies):
                del waiting[node]
                running[asyncio.create_task(visit(node))] = node
        if not running:
            return not failed
        done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            node = running.pop(task)
            if task.result():
                for dependencies in waiting.values():
                    dependencies.discard(node)
            else:
                failed = True
