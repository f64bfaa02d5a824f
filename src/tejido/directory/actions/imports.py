"""Importing a table: exactly what its dry run showed, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core.access import require
from tejido.core.audit import record_all
from tejido.core.errors import Conflict
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.access import can_edit_organizations
from tejido.directory.actions.graph import lock_graph
from tejido.directory.domain.folding import fold
from tejido.directory.domain.organization_data import NAME_LENGTH, NameData, OrganizationData
from tejido.directory.domain.tables import TableFault
from tejido.directory.domain.transfer import read_line
from tejido.directory.domain.transfer_plan import LinePlan, Outcome, Plan
from tejido.directory.domain.transfer_rules import plan_import
from tejido.directory.models import Membership, NameSort, Organization, OrganizationName
from tejido.directory.queries.transfer import BATCH, batches, directory_for
from tejido.directory.signals import announce_changes
from tejido.directory.table_files import read_table
from tejido.directory.wording import table_error

_FIELDS = ("kind", "visibility", "country", "subdivision", "town", "latitude", "longitude")
# What is announced to the apps above when it changes; the rest moves no count and no page.
_ANNOUNCED = {"name", "kind", "visibility", "country", "memberships", *NameSort.values}

Report = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0 when unknown)."""


class PlanChanged(Conflict):
    """What an import would do is no longer what was shown."""

    default_code = "plan-changed"
    default_message = _(
        "The directory changed since these lines were checked, so nothing was imported. Read the"
        " new result and confirm again."
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many organizations it created and changed."""

    created: int
    changed: int


def plan_table(*, actor: User | None, path: Path, report: Report | None = None) -> Plan:
    """Return what importing a file would do, line by line; nothing is written.

    Errors:
        NotAllowed; InvalidInput when the file as a whole cannot be read.
    """
    require(can_edit_organizations(actor))
    return _plan(path, report, lock=False)


@transaction.atomic
def import_table(
    *, actor: User | None, path: Path, expected: str = "", report: Report | None = None
) -> Imported:
    """Import a file in one transaction: its refused lines are left out, as its plan says.

    Arguments:
        actor: a secretary; None for the installation itself.
        path: the file.
        expected: digest of the plan that was shown; "" to take whatever the plan is now.
        report: told of progress.

    Errors:
        NotAllowed, InvalidInput; PlanChanged when the plan is no longer the one shown.
    """
    require(can_edit_organizations(actor))
    lock_graph()
    plan = _plan(path, report, lock=True)
    if expected and plan.digest != expected:
        raise PlanChanged
    return _apply(actor, plan, report)


def _plan(path: Path, report: Report | None, *, lock: bool) -> Plan:
    try:
        table = read_table(path, (lambda rows: report("read", rows, 0)) if report else None)
    except TableFault as fault:
        raise table_error(fault) from fault
    lines = [read_line(table.columns, row) for row in table.rows]
    return plan_import(lines, directory_for(lines, lock=lock))


def _apply(actor: User | None, plan: Plan, report: Report | None) -> Imported:
    created = [line for line in plan.lines if line.outcome is Outcome.CREATE]
    changed = [line for line in plan.lines if line.outcome is Outcome.CHANGE]
    total = len(created) + len(changed)
    ids: dict[int, int] = {}
    done = 0
    for batch in batches(created):
        ids.update(_create(actor, batch))
        done += len(batch)
        if report:
            report("write", done, total)
    announced: set[int] = set()
    for batch in batches(changed):
        announced |= _change(actor, batch)
        done += len(batch)
        if report:
            report("write", done, total)
    # Last, since a line may name a network that a later line creates.
    announced |= _write_memberships([*created, *changed], ids)
    announce_changes(Organization, announced)
    return Imported(len(created), len(changed))


def _create(actor: User | None, lines: Sequence[LinePlan]) -> dict[int, int]:
    """Create the organizations of some lines; return their ids by negative line number."""
    rows = Organization.objects.bulk_create([_row(Organization(), line) for line in lines], BATCH)
    OrganizationName.objects.bulk_create(
        [
            _name(OrganizationName(organization=row), name)
            for line, row in zip(lines, rows, strict=True)
            for name in _drafted(line).names
        ],
        BATCH,
    )
    record_all(
        actor,
        "import_organization",
        [(row, {"kind": row.kind, "visibility": row.visibility}) for row in rows],
    )
    return {-line.line: row.pk for line, row in zip(lines, rows, strict=True)}


def _change(actor: User | None, lines: Sequence[LinePlan]) -> set[int]:
    """Change the organizations of some lines; return the ids of those to announce."""
    wanted = {_own(line): line for line in lines}
    rows = [_row(row, wanted[row.pk]) for row in Organization.objects.filter(pk__in=wanted)]
    Organization.objects.bulk_update(rows, [*_FIELDS, "name", "sort_key"], BATCH)
    _change_names(lines)
    fields = {pk: sorted({change.column for change in line.changes}) for pk, line in wanted.items()}
    record_all(actor, "import_organization", [(row, {"fields": fields[row.pk]}) for row in rows])
    return {pk for pk, changed in fields.items() if any(map(_is_announced, changed))}


def _is_announced(column: str) -> bool:
    return column.partition(":")[0] in _ANNOUNCED


def _change_names(lines: Sequence[LinePlan]) -> None:
    gone: list[int] = []
    new: list[OrganizationName] = []
    kept: dict[int, NameData] = {}
    for line in lines:
        draft = line.draft
        if draft is None or draft.known is None:
            continue
        before = dict(zip(draft.known.name_ids, draft.known.data.names, strict=True))
        gone += [pk for pk in before if pk not in draft.name_ids]
        for name, pk in zip(draft.data.names, draft.name_ids, strict=True):
            if pk is None:
                new.append(_name(OrganizationName(organization_id=draft.known.id), name))
            elif before[pk] != name:
                kept[pk] = name
    for batch in batches(gone):
        OrganizationName.objects.filter(pk__in=batch).delete()
    for pks in batches(list(kept)):
        rows = [_name(row, kept[row.pk]) for row in OrganizationName.objects.filter(pk__in=pks)]
        fields = ["text", "search_key", "sort", "language", "source"]
        OrganizationName.objects.bulk_update(rows, fields, BATCH)
    OrganizationName.objects.bulk_create(new, BATCH)


def _write_memberships(lines: Sequence[LinePlan], ids: dict[int, int]) -> set[int]:
    """Add and set memberships; return the ids of the organizations at both ends."""
    new: list[Membership] = []
    stored: dict[int, Membership] = {}
    ends: set[int] = set()
    for line in lines:
        own = ids[-line.line] if line.outcome is Outcome.CREATE else _own(line)
        for change in line.memberships:
            network = ids.get(change.network, change.network)
            row = Membership(
                pk=change.id,
                member_id=own,
                network_id=network,
                start=change.start,
                end=change.end,
                visibility=change.visibility,
            )
            ends |= {own, network}
            if change.id is None:
                new.append(row)
            else:
                stored[change.id] = row
    Membership.objects.bulk_create(new, BATCH)
    Membership.objects.bulk_update(list(stored.values()), ["end", "visibility"], BATCH)
    return ends


def _drafted(line: LinePlan) -> OrganizationData:
    if line.draft is None:
        raise ValueError(f"line {line.line} is refused")
    return line.draft.data


def _own(line: LinePlan) -> int:
    if line.draft is None or line.draft.known is None:
        raise ValueError(f"line {line.line} changes no organization")
    return line.draft.known.id


def _row(row: Organization, line: LinePlan) -> Organization:
    data = _drafted(line)
    for field in _FIELDS:
        setattr(row, field, getattr(data, field))
    row.name = line.name
    row.sort_key = sort_key(line.name)
    return row


def _name(row: OrganizationName, name: NameData) -> OrganizationName:
    row.text, row.sort, row.language, row.source = name.text, name.sort, name.language, name.source
    row.search_key = fold(name.text)[:NAME_LENGTH]
    return row
