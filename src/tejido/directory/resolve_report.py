"""A resolution as tables for people: the counts, what was joined, what to decide."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from tejido.directory.domain.mention import Mention
from tejido.directory.domain.resolution import Resolution, ResolvedOrganization

LONGEST_TEXT = 90


def resolution_report(resolution: Resolution) -> RenderableType:
    """The tables of one resolution.

    Arguments:
        resolution: the whole, as ``resolve_mentions`` gives it.
    """
    parts: list[RenderableType] = [_summary(resolution)]
    if resolution.claims:
        parts.append(_claims(resolution))
    joined = [found for found in resolution.organizations if len(found.mentions) > 1]
    parts.append(_joined(resolution, joined) if joined else Text("Nothing is printed twice."))
    parts.append(
        _review(resolution) if resolution.review else Text("No pair is left for a person.")
    )
    return Group(*parts)


def _summary(resolution: Resolution) -> Table:
    summary = resolution.summary
    table = Table(title="Summary", title_justify="left", show_header=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    for label, count in (
        ("Lines read", summary.lines),
        ("Mentions", summary.mentions),
        ("Networks", summary.networks),
        ("Organizations", summary.organizations),
        ("People", summary.people),
        ("Under several headings", summary.under_several),
        ("Pairs to decide", len(resolution.review)),
    ):
        table.add_row(label, str(count))
    return table


def _claims(resolution: Resolution) -> Table:
    table = Table(title="What headings claim", title_justify="left")
    for heading in ("Network", "Claimed", "Listed"):
        table.add_column(heading, justify="left" if heading == "Network" else "right")
    for claim in resolution.claims:
        table.add_row(_cut(claim.network), str(claim.claimed), str(claim.listed))
    return table


def _joined(resolution: Resolution, joined: Iterable[ResolvedOrganization]) -> Table:
    by_id = {resolved.mention.id: resolved.mention for resolved in resolution.mentions}
    table = Table(title="Printed more than once", title_justify="left", show_lines=True)
    table.add_column("Organization", ratio=2)
    table.add_column("As printed (line)", ratio=3)
    for found in joined:
        table.add_row(
            _cut(found.name), "\n".join(_printed(by_id[number]) for number in found.mentions)
        )
    return table


def _review(resolution: Resolution) -> Table:
    by_id = {resolved.mention.id: resolved.mention for resolved in resolution.mentions}
    table = Table(title="Pairs to decide", title_justify="left", show_lines=True)
    table.add_column("One (line)", ratio=3)
    table.add_column("Other (line)", ratio=3)
    table.add_column("Why", ratio=2)
    table.add_column("Score", justify="right")
    for pair in resolution.review:
        table.add_row(
            _printed(by_id[pair.a]),
            _printed(by_id[pair.b]),
            pair.reason.value,
            f"{pair.score:.2f}",
        )
    return table


def _printed(mention: Mention) -> str:
    return f"{_cut(mention.text)} ({mention.line})"


def _cut(text: str) -> str:
    short = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return escape(short)
