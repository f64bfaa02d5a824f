"""What the worker does again and again for messages."""

from datetime import timedelta

from tejido.core.periodic import register_periodic
from tejido.notifications.actions.forgetting import prune_messages
from tejido.notifications.actions.sending import send_due_mails


def register() -> None:
    """Hand the jobs to the worker."""
    register_periodic(
        "notifications.send",
        send_due_mails,
        every=timedelta(seconds=5),
        # A run ends after seconds; what it leaves when it is killed is not to wait long.
        lease=timedelta(minutes=2),
    )
    register_periodic("notifications.prune", prune_messages, every=timedelta(hours=1))
