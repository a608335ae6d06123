"""`search` finds what can be claimed, and claims nothing."""

import shlex

from tests.connect_numbers.account import Account


def test_a_pattern_is_looked_for_in_as_many_pages_as_asked(account: Account) -> None:
    found = account.json("search", "*?55-01?0", "--pages", "5")
    assert [each["phone_number"] for each in found["numbers"]][:3] == ["+12065550100", "+12065550110", "+12065550120"]
    assert (found["looked_at"], found["is_all"]) == (50, False)
    assert found["numbers"][0]["national_format"] == "(206) 555-0100"
    assert set(account.world.calls()) <= {
        "CreateInstance",
        "CreateContactFlow",
        "ListInstances",
        "SearchAvailablePhoneNumbers",
    }


def test_a_fixed_start_of_the_pattern_saves_pages(account: Account) -> None:
    found = account.json("search", "425*0142", "--pages", "10")
    assert [each["phone_number"] for each in found["numbers"]] == ["+14255550142"]
    assert {call["PhoneNumberPrefix"] for call in account.world.sent("SearchAvailablePhoneNumbers")} == {"+1425"}


def test_what_is_found_can_be_pasted(account: Account) -> None:
    shown = account.run("search", "--prefix", "+14255550142", "--construct")
    assert shown.stdout == (
        "from constructs_lib import ClaimedPhoneNumber\n\n"
        "ClaimedPhoneNumber(\n"
        "    self,\n"
        '    "Number14255550142",\n'
        f'    target="{account.world.instance_arn}",\n'
        '    phone_number="+14255550142",\n'
        ")\n"
    )


def test_of_many_that_are_found_one_is_pasted_and_no_further_page_is_read(account: Account) -> None:
    shown = account.run("search", "--construct")
    assert shown.stdout.count("ClaimedPhoneNumber(") == 1
    assert len(account.world.sent("SearchAvailablePhoneNumbers")) == 1


def test_it_stops_at_the_limit(account: Account) -> None:
    found = account.json("search", "--limit", "12")
    assert (len(found["numbers"]), found["looked_at"], found["is_all"]) == (12, 20, False)
    assert len(account.world.sent("SearchAvailablePhoneNumbers")) == 2


def test_a_limit_that_is_not_reached_changes_nothing(account: Account) -> None:
    search = ("search", "--prefix", "+142555501", "--prefix", "+14255550142", "--pages", "20")
    found = account.json(*search, "--limit", "500")
    assert found["is_all"] is True
    assert found == account.json(*search)


def test_nothing_to_paste_is_said(account: Account) -> None:
    shown = account.run("search", "--prefix", "+1999", "--construct")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "No such number is available" in shown.stderr


def test_every_example_of_the_help_finds_something(account: Account) -> None:
    """On the local AWS, where they are tried first."""
    described = account.run("search", "--help", width=200).stdout
    lines = [line.strip(" │") for line in described.splitlines() if "connect-numbers " in line]
    usage, *examples = [line.split("connect-numbers ")[1] for line in lines]
    assert (usage.startswith("search [OPTIONS]"), len(examples)) == (True, 3)
    for example in examples:
        assert account.run(*shlex.split(example)).exit_code == 0, example


def test_letters_are_shown_where_they_spell(account: Account) -> None:
    shown = account.run("search", "*J55010A", "--pages", "5")
    assert shown.stdout.splitlines()[1].split() == ["+12065550102", "(206)", "555-0102", "206J55010A", "US", "DID"]


def test_none_found_is_a_no(account: Account) -> None:
    result = account.run("search", "ZZZZZZZ", "--pages", "2")
    assert result.exit_code == 1
    assert "None fits ZZZZZZZ: 20 available numbers looked at; --pages looks at more." in result.stdout


def test_the_command_line_is_checked_before_anything_is_sent(account: Account) -> None:
    for arguments in (["--country", "XX"], ["--type", "MOBILE"], ["--prefix", "206"], ["a!b"]):
        result = account.run("search", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert arguments[-1] in result.stderr
    assert "SearchAvailablePhoneNumbers" not in account.world.calls()


def test_with_several_instances_one_has_to_be_named(account: Account) -> None:
    other, _ = account.world.new_instance()
    assert account.run("search").exit_code == 2
    assert account.json("search", "--target", other)["target_arn"] == other
    assert account.json("search", "--target", other.rpartition("/")[2])["target_arn"] == other
