"""The people of an organization: who acts for it, and through whom it is reached."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.coalition.access import (
    can_change_contact,
    can_look_after_people,
    can_release,
    get_contact_for,
    get_organization_for,
    signed_in,
)
from tejido.coalition.actions import (
    add_contact,
    change_contact,
    release_contact,
    remove_contact,
)
from tejido.coalition.forms import ContactForm
from tejido.coalition.models import Contact
from tejido.coalition.queries import contacts_at, ended_mandates, standing_mandates
from tejido.coalition.wording import lines_of
from tejido.core.access import require
from tejido.core.form_pages import entered, show_form
from tejido.core.models import User
from tejido.core.views.signed_in import confirmation_needed
from tejido.directory.access import can_see
from tejido.directory.models import Organization

PAGE_SIZE = 50
_PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Show contacts and mandates of an organization to those who look after them."""
    reader, organization = _looked_after(request, key)
    ended = Paginator(ended_mandates(organization), PAGE_SIZE).get_page(request.GET.get("page"))
    contacts = contacts_at(organization)
    context = {
        "organization": organization,
        "in_directory": can_see(reader, organization),
        "standing": lines_of(standing_mandates(organization), reader),
        "ended": lines_of(ended, reader),
        "page": ended,
        "contacts": contacts,
        "changeable": {c.pk for c in contacts if can_change_contact(reader, c)},
        "may_release": can_release(reader),
        "today": timezone.localdate(),
    }
    return render(request, "coalition/people.html", context)


@never_cache
@require_http_methods(_PAGE)
def contact_add(request: HttpRequest, key: str) -> HttpResponse:
    """Name one more contact of an organization."""
    actor, organization = _looked_after(request, key)
    # A session left open on a seized phone must not let anybody in who outlives it.
    if response := confirmation_needed(request, "coalition:contact_add", organization.key):
        return response
    form = ContactForm(request.POST or None)
    made = entered(
        request,
        form,
        lambda: add_contact(actor=actor, organization=organization, **form.cleaned_data),
    )
    if made:
        messages.success(request, _("The contact is recorded."))
        return redirect("coalition:people", organization.key)
    return show_form(request, "coalition/contact_form.html", form, organization=organization)


@never_cache
@require_http_methods(_PAGE)
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a contact."""
    actor, contact, organization = _contact(request, pk)
    # Another address lets somebody else in, as adding a contact does; an account keeps its own.
    if contact.user_id is None and (
        response := confirmation_needed(request, "coalition:contact_edit", pk)
    ):
        return response
    fields = ("name", "email", "language", "note")
    form = ContactForm(
        request.POST or None, initial={name: getattr(contact, name) for name in fields}
    )
    if contact.user_id:
        # The account's own address, which only the account changes.
        form.fields["email"].disabled = True
    made = entered(
        request, form, lambda: change_contact(actor=actor, contact=contact, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The changes are saved."))
        return redirect("coalition:people", organization.key)
    return show_form(
        request, "coalition/contact_form.html", form, organization=organization, contact=contact
    )


@never_cache
@require_http_methods(_PAGE)
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove a contact and erase what is known of the person."""
    actor, contact, organization = _contact(request, pk)
    if request.method == "POST":
        remove_contact(actor=actor, contact=contact)
        messages.success(request, _("The contact is removed and the data erased."))
        if can_look_after_people(actor, organization):
            return redirect("coalition:people", organization.key)
        return redirect("coalition:my_mandates")
    context = {"organization": organization, "contact": contact}
    return render(request, "coalition/contact_remove.html", context)


@require_POST
def contact_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a contact that was held count again."""
    actor, contact, organization = _contact(request, pk)
    require(can_release(actor))
    if response := confirmation_needed(request, "coalition:people", organization.key):
        return response
    release_contact(actor=actor, contact=contact)
    messages.success(request, _("This counts again."))
    return redirect("coalition:people", organization.key)


def _looked_after(request: HttpRequest, key: str) -> tuple[User, Organization]:
    """Return who asks and an organization they look after."""
    person = signed_in(request.user)
    organization = get_organization_for(person, key)
    require(can_look_after_people(person, organization))
    return person, organization


def _contact(request: HttpRequest, pk: int) -> tuple[User, Contact, Organization]:
    """Return who acts, a contact they may change, and the organization that counts."""
    actor = signed_in(request.user)
    contact = get_contact_for(actor, pk)
    require(can_change_contact(actor, contact))
    return actor, contact, contact.organization.merged_into or contact.organization
