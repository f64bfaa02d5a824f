"""Who gets what at the addresses of the statements app."""

from collections.abc import Callable

from tejido.accountability.queries import possible_addressees
from tejido.core.tests.permissions import Route, everyone, only
from tejido.evidence.queries import sources_for
from tejido.statements.actions import publish_version, start_correction
from tejido.statements.tests.factories import a_published_statement, a_statement

SECRETARY = only("secretary")
DONE = only("secretary", status=302)


def _draft(*more: object) -> Callable[[], tuple[object, ...]]:
    return lambda: (a_statement().slug, *more)


def _published() -> tuple[str]:
    return (a_published_statement().slug,)


def _corrected() -> tuple[str, int]:
    statement = a_published_statement()
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Una coma.")
    publish_version(actor=None, version=draft, revision=draft.draft_revision)
    return (statement.slug, 2)


def _two_languages() -> tuple[str, str]:
    return (a_statement().slug, "en")


def _chosen(what: str) -> Callable[[], dict[str, object]]:
    def data() -> dict[str, object]:
        found = sources_for(None) if what == "source" else possible_addressees(None)
        return {"chosen": found[0].key, "seen": 1}

    return data


NEW = {"title": "Nuevo", "slug": "nuevo-texto", "language": "es", "sort": "living"}
TYPED = {"revision": "1", "languages": "es en", "notes": "0", "demands": "0", "then": "save"}

ROUTES = {
    "statements:draft_list": Route(get=SECRETARY),
    "statements:draft_create": Route(get=SECRETARY, post=DONE, data=NEW),
    "statements:draft_edit": Route(get=SECRETARY, post=DONE, args=_draft(), data=TYPED),
    "statements:draft_preview": Route(get=SECRETARY, args=_draft()),
    "statements:draft_source": Route(
        get=SECRETARY, post=DONE, args=_draft(1), data=_chosen("source")
    ),
    "statements:draft_addressee": Route(
        get=SECRETARY, post=DONE, args=_draft(1), data=_chosen("addressee")
    ),
    "statements:draft_language_remove": Route(
        get=SECRETARY, post=DONE, args=_two_languages, data={"seen": 1}
    ),
    "statements:draft_publish": Route(get=SECRETARY, post=DONE, args=_draft(), data={"seen": 1}),
    "statements:draft_discard": Route(get=SECRETARY, post=DONE, args=_draft(), data={"seen": 1}),
    "statements:correction_start": Route(get=SECRETARY, post=DONE, args=_published),
    "statements:version_changes": Route(get=everyone(), args=_corrected),
    "statements:version_wording": Route(
        get=everyone(), args=lambda: (a_published_statement().slug, 1)
    ),
}
