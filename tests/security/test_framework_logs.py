"""The Provider framework's functions and waiter write no log that could hold a ResponseURL."""

import pytest
from aws_cdk.assertions import Template

from tests.constructs.support import resources
from tests.security.policies import app_of_everything


@pytest.fixture(scope="module")
def templates() -> list[Template]:
    _, stacks = app_of_everything()
    return [Template.from_stack(stack) for stack in stacks]


def test_its_functions_write_nothing_below_fatal(templates: list[Template]) -> None:
    functions = [
        function for template in templates for function in resources(template, "AWS::Lambda::Function").values()
    ]
    of_the_framework = [each for each in functions if each["Properties"]["Handler"].startswith("framework.")]
    assert len(of_the_framework) == 2 * 3
    for function in of_the_framework:
        # The level goes for logs in JSON alone.
        logging = function["Properties"]["LoggingConfig"]
        assert (logging["LogFormat"], logging["ApplicationLogLevel"]) == ("JSON", "FATAL")


def test_its_waiter_writes_nothing(templates: list[Template]) -> None:
    waiters = [
        each for template in templates for each in resources(template, "AWS::StepFunctions::StateMachine").values()
    ]
    assert len(waiters) == 2
    assert [each for each in waiters if "LoggingConfiguration" in each["Properties"]] == []


def test_every_function_has_a_log_group_that_is_emptied_and_goes_with_its_stack(templates: list[Template]) -> None:
    for template in templates:
        groups = resources(template, "AWS::Logs::LogGroup")
        for function in resources(template, "AWS::Lambda::Function").values():
            assert function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"] in groups
        for group in groups.values():
            assert group["DeletionPolicy"] == "Delete"
            assert group["Properties"]["RetentionInDays"] == 180
