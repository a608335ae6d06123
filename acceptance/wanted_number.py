"""The choice of the number's country and type: a search must find such a number."""

from __future__ import annotations

import time
from dataclasses import dataclass

from constructs_lib import PHONE_NUMBER_COUNTRY_CODES, PhoneNumberType

from .options import Options
from .problem import AcceptanceProblem
from .recording.recorder import Recorder
from .transcript import Transcript

SUGGESTIONS = (("US", "DID"), ("US", "TOLL_FREE"), ("GB", "DID"), ("CA", "DID"), ("DE", "DID"), ("AU", "TOLL_FREE"))
"""Countries and types that most accounts can claim without documents, the cheapest first."""
SECONDS_BETWEEN_SEARCHES = 0.6
"""Amazon Connect allows two requests per second."""


@dataclass(frozen=True)
class WantedNumber:
    """A number's country and type.

    Attributes:
        country_code: such as US.
        phone_number_type: such as DID.
    """

    country_code: str
    phone_number_type: str

    def __str__(self) -> str:
        return f"{self.country_code} {self.phone_number_type}"


def is_available(recorder: Recorder, instance_arn: str, wanted: WantedNumber) -> bool:
    """Whether a search finds such a number now."""
    found = recorder.call(
        "SearchAvailablePhoneNumbers",
        TargetArn=instance_arn,
        PhoneNumberCountryCode=wanted.country_code,
        PhoneNumberType=wanted.phone_number_type,
        MaxResults=10,
    )
    return bool(found["AvailableNumbersList"])


def choose_wanted_number(
    recorder: Recorder, instance_arn: str, options: Options, transcript: Transcript
) -> WantedNumber:
    """The country and type that the options give.

    If the options leave one open, the first suggestion with an available number is offered to the user.

    Raises:
        AcceptanceProblem: no such number is available; Amazon Connect has no such country or type; or the user's answer
            is not understood.
    """
    country_code, number_type = options.country_code, options.phone_number_type
    candidates = [
        WantedNumber(country_code or suggested_country, number_type or suggested_type)
        for suggested_country, suggested_type in SUGGESTIONS
    ]
    for wanted in dict.fromkeys(candidates):
        _require_exists(wanted)
        if is_available(recorder, instance_arn, wanted):
            return wanted if options.yes or (country_code and number_type) else _agreed(wanted, transcript)
        time.sleep(SECONDS_BETWEEN_SEARCHES)
    raise AcceptanceProblem(
        f"no number is available for {', '.join(map(str, dict.fromkeys(candidates)))}. Give another --country or "
        "--type. Some countries' numbers can only be ordered from AWS Support."
    )


def _agreed(wanted: WantedNumber, transcript: Transcript) -> WantedNumber:
    answer = transcript.ask(f"A {wanted} number is available. Claim one (yes, or another country and type)?")
    words = answer.upper().split()
    if answer.lower() in ("y", "yes"):
        return wanted
    if len(words) == 2:
        return _require_exists(WantedNumber(*words))
    raise AcceptanceProblem(f"{answer!r} is neither yes nor a country and a type. Nothing was done.")


def _require_exists(wanted: WantedNumber) -> WantedNumber:
    if wanted.country_code not in PHONE_NUMBER_COUNTRY_CODES:
        raise AcceptanceProblem(f"--country {wanted.country_code} is not a country code of Amazon Connect.")
    if wanted.phone_number_type not in list(PhoneNumberType):
        types = ", ".join(PhoneNumberType)
        raise AcceptanceProblem(f"--type {wanted.phone_number_type} is not a type of number. Give one of {types}.")
    return wanted
