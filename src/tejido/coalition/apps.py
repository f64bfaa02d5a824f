"""The coalition app."""

from datetime import datetime, timedelta

from django.apps import AppConfig


class CoalitionConfig(AppConfig):
    """Who acts for which organization: contacts, mandates."""

    name = "tejido.coalition"

    def ready(self) -> None:
        """Follow what becomes of accounts, say how a contact is erased, fill the page's slot."""
        from tejido.coalition import actions
        from tejido.coalition.act_words import register_words
        from tejido.coalition.messages import register_kinds
        from tejido.coalition.panels import mandates_panel, own_mandates_panel
        from tejido.coalition.queries import has_mandate, is_contact
        from tejido.coalition.recipients import register_contacts
        from tejido.core.belonging import register_ground
        from tejido.core.erasure import register_eraser
        from tejido.core.panels import register_account_panel
        from tejido.core.periodic import register_periodic
        from tejido.directory.queries.panels import register_panel

        def tell_expiring(now: datetime) -> bool:
            return actions.tell_expiring(now=now)

        self._follow_accounts()
        register_eraser(
            actions.ERASED_KIND,
            actions.carry_out_erasure,
            (self.get_model("Contact")._meta.db_table,),
        )
        register_contacts()
        register_kinds()
        register_periodic("coalition.tell_expiring", tell_expiring, every=timedelta(hours=6))
        register_words()
        register_ground("coalition.mandate", has_mandate)
        register_ground("coalition.contact", is_contact)
        register_panel("coalition", mandates_panel)
        register_account_panel("coalition", own_mandates_panel)

    def _follow_accounts(self) -> None:
        from tejido.coalition import actions
        from tejido.core import signals
        from tejido.core.models import User

        def enter(sender: object, *, user: User, **_: object) -> None:
            actions.join_contacts(user=user)

        def suspend(sender: object, *, user: User, **_: object) -> None:
            actions.join_contacts(user=user)
            actions.suspend_mandates(user=user)

        def hold(sender: object, *, user: User, since: datetime, **_: object) -> None:
            actions.hold_granted(user=user, since=since)

        def restore(sender: object, *, user: User, **_: object) -> None:
            actions.restore_mandates(user=user)

        def join(sender: object, *, user_id: int, **_: object) -> None:
            user = User.objects.filter(pk=user_id).first()
            if user is not None:
                actions.join_contacts(user=user)

        def forget(sender: object, *, user_id: int, **_: object) -> None:
            actions.forget_account(user_id=user_id)

        signals.account_entered.connect(enter, weak=False, dispatch_uid="coalition")
        signals.account_frozen.connect(suspend, weak=False, dispatch_uid="coalition")
        signals.account_doubted.connect(hold, weak=False, dispatch_uid="coalition")
        signals.account_unfrozen.connect(restore, weak=False, dispatch_uid="coalition")
        signals.account_erasing.connect(join, weak=False, dispatch_uid="coalition")
        signals.account_erased.connect(forget, weak=False, dispatch_uid="coalition")
