"""The stored count, and which version of a statement it belongs to."""

from dataclasses import fields

from django.db.models import Q

from tejido.statements.domain.tally import Count
from tejido.statements.models import Tally, Version

_COUNTED = tuple(field.name for field in fields(Count))


def signed_version(version: Version) -> Version | None:
    """Return the newest version up to this one that anybody signed; None when nobody did.

    Signatures are bound to the wording they were given to: after a correction they are shown
    under the new wording as given to the earlier one.
    """
    counted = Version.objects.filter(statement=version.statement_id, number__lte=version.number)
    somebody = Q(tally__organizations__gt=0) | Q(tally__networks__gt=0) | Q(tally__people__gt=0)
    return counted.filter(somebody).select_related("tally").order_by("-number").first()


def stored_count(version: Version | None) -> Count:
    """Return the stored count of a version; all zero when nobody signed."""
    tally = getattr(version, "tally", None)
    return count_in(tally) if isinstance(tally, Tally) else Count()


def count_in(tally: Tally) -> Count:
    """Return a stored count."""
    return Count(**{name: getattr(tally, name) for name in _COUNTED})
