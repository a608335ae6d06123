"""CloudFormation's types of Amazon Connect, on the local Connect."""
