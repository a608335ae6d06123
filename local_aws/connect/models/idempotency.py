"""ClientTokens: the same request twice has one effect."""

from collections.abc import Callable
from typing import Any

from ..exceptions import IdempotencyException

Answer = dict[str, Any]


class ClientTokens:
    """Answers given, by account, Region, operation and token."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str, str, str], tuple[Answer, Answer]] = {}

    def once(self, key: tuple[str, str, str, str | None], request: Answer, effect: Callable[[], Answer]) -> Answer:
        """The answer of `effect`, or the earlier one where the same token came with the same request.

        `key` is account, Region, operation and ClientToken (None: no token was given, nothing is remembered). A request
        that failed is not remembered. Raises IdempotencyException where the token came with another request.
        """
        account_id, region_name, operation, token = key
        if token is None:
            return effect()
        known = self._answers.get((account_id, region_name, operation, token))
        if known is None:
            answer = effect()
            self._answers[account_id, region_name, operation, token] = (request, answer)
            return answer
        if known[0] != request:
            raise IdempotencyException(f"ClientToken {token} was already used for another {operation} request")
        return known[1]
