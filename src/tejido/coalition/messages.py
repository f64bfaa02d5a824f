"""What people are told of contacts and mandates, in the reader's language.

The words are written when a mail or a page is, from what the tables hold by then: a message
itself holds ids alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.coalition.domain.mandates import MandateState
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import mandate_for
from tejido.notifications.actions import Words, register_group, register_kind
from tejido.notifications.domain.messages import Data

GROUP = "mandates"


@dataclass(frozen=True, slots=True)
class Template:
    """A message about a mandate, before its names and days are filled in.

    Arguments:
        label: what sort of message it is, for the secretariat's list.
        subject, lines: with places for organization, scope, days, last, granted_by and person.
        page: where it leads: "my_mandates", or "people" of the organization.
        holds: whether what it says is so of a mandate now.
        at_once: it does not wait for the day's digest.
    """

    label: Promise
    subject: Promise
    lines: tuple[Promise, ...]
    page: str
    holds: Callable[[Mandate], bool] = lambda _mandate: True
    at_once: bool = False


def _lets_act(mandate: Mandate) -> bool:
    return mandate.state in {MandateState.ACTIVE, MandateState.FUTURE}


def _lets_act_no_longer(mandate: Mandate) -> bool:
    """Whether nothing else lets the person do what this mandate let them."""
    return mandate_for(mandate.user, mandate.organization, scope=mandate.scope) is None


def _is_about_to_end(mandate: Mandate) -> bool:
    """Whether it ends, by itself, on the day that was told."""
    return mandate.revoked_at is None and mandate.told_end == mandate.ends_on


def _is_suspended(mandate: Mandate) -> bool:
    return mandate.is_suspended


_OWN, _PEOPLE = "my_mandates", "people"
_IF_WRONG = gettext_lazy(
    "If this should not be so, revoke the mandate; without an account, write to the secretariat."
)

MANDATES = {
    "mandate_granted": Template(
        gettext_lazy("mandate granted"),
        gettext_lazy("You may %(scope)s for %(organization)s"),
        (
            gettext_lazy("Your mandate: %(days)s. Granted by %(granted_by)s."),
            gettext_lazy(
                "Sign in with the address this message came to. If you do not act for this"
                " organization, give the mandate back there."
            ),
        ),
        _OWN,
        _lets_act,
        at_once=True,
    ),
    "mandate_revoked": Template(
        gettext_lazy("mandate ended"),
        gettext_lazy("Your mandate for %(organization)s has ended"),
        (
            gettext_lazy("You may no longer %(scope)s for it. What you signed for it stands."),
            gettext_lazy(
                "If this should not be so, ask the organization's contact or the secretariat."
            ),
        ),
        _OWN,
        _lets_act_no_longer,
    ),
    "mandate_ending": Template(
        gettext_lazy("mandate about to end"),
        gettext_lazy("Your mandate for %(organization)s ends on %(last)s"),
        (
            gettext_lazy("After that day you may no longer %(scope)s for it."),
            gettext_lazy(
                "To go on, ask the organization's contact or the secretariat to extend it."
            ),
        ),
        _OWN,
        _is_about_to_end,
    ),
    "delegate_granted": Template(
        gettext_lazy("mandate granted, to contacts"),
        gettext_lazy("%(person)s may %(scope)s for %(organization)s"),
        (gettext_lazy("The mandate: %(days)s. Granted by %(granted_by)s."), _IF_WRONG),
        _PEOPLE,
        _lets_act,
    ),
    "delegate_revoked": Template(
        gettext_lazy("mandate ended, to contacts"),
        gettext_lazy("The mandate of %(person)s for %(organization)s has ended"),
        (
            gettext_lazy("Nobody acts under it any more. What was signed under it stands."),
            gettext_lazy("To let somebody else act, grant a new mandate."),
        ),
        _PEOPLE,
    ),
    "delegate_ending": Template(
        gettext_lazy("mandate about to end, to contacts"),
        gettext_lazy("The mandate of %(person)s for %(organization)s ends on %(last)s"),
        (
            gettext_lazy("After that day the person may no longer %(scope)s for it."),
            gettext_lazy(
                "To let them go on, extend the mandate; without an account, write to the"
                " secretariat."
            ),
        ),
        _PEOPLE,
        _is_about_to_end,
    ),
    "delegate_suspended": Template(
        gettext_lazy("mandate suspended, to contacts"),
        gettext_lazy("The mandate of %(person)s for %(organization)s is not in force for now"),
        (
            gettext_lazy("Nobody acts under it for now."),
            gettext_lazy(
                "Look at what was signed for the organization these days. With questions, write to"
                " the secretariat."
            ),
        ),
        _PEOPLE,
        _is_suspended,
        at_once=True,
    ),
}


def is_over(template: Template, data: Data) -> bool:
    """Say whether what a message about a mandate says is no longer so."""
    rows = Mandate.objects.select_related("user", "organization__merged_into")
    mandate = rows.filter(pk=data["mandate"]).first()
    return mandate is not None and not template.holds(mandate)


def of_mandate(template: Template, data: Data) -> Words | None:
    """Return the words of a message about a mandate; None when the mandate is gone."""
    rows = Mandate.objects.select_related("user", "organization__merged_into")
    mandate = rows.filter(pk=data["mandate"]).first()
    if mandate is None:
        return None
    whole = mandate.organization.merged_into or mandate.organization
    values = {
        "scope": mandate.get_scope_display(),
        "organization": whole.name,
        "days": _days(mandate),
        "last": date_format(mandate.ends_on, "DATE_FORMAT") if mandate.ends_on else "",
        "granted_by": mandate.get_granted_as_display(),
        "person": mandate.user.email,
    }
    lines = tuple(str(line) % values for line in template.lines)
    if template.page == _OWN:
        link = reverse("coalition:my_mandates")
        return Words(str(template.subject) % values, lines, link, _("See my mandates"))
    link = reverse("coalition:people", args=[whole.key])
    return Words(str(template.subject) % values, lines, link, _("Contacts and mandates"))


def of_contact(data: Data, language: str) -> Words | None:
    """Return the words that tell a new contact, and the others, of it; None when it is gone."""
    rows = Contact.objects.select_related("organization__merged_into")
    contact = rows.filter(pk=data["contact"]).first()
    if contact is None:
        return None
    whole = contact.organization.merged_into or contact.organization
    values = {"person": contact.name, "organization": whole.name}
    return Words(
        _("%(person)s is a contact of %(organization)s") % values,
        (
            _(
                "Contacts are told when somebody signs for the organization and when a mandate is"
                " granted, revoked or about to end."
            ),
            _("If this should not be so, write to the secretariat."),
        ),
        reverse("coalition:people", args=[whole.key]),
        _("Contacts and mandates"),
    )


def register_kinds() -> None:
    """Tell the notifications what this app's messages say."""
    register_group(GROUP, gettext_lazy("Mandates and contacts"))
    for name, template in MANDATES.items():
        register_kind(
            f"coalition.{name}",
            lambda data, language, template=template: of_mandate(template, data),  # type: ignore[misc]
            is_over=lambda data, _now, template=template: is_over(template, data),  # type: ignore[misc]
            label=template.label,
            at_once=template.at_once,
            capped=True,
            group=GROUP,
        )
    register_kind(
        "coalition.contact_added",
        of_contact,
        label=gettext_lazy("new contact"),
        capped=True,
        group=GROUP,
    )


def _days(mandate: Mandate) -> str:
    first = date_format(mandate.starts_on, "DATE_FORMAT")
    if mandate.ends_on is None:
        return _("since %(first)s, without an end") % {"first": first}
    last = date_format(mandate.ends_on, "DATE_FORMAT")
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}
