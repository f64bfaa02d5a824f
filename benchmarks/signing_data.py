"""A statement open for signatures, with some that stand and some invited, made for measuring.

python -m benchmarks.signing_data EXISTING INVITED prints one JSON object: the statement's public
path and the paths of the personal links, one for each organization invited. The tables exist.
"""

import json
import sys
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from benchmarks.statement_data import created, frozen, gather_statistics, sign
from tejido.coalition.models import Contact
from tejido.directory.models import OrganizationKind
from tejido.statements.actions import publish_frozen
from tejido.statements.campaign_access import link_token
from tejido.statements.models import Campaign, Invitation


@transaction.atomic
def make_open_statement(existing: int, invited: int) -> tuple[str, list[str]]:
    """Make a published statement that is open for signatures.

    Arguments:
        existing: organizations that signed already.
        invited: organizations with a personal link and a contact.

    Returns the statement's public path and the paths of the links, in Spanish.
    """
    version = frozen(f"abierto-{existing}")
    if existing:
        sign(version, existing)
    publish_frozen(actor=None, version=version)
    now = timezone.now()
    campaign = Campaign.objects.create(
        statement=version.statement,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=2),
    )
    names = [f"Casa Invitada {version.pk}-{number}" for number in range(invited)]
    bodies = created(names, OrganizationKind.CIVIL_SOCIETY)
    contacts = Contact.objects.bulk_create(
        (
            Contact(organization=body, name="Persona de ejemplo", email=f"c{body.pk}@example.org")
            for body in bodies
        ),
        batch_size=1000,
    )
    invitations = Invitation.objects.bulk_create(
        (
            Invitation(campaign=campaign, organization=body, contact=contact, created_at=now)
            for body, contact in zip(bodies, contacts, strict=True)
        ),
        batch_size=1000,
    )
    gather_statistics()
    with override("es"):
        page = reverse("statements:statement_page", args=[version.statement.slug])
        links = [
            reverse("statements:personal_link", args=[row.pk, link_token(row)])
            for row in invitations
        ]
    return page, links


if __name__ == "__main__":
    path, paths = make_open_statement(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps({"page": path, "links": paths}))
