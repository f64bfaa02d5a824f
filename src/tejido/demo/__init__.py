"""The real case and an invented example, loaded by one command."""
