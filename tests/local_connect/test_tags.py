import pytest

from .conftest import SESSION


@pytest.mark.parametrize("kind", ["phone number", "group", "instance"])
def test_tags_come_and_go(connect, group, claim, kind) -> None:
    arn = {
        "phone number": lambda: claim(group.arn),
        "group": lambda: group.arn,
        "instance": lambda: group.instance.arn,
    }[kind]()
    connect.tag_resource(resourceArn=arn, tags={"team": "support", "stage": "test"})
    connect.tag_resource(resourceArn=arn, tags={"stage": "production"})
    assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "support", "stage": "production"}
    connect.untag_resource(resourceArn=arn, tagKeys=["team", "never-there"])
    assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {"stage": "production"}


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:connect:us-east-1:123456789012:phone-number/none",
        "arn:aws:connect:us-east-1:123456789012:instance/i/phone-number/legacy",
        "arn:aws:connect:eu-west-2:123456789012:phone-number/none",
        "not-an-arn",
    ],
)
def test_what_is_not_there_has_no_tags(connect, arn) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.tag_resource(resourceArn=arn, tags={"team": "support"})
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.list_tags_for_resource(resourceArn=arn)


def test_the_tagging_api_finds_numbers_by_tag(instance, claim) -> None:
    arn = claim(instance.arn, Tags={"team": "support"})
    claim(instance.arn, "+12065550143", Tags={"team": "sales"})
    tagging = SESSION.client("resourcegroupstaggingapi", region_name="us-east-1")
    found = tagging.get_resources(TagFilters=[{"Key": "team", "Values": ["support"]}])["ResourceTagMappingList"]
    assert found == [{"ResourceARN": arn, "Tags": [{"Key": "team", "Value": "support"}]}]
