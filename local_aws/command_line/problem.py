"""A problem that the user can do something about."""


class CommandProblem(Exception):
    """Ends a command; its text says what happened and what to do, and is all that the user sees."""
