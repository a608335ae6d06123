"""CloudFormation's resource types of Amazon Connect, on the local Connect."""
