"""The ledger: one DynamoDB table per account and Region that knows every claim before the service does."""
