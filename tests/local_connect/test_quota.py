import boto3
import pytest

DAY = 86_400
BLOCKED = "You've reached the limit of Phone Numbers. To increase the limit, contact support."


def numbers():
    """Numbers never used before, endlessly for a test."""
    return iter([f"+1{area}5550{n}" for area in (512, 415, 617, 303, 312) for n in range(100, 200)])


def status_of(connect, arn: str) -> dict[str, str]:
    return connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]


def test_the_sixth_number_of_five_fails_later_not_at_once(connect, control, instance, claim) -> None:
    new = numbers()
    held = [claim(instance.arn, next(new)) for _ in range(5)]
    assert {status_of(connect, arn)["Status"] for arn in held} == {"CLAIMED"}
    sixth = connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=next(new))
    assert status_of(connect, sixth["PhoneNumberId"])["Status"] == "IN_PROGRESS"
    control.advance(10)
    failed = status_of(connect, sixth["PhoneNumberId"])
    assert failed["Status"] == "FAILED"
    assert "limit" in failed["Message"]


def test_the_quota_is_the_instances_own(connect, control, instance, new_instance, claim) -> None:
    new = numbers()
    control.set_quota(instance.arn, 1)
    claim(instance.arn, next(new))
    assert status_of(connect, claim(instance.arn, next(new)))["Status"] == "FAILED"
    assert status_of(connect, claim(new_instance().arn, next(new)))["Status"] == "CLAIMED"


def test_a_groups_numbers_count_to_its_instance(connect, control, group, claim) -> None:
    new = numbers()
    control.set_quota(group.instance.arn, 2)
    claim(group.arn, next(new))
    claim(group.instance.arn, next(new))
    assert status_of(connect, claim(group.arn, next(new)))["Status"] == "FAILED"
    assert control.quota(group.instance.arn)["held"] == 2


def test_claim_and_release_blocks_in_the_sixth_cycle(connect, control, instance, claim) -> None:
    new, statuses = numbers(), []
    for _ in range(6):
        arn = claim(instance.arn, next(new))
        statuses.append(status_of(connect, arn))
        if statuses[-1]["Status"] == "CLAIMED":
            connect.release_phone_number(PhoneNumberId=arn)
        control.advance(DAY)
    assert [status["Status"] for status in statuses] == ["CLAIMED"] * 5 + ["FAILED"]
    assert statuses[-1]["Message"] == BLOCKED


def test_a_block_ends_180_days_after_the_oldest_release(connect, control, instance, claim) -> None:
    control.configure({"failed_claims_count": False})
    control.set_quota(instance.arn, 1)
    new = numbers()
    for _ in range(2):
        connect.release_phone_number(PhoneNumberId=claim(instance.arn, next(new)))
        control.advance(DAY)
    assert control.quota(instance.arn)["blocked"]
    released = [o["time"] for o in control.quota(instance.arn)["operations"] if o["kind"] == "release"]
    control.advance(released[0] + 180 * DAY - control.now() - 60)
    assert status_of(connect, claim(instance.arn, next(new)))["Message"] == BLOCKED
    control.advance(60)
    assert status_of(connect, claim(instance.arn, next(new)))["Status"] == "CLAIMED"


def test_the_references_example_with_a_quota_of_99(control, instance) -> None:
    """Held 99 for long; release 99 (99), claim 99 (198, exactly 200 %), release 99 (over): blocked."""
    control.configure({"settle_seconds": 0.0})
    control.set_quota(instance.arn, 99)
    new = numbers()
    old = [control.console_claim(instance.arn, next(new))["phone_number"] for _ in range(99)]
    control.advance(181 * DAY)
    for number in old:
        control.console_release(number)
    again = [control.console_claim(instance.arn, next(new)) for _ in range(99)]
    assert {number["status"] for number in again} == {"CLAIMED"}
    assert control.quota(instance.arn)["held"] == 99
    control.console_release(again[0]["phone_number"])
    assert control.console_claim(instance.arn, next(new))["status_message"] == BLOCKED


@pytest.mark.parametrize(("counts", "operations"), [(True, 1), (False, 0)])
def test_whether_failed_claims_count_can_be_chosen(control, instance, claim, counts, operations) -> None:
    control.configure({"failed_claims_count": counts})
    control.fail_next_claims("The carrier refused")
    claim(instance.arn)
    assert len(control.quota(instance.arn)["operations"]) == operations


def test_a_move_to_a_full_instance_fails_and_moves_nothing(connect, control, instance, new_instance, claim) -> None:
    full, new = new_instance(), numbers()
    control.set_quota(full.arn, 1)
    claim(full.arn, next(new))
    arn = claim(instance.arn, next(new))
    connect.update_phone_number(PhoneNumberId=arn, TargetArn=full.arn)
    control.advance(10)
    summary = connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
    assert summary["PhoneNumberStatus"]["Status"] == "FAILED"
    assert summary["TargetArn"] == instance.arn


def test_service_quotas_knows_the_instances_value(control, instance) -> None:
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    request = {"ServiceCode": "connect", "QuotaCode": "L-8F812903"}
    with pytest.raises(quotas.exceptions.NoSuchResourceException, match="applied value for the specified context Id"):
        quotas.get_service_quota(**request, ContextId=instance.arn)
    control.set_quota(instance.arn, 42)
    quota = quotas.get_service_quota(**request, ContextId=instance.arn)["Quota"]
    assert (quota["Value"], quota["QuotaAppliedAtLevel"]) == (42, "RESOURCE")
    assert quota["QuotaContext"] == {
        "ContextScope": "RESOURCE",
        "ContextScopeType": "AWS::Connect::Instance",
        "ContextId": instance.arn,
    }
    with pytest.raises(quotas.exceptions.NoSuchResourceException):
        quotas.get_service_quota(**request, ContextId=f"{instance.arn}x")
    with pytest.raises(quotas.exceptions.NoSuchResourceException):
        quotas.get_service_quota(ServiceCode="connect", QuotaCode="L-00000000")
    assert control.journal()[-1]["operation"] == "GetServiceQuota"
    control.clear_quota(instance.arn)
    with pytest.raises(quotas.exceptions.NoSuchResourceException):
        quotas.get_service_quota(**request, ContextId=instance.arn)


@pytest.mark.parametrize(("account_quota", "applied"), [(None, 5), (2, 2)])
def test_without_a_quota_of_its_own_an_instance_has_the_accounts(
    connect, control, instance, claim, *, account_quota, applied
) -> None:
    control.configure({"account_quota": account_quota})
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    request = {"ServiceCode": "connect", "QuotaCode": "L-8F812903"}
    quota = quotas.get_service_quota(**request)["Quota"]
    assert (quota["Value"], quota["QuotaAppliedAtLevel"]) == (applied, "ACCOUNT")
    assert quota["QuotaContext"]["ContextId"] == "*"
    default = quotas.get_aws_default_service_quota(**request)["Quota"]
    assert default["Value"] == 5
    assert "QuotaContext" not in default
    new = numbers()
    statuses = [status_of(connect, claim(instance.arn, next(new)))["Status"] for _ in range(applied + 1)]
    assert statuses == ["CLAIMED"] * applied + ["FAILED"]


def test_the_accounts_quota_may_not_be_told(control, instance) -> None:
    control.configure({"account_quota_is_told": False})
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    request = {"ServiceCode": "connect", "QuotaCode": "L-8F812903"}
    with pytest.raises(quotas.exceptions.NoSuchResourceException):
        quotas.get_service_quota(**request)
    assert quotas.get_aws_default_service_quota(**request)["Quota"]["Value"] == 5


def test_motos_own_quotas_are_still_there() -> None:
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    assert quotas.get_service_quota(ServiceCode="vpc", QuotaCode="L-F678F1CE")["Quota"]["Value"] == 5


def test_a_block_is_waited_out_even_when_older_claims_no_longer_count(connect, control, instance) -> None:
    control.configure({"settle_seconds": 0.0, "failed_claims_count": False})
    control.set_quota(instance.arn, 10)
    new = numbers()
    held = [control.console_claim(instance.arn, next(new))["phone_number"] for _ in range(3)]
    control.set_quota(instance.arn, 2)
    control.advance(50 * DAY)
    for number in held[:2]:
        control.console_release(number)
    control.advance(131 * DAY)
    assert control.console_claim(instance.arn, next(new))["status_message"] == BLOCKED
    control.advance(49 * DAY)
    assert control.console_claim(instance.arn, next(new))["status"] == "CLAIMED"


ADJUSTABLE = {"ServiceCode": "connect", "QuotaCode": "L-8F812903"}


def test_a_request_for_more_is_pending_until_somebody_decides(control, instance) -> None:
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    asked = quotas.request_service_quota_increase(**ADJUSTABLE, DesiredValue=20, ContextId=instance.arn)
    request = asked["RequestedQuota"]
    assert (request["Status"], request["DesiredValue"], request["QuotaRequestedAtLevel"]) == ("PENDING", 20, "RESOURCE")
    with pytest.raises(quotas.exceptions.ResourceAlreadyExistsException):
        quotas.request_service_quota_increase(**ADJUSTABLE, DesiredValue=30, ContextId=instance.arn)
    with pytest.raises(quotas.exceptions.NoSuchResourceException):
        quotas.get_service_quota(**ADJUSTABLE, ContextId=instance.arn)
    control.decide_quota_request(request["Id"], "APPROVED")
    assert quotas.get_service_quota(**ADJUSTABLE, ContextId=instance.arn)["Quota"]["Value"] == 20
    with pytest.raises(quotas.exceptions.IllegalArgumentException):
        quotas.request_service_quota_increase(**ADJUSTABLE, DesiredValue=20, ContextId=instance.arn)


def test_the_history_of_requests_is_the_accounts_unless_more_is_asked_for(control, instance) -> None:
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    quotas.request_service_quota_increase(**ADJUSTABLE, DesiredValue=20, ContextId=instance.arn)

    def listed(**more: str) -> list[str]:
        answer = quotas.list_requested_service_quota_change_history_by_quota(**ADJUSTABLE, **more)
        return [request["QuotaContext"]["ContextId"] for request in answer["RequestedQuotas"]]

    assert listed() == []
    assert listed(QuotaRequestedAtLevel="RESOURCE") == listed(QuotaRequestedAtLevel="ALL") == [instance.arn]
    assert listed(QuotaRequestedAtLevel="ALL", Status="APPROVED") == []


def test_small_requests_may_be_approved_at_once(control, instance) -> None:
    control.configure({"quota_increases_approved": True})
    quotas = boto3.client("service-quotas", region_name="us-east-1")
    asked = quotas.request_service_quota_increase(**ADJUSTABLE, DesiredValue=6)
    assert asked["RequestedQuota"]["Status"] == "APPROVED"
    assert quotas.get_service_quota(**ADJUSTABLE)["Quota"]["Value"] == 6
    assert control.quota(instance.arn)["quota"] == 6
