"""A run recorded from the local Connect in this process, by the calls that the acceptance makes."""

from pathlib import Path

from moto import mock_aws

import local_aws.connect
import local_aws.service_quotas
from acceptance.applied_quota import applied_quota
from acceptance.instance import Instance
from acceptance.observation import describe, held_numbers, observe
from acceptance.probes import probes_of_number, probes_without_number, send
from acceptance.recording.cassette import Moment, RunRecord, read_cassettes, write_cassettes
from acceptance.recording.recorder import Recorder
from acceptance.recording.redactor import Redactor
from acceptance.wanted_number import WantedNumber, is_available
from tests.local_connect.cassettes.world import World


def record(run: RunRecord, folder: Path) -> None:
    """Record a run into a new folder."""
    local_aws.connect.install()
    local_aws.service_quotas.install()
    with mock_aws():
        _record(run, folder)


def _record(run: RunRecord, folder: Path) -> None:
    world = World(run)
    recorder = Recorder(world.connect, world.service_quotas)
    instance = Instance(world.instance_arn, "alias")
    applied_quota(recorder, instance.arn)
    is_available(recorder, instance.arn, WantedNumber(run.country_code, run.phone_number_type))
    for moment in Moment:
        recorder.moment = moment
        held_numbers(recorder, instance)
        for step in (None, *world.steps(moment)):
            if step is not None:
                step()
            if world.phone_number_arn is not None:
                describe(recorder, world.phone_number_arn)
        if world.phone_number_arn is not None:
            observe(recorder, instance, world.phone_number_arn)
        if moment is Moment.BEFORE:
            send(probes_without_number(instance.arn), recorder, print)
        if moment is Moment.CREATED:
            arn = str(world.phone_number_arn)
            send(probes_of_number(instance.id, arn.rpartition("/")[2], arn), recorder, print)
    redactor = Redactor(recorder.operation_model)
    for name, value in world.names.items():
        redactor.name(value, name)
    write_cassettes(folder, run, redactor.redact(recorder.cassettes))
    assert read_cassettes(folder)[0] == run
