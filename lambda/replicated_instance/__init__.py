"""The handler of the custom resource Custom::ConnectReplicatedInstance.

It is in the asset of `connect_phone_numbers`, and uses that package's names, errors and calls.
"""
