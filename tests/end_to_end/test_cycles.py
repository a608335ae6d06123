"""Stacks that come and go, with the default provider: the instance is never blocked.

A few cycles here; all that would have blocked an instance with CYCLES=12 in the environment.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS
from tests.end_to_end.numbers_app import synthesise
from tests.support.cloud_assembly import CloudAssembly
from tests.support.local_aws import LocalAws

CYCLES = int(os.environ.get("CYCLES", "3"))
QUOTA = 5 if CYCLES > 5 else 1
"""The default; with few cycles a quota that these use up."""


def synthesised(local_aws: LocalAws, folder: Path, name: str, number: dict[str, Any]) -> CloudAssembly:
    """An app of one stack with one number."""
    synthesise({name: {"Support": number}}, folder / name)
    return CloudAssembly(local_aws, folder / name)


def search(local_aws: LocalAws, **more: Any) -> dict[str, Any]:
    return {"target": local_aws.instance_arn, "search": {"country_code": "US", "type": "DID"}, **more}


def require_within_quotas(local_aws: LocalAws) -> int:
    """By the service's own count; how many operations it has counted."""
    use = local_aws.connect.quota(local_aws.instance_arn)
    times = [operation["time"] for operation in use["operations"]]
    most = max((sum(1 for at in times if last - WINDOW_SECONDS < at <= last) for last in times), default=0)
    assert not use["blocked"]
    assert most <= 2 * use["quota"], f"{most} operations with a quota of {use['quota']}"
    return len(times)


def counted(local_aws: LocalAws) -> int:
    """What the ledger, and `connect-numbers quota` by it, has counted."""
    return sum(1 for item in local_aws.ledger() if item["SK"].startswith("OPERATION#") and item["Kind"] != "ARRIVAL")


def test_deploy_and_destroy_again_and_again(local_aws: LocalAws, tmp_path: Path) -> None:
    local_aws.connect.set_quota(local_aws.instance_arn, QUOTA)
    app = synthesised(local_aws, tmp_path, "cycles", search(local_aws))
    for cycle in range(CYCLES):
        assert app.deploy(), f"cycle {cycle + 1}"
        app.destroy()
        assert counted(local_aws) == require_within_quotas(local_aws), "nothing is lost with the stack"


def test_a_first_create_that_fails_again_and_again(local_aws: LocalAws, tmp_path: Path) -> None:
    local_aws.connect.set_quota(local_aws.instance_arn, QUOTA)
    missing = f"{local_aws.contact_flow_arn[:-4]}0000"
    app = synthesised(local_aws, tmp_path, "failing", search(local_aws, contact_flow=missing))
    for _ in range(max(3, CYCLES * 2 // 3)):
        assert not app.deploy()
        app.destroy()
        assert counted(local_aws) == require_within_quotas(local_aws)
    held = [number for number in local_aws.connect.numbers() if number["status"] == "CLAIMED"]
    parked = [item["PhoneNumber"] for item in local_aws.ledger() if item["PK"] == "PARKED"]
    assert [number["phone_number"] for number in held] == parked, "nothing is held that is not on the list"


def test_the_first_deployments_of_two_apps_at_the_same_moment(local_aws: LocalAws, tmp_path: Path) -> None:
    local_aws.connect.set_quota(local_aws.instance_arn, 2)
    apps = [synthesised(local_aws, tmp_path, name, search(local_aws)) for name in ("sales", "support")]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda app: app.deploy(), apps)) == [True, True]
    assert local_aws.client("dynamodb").list_tables()["TableNames"] == ["ConnectPhoneNumberLedger"]
    claims = [call for call in local_aws.connect.journal() if call["operation"] == "ClaimPhoneNumber"]
    claimed = [call["parameters"]["PhoneNumber"] for call in claims]
    assert len(claimed) == len(set(claimed)) == 2, "no number is tried twice"
    require_within_quotas(local_aws)
