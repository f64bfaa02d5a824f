"""What is read of statements."""
