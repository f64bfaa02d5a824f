"""The statements app."""

from django.apps import AppConfig
from django.utils import timezone


class StatementsConfig(AppConfig):
    """Statements, their versions, footnotes and endorsements."""

    name = "tejido.statements"

    def ready(self) -> None:
        """Follow what changes below, and offer the directory what its pages show of us."""
        from tejido.core.erasure import register_eraser
        from tejido.core.models import LogOpening
        from tejido.core.panels import register_account_panel
        from tejido.directory.actions import organizations_changed
        from tejido.directory.queries.panels import register_panel
        from tejido.evidence.actions import sources_changed
        from tejido.statements import act_words, change_telling, listing_telling
        from tejido.statements.actions import following, signatories
        from tejido.statements.queries.delegates import signing_panel
        from tejido.statements.queries.signed_by import signed_panel

        def follow(sender: object, *, organization_ids: frozenset[int], **_: object) -> None:
            following.follow_organizations(organization_ids=organization_ids)

        def follow_source(sender: object, *, source_ids: frozenset[int], **_: object) -> None:
            following.follow_sources(source_ids=source_ids)

        organizations_changed.connect(follow, weak=False, dispatch_uid="statements")
        sources_changed.connect(follow_source, weak=False, dispatch_uid="statements")
        register_eraser(
            signatories.ERASED_KIND,
            signatories.carry_out_erasure,
            (self.get_model("Signatory")._meta.db_table, LogOpening._meta.db_table),
        )
        register_panel("statements", signed_panel)
        self._keep_people()
        self._tell_of_campaigns()
        change_telling.register_kinds()
        listing_telling.register()
        act_words.register_words()
        register_account_panel("statements", signing_panel)

    def _tell_of_campaigns(self) -> None:
        """Say what invitations and reminders say, and remind when it is time."""
        from datetime import timedelta

        from tejido.core.periodic import register_periodic
        from tejido.core.signals import backup_restored
        from tejido.statements import campaign_telling
        from tejido.statements.actions.invitations import doubt_due_reminders, remind_due
        from tejido.statements.actions.inviting import end_restored_runs

        campaign_telling.register_kinds()

        def restored(sender: object, **_: object) -> None:
            end_restored_runs(now=timezone.now())
            doubt_due_reminders(now=timezone.now())

        backup_restored.connect(restored, weak=False, dispatch_uid="statements")
        register_periodic("statements.reminders", remind_due, every=timedelta(minutes=5))

    def _keep_people(self) -> None:
        """Say how people who sign are reached and erased, and for how long they are kept."""
        from datetime import timedelta

        from tejido.core.erasure import register_eraser
        from tejido.core.models import LogOpening
        from tejido.core.periodic import register_periodic
        from tejido.core.signals import backup_restored
        from tejido.statements import people_telling
        from tejido.statements.actions import people_keeping
        from tejido.statements.people_tasks import forget_asked_links

        def restored(sender: object, **_: object) -> None:
            forget_asked_links()

        people_telling.register()
        backup_restored.connect(restored, weak=False, dispatch_uid="statements.people")
        register_eraser(
            people_keeping.ERASED_KIND,
            people_keeping.carry_out_erasure,
            (self.get_model("Signatory")._meta.db_table, LogOpening._meta.db_table),
        )
        register_periodic(
            "statements.people", people_keeping.keep_in_time, every=timedelta(hours=1)
        )
