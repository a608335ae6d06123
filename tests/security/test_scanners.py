"""cdk-nag, cfn-lint and checkov over every app of this repository, and over a provider that stacks share."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from aws_cdk import App, Duration, Stack, Validations
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from cdk_nag import AwsSolutionsChecks

from constructs_lib import PhoneNumberProvider, PhoneNumberQuotaIncrease
from tests.constructs.cfn_lint import cfn_lint
from tests.constructs.support import CONTEXT, INSTANCE_ARN, new_stack
from tests.security.policies import app_of_everything
from tests.security.synthesised_apps import APPS, CHECKOUT, app_name, synthesise_with_nag

# They share the apps, synthesised once, where workers are given groups (--dist loadgroup).
pytestmark = pytest.mark.xdist_group("scanners")

CHECKOV = "checkov==3.3.30"
"""In an environment of its own: it wants other versions of what the build and the local AWS need."""
WRONG = "wrong.template.json"


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the cloud assemblies of all apps, checked by cdk-nag and by the CDK's own rules."""
    folder = tmp_path_factory.mktemp("assemblies")
    run = synthesise_with_nag({app: folder / app_name(app).replace("/", "-") for app in APPS})
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def templates(assemblies: Path) -> list[Path]:
    """Those of all apps, and of a provider that stacks share."""
    found = sorted(assemblies.glob("*/*.template.json"))
    assert len(found) >= len(APPS)
    app, _ = app_of_everything()
    return [*found, *sorted(Path(app.synth().directory).glob("*.template.json"))]


def violations(app: App) -> list[str]:
    """What cdk-nag finds in an app, in the words of its report."""
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    try:
        app.synth()
    except RuntimeError as failed:
        assert str(failed).startswith("ValidationFailed")
    report = json.loads((Path(app.outdir) / "validation-report.json").read_text())
    return [
        f"{violation['ruleName']} {construct['constructPath']}"
        for plugin in report["pluginReports"]
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    ]


def test_neither_cdk_nag_nor_the_cdk_finds_anything_in_the_apps(assemblies: Path) -> None:
    reports = [json.loads(path.read_text()) for path in assemblies.glob("*/validation-report.json")]
    assert len(reports) == len(APPS)
    assert [plugin for report in reports for plugin in report["pluginReports"] if plugin["violations"]] == []


def test_no_error_is_on_the_constructs_of_the_apps(assemblies: Path) -> None:
    manifests = [json.loads(path.read_text()) for path in assemblies.glob("*/manifest.json")]
    levels = {
        entry["type"]
        for manifest in manifests
        for artifact in manifest["artifacts"].values()
        for entries in artifact.get("metadata", {}).values()
        for entry in entries
    }
    assert not levels & {"aws:cdk:warning", "aws:cdk:error"}


def test_an_app_with_a_finding_fails(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text(
        "from aws_cdk import App, Stack, aws_s3\n"
        "app = App()\n"
        "aws_s3.Bucket(Stack(app, 'Logs'), 'Bucket')\n"
        "app.synth()\n"
    )
    (tmp_path / "cdk.json").write_text("{}")
    run = synthesise_with_nag({app: tmp_path / "out"})
    assert run.returncode != 0
    assert "AwsSolutions-S1" in (tmp_path / "out" / "validation-report.json").read_text()


def test_cdk_nag_finds_nothing_in_a_shared_provider() -> None:
    app, _ = app_of_everything()
    assert violations(app) == []


def test_cdk_nag_finds_nothing_where_the_environment_is_not_known() -> None:
    app = App(context=CONTEXT)
    stack = Stack(app, "Anywhere")
    daily = events.Schedule.rate(Duration.days(1))
    provider = PhoneNumberProvider(stack, "PhoneNumbers", drift_schedule=daily)
    PhoneNumberQuotaIncrease(stack, "More", instance=INSTANCE_ARN, desired_value=20, provider=provider)
    assert violations(app) == []


def test_what_others_allow_the_role_is_for_them_to_explain() -> None:
    app = App(context=CONTEXT)
    provider = PhoneNumberProvider(new_stack(app), "PhoneNumbers")
    provider.function.add_to_role_policy(iam.PolicyStatement(actions=["s3:*"], resources=["arn:aws:s3:::*"]))
    where = "ContactCenter/PhoneNumbers/Role/DefaultPolicy/Resource"
    assert violations(app) == [
        f"AwsSolutions-IAM5[Action::s3:*] {where}",
        f"AwsSolutions-IAM5[Resource::arn:aws:s3:::*] {where}",
    ]


def test_cfn_lint_finds_nothing(templates: list[Path]) -> None:
    assert cfn_lint(*templates) == ""


@pytest.fixture(scope="module")
def failed_checks(templates: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What checkov finds in the templates, and in one that has a public bucket: files and ids of rules."""
    folder = tmp_path_factory.mktemp("templates")
    for template in templates:
        (folder / f"{template.parent.name}-{template.name}").write_text(template.read_text())
    bucket = {"Logs": {"Type": "AWS::S3::Bucket", "Properties": {"AccessControl": "PublicRead"}}}
    (folder / WRONG).write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": bucket}))
    uv = Path(sys.executable).with_name("uv")
    command = [uv, "tool", "run", "--quiet", "--from", CHECKOV, "checkov", "--directory", folder, "--output", "json"]
    run = subprocess.run(
        [*command, "--config-file", CHECKOUT / ".checkov.yaml"], capture_output=True, text=True, check=False
    )
    results = json.loads(run.stdout)["results"]
    assert len(results["passed_checks"]) > len(templates), run.stderr
    return [(Path(check["file_path"]).name, check["check_id"]) for check in results["failed_checks"]]


def test_checkov_finds_nothing(failed_checks: list[tuple[str, str]]) -> None:
    assert [(file, rule) for file, rule in failed_checks if file != WRONG] == []


def test_checkov_would_find_what_is_wrong(failed_checks: list[tuple[str, str]]) -> None:
    assert (WRONG, "CKV_AWS_20") in failed_checks
