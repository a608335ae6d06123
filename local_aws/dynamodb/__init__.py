"""DynamoDB's tables where ministack does otherwise than AWS: they take time to be made, and settings can be refused."""
