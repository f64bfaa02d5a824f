"""A series is published in versions that never change."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.evidence.access import can_publish_series
from tejido.evidence.domain.series import SeriesData, SeriesFault, check_series
from tejido.evidence.models import Observation, Series, SeriesSort, SeriesVersion, Source

_KEPT = ("sort", "unit_es", "unit_en", "country")


@transaction.atomic
def publish_series(*, actor: User | None, data: SeriesData, source: Source) -> SeriesVersion:
    """Publish the values of a series: its first version, or a new one when they are revised.

    Arguments:
        actor: an analyst or the secretariat; None is the installation itself.
        data: the series with its values.
        source: the document they stand in.

    Returns:
        The new version; the newest one when nothing in it would change.

    Errors:
        InvalidInput: the data does not hold.
        Conflict: the series counts something else: another unit, sort or country.
    """
    require(can_publish_series(actor))
    _check(data)
    titles = {"title_es": data.title_es, "title_en": data.title_en}
    kept = {name: getattr(data, name) for name in _KEPT}
    Series.objects.get_or_create(key=data.key, defaults=titles | kept)
    series = Series.objects.select_for_update().get(key=data.key)
    if any(getattr(series, name) != value for name, value in kept.items()):
        raise Conflict(
            _("This series counts something else. Publish yours under another key."),
            code="series-differs",
        )
    newest = series.versions.first()
    digest = data.digest()
    if newest is not None and _says_the_same(newest, data, source, digest):
        return newest
    version = series.versions.create(
        number=newest.number + 1 if newest else 1,
        source=source,
        digest=digest,
        note_es=data.note_es,
        note_en=data.note_en,
    )
    Observation.objects.bulk_create(
        Observation(version=version, year=year, value=value)
        for year, value in sorted(data.values.items())
    )
    audit.record(actor, "publish_series", series, {"number": version.number, "digest": digest})
    return version


def _check(data: SeriesData) -> None:
    try:
        check_series(data)
    except SeriesFault as fault:
        raise InvalidInput(
            _("The series does not hold: %(what)s.") % {"what": fault.value},
            code=f"series-{fault.code}",
        ) from fault
    if data.sort not in SeriesSort.values:
        raise InvalidInput(_("A series is a price index, people or other."), code="series-sort")


def _says_the_same(version: SeriesVersion, data: SeriesData, source: Source, digest: str) -> bool:
    stored = (version.digest, version.source_id, version.note_es, version.note_en)
    return stored == (digest, source.pk, data.note_es, data.note_en)
