"""Spanish, as the region writes it."""
