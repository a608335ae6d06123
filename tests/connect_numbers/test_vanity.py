import pytest

from connect_numbers.problem import Problem
from connect_numbers.search.vanity import VanityPattern


@pytest.mark.parametrize(
    ("pattern", "national", "spelled"),
    [
        ("*CORP", "2065552677", "206555CORP"),
        ("*corp", "2065552677", "206555CORP"),
        ("CORP", "2065552677", "206555CORP"),
        ("0199", "2065550199", "2065550199"),
        ("206*0199", "2065550199", "2065550199"),
        ("(206) ???-01?9", "2065550199", "2065550199"),
        ("206*CORP", "3122062677", None),
        ("*CORP", "2065552678", None),
        ("*C*P", "2065552677", "206555C67P"),
        ("??1", "21", None),
        ("1-800-FLOWERS", "18003569377", "1800FLOWERS"),
        ("800FLOWERS", "8003569377", "800FLOWERS"),
        ("*QZ", "5555579", "55555QZ"),
    ],
)
def test_letters_stand_for_digits(pattern: str, national: str, spelled: str | None) -> None:
    assert VanityPattern.parse(pattern).spelled(national) == spelled


@pytest.mark.parametrize("pattern", ["", "*", "?*", "a!b", "é", "٣"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(Problem) as refused:
        VanityPattern.parse(pattern)
    assert refused.value.exit_code == 2
    assert repr(pattern) in str(refused.value)


@pytest.mark.parametrize(
    ("pattern", "prefix"),
    [
        ("206*", "+1206"),
        ("FLY*", "+1359"),
        ("*206", None),
        ("206", None),
        ("?06*", None),
        ("20655501990000*", "+12065550199"),
    ],
)
def test_a_fixed_start_becomes_the_searchs_prefix(pattern: str, prefix: str | None) -> None:
    assert VanityPattern.parse(pattern).prefix(1) == prefix
