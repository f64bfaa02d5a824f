"""Beginning a change of a frozen text, and deleting a draft."""

from django.db import transaction
from django.db.models import Max

from tejido.accountability.actions import create_demand, discard_demand
from tejido.core import audit
from tejido.core.access import require
from tejido.core.models import User
from tejido.statements.access import can_edit_version, can_start_correction
from tejido.statements.actions.drafts import claim_revision
from tejido.statements.models import (
    Campaign,
    Footnote,
    FootnoteText,
    Statement,
    Version,
    VersionDemand,
    VersionText,
)
from tejido.statements.queries.content import with_content


@transaction.atomic
def start_correction(*, actor: User | None, statement: Statement) -> Version:
    """Begin a corrected version: a draft copied from the newest frozen one.

    Its demands are new ones that continue the earlier ones. The correction note is empty:
    each language must say what was corrected before it can be published.
    """
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    require(can_start_correction(actor, locked))
    newest = locked.versions.aggregate(newest=Max("number"))["newest"]
    origin = with_content(locked.versions.filter(number=newest)).get()
    draft = Version.objects.create(statement=locked, number=newest + 1)
    _copy_wordings(origin, draft)
    for link in origin.demand_links.all():
        demand = create_demand(
            actor=actor,
            addressee=link.demand.addressee,
            texts={text.language: text.text for text in link.demand.texts.all()},
            continues=link.demand,
        )
        VersionDemand.objects.create(version=draft, demand=demand, position=link.position)
    audit.record(actor, "start_correction", draft, {"corrects": origin.number})
    return draft


@transaction.atomic
def discard_draft(*, actor: User | None, version: Version, revision: int) -> None:
    """Delete a draft; a statement that was never published goes with it.

    Errors:
        StaleDraft: the draft was saved or published in the meantime.
    """
    require(can_edit_version(actor, version))
    claim_revision(version, revision)
    statement = version.statement
    demands = [link.demand for link in version.demand_links.select_related("demand")]
    audit.record(actor, "discard_draft", version, {"number": version.number})
    version.demand_links.all().delete()
    for demand in demands:
        discard_demand(actor=actor, demand=demand)
    version.delete()
    if not statement.versions.exists():
        audit.record(actor, "discard_statement", statement)
        # It may be planned already; nobody is invited to what is not frozen.
        Campaign.objects.filter(statement=statement).delete()
        statement.delete()


def _copy_wordings(origin: Version, draft: Version) -> None:
    VersionText.objects.bulk_create(
        VersionText(version=draft, language=text.language, title=text.title, body=text.body)
        for text in origin.texts.all()
    )
    for note in origin.footnotes.all():
        copy = Footnote.objects.create(
            version=draft, number=note.number, source=note.source, locator=note.locator
        )
        FootnoteText.objects.bulk_create(
            FootnoteText(footnote=copy, language=text.language, text=text.text)
            for text in note.texts.all()
        )
