"""What differs from country to country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from constructs_lib import PhoneNumberSearch, PhoneNumberType


@dataclass(frozen=True)
class Country:
    """A country whose customers call a number of their own.

    Attributes:
        name: of the constructs and outputs.
        country_code: two letters, as Amazon Connect has them.
        prefixes: where the number should be from, best first; empty: anywhere in the country.
        voice: an Amazon Polly voice that speaks the language.
        greeting: said in opening hours, before the caller waits in the queue.
        closed: said outside of them.
    """

    name: str
    country_code: str
    voice: str
    greeting: str
    closed: str
    prefixes: Sequence[str] = field(default=())

    @property
    def search(self) -> PhoneNumberSearch:
        """The number to claim."""
        return PhoneNumberSearch(country_code=self.country_code, type=PhoneNumberType.DID, prefixes=list(self.prefixes))


COUNTRIES = (
    Country(
        name="UnitedStates",
        country_code="US",
        prefixes=("+1206", "+1425"),
        voice="Joanna",
        greeting="Thank you for calling. The next available agent will be with you shortly.",
        closed="Thank you for calling. We are closed at the moment. Please call again on a weekday.",
    ),
    Country(
        name="UnitedKingdom",
        country_code="GB",
        voice="Amy",
        greeting="Thank you for calling. One of our agents will be with you shortly.",
        closed="Thank you for calling. We are closed at the moment. Please call again on a weekday.",
    ),
    Country(
        name="Germany",
        country_code="DE",
        voice="Vicki",
        greeting="Vielen Dank für Ihren Anruf. Sie werden gleich verbunden.",
        closed="Vielen Dank für Ihren Anruf. Wir haben gerade geschlossen. Bitte rufen Sie an einem Werktag wieder an.",
    ),
)
