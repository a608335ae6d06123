"""Replacing private values with placeholders. A value has the same placeholder throughout a run.

Only these values are kept: members with enumerated values, numbers, truth values, an ARN's partition, service, Region
and kind of resource, and the plain words of messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from .cassette import Answer, Cassette, JsonValue
from .patterns import ACCOUNT_ID, ARN, ID, PHONE_NUMBER, PUBLIC_VALUES, RESOURCE_KINDS, TELLING_WORD

MESSAGE_MEMBERS = ("Message", "StatusMessage", "ErrorMessage")
"""Members with a text for people. Its plain words are kept."""
TAG_KEY_PREFIX = "connect-phone-number:"
"""The prefix of the tags that this library puts on every number. Their keys are kept."""


class Redactor:
    """The placeholders of one run."""

    def __init__(self, operation_model: Callable[[str], OperationModel]) -> None:
        """Use the service's models.

        Args:
            operation_model: gives the model of an operation, by the operation's name.
        """
        self._operation_model = operation_model
        self._known: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def name(self, value: str, name: str) -> None:
        """Use the placeholder `<name>` for this value."""
        if value and value not in self._known:
            self._known[value] = f"<{name}>"

    def redact(self, cassettes: list[Cassette]) -> list[Cassette]:
        """The cassettes without private values.

        Two passes are needed: a message may name a value that only a later answer shows to be private.
        """
        for cassette in cassettes:
            self._redacted(cassette)
        return [self._redacted(cassette) for cassette in cassettes]

    def _redacted(self, cassette: Cassette) -> Cassette:
        operation = self._operation_model(cassette.operation)
        return replace(
            cassette,
            request=self._value(cassette.request, operation.input_shape, ""),
            answers=tuple(self._answer(answer, operation.output_shape) for answer in cassette.answers),
        )

    def _answer(self, answer: Answer, shape: Shape | None) -> Answer:
        response = None if answer.response is None else self._value(answer.response, shape, "")
        message = None if answer.error_message is None else self.message(answer.error_message)
        code = None if answer.error_code is None else self._code(answer.error_code)
        return replace(answer, response=response, error_message=message, error_code=code)

    def _value(self, value: JsonValue, shape: Shape | None, member: str) -> JsonValue:
        if isinstance(value, Mapping):
            return self._mapping(value, shape)
        if isinstance(value, list):
            item_shape = shape.member if isinstance(shape, ListShape) else None
            return [self._value(item, item_shape, member) for item in value]
        if isinstance(value, str):
            return self._text(value, shape, member)
        # A time would show when somebody worked.
        return "<time>" if isinstance(value, datetime) else value

    def _mapping(self, value: Mapping[str, JsonValue], shape: Shape | None) -> dict[str, JsonValue]:
        if isinstance(shape, StructureShape):
            return {
                name: self._value(item, shape.members[name], name)
                for name, item in value.items()
                if name in shape.members
            }
        item_shape = shape.value if isinstance(shape, MapShape) else None
        return {self._key(key): self._value(item, item_shape, "") for key, item in value.items()}

    def _key(self, key: str) -> str:
        return key if re.fullmatch(f"{TAG_KEY_PREFIX}[a-z-]+", key) else self._whole(key, "key")

    def _text(self, text: str, shape: Shape | None, member: str) -> str:
        if text in PUBLIC_VALUES or (shape is not None and text in (shape.metadata.get("enum") or ())):
            return text
        if member in MESSAGE_MEMBERS:
            return self.message(text)
        return self._whole(text, "token" if member.endswith("Token") else "text")

    def _code(self, code: str) -> str:
        return code if re.fullmatch("[A-Z][A-Za-z]*(Exception|Error|Fault)?", code) else "<code>"

    def _whole(self, text: str, kind: str) -> str:
        """The placeholder for a whole value."""
        if text in self._known:
            return self._known[text]
        if ARN.fullmatch(text):
            return self._arn(text)
        for pattern, name in ((ID, "id"), (PHONE_NUMBER, "phone-number"), (ACCOUNT_ID, "account-id")):
            if pattern.fullmatch(text):
                return self._numbered(text, name)
        return self._numbered(text, kind)

    def _arn(self, text: str) -> str:
        scheme, partition, service, region, account_id, resource = text.split(":", 5)
        account = self._whole(account_id, "account-id") if account_id else ""
        segments = re.split("([:/])", resource)
        redacted = [
            segment if segment in RESOURCE_KINDS or segment in (":", "/", "") else self._whole(segment, "text")
            for segment in segments
        ]
        return ":".join((scheme, partition, service, region, account, "".join(redacted)))

    def message(self, text: str) -> str:
        """The text of a message, with placeholders for the values in it."""
        if self._known:
            text = re.sub(self._known_pattern(), lambda found: self._known[found[0]], text)
        return TELLING_WORD.sub(lambda word: self._word(word[0]), text)

    def _known_pattern(self) -> str:
        # A short value may also be a part of an ordinary word: it is replaced only as a whole word.
        longest_first = sorted(self._known, key=len, reverse=True)
        return "|".join(
            re.escape(value) if len(value) > 3 else rf"(?<!\w){re.escape(value)}(?!\w)" for value in longest_first
        )

    def _word(self, word: str) -> str:
        if re.fullmatch(r"(<[a-z0-9-]+>)+[.:!?]*", word):
            return word
        return self._arn(word) if ARN.fullmatch(word) else "<value>"

    def _numbered(self, value: str, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        self._known[value] = f"<{name}-{self._counts[name]}>"
        return self._known[value]
