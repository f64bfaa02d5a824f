"""The secretariat's page of the people who signed a statement."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tejido.core.models import User
from tejido.core.views.signed_in import allowed_person
from tejido.statements import people_access
from tejido.statements.access import get_statement_for
from tejido.statements.actions.people_desk import (
    accept_people,
    refuse_people,
    tell_people_apart,
)
from tejido.statements.actions.people_keeping import erase_person
from tejido.statements.forms.people import ChosenPeopleForm, PeopleFilterForm
from tejido.statements.queries.people import how_many, people_of, state_of_person

PER_PAGE = 100


def _secretary(request: HttpRequest) -> User:
    return allowed_person(request, people_access.can_look_after_people(request.user))


@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """List the people of a statement: who waits, who has the name of another, everybody."""
    statement = get_statement_for(_secretary(request), slug)
    totals = how_many(statement)
    given = request.GET if "show" in request.GET or "q" in request.GET else None
    form = PeopleFilterForm(given or {"show": "waiting" if totals["waiting"] else "all"})
    page = Paginator(form.chosen(people_of(statement)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "statement": statement,
        "form": form,
        "totals": totals,
        "page": page,
        "lines": [(row, state_of_person(row)) for row in page],
    }
    return render(request, "statements/people/desk.html", context)


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Let in, or refuse, people who wait."""
    actor = _secretary(request)
    statement = get_statement_for(actor, slug)
    ids = ChosenPeopleForm(request.POST).people_ids(people_of(statement))
    if request.POST.get("verdict") == "accept":
        number = accept_people(actor=actor, statement=statement, people_ids=ids)
        said = ngettext(
            "%(number)s signature counts now.", "%(number)s signatures count now.", number
        )
    else:
        number = refuse_people(actor=actor, statement=statement, people_ids=ids)
        said = ngettext("%(number)s signature refused.", "%(number)s signatures refused.", number)
    messages.success(request, said % {"number": number})
    return redirect("statements:people_desk", slug)


@require_POST
def tell_apart(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note that the people of one name are different people."""
    actor = _secretary(request)
    person = people_access.get_person_for(actor, slug, number)
    tell_people_apart(actor=actor, signatory=person)
    messages.success(request, _("Noted: they are different people."))
    return redirect("statements:people_desk", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask before erasing a person and taking their signature back; a POST does."""
    actor = _secretary(request)
    person = people_access.get_person_for(actor, slug, number)
    if request.method != "POST":
        context = {"slug": slug, "person": person}
        return render(request, "statements/people/desk_erase.html", context)
    erase_person(actor=actor, signatory=person)
    messages.success(request, _("The person is erased, and their signature taken back."))
    return redirect("statements:people_desk", slug)
