"""The handler of the custom resource Custom::ConnectReplicatedInstance.

It shares the asset of `connect_phone_numbers`, and that package's names, errors and reading of the service's answers.
"""
