"""Corrections of a dataset's lines: those in force, those of an import, those of an answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from tejido.budgets.domain.corrections import Rule, read_rule
from tejido.budgets.models import Correction, Dataset, Snapshot


def corrections_in_force(dataset: Dataset, digests: Iterable[str]) -> list[Correction]:
    """Return the corrections of some snapshots that nobody withdrew, oldest first.

    Arguments:
        dataset: whose imports they are about.
        digests: of the snapshots.
    """
    return _listed(Correction.objects.about(dataset, digests).in_force())


def corrections_about(snapshot: Snapshot) -> list[Correction]:
    """Return every correction of a snapshot's lines, withdrawn or not, oldest first."""
    found = Correction.objects.about(snapshot.dataset, [snapshot.digest])
    return _listed(found.select_related("author"))


def pinned_corrections(
    dataset: Dataset, digests: Iterable[str], used: Sequence[Mapping[str, Any]]
) -> list[Correction]:
    """Return the corrections an earlier answer applied, withdrawn or not, oldest first.

    Arguments:
        dataset, digests: as `corrections_in_force`; of what the answer read.
        used: its "corrections": {"number"}.
    """
    numbers = [one["number"] for one in used]
    return _listed(Correction.objects.about(dataset, digests).filter(pk__in=numbers))


def authors_of(numbers: Iterable[int]) -> dict[int, str]:
    """Return who wrote each of some corrections; those of the installation itself are left out.

    Arguments:
        numbers: of the corrections, as an answer names them. Who wrote them is never part of an
            answer, since a published one is kept by others.
    """
    found = Correction.objects.filter(pk__in=list(numbers), author__isnull=False)
    named = found.values_list("pk", "author__name", "author__email")
    return {number: name or email for number, name, email in named}


def rules_in_force(dataset: Dataset, digests: Iterable[str]) -> dict[str, list[Rule]]:
    """Return the rules of `corrections_in_force`, by the digest they are about."""
    return rules_by_digest(corrections_in_force(dataset, digests))


def rules_by_digest(corrections: Iterable[Correction]) -> dict[str, list[Rule]]:
    """Return corrections as they are applied, by the digest they are about, in their order."""
    rules: dict[str, list[Rule]] = {}
    for one in corrections:
        rule = read_rule(one.where, one.change, one.pk)
        rules.setdefault(one.snapshot.digest, []).append(rule)
    return rules


def _listed(found: QuerySet[Correction]) -> list[Correction]:
    """Each with the snapshot it was written for, whose report is long and not read here."""
    return list(found.select_related("snapshot").defer("snapshot__report").order_by("pk"))
