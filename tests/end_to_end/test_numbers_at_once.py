"""Many numbers of the same search at once: the service gives every caller the same head of the same list."""

from tests.end_to_end.deployment import Deployment


def test_ten_in_one_stack_and_two_stacks_at_once(deployment: Deployment) -> None:
    first = {f"Number{index}": deployment.search() for index in range(10)}
    deployment.deploy(first)
    assert len(set(deployment.outputs.values())) == 10
    assert deployment.claimed() == dict.fromkeys(deployment.outputs.values(), "CLAIMED")

    others = [f"{deployment.stack_name}-{index}" for index in range(2)]
    five = {f"Number{index}": deployment.search() for index in range(5)}
    deployment.deploy_stacks({name: five for name in others})
    numbers = [
        number for name in (deployment.stack_name, *others) for number in deployment.local_aws.outputs(name).values()
    ]
    assert len(set(numbers)) == 20
    assert deployment.claimed() == dict.fromkeys(numbers, "CLAIMED")
