"""Writing a draft: created, saved as one object, languages added and taken away."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tejido.accountability.actions import create_demand, discard_demand, update_demand
from tejido.accountability.models import Demand, DemandText
from tejido.accountability.queries import addressees_by_key
from tejido.core import audit
from tejido.core.access import require
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.evidence.models import Source
from tejido.evidence.queries import sources_for
from tejido.statements.access import can_edit_version, can_write_statements
from tejido.statements.domain.draft import Draft, DraftDemand, DraftNote
from tejido.statements.domain.version_text import MAX_BODY_BYTES, Wording, normalized
from tejido.statements.models import (
    Footnote,
    FootnoteText,
    Statement,
    StatementSort,
    Version,
    VersionDemand,
    VersionText,
)

# Words that stand where a statement's own address would stand, in any language.
RESERVED_SLUGS = frozenset(
    "drafts borradores new nuevo link enlace my-signature mi-firma"
    " privacy-notice aviso-de-privacidad signing firmar listed en-lista".split()
)


class StaleDraft(Conflict):
    """Somebody else saved the draft first; what was typed is not stored."""

    default_code = "stale-draft"
    default_message = _("Somebody saved this draft in the meantime. Compare both and save again.")


@transaction.atomic
def create_statement(
    *,
    actor: User | None,
    slug: str,
    draft: Draft,
    sort: str = StatementSort.LIVING,
    is_example: bool = False,
    source: Source | None = None,
    dated_on: date | None = None,
) -> Statement:
    """Begin a statement with its first draft.

    Arguments:
        slug: its address, lower-case letters, digits and hyphens.
        draft: what it says so far, in one language at least.
        sort: living, or a historical record.
        is_example: whether its pages say it is an invented example.
        source: of a record, the document it records.
        dated_on: of a record, the date of the original.

    Errors:
        InvalidInput: the address is taken or reserved, or the draft does not hold.
    """
    require(can_write_statements(actor))
    _require_free_slug(slug)
    statement = Statement(
        slug=slug, sort=sort, is_example=is_example, source=source, dated_on=dated_on
    )
    try:
        with transaction.atomic():
            statement.save()
    except IntegrityError as error:
        # Two at once: the constraint tells who came second.
        raise _slug_taken() from error
    version = Version.objects.create(statement=statement, number=1)
    audit.record(actor, "create_statement", statement, {"sort": sort})
    _write(actor, version, draft)
    return statement


@transaction.atomic
def save_draft(*, actor: User | None, version: Version, draft: Draft, revision: int) -> Version:
    """Store a draft whole: what it does not hold any more is deleted.

    Arguments:
        revision: `draft_revision` of the version when the person began to type.

    Errors:
        StaleDraft: somebody saved it in the meantime.
        InvalidInput: a number stands twice, a body is too long, a key names nothing.
    """
    require(can_edit_version(actor, version))
    claim_revision(version, revision)
    _write(actor, version, draft)
    audit.record(actor, "save_draft", version, {"revision": version.draft_revision})
    return version


@transaction.atomic
def add_language(*, actor: User | None, version: Version, language: str, revision: int) -> Version:
    """Add an empty wording in one more language.

    Errors:
        StaleDraft: somebody saved the draft in the meantime.
        InvalidInput: the language is not offered, or the draft has it.
    """
    require(can_edit_version(actor, version))
    claim_revision(version, revision)
    _require_languages([*version.texts.values_list("language", flat=True), language])
    VersionText.objects.create(version=version, language=language)
    audit.record(actor, "add_language", version, {"language": language})
    return version


@transaction.atomic
def remove_language(
    *, actor: User | None, version: Version, language: str, revision: int
) -> Version:
    """Take a language away, with its note texts and demand wordings.

    Errors:
        StaleDraft: somebody saved the draft in the meantime.
        InvalidInput: the draft does not have it, or has no other.
    """
    require(can_edit_version(actor, version))
    claim_revision(version, revision)
    languages = set(version.texts.values_list("language", flat=True))
    if language not in languages or len(languages) == 1:
        raise InvalidInput(_("A statement needs at least one language."), code="last-language")
    version.texts.filter(language=language).delete()
    FootnoteText.objects.filter(footnote__version=version, language=language).delete()
    DemandText.objects.filter(demand__version_links__version=version, language=language).delete()
    audit.record(actor, "remove_language", version, {"language": language})
    return version


def claim_revision(version: Version, revision: int) -> None:
    """Take the next revision of a draft, or refuse: the update itself decides who comes first.

    Errors:
        StaleDraft: it was saved, published or discarded in the meantime.
    """
    claimed = Version.objects.filter(pk=version.pk, digest="", draft_revision=revision).update(
        draft_revision=F("draft_revision") + 1
    )
    if not claimed:
        raise StaleDraft
    version.draft_revision = revision + 1


def _write(actor: User | None, version: Version, draft: Draft) -> None:
    _require_languages([wording.language for wording in draft.wordings])
    _write_wordings(version, draft.wordings)
    _write_notes(actor, version, draft.notes)
    _write_demands(actor, version, draft.demands)


def _write_wordings(version: Version, wordings: Iterable[Wording]) -> None:
    kept = []
    for wording in wordings:
        if len(wording.body.encode()) > MAX_BODY_BYTES:
            raise InvalidInput(_("The text is too long: 100 kB at most."), code="body-too-long")
        row, _created = VersionText.objects.update_or_create(
            version=version,
            language=wording.language,
            defaults={
                "title": normalized(wording.title),
                "body": normalized(wording.body),
                "correction": normalized(wording.correction),
            },
        )
        kept.append(row.pk)
    version.texts.exclude(pk__in=kept).delete()


def _write_notes(actor: User | None, version: Version, notes: tuple[DraftNote, ...]) -> None:
    numbers = [note.number for note in notes]
    if len(set(numbers)) < len(numbers) or min(numbers, default=1) < 1:
        raise InvalidInput(_("Two notes have the same number."), code="footnote-number-twice")
    sources = {s.key: s for s in sources_for(actor).filter(key__in=[n.source for n in notes])}
    if any(note.source and note.source not in sources for note in notes):
        raise InvalidInput(_("There is no such source."), code="no-such-source")
    version.footnotes.all().delete()
    rows = Footnote.objects.bulk_create(
        Footnote(
            version=version,
            number=note.number,
            source=sources.get(note.source),
            locator=normalized(note.locator),
        )
        for note in notes
    )
    FootnoteText.objects.bulk_create(
        FootnoteText(footnote=row, language=language, text=normalized(text))
        for row, note in zip(rows, notes, strict=True)
        for language, text in note.texts.items()
        if text
    )


def _write_demands(actor: User | None, version: Version, demands: tuple[DraftDemand, ...]) -> None:
    stored = {
        link.demand.key: link.demand for link in version.demand_links.select_related("demand")
    }
    version.demand_links.all().delete()
    for position, sent in enumerate(demands, start=1):
        row = _write_demand(actor, stored.pop(sent.key, None), sent)
        VersionDemand.objects.create(version=version, demand=row, position=position)
    for forgotten in stored.values():
        discard_demand(actor=actor, demand=forgotten)


def _write_demand(actor: User | None, stored: Demand | None, sent: DraftDemand) -> Demand:
    texts = {language: normalized(text) for language, text in sent.texts.items()}
    addressee = _addressee(actor, sent.addressee)
    if stored is None:
        return create_demand(actor=actor, addressee=addressee, texts=texts)
    return update_demand(actor=actor, demand=stored, addressee=addressee, texts=texts)


def _addressee(actor: User | None, key: str) -> Organization | None:
    if not key:
        return None
    found = addressees_by_key(actor, [key]).get(key)
    if found is None:
        raise InvalidInput(_("There is no such addressee."), code="no-such-addressee")
    return found


def _require_languages(languages: list[str]) -> None:
    offered = {code for code, _name in settings.LANGUAGES}
    if not languages or len(set(languages)) < len(languages) or not set(languages) <= offered:
        raise InvalidInput(_("Each language stands once, and one is needed."), code="languages")


def _require_free_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS or Statement.objects.filter(slug=slug).exists():
        raise _slug_taken()


def _slug_taken() -> InvalidInput:
    return InvalidInput(_("This address is taken. Choose another."), code="slug-taken")
