import pytest

NINE_TO_FIVE = [
    {"Day": "MONDAY", "StartTime": {"Hours": 9, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}},
]


def create_hours(connect, instance, name="weekdays", **kwargs):
    request = {"InstanceId": instance.id, "Name": name, "TimeZone": "Europe/Berlin", "Config": NINE_TO_FIVE, **kwargs}
    return connect.create_hours_of_operation(**request)


def create_queue(connect, instance, hours, name="support", **kwargs):
    return connect.create_queue(
        InstanceId=instance.id, Name=name, HoursOfOperationId=hours["HoursOfOperationId"], **kwargs
    )


def test_hours_are_created_described_listed_and_deleted(connect, instance) -> None:
    created = create_hours(connect, instance, Description="words", Tags={"team": "support"})
    assert f"{instance.arn}/operating-hours/{created['HoursOfOperationId']}" == created["HoursOfOperationArn"]
    found = connect.describe_hours_of_operation(
        InstanceId=instance.id, HoursOfOperationId=created["HoursOfOperationId"]
    )["HoursOfOperation"]
    assert (found["Name"], found["TimeZone"], found["Config"]) == ("weekdays", "Europe/Berlin", NINE_TO_FIVE)
    assert (found["Description"], found["Tags"]) == ("words", {"team": "support"})
    create_hours(connect, instance, "other")
    page = connect.list_hours_of_operations(InstanceId=instance.id, MaxResults=1)
    rest = connect.list_hours_of_operations(InstanceId=instance.id, NextToken=page["NextToken"])
    both = page["HoursOfOperationSummaryList"] + rest["HoursOfOperationSummaryList"]
    assert sorted(hours["Name"] for hours in both) == ["other", "weekdays"]
    connect.delete_hours_of_operation(InstanceId=instance.id, HoursOfOperationId=created["HoursOfOperationId"])
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_hours_of_operation(InstanceId=instance.id, HoursOfOperationId=created["HoursOfOperationId"])


def test_hours_that_can_not_be(connect, instance) -> None:
    create_hours(connect, instance)
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        create_hours(connect, instance)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="Europe/Atlantis"):
        create_hours(connect, instance, "sunk", TimeZone="Europe/Atlantis")


def test_a_queue_is_created_described_disabled_listed_and_deleted(connect, instance) -> None:
    hours = create_hours(connect, instance)
    created = create_queue(connect, instance, hours, MaxContacts=0, Tags={"team": "support"})
    names = {"InstanceId": instance.id, "QueueId": created["QueueId"]}
    queue = connect.describe_queue(**names)["Queue"]
    assert (queue["QueueArn"], queue["Status"]) == (f"{instance.arn}/queue/{created['QueueId']}", "ENABLED")
    assert (queue["HoursOfOperationId"], queue["MaxContacts"]) == (hours["HoursOfOperationId"], 0)
    connect.update_queue_status(**names, Status="DISABLED")
    assert connect.describe_queue(**names)["Queue"]["Status"] == "DISABLED"
    listed = connect.list_queues(InstanceId=instance.id, QueueTypes=["STANDARD"])["QueueSummaryList"]
    assert [queue["Arn"] for queue in listed] == [created["QueueArn"]]
    assert connect.list_queues(InstanceId=instance.id, QueueTypes=["AGENT"])["QueueSummaryList"] == []
    connect.delete_queue(**names)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_queue(**names)


def test_queues_that_can_not_be(connect, instance, new_instance) -> None:
    hours = create_hours(connect, instance)
    create_queue(connect, instance, hours)
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        create_queue(connect, instance, hours)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        create_queue(connect, new_instance(), hours)
    with pytest.raises(connect.exceptions.InvalidRequestException, match="OutboundCallerConfig"):
        create_queue(connect, instance, hours, "outbound", OutboundCallerConfig={"OutboundCallerIdName": "Support"})


def test_hours_of_a_queue_stay(connect, instance) -> None:
    hours = create_hours(connect, instance)
    queue = create_queue(connect, instance, hours)
    names = {"InstanceId": instance.id, "HoursOfOperationId": hours["HoursOfOperationId"]}
    with pytest.raises(connect.exceptions.InvalidRequestException, match="support"):
        connect.delete_hours_of_operation(**names)
    connect.delete_queue(InstanceId=instance.id, QueueId=queue["QueueId"])
    connect.delete_hours_of_operation(**names)


def test_they_are_tagged_and_go_with_their_instance(connect, instance, new_instance) -> None:
    other = new_instance()
    hours = create_hours(connect, instance)
    queue = create_queue(connect, instance, hours)
    kept = create_hours(connect, other)
    for arn in (hours["HoursOfOperationArn"], queue["QueueArn"]):
        connect.tag_resource(resourceArn=arn, tags={"cost-center": "1234"})
        assert connect.list_tags_for_resource(resourceArn=arn)["tags"] == {"cost-center": "1234"}
    connect.delete_instance(InstanceId=instance.id)
    for arn in (hours["HoursOfOperationArn"], queue["QueueArn"]):
        with pytest.raises(connect.exceptions.ResourceNotFoundException):
            connect.list_tags_for_resource(resourceArn=arn)
    assert connect.describe_hours_of_operation(InstanceId=other.id, HoursOfOperationId=kept["HoursOfOperationId"])
