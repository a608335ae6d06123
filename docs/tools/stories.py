"""The sequence diagrams of the page about the lifecycle."""

from __future__ import annotations

from docs.tools.sequence import SequenceDiagram

_CLOUDFORMATION, _FUNCTION, _STATE_MACHINE = "CloudFormation", "Function", "State machine"
_LEDGER, _CONNECT = "Ledger", "Amazon Connect"


def create() -> str:
    """A Create by search, in which everything goes well."""
    story = SequenceDiagram("A create", (_CLOUDFORMATION, _STATE_MACHINE, _FUNCTION, _LEDGER, _CONNECT))
    story.call(_CLOUDFORMATION, _FUNCTION, "Create")
    story.call(_FUNCTION, _LEDGER, "record the event")
    story.call(_FUNCTION, _STATE_MACHINE, "start")
    story.remark("The steps: the state machine calls, and waits in between")
    story.call(_STATE_MACHINE, _FUNCTION, "next step")
    story.call(_FUNCTION, _CONNECT, "SearchAvailablePhoneNumbers")
    story.call(_FUNCTION, _LEDGER, "reserve the claim")
    story.call(_FUNCTION, _CONNECT, "ClaimPhoneNumber, with a token")
    story.answer(_FUNCTION, _STATE_MACHINE, "CLAIMING, 3 s")
    story.call(_STATE_MACHINE, _STATE_MACHINE, "wait")
    story.call(_STATE_MACHINE, _FUNCTION, "next step")
    story.call(_FUNCTION, _CONNECT, "DescribePhoneNumber")
    story.answer(_CONNECT, _FUNCTION, "CLAIMED")
    story.call(_FUNCTION, _CONNECT, "description, tags, flow")
    story.answer(_FUNCTION, _CLOUDFORMATION, "SUCCESS, with the number's ARN")
    story.answer(_FUNCTION, _STATE_MACHINE, "DONE")
    return story.svg()


def failed_create() -> str:
    """A Create that fails, and the Delete that follows it."""
    story = SequenceDiagram("A create that fails", (_CLOUDFORMATION, _FUNCTION, _LEDGER, _CONNECT))
    story.call(_CLOUDFORMATION, _FUNCTION, "Create")
    story.call(_FUNCTION, _LEDGER, "reserve the claim")
    story.call(_FUNCTION, _CONNECT, "ClaimPhoneNumber")
    story.call(_FUNCTION, _CONNECT, "associate the flow")
    story.answer(_CONNECT, _FUNCTION, "the flow is not published")
    story.call(_FUNCTION, _LEDGER, "mark the claim: doomed")
    story.answer(_FUNCTION, _CLOUDFORMATION, "FAILED, with create-…")
    story.remark("The rollback")
    story.call(_CLOUDFORMATION, _FUNCTION, "Delete of create-…")
    story.call(_FUNCTION, _LEDGER, "what is doomed?")
    story.call(_FUNCTION, _CONNECT, "ReleasePhoneNumber")
    story.answer(_FUNCTION, _CLOUDFORMATION, "SUCCESS")
    return story.svg()


def replacement() -> str:
    """An Update that replaces number A by number B, undone by CloudFormation in its two ways, or not."""
    story = SequenceDiagram("An update that replaces the number", (_CLOUDFORMATION, _FUNCTION, _CONNECT))
    story.call(_CLOUDFORMATION, _FUNCTION, "Update, ARN of A")
    story.call(_FUNCTION, _CONNECT, "claim B")
    story.answer(_FUNCTION, _CLOUDFORMATION, "SUCCESS, ARN of B")
    story.remark("All goes well: the clean-up")
    story.call(_CLOUDFORMATION, _FUNCTION, "Delete, ARN of A")
    story.call(_FUNCTION, _CONNECT, "release A")
    story.remark("Or another resource fails: a rollback by a Delete")
    story.call(_CLOUDFORMATION, _FUNCTION, "Delete, ARN of B")
    story.call(_FUNCTION, _CONNECT, "release B")
    story.remark("Or another resource fails: a rollback by an Update")
    story.call(_CLOUDFORMATION, _FUNCTION, "Update back, ARN of B")
    story.answer(_FUNCTION, _CLOUDFORMATION, "SUCCESS, ARN of A")
    story.call(_CLOUDFORMATION, _FUNCTION, "Delete, ARN of B")
    story.call(_FUNCTION, _CONNECT, "release B")
    return story.svg()
