"""The audit log's words for contacts and mandates, and where what they tell of is seen."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tejido.coalition.models import Contact, Mandate
from tejido.core.acts import register_act_addresses, register_act_words

WORDS = {
    "add_contact": _("contact added"),
    "change_contact": _("contact changed"),
    "remove_contact": _("contact removed"),
    "join_contacts": _("contacts of its address joined to it"),
    "grant_mandate": _("mandate granted"),
    "renew_mandate": _("mandate extended"),
    "revoke_mandate": _("mandate revoked"),
    "hold_granted": _("what it granted held for the secretariat"),
    "release_mandate": _("mandate counts again"),
    "release_contact": _("contact counts again"),
    "suspend_mandates": _("mandates suspended"),
    "restore_mandates": _("mandates in force again"),
}


def addresses_of(model: type[Mandate] | type[Contact], ids: list[str]) -> Mapping[str, str]:
    """Return the page of the organization that each of some rows is on, by id."""
    rows = model._default_manager.filter(pk__in=[int(pk) for pk in ids])
    found = rows.values_list("pk", "organization__key")
    return {str(pk): reverse("coalition:people", args=[key]) for pk, key in found}


def register_words() -> None:
    """Tell the core what our acts are called and where they are seen."""
    register_act_words(WORDS)
    register_act_addresses("coalition.mandate", lambda ids: addresses_of(Mandate, ids))
    register_act_addresses("coalition.contact", lambda ids: addresses_of(Contact, ids))
