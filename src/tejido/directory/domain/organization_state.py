"""What was known of an organization when somebody began to change it, and what differs since."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from tejido.directory.domain.organization_data import NameData, OrganizationData

FIELDS = ("kind", "visibility", "country", "subdivision", "town", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One thing that two people wrote differently.

    Arguments:
        field: a field of `OrganizationData`; "names" for a name.
        stored: value or name as stored; None when it is not there.
        typed: value or name as typed; None when it is not there.
    """

    field: str
    stored: object
    typed: object


def state_of(data: OrganizationData) -> str:
    """Return a digest of an organization as stored: another one means that somebody saved it.

    >>> one = OrganizationData((NameData("Casa Norte"),))
    >>> state_of(one) == state_of(OrganizationData((NameData("Casa Norte"),)))
    True
    >>> state_of(one) == state_of(OrganizationData((NameData("Casa Norte"),), town="Ixtepec"))
    False
    """
    return sha256(repr(data).encode()).hexdigest()


def differences(stored: OrganizationData, typed: OrganizationData) -> list[FieldDifference]:
    """Return what differs, names first, in the order of the form."""
    return [*_names_apart(stored.names, typed.names), *_fields_apart(stored, typed)]


def _names_apart(
    stored: tuple[NameData, ...], typed: tuple[NameData, ...]
) -> Iterator[FieldDifference]:
    yield from (FieldDifference("names", name, None) for name in stored if name not in typed)
    yield from (FieldDifference("names", None, name) for name in typed if name not in stored)


def _fields_apart(stored: OrganizationData, typed: OrganizationData) -> Iterator[FieldDifference]:
    for field in FIELDS:
        one, other = getattr(stored, field), getattr(typed, field)
        if one != other:
            yield FieldDifference(field, one or None, other or None)
