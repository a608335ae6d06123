"""The contention benchmark: who claims fifty numbers at once, at what cost."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from ..aim import Aim
from .account import real_account, virtual_account
from .cfn_phone_number import CfnPhoneNumber
from .contender import Contender
from .figures import Figures
from .race import race
from .terraform import PARALLELISM, Terraform
from .this_library import ThisLibrary

CREATES = 50
OTHER_CREATES = (10, 200)
"""How many creates this library alone is measured with beside."""
SEED = 1
"""Of everything random; each race starts from its seed anew."""
OTHER_SEEDS = range(2, 9)
"""With which this library is measured again, so that no aim is met by the luck of one seed."""


def contenders(seed: int) -> dict[str, Contender]:
    """Everybody who is compared, by name, this library first."""
    everybody: tuple[Contender, ...] = (
        ThisLibrary(),
        Terraform("Terraform", None, seed),
        Terraform(f"Terraform, {PARALLELISM} at a time", PARALLELISM, seed),
        CfnPhoneNumber(seed),
    )
    return {contender.name: contender for contender in everybody}


@dataclass(frozen=True)
class ContentionResult:
    """What the benchmark found.

    Attributes:
        contenders: the figures of each contender, this library's first.
        again: this library's figures with the same number of creates and other seeds.
        others: this library's figures with other numbers of creates.
    """

    contenders: Sequence[Figures]
    again: Sequence[Figures] = ()
    others: Sequence[Figures] = ()

    @property
    def aims(self) -> list[Aim]:
        """What this library's figures should be, with whatever seed."""
        ours = [self.contenders[0], *self.again]
        return [
            Aim("creates that failed", max(figures.failed for figures in ours), 0),
            Aim("numbers left behind", max(figures.left_behind for figures in ours), 0),
            Aim("calls per number", max(figures.calls_per_number for figures in ours), 3.2),
            Aim("share of calls throttled", max(figures.throttled_share for figures in ours), 0.1),
            Aim("time / limit", max(figures.ratio_to_limit for figures in ours), 1.25),
        ]


@dataclass(frozen=True)
class _Race:
    name: str
    creates: int
    seed: int = SEED

    def run(self) -> Figures:
        with virtual_account(_quota(self.creates), self.seed) as account:
            return race(contenders(self.seed)[self.name], account, self.creates)


def in_virtual_time(creates: int = CREATES) -> ContentionResult:
    """Measure in virtual time, each race in a process of its own."""
    names = list(contenders(SEED))
    compared = [_Race(name, creates) for name in names]
    again = [_Race(names[0], creates, seed) for seed in OTHER_SEEDS]
    others = [_Race(names[0], other) for other in OTHER_CREATES]
    # The longest first.
    races = sorted([*compared, *again, *others], key=lambda each: each.creates, reverse=True)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        figures = dict(zip(races, processes.map(_Race.run, races), strict=True))
    return ContentionResult(*([figures[each] for each in group] for group in (compared, again, others)))


def in_real_time(creates: int = CREATES) -> ContentionResult:
    """Measure in real time, over HTTP, one race after the other: it takes minutes, and the figures vary."""
    figures = []
    for contender in contenders(SEED).values():
        with real_account(_quota(creates)) as account:
            figures.append(race(contender, account, creates))
    return ContentionResult(figures)


def _quota(creates: int) -> int:
    """Phone numbers per instance, so that no quota is what decides."""
    return 2 * creates
