"""The exploration within its short bounds; and a test of the explorer, which must find planted mistakes.

`make explore` runs the full bounds.
"""

from collections.abc import Iterator

import pytest

from tests.explore.configuration import Configuration
from tests.explore.configurations import ALL
from tests.explore.exploration import Exploration
from tests.explore.planted import MISTAKES, Mistake
from tests.explore.prepared import prepared


@pytest.fixture(autouse=True)
def prepared_code() -> Iterator[None]:
    with prepared():
        yield


@pytest.mark.parametrize("configuration", ALL, ids=lambda configuration: configuration.name)
def test_nothing_is_found_in_any_order(configuration: Configuration) -> None:
    outcome = Exploration(configuration).run(*configuration.short)
    assert outcome.violations == []
    assert outcome.figures.is_complete
    assert outcome.figures.states > 1000


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_planted_mistake_is_found(mistake: Mistake) -> None:
    with mistake.plant():
        outcome = Exploration(mistake.configuration).run(mistake.left)
    assert outcome.violations, mistake.plant.__doc__
    assert "TypeError" not in str(outcome.violations), "the mistake is not planted any more"
