"""What is read of sources."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.evidence.models import Source


def sources_for(user: User | AnonymousUser | None, text: str = "") -> QuerySet[Source]:
    """Return the sources `user` sees, A to Z.

    Arguments:
        user: who asks; None is the installation itself.
        text: words of title or publisher, with or without accents; all when empty.
    """
    found = Source.objects.all() if user is None else Source.objects.visible_to(user)
    for word in sort_key(text).split():
        found = found.filter(search_key__contains=word)
    return found
