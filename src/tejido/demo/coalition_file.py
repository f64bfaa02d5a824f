"""The people of the invented coalition, read into plain values."""

import tomllib
from dataclasses import dataclass

from tejido.demo.files import read_text


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody with an account: signs for the organizations named, under a mandate of each."""

    name: str
    email: str
    signs_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Through whom an organization is reached; with the address of an account, its holder."""

    organization: str
    name: str
    email: str
    language: str = "es"


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network and its members, by official name."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who signs in their own name."""

    name: str
    email: str
    affiliation: str = ""
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class CoalitionFile:
    """example-coalition.toml."""

    accounts: tuple[AccountRow, ...]
    contacts: tuple[ContactRow, ...]
    networks: tuple[NetworkRow, ...]
    people: tuple[PersonRow, ...]


def read_coalition() -> CoalitionFile:
    """Return who acts in the invented example."""
    raw = tomllib.loads(read_text("example-coalition.toml"))
    return CoalitionFile(
        accounts=tuple(
            AccountRow(row["name"], row["email"], tuple(row["signs_for"]))
            for row in raw["accounts"]
        ),
        contacts=tuple(ContactRow(**row) for row in raw["contacts"]),
        networks=tuple(NetworkRow(row["name"], tuple(row["members"])) for row in raw["networks"]),
        people=tuple(PersonRow(**row) for row in raw["people"]),
    )
