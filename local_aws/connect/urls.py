"""connect base URL and paths."""

from .responses import ConnectResponse

url_bases = [
    r"https?://connect\.(.+)\.amazonaws\.com",
]

url_paths = {
    "{0}/analytics-data/instance/(?P<InstanceId>[^/]+)/association$": ConnectResponse.dispatch,
    "{0}/contact-flows/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/contact-flows-summary/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/flow-associations-batch/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/hours-of-operations/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/hours-of-operations-summary/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/instance$": ConnectResponse.dispatch,
    "{0}/instance/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/phone-number/(?P<PhoneNumberId>.+)$": ConnectResponse.dispatch,
    "{0}/phone-numbers-summary/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/queues/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/queues-summary/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/tags/(?P<resourceArn>.+)$": ConnectResponse.dispatch,
    "{0}/traffic-distribution-group$": ConnectResponse.dispatch,
    "{0}/traffic-distribution-group/(?P<TrafficDistributionGroupId>.+)$": ConnectResponse.dispatch,
    "{0}/traffic-distribution-groups$": ConnectResponse.dispatch,
    "{0}/traffic-distribution/(?P<Id>.+)$": ConnectResponse.dispatch,
    "{0}/users/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
    "{0}/users-summary/(?P<InstanceId>.+)$": ConnectResponse.dispatch,
}
