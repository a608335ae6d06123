"""The shell commands of the pages, taken apart."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.docs.document import commands

_OPERATORS = {"|", "&&", ">", ">>"}


def programs(document: Path) -> list[list[str]]:
    """The words of each program that a page's commands call, the parts of pipes and lists one by one."""
    return [words for command in commands(document) for words in programs_of(command)]


def programs_of(command: str) -> list[list[str]]:
    """The words of each program that a command calls, without the variables set before it."""
    evaluated = re.fullmatch(r'eval "\$\((.*)\)"', command)
    lexer = shlex.shlex(evaluated[1] if evaluated else command, posix=True, punctuation_chars="|&>")
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    is_file = False
    for word in lexer:
        if word in _OPERATORS:
            is_file = word.startswith(">")
            if not is_file:
                found.append([])
        elif not is_file:
            found[-1].append(word)
    return [_without_variables(words) for words in found]


def _without_variables(words: list[str]) -> list[str]:
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    return words
