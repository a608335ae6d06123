"""The file by which commands find the running local AWS. Its process writes it, and removes it at its end."""

import json
import os
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path

from local_aws.control import AwsControlClient, ControlError
from local_aws.network import Endpoints


@dataclass(frozen=True)
class RunningLocalAws:
    """A local AWS that is up."""

    pid: int
    port: int
    instance_arn: str
    contact_flow_arn: str

    @property
    def endpoints(self) -> Endpoints:
        """Where it listens."""
        return Endpoints(self.port)

    @property
    def control(self) -> AwsControlClient:
        """Its controls, which no customer of AWS has. Those of Connect are a `local_aws.connect.ControlClient`."""
        return AwsControlClient(self.endpoints.url)

    def save(self) -> None:
        """Let other commands find it."""
        file = state_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(asdict(self), indent=2))
        partial.replace(file)

    def answers(self) -> bool:
        """Tell whether it still listens: this process, not another local AWS that has the port now."""
        try:
            return self.control.process_id() == self.pid
        except (OSError, HTTPException, ControlError):
            return False


def cache_folder() -> Path:
    """The folder for files that outlive a local AWS, in the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cdk-connect-phone-numbers"


def home() -> Path:
    """The folder of state and log: LOCAL_AWS_HOME, or the cache folder. Each has at most one local AWS."""
    return Path(os.environ.get("LOCAL_AWS_HOME") or cache_folder())


def state_file() -> Path:
    """Where the running local AWS is described."""
    return home() / "local-aws.json"


def log_file() -> Path:
    """Where a detached local AWS writes."""
    return home() / "local-aws.log"


def find_running() -> RunningLocalAws | None:
    """Find the local AWS that is up, if one is."""
    try:
        saved = json.loads(state_file().read_text())
    except FileNotFoundError:
        return None
    running = RunningLocalAws(**saved)
    return running if running.answers() else None
