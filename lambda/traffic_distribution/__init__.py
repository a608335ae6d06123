"""The handlers of Custom::ConnectTrafficDistribution and Custom::ConnectTrafficDistributionGroupUser.

They share the asset of `connect_phone_numbers`, and that package's record, pace, errors and names.
"""
