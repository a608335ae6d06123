"""The error that ends a run of the acceptance."""


class AcceptanceProblem(Exception):
    """A check failed, or the run can't begin. The user sees the text: it says what happened and what to do."""
