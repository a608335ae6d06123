"""What stays of a claim on its way back to CHOOSING."""

from connect_phone_numbers.model.claim import Claim, Fate, Origin, State


def test_a_claim_that_lost_its_number_keeps_nothing_of_it() -> None:
    asked = Claim("claim", "target", "op", "", Fate.NEW, rejected=("+12065550100",), lost_races=1, searched_since=9)
    held = Claim(
        "claim",
        "target",
        "op",
        state=State.HELD,
        origin=Origin.OTHERS,
        phone_number="+12065550101",
        client_token="token",
        sent_at=7,
        refusal="refused",
        attempt=1,
        rejected=asked.rejected,
        lost_races=1,
        searched_since=9,
        phone_number_arn="arn",
        country_code="US",
        number_type="DID",
        tag_keys=("Team",),
        describing="Support",
        moving_to="elsewhere",
        contact_flows={"us-east-1/one": "flow"},
        flows_found={"us-east-1/one": ""},
        reserved_at=7,
        reserved_first=6,
    )
    assert held.withdrawn() == asked, "the next number has no flow yet, no description, and no tags of ours"
