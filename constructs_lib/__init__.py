"""AWS CDK constructs that own Amazon Connect phone numbers: claim them, keep them and release them."""

from .adopted_phone_number import AdoptedPhoneNumber
from .claimed_phone_number import ClaimedPhoneNumber
from .owned_phone_number import OwnedPhoneNumber
from .phone_number_base import PhoneNumberBase
from .phone_number_dashboard import PhoneNumberDashboard
from .phone_number_drift_alarm import PhoneNumberDriftAlarm
from .phone_number_grants import PhoneNumberGrants
from .phone_number_metrics import PhoneNumberMetrics
from .phone_number_provider import PhoneNumberProvider
from .phone_number_quota_alarms import PhoneNumberQuotaAlarms
from .phone_number_quota_increase import PhoneNumberQuotaIncrease
from .phone_number_search import PHONE_NUMBER_COUNTRY_CODES, PhoneNumberSearch, PhoneNumberType
from .phone_number_warning import PhoneNumberWarning
from .release_policy import ReleasePolicy
from .replicated_instance import ReplicatedInstance
from .tdg_phone_number import TdgPhoneNumber
from .traffic_distribution import TrafficDistribution
from .traffic_distribution_group_user import TrafficDistributionGroupUser
from .validation.finding import Finding, PhoneNumberValidationError
from .version import __version__

__all__ = [
    "PHONE_NUMBER_COUNTRY_CODES",
    "AdoptedPhoneNumber",
    "ClaimedPhoneNumber",
    "Finding",
    "OwnedPhoneNumber",
    "PhoneNumberBase",
    "PhoneNumberDashboard",
    "PhoneNumberDriftAlarm",
    "PhoneNumberGrants",
    "PhoneNumberMetrics",
    "PhoneNumberProvider",
    "PhoneNumberQuotaAlarms",
    "PhoneNumberQuotaIncrease",
    "PhoneNumberSearch",
    "PhoneNumberType",
    "PhoneNumberValidationError",
    "PhoneNumberWarning",
    "ReleasePolicy",
    "ReplicatedInstance",
    "TdgPhoneNumber",
    "TrafficDistribution",
    "TrafficDistributionGroupUser",
    "__version__",
]
