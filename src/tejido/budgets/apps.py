"""The budgets app."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budgets of institutions and programmes: imported, asked, and turned into findings."""

    name = "tejido.budgets"
