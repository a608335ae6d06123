"""A new property, or a new step for one, fails here until `plan` knows it."""

import pytest

from connect_numbers.plan.held_number import _carried_out
from connect_numbers.templates.declared import _IN_PLACE, _SELECTING
from connect_phone_numbers.decisions.holding import Decision, Step
from connect_phone_numbers.lifecycle.holding import _CHANGES
from connect_phone_numbers.properties.properties import PROPERTIES
from tests.decisions.test_holding import ASKED, CLAIM, NUMBER, PLACE

OTHERS = {"ContactFlowsMirrored", "ReleaseAdopted", "ReleasePolicy", "TakeParked", "TargetArn", "TargetIsOfStack"}
"""TargetArn has rules of its own, where only the deployment knows it. No app leaves the others to the deployment."""


def test_every_property_selects_a_number_or_changes_it_or_is_known_at_synthesis() -> None:
    assert {*_SELECTING, *_IN_PLACE, *OTHERS} == PROPERTIES


@pytest.mark.parametrize("step", _CHANGES)
def test_every_change_that_the_function_makes_has_its_outcome_in_the_plan(step: Step) -> None:
    decision = Decision(step, place=PLACE, tags=ASKED.tags, tag_keys=tuple(ASKED.tags))
    claim, number = _carried_out(decision, CLAIM, NUMBER, ASKED, str.__eq__)
    assert (claim.claim_id, number.phone_number_arn) == (CLAIM.claim_id, NUMBER.phone_number_arn)
