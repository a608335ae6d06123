"""What ends a run of the acceptance."""


class AcceptanceProblem(Exception):
    """Something is not as it must be; the text says what happened and what to do, and is all that the user sees."""
