"""The people an organization is reached through: added, changed, removed for good."""

from django.db import transaction
from django.utils.translation import gettext as _

from tejido.coalition import access
from tejido.coalition.actions.addresses import checked_email
from tejido.coalition.actions.telling import tell_of_contact
from tejido.coalition.models import Contact, ContactLanguage, whole_of
from tejido.core import audit, erasure
from tejido.core.access import require
from tejido.core.accounts.acting import acting
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.notifications.actions import forget

# Ledgers of erasures hold it: never changed.
ERASED_KIND = "coalition.contact"
_CHANGEABLE = ("name", "email", "language", "note")


@transaction.atomic
def add_contact(
    *,
    actor: User | None,
    organization: Organization,
    name: str,
    email: str,
    language: str = ContactLanguage.SPANISH,
    note: str = "",
) -> Contact:
    """Name a person an organization is reached through; with an account, they look after it.

    Arguments:
        actor: of the secretariat, or a contact of the organization; None for the installation.
        organization: of merged ones, the one that counts is taken.
        name: how the person is written to, at most 200 characters.
        email: the account with this address, if there is one, becomes the contact's.
        language: "es" or "en".
        note: what the person does there, at most 200 characters.

    Errors:
        NotAllowed; InvalidInput for a missing name or no e-mail address; Conflict when the address
        is a contact of the organization already.
    """
    account = User.objects.filter(email=email.strip().lower()).first()
    actor = acting(actor, account)
    require(access.can_add_contact(actor, organization))
    whole = organization.merged_into or organization
    values = _checked(name=name, email=email, language=language, note=note)
    _refuse_second(whole, values["email"])
    contact = Contact.objects.create(organization=whole, user=account, added_by=actor, **values)
    audit.record(actor, "add_contact", contact, {"organization": whole.pk})
    tell_of_contact(contact, apart_from=actor)
    return contact


@transaction.atomic
def change_contact(
    *,
    actor: User | None,
    contact: Contact,
    name: str,
    email: str,
    language: str,
    note: str = "",
) -> Contact:
    """Correct what is known of a contact. With an account, the address is the account's own.

    Arguments and errors: as `add_contact`; the actor is of the secretariat or the person
    themselves.
    """
    actor = acting(actor)
    require(access.can_change_contact(actor, contact))
    contact = _locked(contact)
    values = _checked(name=name, email=email, language=language, note=note)
    if contact.user is not None:
        values["email"] = contact.user.email
    if values["email"] != contact.email:
        _refuse_second(contact.organization, values["email"], apart_from=contact.pk)
    changed = [field for field in _CHANGEABLE if values[field] != getattr(contact, field)]
    for field in changed:
        setattr(contact, field, values[field])
    if changed:
        contact.save(update_fields=changed)
        audit.record(actor, "change_contact", contact, {"fields": changed})
    return contact


@transaction.atomic
def remove_contact(*, actor: User | None, contact: Contact) -> None:
    """Remove a contact and erase all that is known of the person, also from restored backups.

    Mandates they hold or granted stay: revoke those that must end.

    Errors:
        NotAllowed; LedgerUnwritable.
    """
    require(access.can_change_contact(actor, contact))
    audit.record(actor, "remove_contact", contact, {"organization": contact.organization_id})
    erasure.erase(ERASED_KIND, contact.pk)


def carry_out_erasure(contact_id: str) -> None:
    """Delete a contact's row and what they were told; nothing happens when it is gone already."""
    contact = Contact.objects.filter(pk=int(contact_id)).first()
    if contact is not None:
        forget(ERASED_KIND, contact.pk, words=(contact.name, contact.email))
        contact.delete()


def _locked(contact: Contact) -> Contact:
    """Return the contact as it is now; NotFound when it has been removed meanwhile."""
    rows = Contact.objects.select_for_update(of=("self",))
    found = rows.select_related("user", "organization").filter(pk=contact.pk).first()
    if found is None:
        raise NotFound
    return found


def _checked(*, name: str, email: str, language: str, note: str) -> dict[str, str]:
    shown = " ".join(name.split())
    if not shown:
        raise InvalidInput(_("Write the person's name."), code="no-name")
    if language not in ContactLanguage.values:
        raise InvalidInput(_("Choose one of the two languages."), code="unknown-language")
    return {
        "name": shown[:200],
        "email": checked_email(email),
        "language": language,
        "note": " ".join(note.split())[:200],
    }


def _refuse_second(
    organization: Organization, email: str, *, apart_from: int | None = None
) -> None:
    same = Contact.objects.filter(whole_of(organization), email=email)
    if any(other.pk != apart_from for other in same):
        raise Conflict(
            _("This address is a contact of the organization already."), code="contact-already"
        )
