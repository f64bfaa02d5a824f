"""What is read of sources and series."""

from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from tejido.core.errors import NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.evidence.access import get_series_for
from tejido.evidence.domain.series import SeriesValues, plain
from tejido.evidence.models import Series, SeriesVersion, Source


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


def series_for(user: User | AnonymousUser) -> QuerySet[Series]:
    """Return the series `user` sees, by key, each with its versions and their sources."""
    return Series.objects.visible_to(user).prefetch_related("versions__source")


def series_version(
    key: str, number: int | None = None, *, user: User | AnonymousUser | None = None
) -> SeriesVersion:
    """Return a version of a series with its series, source and observations.

    Arguments:
        key: the series ("inpc-mx").
        number: which version; the newest when left out.
        user: who asks; None is the installation itself.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    found = SeriesVersion.objects.filter(series=get_series_for(user, key))
    if number is not None:
        found = found.filter(number=number)
    version = found.select_related("series", "source").prefetch_related("observations").first()
    if version is None:
        raise NotFound
    return version


def series_values(
    key: str, version: int | None = None, *, user: User | AnonymousUser | None = None
) -> SeriesValues:
    """Return the values of a series, as a question uses them.

    Arguments and errors: as `series_version`.
    """
    found = series_version(key, version, user=user)
    series = found.series
    return SeriesValues(
        key=series.key,
        number=found.number,
        digest=found.digest,
        sort=series.sort,
        publisher=found.source.publisher,
        title_es=series.title_es,
        title_en=series.title_en,
        unit_es=series.unit_es,
        unit_en=series.unit_en,
        values={each.year: Decimal(plain(each.value)) for each in found.observations.all()},
    )
