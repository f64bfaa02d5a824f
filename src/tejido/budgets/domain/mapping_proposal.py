"""A mapping for a file nobody confirmed yet: proposed, with why, for a person to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tejido.budgets.domain import mapping as mappings
from tejido.budgets.domain.amounts import WHITE
from tejido.budgets.domain.column_cells import style_of, suits
from tejido.budgets.domain.columns import KEYS, MEASURES, Document, Measure
from tejido.budgets.domain.mapping import MAPPED, ColumnRule, heading_of
from tejido.budgets.domain.mapping_words import PLACES, WORDS, unit_said

_FITS = 0.75


class Why(StrEnum):
    """Why a column is proposed."""

    EARLIER = "earlier"
    HEADING = "heading"
    DESCRIPTOR = "descriptor"
    AMOUNTS = "amounts"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a canonical column is filled as proposed.

    Arguments:
        column: the canonical column.
        heading: the file's heading; "" for a constant.
        why: what speaks for it.
        mapping: key of the earlier mapping it is taken from, "" for none.
        sure: False: a person should look.
    """

    column: str
    heading: str
    why: Why
    mapping: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping proposed for a file.

    Arguments:
        mapping: what is proposed; it may lack what `lacking` names.
        based_on: key of the earlier mapping that fits as a whole, "" when none does.
        reasons: one for each column it fills.
        lacking: year, document, currency, or "amount": what a person must still say.
        left: headings nothing is made of.
    """

    mapping: mappings.Mapping
    based_on: str
    reasons: tuple[Reason, ...]
    lacking: tuple[str, ...]
    left: tuple[str, ...]


def propose(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    earlier: Sequence[mappings.Mapping] = (),
) -> Proposal:
    """Return a mapping for a file.

    Arguments:
        header: the file's headings.
        sample: its first records.
        earlier: mappings confirmed or shipped, the most trusted first.
    """
    best = max(
        (one for one in earlier if _share_filled(one, header) >= _FITS),
        key=lambda one: (_headings_used(one, header), _share_filled(one, header)),
        default=None,
    )
    if best is not None:
        found = {
            column: Reason(column, heading_of(rule.names, header) or "", Why.EARLIER, best.key)
            for column, rule in best.columns.items()
            if rule.const is not None or heading_of(rule.names, header) is not None
        }
        # What no cell says, whoever wrote the earlier mapping said of another file.
        if best.columns["document"].const is not None:
            found["document"] = replace(found["document"], sure=False)
        best = _with_own_currency(best, found, header, sample)
        return proposal_of(best, best.key, found, header)
    return _composed(header, _by_heading(header, sample), earlier)


def _with_own_currency(
    best: mappings.Mapping,
    found: dict[str, Reason],
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> mappings.Mapping:
    """Return a mapping that reads the currency from the file where the file says it.

    Another file's constant would give every amount a money this one does not name.
    """
    taken = {reason.heading for reason in found.values()}
    heading = heading_of(WORDS["currency"], [one for one in header if one not in taken])
    cells = _by_heading(header, sample)[heading] if heading else ()
    if best.columns["currency"].const is None or not cells or not suits("currency", cells):
        return best
    found["currency"] = Reason("currency", heading or "", Why.HEADING, sure=False)
    return replace(best, columns={**best.columns, "currency": ColumnRule(names=(heading or "",))})


def _composed(
    header: Sequence[str],
    cells: Mapping[str, Sequence[str]],
    earlier: Sequence[mappings.Mapping],
) -> Proposal:
    found: dict[str, Reason] = {}
    columns: dict[str, ColumnRule] = {}
    taken: set[str] = set()
    for column in (*MEASURES, *(one for one in MAPPED if one not in MEASURES)):
        for names, key in _named(column, earlier):
            heading = heading_of(names, [one for one in header if one not in taken])
            if heading is None or not suits(column, cells[heading]):
                continue
            rule = ColumnRule(names=(heading,), pad=PLACES.get(column))
            why = Why.EARLIER if key else Why.HEADING
            found[column], columns[column] = Reason(column, heading, why, key, bool(key)), rule
            taken.add(heading)
            break
    add_usual(columns, found)
    amounts = [cells[found[one].heading] for one in MEASURES if one in found] or cells.values()
    proposed = mappings.Mapping(
        key="new",
        title_es="Correspondencia propuesta",
        title_en="Proposed mapping",
        columns={column: columns[column] for column in MAPPED if column in columns},
        amounts=replace(style_of(amounts), unit=unit_said(header)),
    )
    return proposal_of(proposed, "", found, header)


def proposal_of(
    proposed: mappings.Mapping,
    based_on: str,
    found: Mapping[str, Reason],
    header: Sequence[str],
) -> Proposal:
    """Return a proposal, with what it lacks and what it leaves of a file's headings."""
    used = {reason.heading for reason in found.values()}
    lacking = [column for column in KEYS if column not in found]
    if not any(measure in found for measure in MEASURES):
        lacking.append("amount")
    return Proposal(
        mapping=proposed,
        based_on=based_on,
        reasons=tuple(found[column] for column in MAPPED if column in found),
        lacking=tuple(lacking),
        left=tuple(heading for heading in header if heading not in used),
    )


def _by_heading(
    header: Sequence[str], sample: Sequence[Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return what stands under each heading, empty cells left out."""
    columns = {
        heading: [row[place].strip(WHITE) for row in sample if place < len(row)]
        for place, heading in enumerate(header)
    }
    return {heading: tuple(filter(None, cells)) for heading, cells in columns.items()}


def _share_filled(one: mappings.Mapping, header: Sequence[str]) -> float:
    """Return for how much of a mapping the file has columns; 0 when it lacks what lines need."""
    named = [rule for rule in one.columns.values() if rule.names]
    if not named or _unfilled(one, header):
        return 0
    return sum(1 for rule in named if heading_of(rule.names, header) is not None) / len(named)


def _headings_used(one: mappings.Mapping, header: Sequence[str]) -> int:
    """Return how many of the file's columns a mapping reads: one left out tells against it."""
    return len({heading_of(rule.names, header) for rule in one.columns.values()} - {None})


def _unfilled(one: mappings.Mapping, header: Sequence[str]) -> bool:
    """Whether the file lacks what every line needs."""
    missing = mappings.missing_columns(one, header)
    return any(key in missing for key in KEYS) or not set(one.measures) - set(missing)


def _named(
    column: str, earlier: Sequence[mappings.Mapping]
) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield names a column goes by, and the mapping that says so; then those known in general."""
    for one in earlier:
        rule = one.columns.get(column)
        # A part of a cell, or a value that stands for another, is for a person to say again.
        if rule is not None and rule.names and not rule.part and not rule.values:
            yield rule.names, one.key
    for word in WORDS[column]:
        yield (word,), ""


def add_usual(columns: dict[str, ColumnRule], found: dict[str, Reason]) -> None:
    """Add what the amounts say of the document; a person confirms it."""
    if "document" not in found and any(measure in found for measure in MEASURES):
        done = {Measure.ACCRUED, Measure.EXECUTED, Measure.PAID, Measure.MODIFIED} & set(found)
        document = Document.FINAL_ACCOUNT if done else Document.APPROVED
        if not done and Measure.APPROVED not in found:
            document = Document.PROPOSAL
        columns["document"] = ColumnRule(const=document.value)
        found["document"] = Reason("document", "", Why.AMOUNTS, sure=False)
    if "currency" not in found:
        columns["currency"] = ColumnRule(const="MXN")
        found["currency"] = Reason("currency", "", Why.USUAL, sure=False)
