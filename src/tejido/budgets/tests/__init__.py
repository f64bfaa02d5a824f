"""Tests of the budgets."""
