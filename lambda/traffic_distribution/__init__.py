"""The handlers of Custom::ConnectTrafficDistribution and Custom::ConnectTrafficDistributionGroupUser.

They are in the asset of `connect_phone_numbers`, and use that package's record, pace, errors and names.
"""
