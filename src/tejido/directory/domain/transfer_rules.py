"""The rules by which the lines of a table become a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tejido.directory.domain.folding import fold
from tejido.directory.domain.kinds import NETWORK, can_be_one
from tejido.directory.domain.organization_data import (
    NameData,
    OrganizationData,
    OrganizationFault,
    faults_of,
    must_hide_its_place,
)
from tejido.directory.domain.tables import NAME_FIELDS, VALUE_FIELDS, Column
from tejido.directory.domain.transfer import (
    Line,
    Refusal,
)
from tejido.directory.domain.transfer_cells import write_cells, write_membership
from tejido.directory.domain.transfer_memberships import Networks, plan_memberships
from tejido.directory.domain.transfer_names import draft_names
from tejido.directory.domain.transfer_plan import (
    Directory,
    Draft,
    FieldChange,
    LinePlan,
    MembershipChange,
    Outcome,
    Plan,
    refused,
    repeated_keys,
)


def plan_import(lines: Sequence[Line], directory: Directory) -> Plan:
    """Return what importing the lines would do.

    Arguments:
        lines: as `read_line` gave them, in the order of the file.
        directory: what is stored, at least of everything the lines name.
    """
    repeated = repeated_keys(lines)
    drafts: dict[int, Draft] = {}
    refusals: dict[int, list[Refusal]] = {}
    for line in lines:
        drafted = _draft(line, directory, repeated)
        if isinstance(drafted, Draft):
            drafts[line.number] = drafted
        else:
            refusals[line.number] = drafted
    while True:
        # A line may need a network that another line creates; when that one falls, so does this.
        standing = {n: draft for n, draft in drafts.items() if n not in refusals}
        plans = _plan_standing(lines, standing, directory)
        fallen = {n: list(p.refusals) for n, p in plans.items() if p.outcome is Outcome.REFUSE}
        if not fallen:
            break
        refusals.update(fallen)
    return Plan(
        tuple(
            plans[line.number] if line.number in plans else refused(line, refusals[line.number])
            for line in lines
        )
    )


def _draft(line: Line, directory: Directory, repeated: frozenset[str]) -> Draft | list[Refusal]:
    known = directory.organizations.get(line.key)
    faults = [*line.refusals, *_key_faults(line, directory, repeated)]
    if faults:
        return faults
    shown, names, ids, faults = draft_names(line, known)
    if faults:
        return faults
    old = known.data if known else OrganizationData(names=())
    said = line.values
    data = replace(
        old,
        names=names,
        kind=said.get("kind", old.kind),
        visibility=said.get("visibility", old.visibility),
        country=said.get("country", old.country),
        subdivision=said.get("subdivision", old.subdivision),
        town=said.get("town", old.town),
    )
    if must_hide_its_place(data.kind, data.visibility):
        data = replace(data, latitude=None, longitude=None)
    faults = [_fault(fault, data) for fault in faults_of(data)]
    if known and not can_be_one(known.data.kind, data.kind):
        if known.has_members and known.data.kind == NETWORK:
            faults.append(Refusal("network-has-members", "kind", data.kind))
        if known.is_merged:
            faults.append(Refusal("kind-of-merged", "kind", data.kind))
    return faults or Draft(known, shown, data, ids)


def _key_faults(line: Line, directory: Directory, repeated: frozenset[str]) -> list[Refusal]:
    if not line.key or line.key in directory.organizations:
        return [Refusal("key-twice", "key", line.key)] if line.key in repeated else []
    if line.key in directory.merged:
        return [Refusal("key-merged", "key", directory.merged[line.key])]
    return [Refusal("key-unknown", "key", line.key[:60])]


def _plan_standing(
    lines: Iterable[Line], drafts: Mapping[int, Draft], directory: Directory
) -> dict[int, LinePlan]:
    networks = Networks(drafts, directory)
    twins = _twins(lines, drafts)
    return {
        line.number: _plan_line(line, drafts[line.number], directory, networks, twins)
        for line in lines
        if line.number in drafts
    }


def _plan_line(
    line: Line,
    draft: Draft,
    directory: Directory,
    networks: Networks,
    twins: Mapping[int, int],
) -> LinePlan:
    wanted, refusals = plan_memberships(line, draft, networks)
    if refusals:
        return refused(line, refusals)
    changes = _changes(draft, wanted, networks.labels)
    outcome = Outcome.CHANGE if changes else Outcome.SAME
    return LinePlan(
        line.number,
        outcome if draft.known else Outcome.CREATE,
        line.key,
        draft.shown,
        changes,
        notes=() if draft.known else (*_namesakes(draft, directory), *_twin(line, twins)),
        draft=draft,
        memberships=tuple(wanted),
    )


def _changes(
    draft: Draft, memberships: Sequence[MembershipChange], labels: Mapping[int, str]
) -> tuple[FieldChange, ...]:
    known = draft.known
    old = known.data if known else OrganizationData(names=(), kind="", visibility="")
    columns = [Column(field) for field in VALUE_FIELDS]
    columns += _name_columns((*old.names, *draft.data.names))
    before = write_cells(columns, "", known.shown if known else "", old, ())
    after = write_cells(columns, "", draft.shown, draft.data, ())
    found = [
        FieldChange(column.heading, was, now)
        for column, was, now in zip(columns, before, after, strict=True)
        if was != now
    ]
    if known and (known.data.latitude, known.data.longitude) != (
        draft.data.latitude,
        draft.data.longitude,
    ):
        found.append(FieldChange("coordinates", f"{old.latitude}, {old.longitude}", ""))
    stored = {m.id: m for m in known.memberships} if known else {}
    for change in memberships:
        label = labels[change.network]
        was = stored.get(change.id) if change.id is not None else None
        text = write_membership(label, was.start, was.end, was.visibility) if was else ""
        now = write_membership(label, change.start, change.end, change.visibility)
        found.append(FieldChange("memberships", text, now))
    return tuple(found)


def _name_columns(names: Iterable[NameData]) -> list[Column]:
    columns = {Column(name.sort, name.language) for name in names}
    return sorted(columns, key=lambda c: (NAME_FIELDS.index(c.field), c.language))


def _namesakes(draft: Draft, directory: Directory) -> tuple[Refusal, ...]:
    found = {directory.namesakes.get(fold(name.text), "") for name in draft.data.names} - {""}
    return tuple(Refusal("namesake", "name", key) for key in sorted(found))


def _twins(lines: Iterable[Line], drafts: Mapping[int, Draft]) -> dict[int, int]:
    """Return, by line, an earlier line of the file that creates an organization of that name."""
    first: dict[str, int] = {}
    twins: dict[int, int] = {}
    for line in lines:
        draft = drafts.get(line.number)
        if draft is None or draft.known:
            continue
        for key in dict.fromkeys(fold(name.text) for name in draft.data.names):
            earlier = first.setdefault(key, line.number)
            if earlier != line.number:
                twins.setdefault(line.number, earlier)
    return twins


def _twin(line: Line, twins: Mapping[int, int]) -> tuple[Refusal, ...]:
    earlier = twins.get(line.number)
    return (Refusal("twin", "", str(earlier)),) if earlier else ()


def _fault(fault: OrganizationFault, data: OrganizationData) -> Refusal:
    """Return a fault with the cell it is in, where it is one cell's."""
    if fault is OrganizationFault.SUBDIVISION_ELSEWHERE:
        return Refusal(fault, "subdivision", data.subdivision[:60])
    if fault is OrganizationFault.UNKNOWN_COUNTRY:
        return Refusal(fault, "country", data.country[:60])
    return Refusal(fault)
