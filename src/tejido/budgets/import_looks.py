"""What a kept file looks like before its mapping is confirmed: for the page a person decides on."""

from dataclasses import dataclass, replace
from typing import Any

from tejido.budgets.actions.mappings import propose_mapping
from tejido.budgets.column_names import column_name
from tejido.budgets.domain.encodings import ENCODINGS
from tejido.budgets.domain.fiscal_data_package import read_descriptor
from tejido.budgets.domain.mapping_proposal import Proposal, propose
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.models import Snapshot
from tejido.budgets.queries.mappings import mapping_called
from tejido.budgets.reading import Choices, ReadTable
from tejido.budgets.rule_wording import refused
from tejido.budgets.snapshot_files import original_path
from tejido.core.errors import InvalidInput
from tejido.core.models import User

SHOWN_ROWS = 5
_SHOWN_CELLS = 3
_LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class Look:
    """How a file reads under what a person chose.

    Arguments:
        table: as it was read; None when it could not be.
        proposal: a mapping for it; None likewise.
        refusal: why it could not be read.
        members, sheets: the tables of the file that can be chosen.
    """

    table: ReadTable | None = None
    proposal: Proposal | None = None
    refusal: InvalidInput | None = None
    members: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def look_at(
    user: User, snapshot: Snapshot, choices: Choices, like: str = "", descriptor: object = None
) -> Look:
    """Return how a kept file reads, and the mapping proposed for it.

    Arguments:
        choices: what the person chose about reading.
        like: key of the mapping they want to begin from; "" for the one that fits best.
        descriptor: of a fiscal data package, in its place; None for none.

    Errors:
        InvalidInput: the descriptor does not hold. NotFound: there is no mapping of that key.
    """
    try:
        looked = propose_mapping(
            actor=user, path=original_path(snapshot.original_digest), choices=choices
        )
    except InvalidInput as refusal:
        return _refused(refusal, choices)
    table, proposal = looked.table, looked.proposal
    if descriptor is not None:
        try:
            proposal = read_descriptor(descriptor)
        except RuleFault as fault:
            raise refused(fault) from fault
    elif like:
        proposal = propose(table.header, table.sample, [mapping_called(like)])
    return Look(table, proposal, None, table.members, table.sheets)


def samples(table: ReadTable) -> dict[str, str]:
    """Return what stands under each heading in the first records, for a person to recognise."""
    found = {}
    for place, heading in enumerate(table.header):
        cells = (row[place].strip() for row in table.sample if place < len(row))
        distinct = list(dict.fromkeys(cell[:_LONGEST_CELL] for cell in cells if cell))
        found[heading] = " · ".join(distinct[:_SHOWN_CELLS])
    return found


def confirmed(choices: Choices, table: ReadTable | None) -> Choices:
    """Return choices with the encoding that was shown: whoever confirms it has chosen it.

    Arguments:
        choices: what the person chose before.
        table: as they were shown it; None when it could not be read.
    """
    shown = table.encoding if table else ""
    return replace(choices, encoding=shown) if shown in ENCODINGS else choices


def lacking_names(proposal: Proposal) -> list[str]:
    """Return how what a proposal lacks is called."""
    return [column_name(one) for one in proposal.lacking]


def _refused(refusal: InvalidInput, choices: Choices) -> Look:
    """Return why a file cannot be read, and which of its tables could be."""
    fault = refusal.__cause__
    found: dict[str, Any] = {"members": (), "sheets": ()}
    if choices.member:
        found["members"] = (choices.member,)
    if isinstance(fault, TableFault):
        options = fault.values.get("options", ())
        inside = fault.code in (Fault.MEMBER_NEEDED, Fault.MEMBER_UNKNOWN)
        if options:
            found["members" if inside else "sheets"] = options
    return Look(refusal=refusal, **found)
