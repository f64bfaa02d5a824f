"""Pages of contacts and mandates."""
