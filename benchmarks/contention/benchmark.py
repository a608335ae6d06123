"""The contention benchmark: fifty numbers at once, claimed by this library and by others."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from ..account import simulated_account
from ..aim import Aim
from .cfn_phone_number import CfnPhoneNumber
from .contender import Contender
from .figures import Figures
from .race import race
from .terraform import PARALLELISM, Terraform
from .this_library import ThisLibrary

CREATES = 50
SEEDS = range(1, 9)
"""The seeds of everything random. Each race starts anew from its seed, so that no aim is met by luck."""
FEW, MANY = 10, 200
"""Two more numbers of creates, only for this library; the larger one only with the first seed."""
SLOW_SECONDS = (3.0, 8.0)
"""Longer times for which claims stay IN_PROGRESS, with the first seed. AWS documents none: the local Connect's
default may be too short."""


def contenders(seed: int) -> dict[str, Contender]:
    """All contenders by name, this library first."""
    everybody: tuple[Contender, ...] = (
        ThisLibrary(),
        Terraform("Terraform", None, seed),
        Terraform(f"Terraform, {PARALLELISM} at a time", PARALLELISM, seed),
        CfnPhoneNumber(seed),
    )
    return {contender.name: contender for contender in everybody}


@dataclass(frozen=True)
class ContentionResult:
    """The benchmark's result.

    Attributes:
        contenders: the figures of each contender with the first seed, this library's first.
        seeds: this library's figures with each seed.
        few: this library's figures with few creates.
        many: this library's figures with many creates.
        slow: this library's figures when claims take longer to settle.
    """

    contenders: Sequence[Figures]
    seeds: Sequence[Figures] = ()
    few: Sequence[Figures] = ()
    many: Sequence[Figures] = ()
    slow: Sequence[Figures] = ()

    @property
    def aims(self) -> list[Aim]:
        """The aims of this library's figures, with every seed."""
        alike = [self.contenders[0], *self.seeds]
        ours = [*alike, *self.few, *self.many, *self.slow]
        creates = f"{alike[0].creates} creates"
        aims = [
            Aim("creates that failed", max(figures.failed for figures in ours), 0),
            Aim("numbers left behind", max(figures.left_behind for figures in ours), 0),
            Aim("calls throttled", max(figures.throttled for figures in ours), 0),
            Aim(f"calls per number, {creates}", max(each.calls_per_number for each in alike), 2.25),
            Aim(f"time / limit, {creates}", max(each.ratio_to_limit for each in alike), 1.05),
        ]
        few = [each.ratio_to_limit for each in self.few]
        # Few creates take hardly longer than a single create.
        return [*aims, Aim(f"time / limit, {self.few[0].creates} creates", max(few), 1.5)] if few else aims


@dataclass(frozen=True)
class _Race:
    name: str
    creates: int
    seed: int
    settle_seconds: float = 1.0

    def run(self) -> Figures:
        # Twice as many phone numbers per instance, so that no quota decides.
        with simulated_account(2 * self.creates, self.seed) as account:
            account.control.configure({"settle_seconds": self.settle_seconds})
            return race(contenders(self.seed)[self.name], account, self.creates)


def measure() -> ContentionResult:
    """Measure, each race in a process of its own."""
    first = SEEDS[0]
    ours, *others = contenders(first)
    groups = (
        [_Race(name, CREATES, first) for name in (ours, *others)],
        [_Race(ours, CREATES, seed) for seed in SEEDS],
        [_Race(ours, FEW, seed) for seed in SEEDS],
        [_Race(ours, MANY, first)],
        [_Race(ours, CREATES, first, seconds) for seconds in SLOW_SECONDS],
    )
    # The longest first.
    races = sorted({each for group in groups for each in group}, key=lambda each: -each.creates)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        figures = dict(zip(races, processes.map(_Race.run, races), strict=True))
    return ContentionResult(*([figures[each] for each in group] for group in groups))
