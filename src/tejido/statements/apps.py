"""The statements app."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Statements, their versions, footnotes and endorsements."""

    name = "tejido.statements"

    def ready(self) -> None:
        """Follow the directory's changes, and say how a person is erased."""
        from tejido.core.erasure import register_eraser
        from tejido.directory.actions import organizations_changed
        from tejido.statements.actions import signatories

        def follow(sender: object, *, organization_ids: frozenset[int], **_: object) -> None:
            signatories.follow_organizations(organization_ids=organization_ids)

        organizations_changed.connect(follow, weak=False, dispatch_uid="statements")
        register_eraser(signatories.ERASED_KIND, signatories.carry_out_erasure)
