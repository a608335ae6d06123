"""CloudFormation's stack lifecycle for ministack: parallel, with rollback, replacement and clean-up."""
