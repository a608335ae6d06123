"""Over random histories, no operation that the handler sends exceeds either quota, by the service's own count.

`HISTORIES=10000` runs the whole sweep; without it, a sample.
"""

import os

import pytest

from connect_phone_numbers import handler
from tests.handler.histories import History
from tests.handler.world import World

HISTORIES = int(os.environ.get("HISTORIES", "200"))
PARTS = 8
STEPS = 14


@pytest.mark.parametrize("part", range(PARTS))
def test_neither_quota_is_ever_exceeded(world: World, part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = 0
    for seed in range(part, HISTORIES, PARTS):
        world.control.reset()
        instance_arn, _ = world.new_instance()
        history = History(world.control, instance_arn, seed)
        with monkeypatch.context() as patch:
            for name, replacement in history.handler.parts.items():
                patch.setattr(handler, name, replacement)
            history.run(STEPS)
        assert history.violations == [], f"seed {seed}"
        spent += len(world.control.quota(instance_arn)["operations"])
    print(f"{len(range(part, HISTORIES, PARTS))} histories, {spent} claims and releases")  # noqa: T201
    assert spent > HISTORIES // PARTS, "the histories do something"
