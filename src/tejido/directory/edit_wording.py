"""What two people wrote of one organization, in words, side by side."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tejido.directory.domain.countries import country_name, subdivision_name
from tejido.directory.domain.organization_data import NameData
from tejido.directory.domain.organization_state import FieldDifference
from tejido.directory.forms.languages import language_name
from tejido.directory.models import NameSort, OrganizationKind, Visibility

Side = list[tuple[str, str]]

_LABELS: Mapping[str, Promise] = MappingProxyType(
    {
        "names": _("Name"),
        "kind": _("Kind"),
        "visibility": _("Who may see it"),
        "country": _("Country"),
        "subdivision": _("State or department"),
        "town": _("Town"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
    }
)


def difference_rows(differences: Iterable[FieldDifference]) -> list[tuple[Side, Side]]:
    """Return pairs as `core/_difference.html` shows them: what is stored, what was typed."""
    return [
        (_side("removed", found.field, found.stored), _side("added", found.field, found.typed))
        for found in differences
    ]


def _side(kind: str, field: str, value: object) -> Side:
    label = f"{_LABELS[field]}: "
    if value is None:
        return [("same", f"{label}–")]
    return [("same", label), (kind, _in_words(field, value))]


def _in_words(field: str, value: object) -> str:
    if isinstance(value, NameData):
        return _name(value)
    say = _VALUES.get(field, str)
    return say(str(value))


def _name(name: NameData) -> str:
    language = language_name(name.language, get_language() or "es") if name.language else ""
    parts = (str(NameSort(name.sort).label), language, name.source)
    marks = ", ".join(part for part in parts if part)
    return f"{name.text} ({marks})"


_VALUES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "kind": lambda value: str(OrganizationKind(value).label),
        "visibility": lambda value: str(Visibility(value).label),
        "country": lambda value: country_name(value, get_language() or "es"),
        "subdivision": lambda value: subdivision_name(value, get_language() or "es"),
    }
)
