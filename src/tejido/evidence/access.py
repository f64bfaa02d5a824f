"""Who may read and register sources and series; objects come through here."""

from django.contrib.auth.models import AnonymousUser

from tejido.core.access import AccessResult, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.evidence.models import Series, Source


def can_register_sources(user: User | AnonymousUser | None) -> AccessResult:
    """Whether the person registers sources: analysts and the secretariat do."""
    return allow_roles(user, Role.ANALYST, Role.SECRETARY)


def can_write_sources(user: User | AnonymousUser | None) -> AccessResult:
    """Whether the person puts sources right: the secretariat does, whoever registered them."""
    return allow_roles(user, Role.SECRETARY)


def get_source_for(user: User | AnonymousUser | None, key: str) -> Source:
    """Return the source with a key, if the person may see it.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    found = Source.objects.all() if user is None else Source.objects.visible_to(user)
    source = found.filter(key=key).first()
    if source is None:
        raise NotFound
    return source


def can_publish_series(user: User | AnonymousUser | None) -> AccessResult:
    """Whether the person publishes series of data: analysts and the secretariat do."""
    return allow_roles(user, Role.ANALYST, Role.SECRETARY)


def get_series_for(user: User | AnonymousUser | None, key: str) -> Series:
    """Return the series with a key, if the person may see it.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    found = Series.objects.all() if user is None else Series.objects.visible_to(user)
    series = found.filter(key=key).first()
    if series is None:
        raise NotFound
    return series
