"""The core app: open to all others, depends on none."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Users, audit log, access results, errors, base templates."""

    name = "tejido.core"

    def ready(self) -> None:
        """Say how people are erased, and what the worker does for the core."""
        from tejido.core import act_words, form_tokens, people  # noqa: F401
        from tejido.core.accounts import limits
        from tejido.core.periodic import register_periodic
        from tejido.core.transparency import checkpoints

        register_periodic("core.limits", limits.prune_tries, every=limits.PRUNED_EVERY)
        register_periodic("core.form_tokens", form_tokens.prune, every=form_tokens.PRUNED_EVERY)
        register_periodic("core.checkpoint", checkpoints.sign_daily, every=checkpoints.SIGNED_EVERY)
