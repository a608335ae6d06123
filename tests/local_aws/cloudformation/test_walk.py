import asyncio

from local_aws.cloudformation.walk import reversed_graph, subgraph, walk

DIAMOND = {"top": {"left", "right"}, "left": {"bottom"}, "right": {"bottom"}, "bottom": set()}


def visited(failing: set[str], *, keep_going: bool = False) -> tuple[bool, list[str]]:
    seen: list[str] = []

    async def visit(node: str) -> bool:
        await asyncio.sleep(0)
        seen.append(node)
        return node not in failing

    return asyncio.run(walk(DIAMOND, visit, keep_going=keep_going)), seen


def test_what_a_node_depends_on_comes_first() -> None:
    assert visited(set()) == (True, ["bottom", "left", "right", "top"])


def test_nothing_is_started_after_a_failure() -> None:
    assert visited({"bottom"}) == (False, ["bottom"])


def test_keeping_going_leaves_out_dependents_only() -> None:
    assert visited({"left"}, keep_going=True) == (False, ["bottom", "left", "right"])


def test_deletion_goes_the_other_way() -> None:
    assert reversed_graph(DIAMOND)["bottom"] == {"left", "right"}


def test_a_dropped_node_hands_its_dependencies_on() -> None:
    assert subgraph(DIAMOND, {"top", "bottom"}) == {"top": {"bottom"}, "bottom": set()}
