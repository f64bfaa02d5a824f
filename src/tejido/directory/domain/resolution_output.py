"""A resolution as plain data, as ``tejido resolve --format json`` prints it.

The shape is described by docs/resolution.schema.json.
"""

from typing import Any

from tejido.directory.domain.mention import Place
from tejido.directory.domain.resolution import (
    Resolution,
    ResolvedMention,
    ResolvedOrganization,
)


def resolution_data(resolution: Resolution) -> dict[str, Any]:
    """A resolution as dictionaries, lists, strings and numbers, ready for JSON.

    Arguments:
        resolution: the whole, as :func:`resolve_mentions` gives it.
    """
    summary = resolution.summary
    return {
        "mentions": [_mention(resolved) for resolved in resolution.mentions],
        "organizations": [_organization(found) for found in resolution.organizations],
        "review": [
            {"a": pair.a, "b": pair.b, "score": pair.score, "why": pair.reason.value}
            for pair in resolution.review
        ],
        "claims": [
            {"network": claim.network, "claimed": claim.claimed, "listed": claim.listed}
            for claim in resolution.claims
        ],
        "summary": {
            "lines": summary.lines,
            "mentions": summary.mentions,
            "networks": summary.networks,
            "organizations": summary.organizations,
            "people": summary.people,
            "under_several": summary.under_several,
        },
    }


def _mention(resolved: ResolvedMention) -> dict[str, Any]:
    mention = resolved.mention
    return {
        "id": mention.id,
        "line": mention.line,
        "text": mention.text,
        "listed_under": mention.listed_under,
        "kind": mention.kind.value,
        "organization": resolved.organization,
        "score": resolved.score,
    }


def _organization(found: ResolvedOrganization) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "acronyms": list(found.acronyms),
        "aliases": list(found.aliases),
        "kind": found.kind.value,
        "place": _place(found.place),
        "listed_under": list(found.listed_under),
    }


def _place(place: Place) -> dict[str, str | None]:
    return {
        "country": place.country,
        "subdivision": place.subdivision,
        "town": place.town,
    }
