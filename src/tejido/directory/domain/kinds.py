"""Which kinds of organization can be one and the same."""

from collections.abc import Mapping
from types import MappingProxyType

NETWORK = "network"

# A ministry is not a community and a network is not one of its members, whatever the names say.
_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        NETWORK: "network",
        "authority": "state",
        "armed_force": "state",
        "intergovernmental": "intergovernmental",
    }
)


def can_be_one(kind: str, other: str) -> bool:
    """Return whether organizations of two kinds can be the same one.

    Arguments:
        kind, other: values of `OrganizationKind`.

    >>> can_be_one("civil_society", "shelter")
    True
    >>> can_be_one("network", "authority")
    False
    """
    return _FAMILIES.get(kind, "society") == _FAMILIES.get(other, "society")
