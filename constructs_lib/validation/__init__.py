"""The checks of arguments, before a construct exists."""
