"""The process of the local AWS: ministack and the local Connect, until it is told to stop."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable

import boto3

from local_aws.connect_server import start_connect_server
from local_aws.environment import server_environment, without_aws
from local_aws.network import HOST, Endpoints
from local_aws.running import RunningLocalAws, state_file
from local_aws.seed import seed
from local_aws.settings import SETTINGS


def serve(endpoints: Endpoints, ready: Callable[[RunningLocalAws], None]) -> None:
    """Run until SIGINT or SIGTERM; `ready` is called once everything answers."""
    environment = {**without_aws(os.environ), **server_environment(endpoints)}
    # Functions inherit it, and are to find their own code and this Python's packages, nothing else.
    environment.pop("PYTHONPATH", None)
    os.environ.clear()
    os.environ.update(environment)
    SETTINGS.read()
    connect = start_connect_server(endpoints.connect_port)
    try:
        asyncio.run(_serve(endpoints, ready))
    finally:
        connect.shutdown()


async def _serve(endpoints: Endpoints, ready: Callable[[RunningLocalAws], None]) -> None:
    # ministack reads its settings when it is imported.
    from hypercorn.asyncio import serve as serve_asgi  # noqa: PLC0415
    from hypercorn.config import Config  # noqa: PLC0415
    from ministack.app import app  # noqa: PLC0415

    from local_aws import event_rules  # noqa: PLC0415
    from local_aws.cloudformation import install as cloudformation  # noqa: PLC0415
    from local_aws.cloudformation.response_endpoint import with_response_endpoint  # noqa: PLC0415
    from local_aws.control.endpoint import with_control  # noqa: PLC0415
    from local_aws.dynamodb import install as dynamodb  # noqa: PLC0415
    from local_aws.functions import install as functions  # noqa: PLC0415
    from local_aws.functions.function_instances import end_all  # noqa: PLC0415
    from local_aws.step_functions import install as step_functions  # noqa: PLC0415

    for package in (cloudformation, dynamodb, event_rules, functions, step_functions):
        package.install()
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    configuration = Config()
    configuration.bind = [f"{HOST}:{endpoints.port}"]
    configuration.keep_alive_timeout = 75
    configuration.graceful_timeout = 1
    configuration.loglevel = "WARNING"
    announcement = asyncio.create_task(_announce(endpoints, ready))
    announcement.add_done_callback(lambda task: stop.set() if task.cancelled() or task.exception() else None)
    try:
        await serve_asgi(with_control(with_response_endpoint(app)), configuration, shutdown_trigger=stop.wait)  # type: ignore[arg-type]
        announcement.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await announcement
    finally:
        state_file().unlink(missing_ok=True)
        end_all()
    # Threads may still wait for functions, or be about to invoke one again, and nobody waits for them any more.
    sys.stdout.flush()
    os._exit(0)


async def _announce(endpoints: Endpoints, ready: Callable[[RunningLocalAws], None]) -> None:
    # The endpoint, the Region and the credentials are those of the environment.
    seeded = await asyncio.to_thread(lambda: seed(boto3.client("connect")))
    running = RunningLocalAws(os.getpid(), endpoints.port, seeded.instance_arn, seeded.contact_flow_arn)
    while not await asyncio.to_thread(running.answers):
        await asyncio.sleep(0.05)
    running.save()
    ready(running)
