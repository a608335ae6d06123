"""Every item is read as it was written, and one that only a newer version may read is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.ledger.layout import (
    READER,
    NewerLedgerError,
    claim_item,
    claims_from,
    packed,
    quota_state_from,
    quota_state_write,
    resource_key,
    resource_of,
    unpacked,
)
from connect_phone_numbers.model.claim import Claim, Fate, Origin, State
from connect_phone_numbers.model.identity import Resource
from connect_phone_numbers.quota.state import QuotaState

RESOURCE = Resource("arn:aws:cloudformation:us-east-1:123456789012:stack/a/1", "Support")
CLAIM = Claim("claim", "target", "op", rejected=("+1",), tag_keys=("a",), contact_flows={"x": "y"})

claims = st.builds(
    replace,
    st.just(CLAIM),
    fate=st.sampled_from(Fate),
    state=st.sampled_from(State),
    origin=st.sampled_from(Origin),
    sent_at=st.integers(0, 2**31),
    attempt=st.integers(0, 3),
)


@given(claims)
def test_a_claim_is_read_as_it_was_written(claim: Claim) -> None:
    assert claims_from({"Claims": {"claim": claim_item(claim, {})}}, RESOURCE) == {"claim": claim}


def test_what_a_newer_version_recorded_beside_is_kept() -> None:
    recorded = {**claim_item(CLAIM, {}), "newer": "kept"}
    assert claims_from({"Claims": {"claim": recorded}}, RESOURCE) == {"claim": CLAIM}
    assert claim_item(CLAIM.doomed(), recorded)["newer"] == "kept"


@pytest.mark.parametrize("name", ["state", "fate", "origin"])
def test_a_named_value_of_a_newer_version_is_refused(name: str) -> None:
    recorded = {**claim_item(CLAIM, {}), name: "NEWER"}
    with pytest.raises(NewerLedgerError, match=r"NEWER.*Update the library"):
        claims_from({"Claims": {"claim": recorded}}, RESOURCE)


def test_an_item_for_a_newer_reader_is_refused() -> None:
    with pytest.raises(NewerLedgerError, match=f"version {READER + 1}"):
        quota_state_from({"MinReader": READER + 1}, "arn")


@given(st.lists(st.integers(1, 2**33), max_size=50).map(sorted).map(tuple))
def test_moments_are_unpacked_as_they_were_packed(moments: tuple[int, ...]) -> None:
    assert unpacked(packed(moments)) == moments


def test_ten_thousand_operations_take_an_eighth_of_an_item() -> None:
    moments = tuple(1_800_000_000 + index * 1555 for index in range(10_000))
    assert len(packed(moments)) < 50_000


@given(st.lists(st.integers(1, 2**33), max_size=5).map(sorted).map(tuple), st.integers(0, 9))
def test_counted_operations_are_read_as_they_were_written(moments: tuple[int, ...], version: int) -> None:
    state = QuotaState(version, moments, {"+1": 5}, {"+2": 6}, 7)
    write = quota_state_write("arn", state, state.next())
    item = {name.removeprefix(":"): value for name, value in write.values.items()}
    assert quota_state_from(item, "arn") == state.next()


def test_a_records_key_names_its_resource() -> None:
    assert resource_of(resource_key(RESOURCE)["PK"]) == RESOURCE
