"""Pictures of terminals, from the output of commands that run on a local AWS.

`python -m docs.tools terminals` makes them. Each run has other ids and times, so no test compares them with a new run.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from local_aws.network import free_endpoints

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures" / "terminals"
WIDTH = 90
_ANOTHER_NUMBER = "+12065550143"

_THEME = TerminalTheme(
    background=(24, 26, 31),
    foreground=(222, 226, 230),
    normal=[
        *((73, 80, 87), (255, 107, 107), (105, 219, 124), (255, 212, 59)),
        *((116, 192, 252), (229, 153, 247), (102, 217, 232), (222, 226, 230)),
    ],
    bright=[
        *((134, 142, 150), (255, 135, 135), (140, 233, 154), (255, 224, 102)),
        *((165, 216, 255), (238, 190, 250), (153, 233, 242), (255, 255, 255)),
    ],
)
_FORMAT = """\
<svg class="terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; }}
.{unique_id}-title {{ font-family: Helvetica, Arial, sans-serif; font-size: 16px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own format asks a server for a font."""


@dataclass(frozen=True)
class Recording:
    """A command, and its picture.

    Attributes:
        shown: the command as a reader types it.
        run: the command that is really run, if it differs.
        left_out: a pattern of the lines that the picture leaves out, such as progress bars.
    """

    shown: str
    run: str = ""
    left_out: str = "(?!)"


_PROGRESS = "|".join((r"\| +\d+/\d+ \|", ": (start|success): ", "^(Installing|Starting|Describing)", "[\u2800-\u28ff]"))
"""Events and assets of the CDK CLI, set-up, bars and spinners."""

_SIGNS = str.maketrans({"✅": "✓ ", "✨": "✦ "})
"""Not every machine has a font for the signs on the left; those on the right are as wide."""

RECORDINGS: Mapping[str, Recording] = {
    "deploy_local": Recording("make deploy-local", left_out=_PROGRESS),
    "quota": Recording("connect-numbers quota --cycles 5", "connect-numbers quota --cycles 5 --local"),
    "plan": Recording("connect-numbers plan", "connect-numbers plan --local"),
    "doctor": Recording("connect-numbers doctor", "connect-numbers doctor --local"),
}
"""By the picture's name, in the order in which they are run, on one local AWS: each finds what those before it did."""


def record_all() -> list[Path]:
    """Run the commands, and write their pictures: in docs/pictures/terminals."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    written = []
    with _local_aws() as environment:
        for name, recording in RECORDINGS.items():
            if name == "plan":
                _run(f"python -m local_aws cdk synth --quiet -c phone_number={_ANOTHER_NUMBER}", environment)
            path = PICTURES / f"{name}.svg"
            printed = _run(recording.run or recording.shown, environment)
            path.write_text(picture(name, recording.shown, _without(printed, recording.left_out)))
            written.append(path)
    return written


def picture(name: str, command: str, output: str) -> str:
    """A command and what it printed, colours included, as SVG."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "bright_black"), (command, "bold")), soft_wrap=True)
    console.print(Text.from_ansi(output.rstrip().translate(_SIGNS)))
    svg = console.export_svg(title=" ", theme=_THEME, code_format=_FORMAT, unique_id=name)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


@contextmanager
def _local_aws() -> Iterator[Mapping[str, str]]:
    """The environment of a local AWS of its own, which is ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="local-aws-terminals-") as home:
        environment = {
            **os.environ,
            "LOCAL_AWS_HOME": home,
            "LOCAL_AWS_PORT": str(free_endpoints().port),
            "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": str(WIDTH),
            "FORCE_COLOR": "1",
        }
        try:
            yield environment
        finally:
            _run("python -m local_aws down", environment)


def _without(printed: str, left_out: str) -> str:
    plain = [(line, Text.from_ansi(line).plain.strip()) for line in printed.splitlines()]
    lines = [line if words else "" for line, words in plain if not re.search(left_out, words)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _run(command: str, environment: Mapping[str, str]) -> str:
    """The output of a command of this module: make and the CDK CLI print their progress to stderr."""
    stderr = subprocess.STDOUT if command.startswith("make") else subprocess.DEVNULL
    run = subprocess.run(  # noqa: S603
        command.split(), cwd=ROOT, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=stderr
    )
    return run.stdout
