"""Pages of the budgets; one module for each noun."""
