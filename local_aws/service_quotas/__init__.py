"""Service Quotas that know Connect's quota of phone numbers, as an extension of moto."""

from .install import install

__all__ = ["install"]
