"""What a question needs to know of the database; how many queries does not depend on the data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _

from tejido.budgets.domain.named_codes import NamedCode
from tejido.budgets.models import (
    Answer,
    ConcordanceVersion,
    Coverage,
    Dataset,
    Label,
    LensVersion,
)
from tejido.budgets.models.datasets import Grain
from tejido.budgets.queries.labels import labels_in_force
from tejido.core.errors import NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key

Asker = User | AnonymousUser | None


def datasets_for(user: Asker) -> list[Dataset]:
    """Return the datasets `user` sees, those of budget lines first."""
    seen = Dataset.objects.all() if user is None else Dataset.objects.visible_to(user)
    return sorted(seen, key=lambda one: (one.grain != Grain.LINE, one.key))


def dataset_called(user: Asker, key: str) -> Dataset:
    """Return a dataset `user` sees.

    Errors:
        NotFound: there is none; the message names those there are.
    """
    listed = datasets_for(user)
    for one in listed:
        if one.key == key:
            return one
    known = ", ".join(one.key for one in listed) or _("none")
    raise NotFound(
        _("There is no dataset “%(key)s”. There are: %(known)s.") % {"key": key, "known": known},
        code="dataset-unknown",
    )


def coverage_of(dataset: Dataset) -> list[Coverage]:
    """Return the years and documents in force, each with its snapshot."""
    return _coverage(dataset, Q(in_force=True))


def pinned_coverage(dataset: Dataset, read: Sequence[Mapping[str, Any]]) -> list[Coverage]:
    """Return the years and documents an earlier answer read, in force or not.

    Arguments:
        read: its "snapshots": {"digest", "year", "document"}.
    """
    wanted = Q(pk=None)
    for one in read:
        names = {"snapshot__digest": one["digest"], "year": one["year"]}
        wanted |= Q(**names, document=one["document"])
    return _coverage(dataset, wanted)


def lens_version(name: str) -> LensVersion:
    """Return the version of "key@number", or the newest of "key".

    Errors:
        NotFound.
    """
    key, _at, number = name.partition("@")
    found = LensVersion.objects.filter(lens__key=key).select_related("lens")
    version = (found.filter(number=number) if number else found.order_by("-number")).first()
    if version is None:
        raise _no_rules(_("There is no lens “%(name)s”."), name)
    return version


def concordance_version(name: str) -> ConcordanceVersion:
    """Return a concordance, named as `lens_version`.

    Errors:
        NotFound.
    """
    key, _at, number = name.partition("@")
    found = ConcordanceVersion.objects.filter(concordance__key=key).select_related("concordance")
    version = (found.filter(number=number) if number else found.order_by("-number")).first()
    if version is None:
        raise _no_rules(_("There is no concordance “%(name)s”."), name)
    return version


def newest_concordances() -> list[ConcordanceVersion]:
    """Return the newest version of each concordance."""
    versions = ConcordanceVersion.objects.select_related("concordance")
    return list(
        {
            one.concordance_id: one for one in versions.order_by("concordance__key", "number")
        }.values()
    )


def codes_named(
    dataset: Dataset, dimension: str, names: Iterable[str], *, every: bool = False
) -> list[NamedCode]:
    """Return the codes of a dimension that the names may mean, with their labels.

    Arguments:
        dataset: whose labels: those of imports in force.
        dimension: "unit", "programme"…
        names: codes, beginnings of codes ("39*") or full names.
        every: return all codes of the dimension, to find what is nearly called so.
    """
    wanted = Q()
    for name in names:
        code = name.strip()
        wanted |= Q(code__istartswith=code[:-1]) if code.endswith("*") else Q(code__iexact=code)
        wanted |= Q(search_key=sort_key(name))
    found = labels_in_force(dataset).filter(dimension=dimension)
    rows = (found if every else found.filter(wanted)).order_by("code", "label")
    return [NamedCode(one["code"], one["label"], one["first"], one["last"]) for one in rows]


def codes_held(dataset: Dataset, dimension: str, codes: Iterable[str]) -> list[NamedCode]:
    """Return codes with every label that any import gave them, in force or not."""
    found = Label.objects.filter(dataset=dataset, dimension=dimension, code__in=list(codes))
    spans = found.values_list("code", "label").annotate(Min("first_year"), Max("last_year"))
    return [NamedCode(*row) for row in spans.order_by("code", "label")]


def kept_answer(digest: str) -> dict[str, object] | None:
    """Return the kept answer of everything it depends on, if there is one."""
    return Answer.objects.filter(digest=digest).values_list("result", flat=True).first()


def _no_rules(sentence: str, name: str) -> NotFound:
    return NotFound(sentence % {"name": name}, code="rules-unknown")


def _coverage(dataset: Dataset, wanted: Q) -> list[Coverage]:
    """Each with its snapshot, without the report: that is long, and no question reads it."""
    found = dataset.coverage.filter(wanted).select_related("snapshot").defer("snapshot__report")
    return list(found.order_by("year", "document", "pk"))
