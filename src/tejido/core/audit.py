"""The one way to write the audit log."""

from collections.abc import Iterable, Mapping

from django.db import models

from tejido.core.models import AuditEntry, User

Plain = str | int | float | bool | None
Data = Mapping[str, Plain | list[str] | list[int]]


def record(
    actor: User | None,
    action: str,
    target: models.Model,
    data: Data | None = None,
) -> AuditEntry:
    """Append one entry, in the transaction of the act it tells of.

    Arguments:
        actor: who acted; None for the installation itself (a command, a task).
        action: the action's name, verb + noun ("merge_organizations").
        target: the saved object acted on.
        data: ids, field names and non-personal values; never a name, address or body.
    """
    return AuditEntry.objects.create(
        actor=actor,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        data=dict(data or {}),
    )


def record_all(
    actor: User | None, action: str, targets: Iterable[tuple[models.Model, Data]]
) -> None:
    """Append one entry for each object of an act on many, as `record` does for one."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=actor,
            action=action,
            target_type=target._meta.label_lower,
            target_id=str(target.pk),
            data=dict(data),
        )
        for target, data in targets
    )
