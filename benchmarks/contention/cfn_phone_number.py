"""CloudFormation's own `AWS::Connect::PhoneNumber`, by its published source.

https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-connect/tree/main/aws-connect-phonenumber,
CreateHandler.java, BaseHandlerStd.java and ClientBuilder.java
"""

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .account import COUNTRY_CODE, PHONE_NUMBER_TYPE, Account
from .contender import Outcome
from .throttled import GaveUpError, Retrying

if TYPE_CHECKING:
    from mypy_boto3_connect.type_defs import SearchAvailablePhoneNumbersRequestTypeDef

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
"""Before each look at the status."""
POLL_SECONDS = 30
"""Between two looks."""
STABILIZATION_SECONDS = 600
"""How long it looks."""


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

    def create(self, account: Account, index: int) -> Outcome:
        """Search, claim one of the numbers found, wait until it is CLAIMED, read it."""
        account.latency.invocation()
        try:
            arn = self._create(account, Retrying(account.clock.sleep, account.clock.time))
        except (ClientError, GaveUpError) as failed:
            return Outcome(account.clock.time(), reason=str(failed))
        return Outcome(account.clock.time(), arn)

    def _create(self, account: Account, requests: Retrying) -> str:
        phone_number = self._random.choice(self._search(account, requests))
        claimed = requests.send(
            lambda: account.connect.claim_phone_number(PhoneNumber=phone_number, TargetArn=account.instance_arn),
            self._delays(),
        )
        arn = claimed["PhoneNumberArn"]
        until = account.clock.time() + STABILIZATION_SECONDS
        while not self._is_claimed(account, requests, arn):
            if account.clock.time() + POLL_SECONDS > until:
                raise GaveUpError("Exceeded attempts to wait")
            account.clock.sleep(POLL_SECONDS)
        requests.send(lambda: account.connect.describe_phone_number(PhoneNumberId=arn), self._delays())
        return arn

    def _search(self, account: Account, requests: Retrying) -> list[str]:
        request: SearchAvailablePhoneNumbersRequestTypeDef = {
            "TargetArn": account.instance_arn,
            "PhoneNumberCountryCode": COUNTRY_CODE,
            "PhoneNumberType": PHONE_NUMBER_TYPE,
            "MaxResults": PAGE_SIZE,
        }
        found: list[str] = []
        for _ in range(1 + MORE_PAGES):
            page = requests.send(lambda: account.connect.search_available_phone_numbers(**request), self._delays())
            found += [available["PhoneNumber"] for available in page["AvailableNumbersList"]]
            if not page.get("NextToken"):
                break
            request["NextToken"] = page["NextToken"]
        return found

    def _is_claimed(self, account: Account, requests: Retrying, arn: str) -> bool:
        account.clock.sleep(START_DELAY_SECONDS)
        described = requests.send(lambda: account.connect.describe_phone_number(PhoneNumberId=arn), self._delays())
        status = described["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]["Status"]
        if status == "FAILED":
            raise GaveUpError(f"{arn} not stabilized")
        return status == "CLAIMED"

    def _delays(self) -> Iterator[float]:
        for retried in range(RETRIES):
            half = BASE_DELAY_SECONDS * 2**retried / 2
            yield half + self._random.uniform(0, half)
