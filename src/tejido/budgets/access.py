"""Who may do what with budgets; objects come through here."""

from django.contrib.auth.models import AnonymousUser

from tejido.budgets.models import Correction, Dataset, Snapshot
from tejido.core.access import AccessResult, allow_roles
from tejido.core.errors import NotFound
from tejido.core.models import Role, User

Reader = User | AnonymousUser


def can_import_budgets(user: Reader | None) -> AccessResult:
    """Whether the person imports files, confirms mappings and writes corrections."""
    return allow_roles(user, Role.ANALYST, Role.SECRETARY)


def get_dataset_for(user: Reader | None, key: str) -> Dataset:
    """Return the dataset of a key, if the person may see it.

    Errors:
        NotFound: there is none, or none this person may see.
    """
    found = Dataset.objects.all() if user is None else Dataset.objects.visible_to(user)
    dataset = found.filter(key=key).first()
    if dataset is None:
        raise NotFound
    return dataset


def get_snapshot_for(user: Reader | None, key: str) -> Snapshot:
    """Return the snapshot of a key, if the person may see it.

    Errors:
        NotFound: as `get_dataset_for`.
    """
    found = Snapshot.objects.all() if user is None else Snapshot.objects.visible_to(user)
    snapshot = found.select_related("dataset", "mapping", "source").filter(key=key).first()
    if snapshot is None:
        raise NotFound
    return snapshot


def get_correction_for(user: Reader | None, snapshot: str, number: int) -> Correction:
    """Return a correction of a snapshot, if the person may see the snapshot.

    Errors:
        NotFound: as `get_snapshot_for`, or the snapshot has no such correction.
    """
    found = get_snapshot_for(user, snapshot).corrections.filter(pk=number).first()
    if found is None:
        raise NotFound
    return found
