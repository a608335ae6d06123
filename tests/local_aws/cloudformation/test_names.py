import pytest

from local_aws.cloudformation.names import physical_name


@pytest.mark.parametrize("longest", [64, 80, 255])
@pytest.mark.parametrize(("stack", "resource"), [("Stack", "Resource"), ("S" * 128, "R" * 255), ("S" * 128, "R")])
def test_names_fit_and_differ(longest: int, stack: str, resource: str) -> None:
    names = {physical_name(stack, resource, longest) for _ in range(10)}
    assert len(names) == 10
    assert all(len(name) <= longest for name in names)


def test_what_fits_is_whole() -> None:
    assert physical_name("Stack", "Resource", 64).startswith("Stack-Resource-")
