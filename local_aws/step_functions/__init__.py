"""Step Functions where ministack does otherwise than AWS: the walk through Standard state machines in JSONPath.

What is not here (Parallel, Map, JSONata, tasks other than functions) is ministack's.
"""
