"""Template tags of the statements."""
