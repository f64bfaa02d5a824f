"""What other apps do with messages."""

from tejido.notifications.actions.telling import tell
from tejido.notifications.domain.messages import Address, Recipient, Words
from tejido.notifications.registry import register_group, register_kind, register_recipients

__all__ = [
    "Address",
    "Recipient",
    "Words",
    "register_group",
    "register_kind",
    "register_recipients",
    "tell",
]
