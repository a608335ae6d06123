"""One contender's creates, all at the same moment."""

from collections import deque
from functools import partial

from .account import Account
from .contender import Contender, Outcome
from .figures import Figures, figures_of


def race(contender: Contender, account: Account, creates: int) -> Figures:
    """Let a contender create so many numbers in an account that nobody has used yet."""
    indices = deque(range(creates))
    began_at = account.clock.time()

    def work() -> list[Outcome]:
        outcomes = []
        while indices:
            outcomes.append(contender.create(account, indices.popleft()))
        return outcomes

    workers = [partial(work) for _ in range(contender.at_once or creates)]
    outcomes = [outcome for done in account.clock.run(workers) for outcome in done]
    settle_seconds = float(account.control.settings()["settle_seconds"])
    journal = account.control.journal()
    account.clock.sleep(settle_seconds)
    held = {
        number["phone_number_arn"]: number["status"]
        for number in account.control.numbers()
        if number["status"] != "FAILED" and not number["releasing"]
    }
    return figures_of(
        contender.name,
        began_at=began_at,
        outcomes=outcomes,
        journal=journal,
        held=held,
        settle_seconds=settle_seconds,
    )
