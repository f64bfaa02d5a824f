"""What is done with sources: registered, put right."""

from dataclasses import asdict, fields

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import InvalidInput
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.models import Visibility
from tejido.evidence.access import can_register_sources, can_write_sources
from tejido.evidence.domain.source_data import SourceData, faulty_fields
from tejido.evidence.models import Source
from tejido.evidence.signals import sources_changed


@transaction.atomic
def create_source(*, actor: User | None, data: SourceData) -> Source:
    """Register a document that footnotes and claims can cite.

    Errors:
        InvalidInput: a field does not hold; its name is in the code ("source-url").
    """
    require(can_register_sources(actor))
    source = Source()
    _fill(source, data)
    source.save()
    audit.record(actor, "create_source", source, {"visibility": source.visibility})
    return source


@transaction.atomic
def update_source(*, actor: User | None, source: Source, data: SourceData) -> Source:
    """Put a source right. What frozen statements cite stays as it was when they were frozen.

    Errors:
        InvalidInput: as `create_source`.
    """
    require(can_write_sources(actor))
    changed = [f.name for f in fields(data) if getattr(source, f.name) != getattr(data, f.name)]
    _fill(source, data)
    source.save()
    audit.record(actor, "update_source", source, {"fields": changed})
    sources_changed.send(sender=Source, source_ids=frozenset({source.pk}))
    return source


def source_data(source: Source) -> SourceData:
    """Return the fields of a stored source."""
    return SourceData(**{field.name: getattr(source, field.name) for field in fields(SourceData)})


def _fill(source: Source, data: SourceData) -> None:
    faulty = faulty_fields(data)
    if faulty or data.visibility not in Visibility.values:
        field = faulty[0] if faulty else "visibility"
        raise InvalidInput(_("A field of the source does not hold."), code=f"source-{field}")
    for name, value in asdict(data).items():
        setattr(source, name, value)
    source.sort_key = sort_key(data.title)
    source.search_key = sort_key(f"{data.title} {data.publisher}")
