"""Terraform's `aws_connect_phone_number`, by its published source.

https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/connect/phone_number.go
"""

import uuid
from collections.abc import Iterator
from random import Random

from botocore.exceptions import ClientError

from tests.simulation.processes import Process

from ..account import Account
from .contender import Caller, Outcome
from .throttled import GaveUpError, Retrying

MAX_ATTEMPTS = 25
"""Of a request. The provider's argument `max_retries`, by default:
https://registry.terraform.io/providers/hashicorp/aws/latest/docs#max_retries"""
MAX_BACKOFF_SECONDS = 300
"""Which the provider sets instead of the SDK's 20:
https://github.com/hashicorp/aws-sdk-go-base/blob/main/aws_config.go, resolveRetryer. That turns off the SDK's own rate
limit of retries as well."""
CREATE_SECONDS = 120
"""How long it waits for CLAIMED: phoneNumberCreatedTimeout."""
FIRST_POLL_SECONDS = 0.2
LONGEST_POLL_SECONDS = 10
"""It looks at once, then after 0.2 s, and after twice as long each time, at most 10 s: the defaults of
https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/backoff, SDKv2HelperRetryCompatibleDelay."""
PARALLELISM = 10
"""Resources that `terraform apply` works on at the same time, by default:
https://developer.hashicorp.com/terraform/cli/commands/apply#parallelism-n"""


class Terraform:
    """The provider's create. A failed one is cleaned up at the next apply, if its number is in the state."""

    def __init__(self, name: str, at_once: int | None, seed: int) -> None:
        """Create at most `at_once` numbers at the same time, None for all; `seed` is that of the jitter."""
        self.name = name
        self.at_once = at_once
        self._random = Random(seed)  # noqa: S311 - no secret

    def create(self, account: Account) -> Process[Outcome]:
        """Create one in virtual time."""
        return account.as_process(lambda: self.outcome(account))

    def outcome(self, account: Caller) -> Outcome:
        """Search for one number, claim it, wait until it is CLAIMED, read it."""
        try:
            arn = self._create(account, Retrying(account.sleep, account.now))
        except (ClientError, GaveUpError) as failed:
            return Outcome(account.now(), reason=str(failed))
        return Outcome(account.now(), arn)

    def _create(self, account: Caller, requests: Retrying) -> str:
        connect = account.remote_connect
        found = requests.send(
            lambda: connect.search_available_phone_numbers(**account.search, MaxResults=1), self._delays()
        )
        phone_number = found["AvailableNumbersList"][0]["PhoneNumber"]
        # Made for each create anew; the SDK's repetitions carry the same.
        token = str(uuid.UUID(int=self._random.getrandbits(128), version=4))
        claimed = requests.send(
            lambda: connect.claim_phone_number(
                PhoneNumber=phone_number, TargetArn=account.instance_arn, ClientToken=token
            ),
            self._delays(),
        )
        phone_number_id = claimed["PhoneNumberId"]
        self._await_claimed(account, requests, phone_number_id)
        read = requests.send(lambda: connect.describe_phone_number(PhoneNumberId=phone_number_id), self._delays())
        return str(read["ClaimedPhoneNumberSummary"]["PhoneNumberArn"])

    def _await_claimed(self, account: Caller, requests: Retrying, phone_number_id: str) -> None:
        until = account.now() + CREATE_SECONDS
        wait = FIRST_POLL_SECONDS
        while True:
            described = requests.send(
                lambda: account.remote_connect.describe_phone_number(PhoneNumberId=phone_number_id),
                self._delays(),
                until,
            )
            status = described["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]
            if status["Status"] == "CLAIMED":
                return
            if status["Status"] != "IN_PROGRESS":
                raise GaveUpError(f"unexpected state '{status['Status']}', wanted target 'CLAIMED'")
            if account.now() + wait >= until:
                raise GaveUpError("timeout while waiting for state to become 'CLAIMED'")
            account.sleep(wait)
            wait = min(2 * wait, LONGEST_POLL_SECONDS)

    def _delays(self) -> Iterator[float]:
        """https://github.com/aws/aws-sdk-go-v2/blob/main/aws/retry/jitter_backoff.go"""
        for attempt in range(1, MAX_ATTEMPTS):
            doubled = 2.0**attempt
            yield MAX_BACKOFF_SECONDS if doubled > MAX_BACKOFF_SECONDS else self._random.random() * doubled
