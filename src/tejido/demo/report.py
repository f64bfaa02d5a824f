"""What preparing the demo leaves, for the screen or for a program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement of the demo and the count its page shows.

    Arguments:
        slug: its address.
        organizations: direct + via_networks - both, each organization once.
        people, networks: counted apart.
    """

    slug: str
    organizations: int
    direct: int
    via_networks: int
    both: int
    networks: int
    people: int


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person of the demo and a link that signs them in once."""

    role: str
    email: str
    link: str


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What stands after the demo was prepared.

    Arguments:
        address: where it is served.
        organizations: all in the directory, merged ones left out.
        doubtful_pairs: pairs waiting for a person.
        footnote_problems: findings of the checks on footnotes, by statement.
        sign_in: a new link for each role.
        files: how many files of signatures were written in this run.
    """

    address: str
    organizations: int
    doubtful_pairs: int
    footnote_problems: dict[str, int]
    statements: tuple[StatementLine, ...]
    sign_in: tuple[SignIn, ...]
    files: int
