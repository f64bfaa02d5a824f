"""Budgets: what is spent on people on the move, and what is spent on stopping them."""
