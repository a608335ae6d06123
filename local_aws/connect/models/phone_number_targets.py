"""What a phone number can be claimed or moved to."""

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import TRAFFIC_DISTRIBUTION_GROUP, ConnectArn
from .regional_backend import RegionalBackend
from .traffic_distribution_group import ACTIVE


class PhoneNumberTargets(RegionalBackend):
    """Checks of targets: instances and traffic distribution groups."""

    def target_of_claim(self, target_arn: str | None, instance_id: str | None) -> ConnectArn:
        """The target, able to take a number.

        Raises InvalidParameterException for one of another Region, ResourceNotFoundException for one that is missing,
        not this account's, or a group that is not ACTIVE.
        """
        target = self.parse_target(target_arn, instance_id)
        if target.region_name != self.region_name:
            raise InvalidParameterException(
                f"{target} was created in {target.region_name}; call that Region's endpoint, not {self.region_name}"
            )
        self._require_own(target)
        if target.resource_type == TRAFFIC_DISTRIBUTION_GROUP:
            status = self.find_group(str(target)).status(self.now)
            if status != ACTIVE:
                raise ResourceNotFoundException(f"Traffic distribution group {target} is {status}, not {ACTIVE}")
        else:
            status = self._get_instance_or_raise(target.resource_id).instance_status
            self._require_ready(target)
            if status != ACTIVE:
                raise ResourceNotFoundException(f"Instance {target} is {status}, not {ACTIVE}")
        return target

    def target_of_listing(self, target_arn: str | None, instance_id: str | None) -> ConnectArn:
        """The target of a list or search; a group may be named in both of its Regions. Errors as `target_of_claim`."""
        target = self.parse_target(target_arn, instance_id)
        self._require_own(target)
        if target.resource_type == TRAFFIC_DISTRIBUTION_GROUP:
            return self.find_group(str(target)).arn
        if target.region_name != self.region_name:
            raise InvalidParameterException(f"{target} is not in {self.region_name}, the Region that was called")
        self._get_instance_or_raise(target.resource_id)
        if not self.state.settings.unready_instances_searched:
            self._require_ready(target)
        return target

    def instance_arn_of(self, target: ConnectArn) -> str:
        """The ARN of the instance whose quota a number of the target counts to."""
        if target.resource_type == TRAFFIC_DISTRIBUTION_GROUP:
            return str(self.find_group(str(target)).instance)
        return str(target)

    def _require_own(self, target: ConnectArn) -> None:
        if target.account_id != self.account_id:
            raise ResourceNotFoundException(f"{target} does not belong to account {self.account_id}")

    def _require_ready(self, target: ConnectArn) -> None:
        if not self.state.is_ready(str(target)):
            # AWS does not document the error for an instance that is CREATION_IN_PROGRESS.
            raise ResourceNotFoundException(f"Instance {target} is CREATION_IN_PROGRESS")
