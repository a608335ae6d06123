"""The whole acceptance: plan, ask, run, record, and say what is left if the run is stopped."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .account import Account
from .cdk import Cdk, require_bootstrapped
from .left_behind import what_is_left
from .options import Options
from .plan import Plan
from .planning import make_plan
from .problem import AcceptanceProblem
from .recording.recorder import Recorder
from .run import Run
from .save import save_cassettes
from .transcript import Transcript


def accept(options: Options) -> None:
    """Run the acceptance.

    Raises:
        AcceptanceProblem: the run can't begin, the user does not agree, or a check failed.
    """
    transcript = Transcript()
    account = Account.of(options.profile, options.region)
    require_bootstrapped(account)
    recorder = Recorder(account.connect, account.service_quotas)
    plan = make_plan(account, recorder, options, transcript)
    transcript.lines(plan.lines())
    refusal = plan.budget.refusal(plan.cost)
    if refusal is not None:
        raise AcceptanceProblem(f"{refusal} Nothing was done.")
    if not options.yes:
        _require_agreement(plan, transcript)
    _run(plan, recorder, options, transcript)


def _require_agreement(plan: Plan, transcript: Transcript) -> None:
    answer = transcript.ask(f"Go ahead (type yes, or {plan.instance.alias})?")
    if answer not in ("yes", plan.instance.alias):
        raise AcceptanceProblem(f"the answer was {answer!r}. Nothing was done.")


def _run(plan: Plan, recorder: Recorder, options: Options, transcript: Transcript) -> None:
    with tempfile.TemporaryDirectory(prefix="acceptance-") as folder:
        run = Run(plan, recorder, Cdk(plan.account, Path(folder)), transcript)
        is_complete = False
        try:
            run.all()
            is_complete = True
        finally:
            # Also after Ctrl-C and after an error of this program: a number that is left behind costs money.
            if not is_complete:
                transcript.timed("stopped")
                transcript.lines(what_is_left(plan.account, plan.instance, set(plan.held_before)))
            saved = save_cassettes(plan, recorder, run, options.cassettes, is_complete=is_complete)
            transcript.line(f"The service's answers, redacted, are in {saved}.")
    transcript.timed(f"accepted; the run used of the budget, at most: {plan.cost}")
