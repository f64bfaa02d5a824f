"""What is read of budgets."""
