"""Errors as sentences and exit codes, for every command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from botocore.exceptions import BotoCoreError, ClientError
from botocore.exceptions import ConnectionError as NoConnectionError
from typer.core import TyperGroup

from connect_phone_numbers.errors import PhoneNumberError, TryAgainLater

from .aws.refusal import no_connection_problem, refusal_problem, sdk_problem
from .exit_code import MEANINGS, ExitCode
from .problem import Problem


class ReportingGroup(TyperGroup):
    """Commands whose problems end in a sentence on stderr and an exit code, and never in a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as its base class has it
        """Run the command."""
        with _reporting():
            return super().invoke(ctx)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the exit codes below the commands."""
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), meaning) for code, meaning in MEANINGS.items()])


@contextmanager
def _reporting() -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        raise _ended(problem) from problem
    except ClientError as error:
        raise _ended(refusal_problem(error)) from error
    except NoConnectionError as error:
        raise _ended(no_connection_problem(error)) from error
    except BotoCoreError as error:
        raise _ended(sdk_problem(error)) from error
    except PhoneNumberError as error:
        raise _ended(Problem(str(error), ExitCode.AWS)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            raise
        raise _ended(Problem(f"{error.filename}: {error.strerror}.", ExitCode.USAGE)) from error
    except TryAgainLater as busy:
        raise _ended(Problem(f"{busy}: the service is busy or did not answer. Try again.", ExitCode.AWS)) from busy


def _ended(problem: Problem) -> typer.Exit:
    sys.stderr.write(f"connect-numbers: {problem}\n")
    return typer.Exit(problem.exit_code)
