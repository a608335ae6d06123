import json
import uuid
from typing import Any

import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


class NestedTemplates:
    def __init__(self, local_aws: LocalAws) -> None:
        self._s3 = local_aws.client("s3")
        self._bucket = f"templates-{uuid.uuid4().hex[:8]}"
        self._s3.create_bucket(Bucket=self._bucket)

    def nested(self, resources: dict[str, Any]) -> dict[str, Any]:
        """A nested stack's definition; its output Name is the Ref of its resource Inner."""
        key = f"{uuid.uuid4().hex}.json"
        template = {"Resources": resources, "Outputs": {"Name": {"Value": {"Ref": "Inner"}}}}
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=json.dumps(template))
        url = f"https://s3.us-east-1.amazonaws.com/{self._bucket}/{key}"
        return {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}


@pytest.fixture
def templates(local_aws: LocalAws) -> NestedTemplates:
    return NestedTemplates(local_aws)


def test_custom_resources_of_a_nested_stack_live_and_die_with_it(
    stack: RecordingStack, templates: NestedTemplates
) -> None:
    def resources(size: str) -> dict[str, Any]:
        return {
            "Nested": templates.nested({"Inner": stack.resource(Name="inner", Size=size)}),
            "Outer": stack.resource(Name="outer", Other={"Fn::GetAtt": ["Nested", "Outputs.Name"]}),
        }

    assert stack.create(resources("1")) == "CREATE_COMPLETE"
    assert stack.requests()[1]["ResourceProperties"]["Other"] == "inner"
    assert stack.update(resources("2")) == "UPDATE_COMPLETE"
    assert stack.delete() == "DELETE_COMPLETE"
    assert stack.asked() == [
        "Create Inner",
        "Create Outer",
        "Update Inner inner",
        "Delete Outer outer",
        "Delete Inner inner",
    ]


def test_a_failure_in_a_nested_stack_fails_the_stack_with_its_reason(
    stack: RecordingStack, templates: NestedTemplates
) -> None:
    nested = templates.nested({"Inner": stack.resource(Name="inner", FailOn="Create")})
    assert stack.create({"Nested": nested}) == "ROLLBACK_COMPLETE"
    assert "told to fail Create" in stack.reasons("CREATE_FAILED")["Nested"]
    assert stack.asked() == ["Create Inner", "Delete Inner inner"]


def test_a_nested_stack_is_rolled_back_with_its_parent(stack: RecordingStack, templates: NestedTemplates) -> None:
    before = templates.nested({"Inner": stack.resource(Name="inner", Size="1")})
    stack.create({"Nested": before})
    stack.forget()
    after = templates.nested({"Inner": stack.resource(Name="inner", Size="2")})
    failing = stack.resource(Name="outer", FailOn="Create", depends_on="Nested")
    assert stack.update({"Nested": after, "Outer": failing}) == "UPDATE_ROLLBACK_COMPLETE"
    assert stack.asked() == ["Update Inner inner", "Create Outer", "Update Inner inner", "Delete Outer outer"]
    assert stack.requests()[2]["ResourceProperties"]["Size"] == "1"
