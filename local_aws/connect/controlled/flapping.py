"""Lists that lack an existing number for a moment."""

from ..models.phone_number import PhoneNumber


class Flapping:
    """Chooses the numbers that the next answers lack."""

    def __init__(self) -> None:
        self._hidden: dict[str, int] = {}
        self._answers = 0

    def hide(self, phone_number: str, count: int) -> None:
        """Leave the number out of the next `count` answers that would show it."""
        self._hidden[phone_number] = count

    def clear(self) -> None:
        """Hide nothing."""
        self._hidden.clear()

    def shown(self, numbers: list[PhoneNumber], every: int) -> list[PhoneNumber]:
        """The numbers that an answer shows now. If `every` is not 0, one answer in so many lacks a number."""
        if not numbers:
            return numbers
        self._answers += 1
        lacking = None
        if every and self._answers % every == 0:
            lacking = numbers[self._answers // every % len(numbers)]
        return [number for number in numbers if number is not lacking and not self._hides(number)]

    def _hides(self, number: PhoneNumber) -> bool:
        left = self._hidden.get(number.number.phone_number, 0)
        if left:
            self._hidden[number.number.phone_number] = left - 1
        return left > 0
