import pytest

from acceptance.budget import Budget, Cost

CLAIM_AND_RELEASE = Cost(claims=1, releases=1)
CLAIM = Cost(claims=1, releases=0)
RELEASE = Cost(claims=0, releases=1)
NOTHING = Cost(claims=0, releases=0)


@pytest.mark.parametrize(
    ("budget", "cost"),
    [
        (Budget(quota=5, held=0, operations=0), CLAIM_AND_RELEASE),
        (Budget(quota=5, held=4, operations=7), CLAIM_AND_RELEASE),
        (Budget(quota=5, held=4, operations=9), CLAIM),
        (Budget(quota=5, held=5, operations=8), RELEASE),
        (Budget(quota=5, held=5, operations=10), NOTHING),
    ],
)
def test_what_is_allowed(budget: Budget, cost: Cost) -> None:
    assert budget.refusal(cost) is None


@pytest.mark.parametrize(
    ("budget", "cost", "words"),
    [
        (Budget(quota=5, held=5, operations=0), CLAIM, "holds 5 of the 5 phone numbers"),
        (Budget(quota=0, held=0, operations=0), CLAIM, "holds 0 of the 0 phone numbers"),
        (Budget(quota=5, held=0, operations=10), CLAIM, "10 of the 10 claims and releases"),
        (Budget(quota=5, held=0, operations=9), CLAIM_AND_RELEASE, "this run needs 2"),
        (Budget(quota=5, held=0, operations=8), CLAIM_AND_RELEASE, "give --park"),
        (Budget(quota=5, held=5, operations=9), RELEASE, "give --park"),
    ],
)
def test_what_is_refused(budget: Budget, cost: Cost, words: str) -> None:
    refusal = budget.refusal(cost)
    assert refusal is not None
    assert words in refusal


def test_a_cost_in_words() -> None:
    assert str(CLAIM_AND_RELEASE) == "1 claim, 1 release"
    assert str(NOTHING) == "no claims, no releases"
