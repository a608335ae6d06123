"""The local Connect in moto's layout, tried in the moto that is installed: no checkout is needed."""

import shutil
import subprocess
import sys
from pathlib import Path

import moto
import pytest
from botocore import xform_name
from moto.core.utils import get_service_model

from tests.local_connect.offered_to_moto.lay_over import (
    OURS,
    TESTS,
    CannotLayOver,
    lay_over,
    merged_exceptions,
    merged_urls,
    our_operations,
)

INSTALLED = Path(moto.__file__).parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As a checkout has it, `connect` copied and the other services as they are."""
    package = tmp_path / "moto"
    package.mkdir()
    for entry in INSTALLED.iterdir():
        if entry.name not in ("connect", "__pycache__"):
            (package / entry.name).symlink_to(entry)
    shutil.copytree(INSTALLED / "connect", package / "connect", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(checkout: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Python, with the checkout's moto."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=checkout, check=False, capture_output=True, text=True, timeout=300
    )


def test_motos_tests_pass_where_it_is_laid_over(checkout: Path) -> None:
    added, _ = lay_over(checkout)
    assert "claim_phone_number" in added
    imported = run(checkout, "-c", "import sys, moto.connect.urls; print(moto.__file__, 'local_aws' in sys.modules)")
    assert imported.stdout.split() == [str(checkout / "moto" / "__init__.py"), "False"]
    tests = run(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:local_aws", TESTS)
    assert tests.returncode == 0, tests.stdout + tests.stderr


def test_it_is_laid_over_once(checkout: Path) -> None:
    lay_over(checkout)
    with pytest.raises(CannotLayOver, match="already"):
        lay_over(checkout)


def test_a_moto_that_reads_requests_in_another_way_is_refused(checkout: Path) -> None:
    core = checkout / "moto" / "core"
    core.unlink()
    core.mkdir()
    (core / "responses.py").write_text("normalized_request = normalize_request(request)\n")
    with pytest.raises(CannotLayOver, match="is older than moto"):
        lay_over(checkout)


def test_operations_of_motos_are_not_overwritten(checkout: Path) -> None:
    responses = checkout / "moto" / "connect" / "responses.py"
    before = responses.read_text() + "\n    def claim_phone_number(self) -> str:\n        return '{}'\n"
    responses.write_text(before)
    with pytest.raises(CannotLayOver, match="claim_phone_number"):
        lay_over(checkout)
    assert responses.read_text() == before


def test_motos_own_errors_and_urls_stay() -> None:
    one_more = "class LimitExceededException(JsonRESTError):\n    code = 429\n"
    exceptions = merged_exceptions(f"from moto.core.exceptions import JsonRESTError\n\n\n{one_more}")
    assert "class LimitExceededException" in exceptions
    assert "class IdempotencyException" in exceptions
    compile(exceptions, "exceptions.py", "exec")
    urls = merged_urls('url_paths = {\n    "{0}/views/(?P<InstanceId>[^/]+)$": ConnectResponse.dispatch,\n}\n')
    assert urls.count("/views/") == 1
    compile(urls, "urls.py", "exec")


def test_what_is_offered_needs_nothing_of_ours() -> None:
    files = [*OURS.glob("models/*.py"), *OURS.glob("responses/*.py"), OURS / "exceptions.py", OURS / "urls.py"]
    for file in files:
        text = file.read_text()
        allowed = 2 if file.parent != OURS else 1
        assert f"from {'.' * (allowed + 1)}" not in text, file
        assert not any(word in text for word in ("local_aws", "controlled", "phonenumbers")), file


def test_every_operation_on_phone_numbers_is_served() -> None:
    names = {name for name in get_service_model("connect").operation_names if "PhoneNumber" in name}
    assert {xform_name(name) for name in names} <= our_operations()
