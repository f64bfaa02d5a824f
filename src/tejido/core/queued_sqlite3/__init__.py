"""Django's SQLite with a queue: writers wait for each other without sleeping past their turn."""
