"""What preparing the demo leaves, for the screen or for a program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A published statement, the count its page shows, and how many findings its checks have.

    Arguments:
        slug: its address.
        organizations: direct + via_networks - both, each organization once.
        unnamed: those of them whose name the public does not see.
        networks, people: counted apart.
        countries: of the organizations named.
        problems: findings of the checks; of a record, the notes that are unknown.
    """

    slug: str
    organizations: int
    direct: int
    via_networks: int
    both: int
    unnamed: int
    networks: int
    people: int
    countries: int
    problems: int


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
        doubtful_pairs: pairs of mentions kept for a person to compare.
        statements: the published ones, oldest first.
        open_for_signatures: address of the example that can be signed.
        findings: address of the findings on budgets.
        mails: address of the page of mails sent.
        sign_in: a new link for each role.
    """

    address: str
    organizations: int
    doubtful_pairs: int
    statements: tuple[StatementLine, ...]
    open_for_signatures: str
    findings: str
    mails: str
    sign_in: tuple[SignIn, ...]

    def as_text(self) -> str:
        """Return what a person reads in the terminal: where to go, and how to get in."""
        lines = [
            f"Tejido: {self.address}",
            f"Open for signatures: {self.open_for_signatures}",
            f"Findings on budgets: {self.findings}",
            f"Mails it sent: {self.mails}",
            "",
            "Each link signs in once:",
        ]
        lines += [f"{person.role} ({person.email})\n  {person.link}" for person in self.sign_in]
        return "\n".join(lines)
