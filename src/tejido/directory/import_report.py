"""What `tejido import` says of each line."""

import json
from collections.abc import Iterator
from typing import Any

import typer

from tejido.core.command import Format, console
from tejido.directory.domain.transfer_plan import LinePlan, Outcome, Plan
from tejido.directory.wording import reason


def print_plan(plan: Plan, output: Format, *, applied: bool) -> None:
    """Write a plan to standard output.

    Arguments:
        applied: whether it was carried out.
    """
    if output is Format.JSON:
        document = {
            "applied": applied,
            "summary": {outcome.value: count for outcome, count in plan.counts.items()},
            "lines": [_document(line) for line in plan.lines],
        }
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for line in plan.lines:
        for text in _sentences(line):
            console.print(text, markup=False, highlight=False, soft_wrap=True)
    counts = ", ".join(f"{count} {outcome.value}" for outcome, count in plan.counts.items())
    done = "Applied" if applied else "Nothing was written"
    console.print(f"{done}: {counts}", markup=False, highlight=False)


def _sentences(line: LinePlan) -> Iterator[str]:
    if line.outcome is Outcome.SAME:
        return
    yield f"{line.line}: {line.outcome.value}: {line.name or line.key}"
    for refusal in (*line.refusals, *line.notes):
        yield f"    {reason(refusal)}"
    for change in line.changes:
        yield f"    {change.column}: {change.old or '-'} -> {change.new or '-'}"


def _document(line: LinePlan) -> dict[str, Any]:
    return {
        "line": line.line,
        "outcome": line.outcome.value,
        "key": line.key,
        "name": line.name,
        "changes": [
            {"column": change.column, "old": change.old, "new": change.new}
            for change in line.changes
        ],
        "refusals": [
            {"code": r.code, "column": r.column, "value": r.value, "reason": reason(r)}
            for r in line.refusals
        ],
        "notes": [{"code": n.code, "reason": reason(n)} for n in line.notes],
    }
