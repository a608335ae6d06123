"""The order of CloudFormation's events."""

import itertools

import pytest

from connect_phone_numbers.decisions.order import Arrival, arrival, is_later, moment_of, operation_key, seconds_of

CREATE = operation_key("20261121T190000Z", "Create", "a")
UPDATE = operation_key("20261121T190005Z", "Update", "b")
DELETE = operation_key("20261121T190005Z", "Delete", "c")


def test_the_moment_of_signing_decides_and_not_that_of_arrival() -> None:
    assert arrival(UPDATE, CREATE, []) is Arrival.NEWEST
    assert arrival(CREATE, UPDATE, []) is Arrival.LATE


def test_the_first_event_is_the_newest() -> None:
    assert arrival(CREATE, "", []) is Arrival.NEWEST


def test_an_event_that_is_delivered_again_is_known() -> None:
    assert arrival(UPDATE, UPDATE, []) is Arrival.REPEATED


def test_a_request_id_that_is_used_again_is_another_operation() -> None:
    again = operation_key("20261121T193000Z", "Create", "a")
    assert arrival(again, CREATE, []) is Arrival.NEWEST
    assert arrival(CREATE, again, []) is Arrival.LATE


def test_within_a_second_a_delete_is_the_last() -> None:
    assert arrival(DELETE, UPDATE, []) is Arrival.NEWEST
    assert arrival(UPDATE, DELETE, []) is Arrival.LATE


def test_two_events_of_one_second_are_taken_in_the_order_of_arrival_and_once() -> None:
    other = operation_key("20261121T190005Z", "Update", "z")
    assert arrival(other, UPDATE, []) is Arrival.NEWEST
    assert arrival(UPDATE, other, [UPDATE]) is Arrival.LATE


@pytest.mark.parametrize("keys", list(itertools.permutations([CREATE, UPDATE, DELETE])))
def test_whatever_the_order_of_arrival_the_last_one_signed_wins(keys: tuple[str, ...]) -> None:
    newest, superseded = "", list[str]()
    for key in keys:
        if arrival(key, newest, superseded) is Arrival.NEWEST:
            superseded = [*superseded, newest]
            newest = key
    assert newest == DELETE


def test_a_moment_is_what_cloudformation_signs() -> None:
    assert moment_of(1_800_000_000) == "20270115T080000Z"
    assert seconds_of(operation_key("20270115T080000Z", "Create", "a")) == 1_800_000_000
    assert not is_later(UPDATE, operation_key("20261121T190005Z", "Create", "x"))
