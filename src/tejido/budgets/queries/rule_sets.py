"""What is read of lenses and concordances."""

from dataclasses import dataclass

from django.db.models import Prefetch

from tejido.budgets.models import Concordance, ConcordanceVersion, Lens, LensVersion
from tejido.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule set with its newest version, for a list."""

    rules: Lens | Concordance
    newest: LensVersion | ConcordanceVersion


def lenses() -> list[Listed]:
    """Return every lens with its newest version, by key, in two queries."""
    found = Lens.objects.prefetch_related(Prefetch("versions", LensVersion.objects.defer("spec")))
    return [Listed(one, one.versions.all()[0]) for one in found if one.versions.all()]


def concordances() -> list[Listed]:
    """Return every concordance with its newest version, by key, in two queries."""
    versions = ConcordanceVersion.objects.defer("spec")
    found = Concordance.objects.prefetch_related(Prefetch("versions", versions))
    return [Listed(one, one.versions.all()[0]) for one in found if one.versions.all()]


def version_of_lens(lens: Lens, number: int | None) -> LensVersion:
    """Return a version of a lens, the newest when no number is given.

    Errors:
        NotFound: it has no such version.
    """
    found = lens.versions.select_related("lens")
    version = (found if number is None else found.filter(number=number)).first()
    if version is None:
        raise NotFound
    return version


def version_of_concordance(concordance: Concordance, number: int | None) -> ConcordanceVersion:
    """Return a version of a concordance; as `version_of_lens`."""
    found = concordance.versions.select_related("concordance")
    version = (found if number is None else found.filter(number=number)).first()
    if version is None:
        raise NotFound
    return version


def every_lens_version() -> list[LensVersion]:
    """Return all versions of all lenses, newest first within a lens, without their rules."""
    return list(
        LensVersion.objects.select_related("lens").defer("spec").order_by("lens__key", "-number")
    )
