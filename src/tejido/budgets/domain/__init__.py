"""Pure rules of the budgets."""
