"""Rules about a provider's arguments, and about the provider that a resource is given."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk.aws_logs import RetentionDays
from constructs import Construct

from ..private.environment import Environment
from ..private.quota_context import is_phone_number_quota
from ..private.target_identity import is_of_stack
from .finding import Finding
from .target_rules import environment_findings, instance_findings


def ledger_findings(ledger_table: object, ledger_key: object) -> list[Finding]:
    """What is wrong with the ledger that a provider is given, None for what is not."""
    findings = []
    if ledger_table is not None and not hasattr(ledger_table, "table_name"):
        findings.append(
            Finding("InvalidLedgerTable", f"ledger_table is {ledger_table!r}: give a table (ITable), or leave it out.")
        )
    if ledger_key is not None and not hasattr(ledger_key, "key_arn"):
        findings.append(
            Finding("InvalidLedgerKey", f"ledger_key is {ledger_key!r}: give a key (IKey), or leave it out.")
        )
    if ledger_table is not None and ledger_key is not None:
        findings.append(
            Finding(
                "LedgerTableAndKey",
                "both ledger_table and ledger_key are given: a table of yours has a key of its own; give ledger_key "
                "only for the ledger that is made when it is first needed.",
            )
        )
    return findings


def parking_target_findings(parking_target: str | None, stack: Stack) -> list[Finding]:
    """What is wrong with the instance that a provider of this stack parks numbers at, by its ARN."""
    if parking_target is None:
        return []
    findings = instance_findings(parking_target, name="parking_target")
    findings = findings or environment_findings("parking_target", parking_target, Environment.of(stack))
    if findings or not is_of_stack(parking_target, stack):
        return findings
    return [
        Finding(
            "ParkingTargetOfStack",
            f"parking_target is an instance of {stack.node.path}, the provider's own stack, which could not be deleted "
            "while a number is parked there: give an instance that outlives the stack.",
        )
    ]


def quota_findings(phone_numbers_per_instance: object) -> list[Finding]:
    """What is wrong with the quota that a provider is to assume, None for the service's default."""
    if phone_numbers_per_instance is None or is_phone_number_quota(phone_numbers_per_instance):
        return []
    return [
        Finding(
            "InvalidPhoneNumbersPerInstance",
            f"phone_numbers_per_instance is {phone_numbers_per_instance!r}: give the quota as a whole number above 0, "
            "or leave it out.",
        )
    ]


def desired_value_findings(desired_value: object) -> list[Finding]:
    """What is wrong with the quota that is to be asked for."""
    if is_phone_number_quota(desired_value):
        return []
    return [
        Finding("InvalidDesiredValue", f"desired_value is {desired_value!r}: give the quota as a whole number above 0.")
    ]


def log_retention_findings(log_retention: object) -> list[Finding]:
    """What is wrong with the time for which logs are kept."""
    if isinstance(log_retention, RetentionDays):
        return []
    return [
        Finding("InvalidLogRetention", f"log_retention is {log_retention!r}: give a RetentionDays, or leave it out.")
    ]


def drift_schedule_findings(drift_schedule: object) -> list[Finding]:
    """What is wrong with the schedule of the looks for drift, None for never."""
    if drift_schedule is None or hasattr(drift_schedule, "expression_string"):
        return []
    return [
        Finding(
            "InvalidDriftSchedule",
            f"drift_schedule is {drift_schedule!r}: give an aws_events.Schedule, for example "
            "Schedule.rate(Duration.days(1)), or leave it out.",
        )
    ]


def provider_findings(provider: object, stack: Stack) -> list[Finding]:
    """What is wrong with the provider that a resource of this stack is given, None for the stack's own."""
    if provider is None:
        return []
    # Recognised by its attributes: its module imports this one, so this one can't import its class.
    if not isinstance(provider, Construct) or not hasattr(provider, "service_token"):
        return [Finding("InvalidProvider", f"provider is {provider!r}: give a PhoneNumberProvider, or leave it out.")]
    its, here = Environment.of(Stack.of(provider)), Environment.of(stack)
    if its.may_be(here):
        return []
    return [
        Finding(
            "ProviderInAnotherEnvironment",
            f"provider is in {its}, and the stack in {here}: share a provider among stacks of one account and Region "
            "only.",
        )
    ]
