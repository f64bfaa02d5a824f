"""The budgets app."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budgets of institutions and programmes: imported, asked, and turned into findings."""

    name = "tejido.budgets"

    def ready(self) -> None:
        """Say who is told of findings and imports, and fill the account page's slot."""
        from tejido.budgets import finding_telling, import_telling
        from tejido.budgets.panels import waiting_findings_panel
        from tejido.core.panels import register_account_panel

        finding_telling.register_kinds()
        import_telling.register_kinds()
        register_account_panel("budgets", waiting_findings_panel)
