"""The stored count, and which version of a statement it belongs to."""

from dataclasses import fields

from tejido.statements.domain.tally import Count
from tejido.statements.models import Statement, Tally, Version

_COUNTED = tuple(field.name for field in fields(Count))


def current_version(statement: Statement) -> Version | None:
    """Return the wording that stands: the published one, or before there is one the newest frozen.

    None for a statement of which there is nothing but a draft.
    """
    if statement.published_version is not None:
        return statement.published_version
    frozen = statement.versions.exclude(digest="").select_related("root")
    return frozen.order_by("-number").first()


def signed_version(version: Version) -> Version | None:
    """Return the root that the signatures of a frozen version count for; None when nobody signed.

    Signatures are bound to the meaning they were given to: a change of wording keeps them, after a
    change of substance those that are not confirmed count for the earlier text alone.
    """
    root = version.root_id or version.pk
    found = Version.objects.filter(pk=root).select_related("tally").first()
    return found if found is not None and not stored_count(found).is_empty else None


def stored_count(version: Version | None) -> Count:
    """Return the stored count of a root version; all zero when nobody signed."""
    tally = getattr(version, "tally", None)
    return count_in(tally) if isinstance(tally, Tally) else Count()


def count_in(tally: Tally) -> Count:
    """Return a stored count."""
    return Count(**{name: getattr(tally, name) for name in _COUNTED})
