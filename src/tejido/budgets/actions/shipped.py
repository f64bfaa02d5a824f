"""What the project ships for budgets: lenses, concordances and series, loaded into a database."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from django.db import transaction

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.domain.concordance import concordance_data, read_concordance
from tejido.budgets.domain.lens import lens_data, read_lens
from tejido.budgets.domain.rule_data import fields, items, text
from tejido.budgets.models import ConcordanceVersion, LensVersion
from tejido.budgets.rule_files import read_yaml
from tejido.core.canonical import digest_of
from tejido.directory.models import Visibility
from tejido.evidence.actions import create_source, publish_series
from tejido.evidence.domain.series import SeriesData, read_values
from tejido.evidence.domain.source_data import SourceData
from tejido.evidence.models import SeriesVersion, Source

_DATA: Final = Path(__file__).resolve().parents[1] / "data"
_REASON: Final = "Incluido en Tejido"
_SERIES: Final = "key sort country title unit note source"
Version = TypeVar("Version", LensVersion, ConcordanceVersion)
_SOURCE: Final = "title publisher published_on url language note"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What stands in the database after loading: "key@number" of each."""

    lenses: tuple[str, ...]
    concordances: tuple[str, ...]
    series: tuple[str, ...]


@transaction.atomic
def load_shipped() -> Loaded:
    """Publish, as the installation, what ships; what is there already stays as it is.

    A rule set on top of which a person published a version of their own is left to them.
    """
    lenses = [_load_lens(_read(path)) for path in _files("lenses")]
    concordances = [_load_concordance(_read(path)) for path in _files("concordances")]
    listed = fields(_read(_DATA / "series" / "series.yaml"), "series", needed="series")
    series = [_load_series(one) for one in items(listed["series"], "series")]
    return Loaded(tuple(lenses), tuple(concordances), tuple(series))


def _files(folder: str) -> list[Path]:
    return sorted((_DATA / folder).glob("*.yaml"))


def _load_lens(data: object) -> str:
    lens = read_lens(data)
    versions = LensVersion.objects.filter(lens__key=lens.key).select_related("lens")
    there = _standing(list(versions), digest_of(lens_data(lens)))
    return str(there or publish_lens(actor=None, data=data, reason=_REASON))


def _load_concordance(data: object) -> str:
    found = read_concordance(data)
    versions = ConcordanceVersion.objects.filter(concordance__key=found.key)
    listed = list(versions.select_related("concordance"))
    there = _standing(listed, digest_of(concordance_data(found)))
    return str(there or publish_concordance(actor=None, data=data, reason=_REASON))


def _standing(versions: Sequence[Version], digest: str) -> Version | None:
    """Return the newest version if the shipped one is among them, or a person wrote it."""
    known = any(version.digest == digest for version in versions)
    newest = versions[0] if versions else None
    return newest if newest is not None and (known or newest.author_id is not None) else None


def _read(path: Path) -> object:
    return read_yaml(path.read_text(encoding="utf-8"))


def _load_series(described: object) -> str:
    about = fields(described, "series", needed=_SERIES)
    texts = {
        f"{name}_{language}": text(said[language], name)
        for name in ("title", "unit", "note")
        for said in [fields(about[name], name, needed="es en")]
        for language in ("es", "en")
    }
    key = text(about["key"], "key")
    with (_DATA / "series" / f"{key}.csv").open(encoding="utf-8", newline="") as file:
        values = read_values((row["year"], row["value"]) for row in csv.DictReader(file))
    data = SeriesData(
        key=key,
        sort=text(about["sort"], "sort"),
        country=text(about["country"], "country"),
        values=values,
        **texts,
    )
    there = SeriesVersion.objects.filter(series__key=key, digest=data.digest()).first()
    version = there or publish_series(actor=None, data=data, source=_source(about["source"]))
    return f"{key}@{version.number}"


def _source(described: object) -> Source:
    about = fields(described, "source", needed="title publisher", known=_SOURCE)
    said = {name: text(about[name], name) for name in about}
    found = Source.objects.filter(title=said["title"], publisher=said["publisher"]).first()
    return found or create_source(actor=None, data=SourceData(**said, visibility=Visibility.PUBLIC))
