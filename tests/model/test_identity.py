"""Names that come out the same however often they are derived, and never the same for two things."""

import re

from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.model.identity import Resource, client_token, owner
from connect_phone_numbers.model.selection import ExactPhoneNumber, PhoneNumberSearch, Selection

STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/contact-center/5d3a1c60-0000-11ee-8c99-0242ac120002"

selections: st.SearchStrategy[Selection] = st.one_of(
    st.builds(ExactPhoneNumber, st.from_regex(r"\+[1-9]\d{1,14}", fullmatch=True)),
    st.builds(
        PhoneNumberSearch,
        st.sampled_from(["US", "GB"]),
        st.sampled_from(["DID", "TOLL_FREE"]),
        st.lists(st.from_regex(r"\+[0-9]{1,4}", fullmatch=True), max_size=3).map(tuple),
    ),
)
resources = st.builds(Resource, st.sampled_from([STACK_ID, STACK_ID + "x"]), st.sampled_from(["Support", "Sales", "S"]))


@given(resources, selections, resources, selections)
def test_a_claim_id_stands_for_one_resource_and_selection(
    resource: Resource, selection: Selection, other: Resource, other_selection: Selection
) -> None:
    same = (resource, selection) == (other, other_selection)
    assert (resource.claim_id(selection) == other.claim_id(other_selection)) is same


def test_the_claim_id_is_a_contract() -> None:
    # Numbers already claimed are found by it: a change of how it is derived would lose them.
    resource = Resource(STACK_ID, "Support")
    assert resource.claim_id(ExactPhoneNumber("+12065550100")) == "claim-1eaa8d873bf50537887ed663c64265ba"
    assert (
        resource.claim_id(PhoneNumberSearch("US", "DID", ("+1206", "+1425")))
        == "claim-7c9565ed1b1bd01122f7d30d3dceecf9"
    )


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_client_tokens_are_lower_case_uuids_and_as_different_as_their_parts(one: list[str], other: list[str]) -> None:
    # The service's pattern for a ClientToken.
    assert re.fullmatch(r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}", client_token(*one))
    assert (client_token(*one) == client_token(*other)) is (one == other)


def test_the_owner_tags_name_the_owner_within_the_service_limits() -> None:
    longest = Resource(STACK_ID.replace("contact-center", "s" * 128), "R" * 255)
    tags = longest.owner_tags("claim-0")
    assert all(len(key) <= 128 and len(value) <= 256 for key, value in tags.items())
    assert owner(tags) == longest
    assert longest.owns(tags)
    assert not Resource(STACK_ID, "Support").owns(tags)


def test_a_number_without_owner_tags_is_nobodys() -> None:
    assert owner({"connect-phone-number:stack-id": STACK_ID}) is None
    assert not Resource(STACK_ID, "Support").owns({})
