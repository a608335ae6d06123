"""The local Connect answers as the real one did, wherever its answers were recorded."""

import os
from pathlib import Path

import pytest

from acceptance.options import CASSETTES
from acceptance.recording.cassette import RUN_FILE, read_cassettes
from tests.local_connect.cassettes.replay import differences

FOLDER = Path(os.environ.get("CASSETTES") or CASSETTES)
RUNS = sorted(file.parent for file in FOLDER.glob(f"*/{RUN_FILE}"))


@pytest.mark.skipif(not RUNS, reason=f"{FOLDER} has no recorded runs; an acceptance on a real account makes them")
@pytest.mark.parametrize("folder", RUNS, ids=lambda folder: folder.name)
def test_the_local_connect_answers_as_recorded(folder: Path) -> None:
    run, cassettes = read_cassettes(folder)
    assert cassettes
    assert differences(run, cassettes) == []
