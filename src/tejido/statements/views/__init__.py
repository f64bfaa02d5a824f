"""Pages of the statements."""
