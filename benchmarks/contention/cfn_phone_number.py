"""CloudFormation's own `AWS::Connect::PhoneNumber`, by its published source.

https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-connect/tree/main/aws-connect-phonenumber,
CreateHandler.java, BaseHandlerStd.java and ClientBuilder.java
"""

from collections.abc import Iterator
from random import Random

from botocore.exceptions import ClientError

from tests.simulation.processes import Process

from ..account import Account
from .contender import Caller, Outcome
from .throttled import GaveUpError, Retrying

PAGE_SIZE = 10
MORE_PAGES = 2
"""Pages after the first: at most 30 numbers, of which one is taken at random."""
RETRIES = 3
"""Of a request (ClientBuilder). The delays that it sets there are for other errors than throttling."""
BASE_DELAY_SECONDS = 0.5
"""Of the SDK's delays after throttling, in its default retry mode: half of the doubled delay, and up to as much again
by chance. https://github.com/aws/aws-sdk-java-v2, SdkDefaultRetrySetting and EqualJitterBackoffStrategy. They never
come near its longest, 20 s."""
START_DELAY_SECONDS = 2
"""Seconds before each look at the status."""
POLL_SECONDS = 30
"""Seconds between two looks."""
STABILIZATION_SECONDS = 600
"""For how many seconds the handler looks."""


class CfnPhoneNumber:
    """The resource provider's create.

    Any failure is final: the handler takes Amazon Connect's ThrottlingException for a general service exception, as it
    only knows TooManyRequestsException, and CloudFormation does not repeat those
    (https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html). The
    exception carries no identifier, so CloudFormation has nothing to delete (inferred).
    """

    name = "CfnPhoneNumber"
    at_once = None

    def __init__(self, seed: int) -> None:
        """`seed` is that of the choice among the numbers found, and of the jitter."""
        self._random = Random(seed)  # noqa: S311 - no secret

    def create(self, account: Account) -> Process[Outcome]:
        """Invoke the handler, in virtual time."""

        def invoked() -> Outcome:
            account.latency.invocation()
            return self.outcome(account)

        return account.as_process(invoked)

    def outcome(self, account: Caller) -> Outcome:
        """Search, claim one of the numbers found, wait until it is CLAIMED, read it."""
        try:
            arn = self._create(account, Retrying(account.sleep, account.now))
        except (ClientError, GaveUpError) as failed:
            return Outcome(account.now(), reason=str(failed))
        return Outcome(account.now(), arn)

    def _create(self, account: Caller, requests: Retrying) -> str:
        phone_number = self._random.choice(self._search(account, requests))
        claimed = requests.send(
            lambda: account.remote_connect.claim_phone_number(PhoneNumber=phone_number, TargetArn=account.instance_arn),
            self._delays(),
        )
        arn = str(claimed["PhoneNumberArn"])
        until = account.now() + STABILIZATION_SECONDS
        while not self._is_claimed(account, requests, arn):
            if account.now() + POLL_SECONDS > until:
                raise GaveUpError("Exceeded attempts to wait")
            account.sleep(POLL_SECONDS)
        requests.send(lambda: account.remote_connect.describe_phone_number(PhoneNumberId=arn), self._delays())
        return arn

    def _search(self, account: Caller, requests: Retrying) -> list[str]:
        request = {**account.search, "MaxResults": PAGE_SIZE}
        found: list[str] = []
        for _ in range(1 + MORE_PAGES):
            page = requests.send(
                lambda: account.remote_connect.search_available_phone_numbers(**request), self._delays()
            )
            found += [available["PhoneNumber"] for available in page["AvailableNumbersList"]]
            if not page.get("NextToken"):
                break
            request["NextToken"] = page["NextToken"]
        return found

    def _is_claimed(self, account: Caller, requests: Retrying, arn: str) -> bool:
        account.sleep(START_DELAY_SECONDS)
        described = requests.send(
            lambda: account.remote_connect.describe_phone_number(PhoneNumberId=arn), self._delays()
        )
        status = described["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]["Status"]
        if status == "FAILED":
            raise GaveUpError(f"{arn} not stabilized")
        return bool(status == "CLAIMED")

    def _delays(self) -> Iterator[float]:
        for retried in range(RETRIES):
            half = BASE_DELAY_SECONDS * 2**retried / 2
            yield half + self._random.uniform(0, half)
