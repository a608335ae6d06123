from collections.abc import Callable

from tests.examples.example import EXAMPLES, Example


def test_it_is_deployed_and_destroyed(example: Callable[[str], Example]) -> None:
    one_number = example("one_number")
    instance_arn, _ = one_number.local_aws.new_instance()
    context = ("--context", f"instance_arn={instance_arn}")
    one_number.cdk("deploy", *context)
    number = one_number.local_aws.outputs("OneNumber")["SupportNumber"]
    assert {held: found["status"] for held, found in one_number.numbers(instance_arn).items()} == {number: "CLAIMED"}
    one_number.cdk("destroy", "--app", "cdk.out", "--force", *context)
    assert one_number.numbers(instance_arn) == {}
    assert "OneNumber" not in one_number.stacks()


def test_it_is_small() -> None:
    assert len((EXAMPLES / "one_number" / "app.py").read_text().splitlines()) <= 30
