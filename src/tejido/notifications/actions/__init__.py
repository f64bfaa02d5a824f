"""What other apps do with messages."""

from tejido.notifications.actions.caps import count_mail
from tejido.notifications.actions.forgetting import forget
from tejido.notifications.actions.resending import resend_messages
from tejido.notifications.actions.telling import tell
from tejido.notifications.domain.messages import Address, Recipient, Words
from tejido.notifications.registry import register_group, register_kind, register_recipients

__all__ = [
    "Address",
    "Recipient",
    "Words",
    "count_mail",
    "forget",
    "register_group",
    "register_kind",
    "register_recipients",
    "resend_messages",
    "tell",
]
