"""Asking the local Connect what the real one was asked, and telling where it answers otherwise."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import Any

from botocore.exceptions import ClientError
from moto import mock_aws

import local_aws.connect
import local_aws.service_quotas
from acceptance.recording.cassette import Answer, Cassette, Moment, RunRecord
from acceptance.recording.recorder import Recorder
from acceptance.recording.redactor import Redactor
from tests.local_connect.cassettes.shape import Facts, facts_of
from tests.local_connect.cassettes.world import World

OF_THE_CALLER = ("AccessDeniedException", "ThrottlingException", "TooManyRequestsException")
"""Errors that tell of the caller's permissions and haste."""


def differences(run: RunRecord, cassettes: list[Cassette]) -> list[str]:
    """Where the local Connect answers otherwise than recorded, a line each; none where it never does."""
    local_aws.connect.install()
    local_aws.service_quotas.install()
    with mock_aws():
        return list(_Replay(run).differences(cassettes))


class _Replay:
    def __init__(self, run: RunRecord) -> None:
        self._world = World(run)

    def differences(self, cassettes: list[Cassette]) -> Iterator[str]:
        comparable = [cassette for cassette in map(_without_callers_errors, cassettes) if cassette.answers]
        groups = {moment: list(group) for moment, group in groupby(comparable, lambda cassette: cassette.moment)}
        # In the order of a run, moments of which nothing is recorded included.
        for moment in Moment:
            group = groups.get(moment, [])
            local = self._answers(moment, group)
            for cassette, answers in zip(group, local, strict=True):
                yield from self._compare(cassette, answers)

    def _answers(self, moment: Moment, cassettes: list[Cassette]) -> list[list[Answer]]:
        """What the local Connect says to each cassette's request, before, between and after the moment's steps."""
        answers: list[list[Answer]] = [[] for _ in cassettes]
        for step in (None, *self._world.steps(moment)):
            if step is not None:
                step()
            for cassette, said in zip(cassettes, answers, strict=True):
                if self._can_ask(cassette):
                    said.append(self._ask(cassette))
        return answers

    def _can_ask(self, cassette: Cassette) -> bool:
        return "<phone-number-id>" not in str(cassette.request) or self._world.phone_number is not None

    def _ask(self, cassette: Cassette) -> Answer:
        recorder = Recorder(self._world.connect, self._world.service_quotas)
        # An error is recorded as well.
        with suppress(ClientError):
            recorder.call(cassette.operation, **self._bound(cassette.request))
        redactor = Redactor(recorder.operation_model)
        for name, value in self._world.names.items():
            redactor.name(value, name)
        return redactor.redact(recorder.cassettes)[0].answers[0]

    def _bound(self, value: Any) -> Any:
        """A request's value, its placeholders replaced by what they stand for here."""
        if isinstance(value, dict):
            return {self._bound(key): self._bound(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._bound(item) for item in value]
        if isinstance(value, str):
            return re.sub("<([a-z0-9-]+)>", lambda found: self._world.names.get(found[1], found[1]), value)
        return value

    def _compare(self, cassette: Cassette, local: list[Answer]) -> Iterator[str]:
        model = Recorder(self._world.connect, self._world.service_quotas).operation_model(cassette.operation)
        recorded = [facts_of(answer, model.output_shape) for answer in cassette.answers]
        said = [facts_of(answer, model.output_shape) for answer in local]
        name = f"{cassette.moment}, {cassette.operation}"
        position = 0
        for facts in recorded:
            if facts not in said:
                yield f"{name}: {_difference(facts, said)}"
            elif facts in said[position:]:
                position += said[position:].index(facts)
            else:
                yield f"{name}: the answers came in another order"
                return


def _without_callers_errors(cassette: Cassette) -> Cassette:
    return replace(
        cassette, answers=tuple(answer for answer in cassette.answers if answer.error_code not in OF_THE_CALLER)
    )


def _difference(recorded: Facts, said: list[Facts]) -> str:
    """How an answer differs from the local one that is most like it."""
    closest = min(said, key=lambda facts: len(facts ^ recorded), default=frozenset())
    return f"only recorded: {sorted(recorded - closest)}; only local: {sorted(closest - recorded)}"
