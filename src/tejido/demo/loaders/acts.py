"""What happens to a statement while it is signed, each act by who would do it, at its moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import contacts_at
from tejido.core import form_tokens
from tejido.core.models import User
from tejido.demo.coalition_file import PersonRow
from tejido.demo.loaders.organizations import organization_named
from tejido.directory.models import Organization
from tejido.notifications.actions.reading import mark_read
from tejido.statements.actions import Invited, ListedContact, confirm_by_link, confirm_for
from tejido.statements.actions import link_token as token_of
from tejido.statements.actions import withdraw_by_link as withdraw_changed
from tejido.statements.actions.delegates import sign_statement
from tejido.statements.actions.inviting import invite_organizations, make_all
from tejido.statements.actions.links import sign_by_link
from tejido.statements.actions.listings import answer_by_link, answer_listing, list_members
from tejido.statements.actions.people import ask_to_sign, confirm_signature, email_key
from tejido.statements.actions.recorded import Receipt, record_signature
from tejido.statements.domain.notices import CURRENT
from tejido.statements.domain.people import FORM, PersonData
from tejido.statements.models import (
    Answer,
    Campaign,
    Invitation,
    Listing,
    Signatory,
    Signer,
    Statement,
    Version,
    Way,
)

# What somebody needs to fill in a form.
_WHILE = timedelta(minutes=2)


@dataclass(slots=True)
class Signing:
    """A statement that is being signed. Organizations are named by their official name.

    Arguments:
        version: the wording that is signed.
        secretary: who runs the campaign.
    """

    version: Version
    campaign: Campaign
    secretary: User

    @property
    def statement(self) -> Statement:
        """The statement, as stored with its wording."""
        return self.version.statement

    def invite(self, names: Sequence[str], *, at: datetime) -> None:
        """The secretariat mails the first contact of each a personal link."""
        bodies = [organization_named(name) for name in names]
        run = invite_organizations(
            actor=self.secretary,
            campaign=self.campaign,
            rows=[(body.pk, _contact(body).pk) for body in bodies],
            now=at,
        )
        make_all(run.pk, now=at)

    def sign_by_delegate(self, *names: str, at: datetime) -> None:
        """Each is signed for by who has its mandate."""
        for name in names:
            body = organization_named(name)
            sign_statement(
                actor=_delegate(body),
                statement=self.statement,
                organization=body,
                digest=self.version.digest,
                now=at,
            )

    def sign_by_link(self, *names: str, at: datetime) -> None:
        """Each signs by the personal link it was invited with."""
        for name in names:
            invitation = Invitation.objects.get(
                campaign=self.campaign, organization=organization_named(name)
            )
            sign_by_link(number=invitation.pk, token=token_of(invitation), now=at)

    def list_members(
        self, network: str, members: Sequence[str], *, at: datetime, unnamed: bool = False
    ) -> None:
        """A network's delegate lists members of it."""
        carrier = organization_named(network)
        list_members(
            actor=_delegate(carrier),
            statement=self.statement,
            network=carrier,
            members=[organization_named(name).pk for name in members],
            digest=self.version.digest,
            unnamed=unnamed,
            now=at,
        )

    def agree(self, *names: str, at: datetime) -> None:
        """Each agrees to every listing of it: by its delegate, or by the link its contact has."""
        for name in names:
            body = organization_named(name)
            delegate = _delegate(body)
            for listing in Listing.objects.filter(
                organization=body, root__statement=self.statement, answer=Answer.NONE
            ):
                if delegate is not None:
                    answer_listing(actor=delegate, listing=listing, answer=Answer.AGREED, now=at)
                else:
                    listed = ListedContact(listing, _contact(body))
                    answer_by_link(listed=listed, answer=Answer.AGREED, now=at)

    def read_notices(self, email: str, *, at: datetime) -> None:
        """The holder of an account reads what they were told there."""
        mark_read(User.objects.get(email=email), now=at)

    def record_call(self, name: str, note: str, *, at: datetime) -> None:
        """The secretariat records a signature given in a call; its note is the proof."""
        record_signature(
            actor=self.secretary,
            statement=self.statement,
            organization=organization_named(name),
            receipt=Receipt(Way.CALL, timezone.localdate(at), note=note),
            digest=self.version.digest,
            now=at,
        )

    def ask_as_person(self, person: PersonRow, *, at: datetime) -> Signatory:
        """Somebody fills in the form and is mailed a link; nothing counts yet."""
        ask_to_sign(
            statement=self.statement,
            version=self.version,
            person=PersonData(
                person.name,
                person.email,
                "es",
                CURRENT.version,
                affiliation=person.affiliation,
                unnamed=person.unnamed,
            ),
            token=form_tokens.issue(FORM, self.statement.pk, now=at - _WHILE),
            now=at,
        )
        return Signatory.objects.get(statement=self.statement, email_key=email_key(person.email))

    def sign_as_person(self, person: PersonRow, *, at: datetime) -> None:
        """Somebody fills in the form, and confirms by the link that was mailed."""
        asked = self.ask_as_person(person, at=at)
        confirm_signature(
            signatory=asked, version=self.version.pk, revision=asked.revision, now=at + _WHILE
        )

    def confirm(self, *names: str, at: datetime) -> None:
        """Organizations confirm what they signed: by their delegate, or by a contact's link."""
        for name in names:
            body = organization_named(name)
            signer = Signer.objects.get(statement=self.statement, organization=body)
            delegate = _delegate(body)
            if delegate is not None:
                confirm_for(actor=delegate, signer=signer, number=self.version.number, now=at)
            else:
                invited = Invited(signer, _contact(body))
                confirm_by_link(invited=invited, number=self.version.number, now=at)

    def confirm_as_person(self, person: PersonRow, *, at: datetime) -> None:
        """Somebody confirms what they signed, by the link they were mailed."""
        mine = Signer.objects.get(
            statement=self.statement, signatory__email_key=email_key(person.email)
        )
        confirm_by_link(invited=Invited(mine), number=self.version.number, now=at)

    def withdraw(self, name: str, *, at: datetime) -> None:
        """An organization takes its signature back, by the link its contact was mailed."""
        body = organization_named(name)
        signer = Signer.objects.get(statement=self.statement, organization=body)
        withdraw_changed(invited=Invited(signer, _contact(body)), now=at)


def _delegate(body: Organization) -> User | None:
    mandate = Mandate.objects.of(body).select_related("user").order_by("pk").first()
    return mandate.user if mandate else None


def _contact(body: Organization) -> Contact:
    return contacts_at(body)[0]
