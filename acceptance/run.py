"""The steps of a run."""

from __future__ import annotations

import time
from dataclasses import replace

from .cdk import Cdk
from .configuration import Configuration
from .deployed import DeployedStack, find_stack
from .expectation import require_claimed, require_parked
from .known_number import KnownNumber
from .ledger import Ledger
from .left_behind import what_is_kept
from .names import STACK
from .observation import held_numbers, observe
from .plan import Plan
from .probes import probes_of_number, probes_without_number, send
from .problem import AcceptanceProblem
from .recording.cassette import Moment
from .recording.recorder import Recorder
from .stacks import FLOW_OUTPUTS, NUMBER_ARN_OUTPUT, NUMBER_OUTPUT
from .transcript import Transcript
from .watch import Watch

CREATE, UPDATE, FAIL = "create", "update", "fail"
"""The steps that deploy."""
GONE_WITHIN_SECONDS = 120
"""How long DescribePhoneNumber may still show a released number."""
LOOK_SECONDS = 2.0


class Run:
    """One run: it deploys a stack with a number, changes it, destroys it, and checks each step."""

    def __init__(self, plan: Plan, recorder: Recorder, cdk: Cdk, transcript: Transcript) -> None:
        self._plan = plan
        self._recorder = recorder
        self._cdk = cdk
        self._transcript = transcript
        self.number = plan.resumed
        """The stack's number. None before the first deployment."""
        self.flow_arns: list[str] = []

    def all(self) -> None:
        """Run every step.

        Raises:
            AcceptanceProblem: a check failed.
        """
        declared = self._plan.configuration
        updated = replace(declared, description="Acceptance, updated", tag="updated", flow=2)
        failing = replace(declared, description="Acceptance, never to stay", tag="failing", flow=1, fails=True)
        with self._transcript.step("synthesise the stack"):
            self._cdk.synthesise({CREATE: declared, UPDATE: updated, FAIL: failing})
        send(probes_without_number(self._plan.instance.arn), self._recorder, self._transcript.timed)
        self._create(declared)
        self._update(updated)
        self._fail(updated)
        self._destroy()

    def _create(self, declared: Configuration) -> None:
        with self._transcript.step(f"deploy {STACK}"):
            self._change(Moment.CREATING, Moment.CREATED, CREATE)
        self._check(declared)
        arn = self._stack().outputs[NUMBER_ARN_OUTPUT]
        probes = probes_of_number(self._plan.instance.id, arn.rpartition("/")[2], arn)
        send(probes, self._recorder, self._transcript.timed)

    def _update(self, updated: Configuration) -> None:
        with self._transcript.step("change description, tags and contact flow in place"):
            self._change(Moment.UPDATING, Moment.UPDATED, UPDATE)
        self._check(updated)

    def _fail(self, before: Configuration) -> None:
        with self._transcript.step("deploy an update that fails"):
            self._change(Moment.ROLLING_BACK, Moment.ROLLED_BACK, FAIL, succeeds=False)
        status = self._stack().status
        if status != "UPDATE_ROLLBACK_COMPLETE":
            raise AcceptanceProblem(
                f"the update should have been rolled back, but {STACK} is {status}. {self._what_the_cli_said()}"
            )
        self._transcript.timed("it failed and was rolled back, as expected")
        self._check(before)

    def _destroy(self) -> None:
        number, number_arn = self._number()
        stack_id = self._stack().stack_id
        with self._transcript.step(f"destroy {STACK}"):
            self._recorder.moment = Moment.DELETING
            with self._watch():
                succeeded = self._cdk.destroy()
            self._recorder.moment = Moment.DELETED
        if not succeeded or find_stack(self._plan.account, stack_id) is not None:
            raise AcceptanceProblem(f"{STACK} was not destroyed. {self._what_the_cli_said()}")
        if self._plan.park:
            require_parked(observe(self._recorder, self._plan.instance, number_arn), number)
            self._transcript.timed(f"{number} is parked: claimed, billed, without a flow and without an owner")
        else:
            self._require_gone(number, number_arn)
        self._require_nothing_else(number_arn)

    def _change(self, moment: Moment, afterwards: Moment, step: str, *, succeeds: bool = True) -> None:
        self._recorder.moment = moment
        with self._watch():
            succeeded = self._cdk.deploy(step)
        self._recorder.moment = afterwards
        if succeeded != succeeds:
            what = "failed" if succeeds else "succeeded, though it should have failed"
            raise AcceptanceProblem(f"the deployment {what}. {self._what_the_cli_said()}")

    def _watch(self) -> Watch:
        number = self.number or self._plan.parked
        arn = number.phone_number_arn if number else None
        return Watch(self._recorder, self._plan.instance, set(self._plan.held_before), arn)

    def _check(self, configuration: Configuration) -> None:
        stack = self._stack()
        found = KnownNumber(stack.outputs[NUMBER_OUTPUT], stack.outputs[NUMBER_ARN_OUTPUT])
        if self.number not in (None, found):
            raise AcceptanceProblem(f"the stack has {found} now, and no longer {self.number}.")
        self.number = found
        self.flow_arns = [stack.outputs[output] for output in FLOW_OUTPUTS]
        require_claimed(
            observe(self._recorder, self._plan.instance, found.phone_number_arn),
            phone_number=found.phone_number,
            target_arn=self._plan.instance.arn,
            stack_id=stack.stack_id,
            description=configuration.description,
            tag=configuration.tag,
            flow_arn=self.flow_arns[configuration.flow - 1],
        )
        if found.phone_number_arn not in held_numbers(self._recorder, self._plan.instance):
            raise AcceptanceProblem(f"{found} is CLAIMED, but ListPhoneNumbersV2 does not list it.")
        self._transcript.timed(f"{found} is CLAIMED, with its description, tags and contact flow")

    def _require_gone(self, number: str, number_arn: str) -> None:
        deadline = time.monotonic() + GONE_WITHIN_SECONDS
        while (left := observe(self._recorder, self._plan.instance, number_arn)) is not None:
            if time.monotonic() > deadline:
                raise AcceptanceProblem(f"{number} should have been released, but is still {left.status}.")
            time.sleep(LOOK_SECONDS)
        self._transcript.timed(f"{number} is released: nobody can claim it for up to 180 days")

    def _require_nothing_else(self, number_arn: str) -> None:
        held = held_numbers(self._recorder, self._plan.instance)
        if (number_arn in held) != self._plan.park:
            listed = "still lists" if number_arn in held else "does not list"
            raise AcceptanceProblem(f"ListPhoneNumbersV2 {listed} {number_arn}.")
        if Ledger.find(self._plan.account) is None:
            raise AcceptanceProblem("the ledger is gone, though it should have stayed.")
        self._transcript.timed("nothing else is left")
        self._transcript.lines(what_is_kept())

    def _what_the_cli_said(self) -> str:
        return f"The CDK CLI said:\n{self._cdk.end_of_log()}"

    def _number(self) -> tuple[str, str]:
        outputs = self._stack().outputs
        return outputs[NUMBER_OUTPUT], outputs[NUMBER_ARN_OUTPUT]

    def _stack(self) -> DeployedStack:
        stack = find_stack(self._plan.account, STACK)
        if stack is None:
            raise AcceptanceProblem(f"the stack {STACK} is gone.")
        return stack
