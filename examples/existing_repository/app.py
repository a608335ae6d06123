"""The infrastructure of the call-back service."""

from __future__ import annotations

import os

from aws_cdk import App, Environment

from infrastructure.call_back import CallBack
from infrastructure.recordings import Recordings

app = App()
env = Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=os.environ.get("CDK_DEFAULT_REGION"))
Recordings(app, "Recordings", env=env)
CallBack(app, "CallBack", instance_arn=app.node.get_context("instance_arn"), env=env)
app.synth()
