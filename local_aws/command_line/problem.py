"""The error for a problem that the user can solve."""


class CommandProblem(Exception):
    """Ends a command. The user sees only its text, which says what happened and what to do."""
