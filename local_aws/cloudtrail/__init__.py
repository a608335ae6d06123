"""CloudTrail's event history of Connect's phone numbers, as an extension of moto."""

from .install import install

__all__ = ["install"]
