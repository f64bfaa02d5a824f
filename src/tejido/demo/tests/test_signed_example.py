"""The invented statements: one went through all of it and has a record, the other is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.core.models import User
from tejido.core.transparency import keys
from tejido.demo.report import DemoReport
from tejido.directory.models import Organization
from tejido.notifications.models import Message, MessageState
from tejido.statements.models import (
    Answer,
    Campaign,
    Endorsement,
    How,
    Invitation,
    Listing,
    Proof,
    Signatory,
    Statement,
    Tally,
    Version,
)
from tejido.statements.queries.confirming import unconfirmed_count
from tejido.statements.queries.record import with_record
from tejido.statements.queries.signatories import count

pytestmark = pytest.mark.django_db

SIGNED, OPEN = "ejemplo-agua-y-camino", "ejemplo-luz-en-el-camino"


def published() -> Version:
    version = Statement.objects.get(slug=SIGNED).published_version
    assert version is not None
    return version


def tally_of(slug: str) -> Tally:
    return Tally.objects.filter(version__statement__slug=slug).latest("version__number")


def standing(root: Version) -> list[Endorsement]:
    rows = Endorsement.objects.filter(root=root, withdrawn_at__isnull=True)
    return list(rows.select_related("organization", "via"))


def test_one_organization_by_three_routes_counts_once(report: DemoReport) -> None:
    name = "Centro Ejemplo de Derechos Humanos Amate, A.C."
    routes = [row for row in standing(published()) if str(row.organization) == name]
    assert sorted(row.via.name if row.via else "" for row in routes) == [
        "",
        "Mesa Ejemplo del Agua",
        "Red Ejemplo Casas de Paso",
    ]
    tally = tally_of(SIGNED)
    assert (tally.organizations, tally.direct, tally.via_networks, tally.both) == (9, 3, 8, 2)
    assert (tally.networks, tally.people, tally.unnamed, tally.unnamed_people) == (2, 3, 1, 1)


def test_every_way_of_signing_stands_in_it(report: DemoReport) -> None:
    rows = Endorsement.objects.filter(signed_by__statement__slug=SIGNED)
    ways = set(rows.values_list("how", flat=True))
    assert ways == {How.DELEGATE, How.LINK, How.LISTED, How.PERSON, How.RECORDED}
    by_delegates = rows.filter(how=How.DELEGATE)
    assert not by_delegates.filter(mandate=None).exists()
    assert Proof.objects.get().endorsement.how == How.RECORDED
    silent = Listing.objects.get(root__statement__slug=SIGNED, answer=Answer.NONE)
    assert silent.organization.name == "Albergue Ejemplo La Posta, A.C."
    assert silent.endorsement_id is not None


def test_the_text_changed_and_some_answered(report: DemoReport) -> None:
    versions = list(Statement.objects.get(slug=SIGNED).versions.order_by("number"))
    assert [(version.change, version.is_frozen) for version in versions] == [
        ("", True),
        ("substance", True),
        ("", False),
    ]
    assert published() == versions[1]
    assert unconfirmed_count(versions[1]) == 1
    weavers = Organization.objects.get(name="Asociación Ejemplo Tejedoras del Puente")
    assert not weavers.endorsements.filter(withdrawn_at=None).exists()


def test_it_happened_in_the_weeks_before(report: DemoReport) -> None:
    now = timezone.now()
    version = published()
    campaign = Campaign.objects.get(statement=version.statement)
    assert version.published_at is not None
    assert campaign.opens_at < campaign.closes_at < version.published_at < now
    for row in Endorsement.objects.filter(signed_by__statement=version.statement):
        assert campaign.opens_at < row.created_at < campaign.closes_at
    # Nothing of it is left to be sent today.
    old = Message.objects.filter(created_at__lt=campaign.closes_at)
    assert set(old.values_list("state", flat=True)) == {MessageState.SENT}


def test_both_published_statements_have_a_record(report: DemoReport) -> None:
    assert {statement.slug for statement, _version in with_record()} == {
        SIGNED,
        "declaracion-2017",
    }
    assert keys.public_key() is not None


def test_the_other_one_is_open(report: DemoReport) -> None:
    statement = Statement.objects.get(slug=OPEN)
    campaign = Campaign.objects.get(statement=statement)
    now = timezone.now()
    assert campaign.opens_at < now
    assert timedelta(days=9) < campaign.closes_at - now < timedelta(days=11)
    assert (statement.published_version, statement.is_example) == (None, True)
    assert OPEN in report.open_for_signatures
    tally = tally_of(OPEN)
    assert (tally.organizations, tally.people) == (3, 1)
    assert (count(tally.version_id).organizations, tally.networks) == (3, 1)
    # Left to be tried: links that did not sign yet, a listing to answer, a person to confirm.
    assert Invitation.objects.filter(campaign=campaign, signed_at=None).count() == 5
    delegate = User.objects.get(email="delegacion@example.org")
    asked = Listing.objects.filter(root__statement=statement, answer=Answer.NONE)
    assert asked.filter(organization__mandates__user=delegate).exists()
    assert Signatory.objects.filter(statement=statement, confirmed_at=None).count() == 1
