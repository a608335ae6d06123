"""Puts what is in moto's layout into a moto: adds operations, and leaves moto's own as they are.

moto's `models.py` and `responses.py` become modules of the packages `models` and `responses`, in the place of the two
files that import them here. Errors and URLs that moto has and the local Connect has not are kept.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from botocore import xform_name
from moto.core.utils import get_service_model

from local_aws.connect.responses import ConnectResponse

OURS = Path(__file__).parents[3] / "local_aws" / "connect"
TESTS = "tests/test_connect"
EXTENDED = {
    *("describe_instance", "delete_instance"),
    *("tag_resource", "untag_resource", "list_tags_for_resource"),
}
"""moto's operations that know of more resources now, and ask moto's own about instances."""
BACKENDS = """

connect_backends = BackendDict(
    ConnectBackend,
    "connect",
    # Where replicas can be, and botocore's list of Regions ends earlier.
    additional_regions=["ap-northeast-3"],
)
"""


class CannotLayOver(Exception):
    """The message says why."""


def lay_over(checkout: Path) -> list[str]:
    """Change the checkout. Answers what was done, a line each; raises CannotLayOver before anything is changed."""
    theirs = checkout / "moto" / "connect"
    if not (theirs / "models.py").is_file():
        raise CannotLayOver(
            f"{checkout} is not a checkout of moto, or this was laid over it already: no {theirs}/models.py"
        )
    if "self.normalized_request" not in (checkout / "moto" / "core" / "responses.py").read_text():
        raise CannotLayOver(f"{checkout} is older than moto 5.2.5, whose way of reading requests is needed here")
    has = operations_of(theirs / "responses.py")
    if taken := sorted((has & our_operations()) - EXTENDED):
        raise CannotLayOver(f"moto has {', '.join(taken)} by now: take them out here, or merge them by hand")
    _move(theirs, "models", "instance_backend", _as_module_of_models)
    _move(
        theirs,
        "responses",
        "instance_response",
        lambda text: text.replace("from .models import", "from ..models import"),
    )
    _define_backends(theirs / "models" / "__init__.py")
    _write(theirs / "exceptions.py", merged_exceptions((theirs / "exceptions.py").read_text()))
    _write(theirs / "urls.py", merged_urls((theirs / "urls.py").read_text()))
    shutil.copy(Path(__file__).with_name("test_connect_phone_numbers.py"), _folder(checkout / TESTS))
    added = sorted(our_operations() - has)
    _tick(checkout / "docs" / "docs" / "services" / "connect.rst", added)
    return [f"Added: {', '.join(added)}", f"Extended: {', '.join(sorted(has & EXTENDED))}"]


def our_operations() -> set[str]:
    """The operations that the local Connect serves beyond moto's, by the names of their methods."""
    names = {xform_name(name) for name in get_service_model("connect").operation_names}
    ours = [kind for kind in ConnectResponse.__mro__ if kind.__module__.startswith("local_aws.")]
    return {name for kind in ours for name in vars(kind) if name in names}


def operations_of(responses: Path) -> set[str]:
    """The public methods of the classes in a file."""
    kinds = [node for node in ast.parse(responses.read_text()).body if isinstance(node, ast.ClassDef)]
    methods = {node.name for kind in kinds for node in kind.body if isinstance(node, ast.FunctionDef)}
    return {name for name in methods if not name.startswith("_")}


def merged_exceptions(theirs: str) -> str:
    """Ours, which have moto's by the same names, and those that only moto has."""
    ours = (OURS / "exceptions.py").read_text()
    known = _class_names(ours)
    tree = ast.parse(theirs)
    more = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name not in known]
    return "\n\n".join(
        [ours, *_imports(tree, theirs, more), *(ast.get_source_segment(theirs, node) or "" for node in more)]
    )


def merged_urls(theirs: str) -> str:
    """Ours, and those that only moto has."""
    ours = (OURS / "urls.py").read_text()
    paths = re.compile(r'^    "(\{0\}[^"]+)": ConnectResponse\.dispatch,$', re.MULTILINE)
    more = [path for path in paths.findall(theirs) if path not in paths.findall(ours) and not _is_covered(path, ours)]
    return ours.replace("\n}\n", "\n" + "".join(f'    "{path}": ConnectResponse.dispatch,\n' for path in more) + "}\n")


def _is_covered(path: str, ours: str) -> bool:
    return path.replace("[^/]+)$", ".+)$") in ours


def _class_names(source: str) -> set[str]:
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _imports(tree: ast.Module, source: str, needed: list[ast.ClassDef]) -> Iterator[str]:
    if needed:
        yield from (
            ast.get_source_segment(source, node) or "" for node in tree.body if isinstance(node, ast.ImportFrom)
        )


def _move(theirs: Path, package: str, name: str, change) -> None:
    """Let a module of moto's be `<package>/<name>.py`, and our modules stand beside it."""
    module = theirs / f"{package}.py"
    text = module.read_text()
    module.unlink()
    folder = _folder(theirs / package)
    for file in (OURS / package).glob("*.py"):
        shutil.copy(file, folder)
    _write(folder / f"{name}.py", change(text))


def _as_module_of_models(text: str) -> str:
    """Without the backends, which are of the class that `models` makes of all its parts."""
    text = text.replace("from .exceptions import", "from ..exceptions import")
    text = text.replace("import BackendDict, BaseBackend", "import BaseBackend")
    return re.sub(r"\n\nconnect_backends = BackendDict\(.*?\)\n", "\n", text, flags=re.DOTALL)


def _define_backends(models: Path) -> None:
    text = models.read_text().replace("from .instance_backend import connect_backends as instance_backends\n", "")
    text = text.replace("import TYPE_CHECKING, cast", "import TYPE_CHECKING")
    _write(models, text.partition("\n\nconnect_backends = cast(")[0] + BACKENDS)


def _tick(coverage: Path, operations: list[str]) -> None:
    if not coverage.is_file():
        return
    text = coverage.read_text()
    for operation in operations:
        text = re.sub(rf"^- \[ \] {operation}$", f"- [X] {operation}", text, flags=re.MULTILINE)
    _write(coverage, text)


def _write(file: Path, text: str) -> None:
    file.write_text(text)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
