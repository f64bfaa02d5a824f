"""What the account page says of notifications."""

from tejido.core.models import User
from tejido.core.panels import Panel
from tejido.notifications.queries.account import in_words, notifications_of, unread_count

NEWEST = 3


def unread_panel(user: User) -> Panel | None:
    """Return how many notifications a person has not read, and the newest; None without any."""
    unread = unread_count(user)
    if not unread:
        return None
    newest = list(notifications_of(user).filter(read_at=None)[:NEWEST])
    context = {"unread": unread, "newest": [item for item in in_words(newest) if item.words]}
    return Panel("notifications/_account_panel.html", context)
