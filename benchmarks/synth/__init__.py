"""Synthesising many phone numbers, against as many CfnPhoneNumbers."""

NUMBERS = 200
