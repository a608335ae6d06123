"""One contender's creates, all at the same moment."""

from tests.simulation.processes import Process, together

from ..account import Account
from .contender import Contender, Outcome
from .figures import Figures, figures_of


def race(contender: Contender, account: Account, creates: int) -> Figures:
    """Let a contender create so many numbers in an account that nobody has used yet."""
    outcomes: list[Outcome] = []
    left = iter(range(creates))
    began_at = account.now()

    def work() -> Process[None]:
        for _ in left:
            outcome = yield from contender.create(account)
            outcomes.append(outcome)

    account.run(together(*(work() for _ in range(contender.at_once or creates))))
    journal = account.control.journal()
    account.settle()
    settle_seconds = float(account.control.settings()["settle_seconds"])
    account.advance(settle_seconds)
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
