"""Checks of the ledger's table: it is there, and protected."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code

from ..aws.aws import Aws
from .finding import Finding, ok, warning


def check_ledger_table(aws: Aws, name: str) -> Iterator[Finding]:
    """Findings about the table and its protection: no API tells the history of 180 days if it is lost."""
    dynamodb = aws.dynamodb()
    try:
        table = dynamodb.describe_table(TableName=name)["Table"]
    except ClientError as error:
        if error_code(error) != "ResourceNotFoundException":
            raise
        yield warning(
            "ledger",
            f"there is none yet (no DynamoDB table {name} in {aws.region}): what was claimed and released in the last "
            "180 days is not known",
            "the first deployment of a phone number makes it; or check --region, or name it with --ledger",
        )
        return
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get("TimeToLiveStatus")
    lacks = {
        "deletion protection": not table.get("DeletionProtectionEnabled"),
        "point-in-time recovery": recovery != "ENABLED",
        "time to live": expiry not in ("ENABLED", "ENABLING"),
    }
    missing = [what for what, is_missing in lacks.items() if is_missing]
    if missing:
        yield warning("ledger", f"{name} has no {' and no '.join(missing)}", _mend(name, missing))
    else:
        yield ok("ledger", name)


def _mend(name: str, missing: list[str]) -> str:
    commands = {
        "deletion protection": f"aws dynamodb update-table --table-name {name} --deletion-protection-enabled",
        "point-in-time recovery": f"aws dynamodb update-continuous-backups --table-name {name} "
        "--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true",
        "time to live": f"aws dynamodb update-time-to-live --table-name {name} --time-to-live-specification "
        "Enabled=true,AttributeName=ExpiresAt",
    }
    return "; ".join(commands[what] for what in missing)
