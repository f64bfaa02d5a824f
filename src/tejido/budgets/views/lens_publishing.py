"""The page where an analyst tries a new version of a lens, and publishes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.domain.lens import Lens, lens_data, read_lens
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.lens_access import can_publish_rules
from tejido.budgets.lens_forms import DOCUMENTS, PublishForm
from tejido.budgets.lens_tables import class_rows, group_rows
from tejido.budgets.lens_trials import Trial, try_lens
from tejido.budgets.models import LensVersion
from tejido.budgets.queries.answers import datasets_for
from tejido.budgets.queries.rule_sets import lenses
from tejido.budgets.rule_files import read_yaml, write_yaml
from tejido.budgets.rule_rows import class_names
from tejido.budgets.rule_wording import refused
from tejido.core.canonical import digest_of
from tejido.core.errors import DomainError
from tejido.core.views.signed_in import allowed_person

_PUBLISHED = _("Version %(number)s is published. Findings and questions may name it from now on.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lens_publish(request: HttpRequest) -> HttpResponse:
    """Try rules and see what moves between classes; then publish exactly those."""
    user = allowed_person(request, can_publish_rules(request.user))
    if request.method != "POST":
        first = {"form": _first_form(request), "lenses": lenses()}
        return render(request, "budgets/lens_publish.html", first)
    form = PublishForm(request.POST, request.FILES)
    try:
        lens = _read(form)
        if lens is not None and _is_confirmed(form, lens):
            reason = form.cleaned_data["reason"]
            version = publish_lens(actor=user, data=lens_data(lens), reason=reason)
            messages.success(request, _PUBLISHED % {"number": version.number})
            return redirect(version.lens)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        lens = None
    if lens is None:
        return render(request, "budgets/lens_publish.html", {"form": form}, status=422)
    return _show_trial(request, form, lens)


def _first_form(request: HttpRequest) -> PublishForm:
    key = request.GET.get("from", "")
    newest = LensVersion.objects.filter(lens__key=key).order_by("-number").first()
    return PublishForm(initial={"rules": write_yaml(newest.spec) if newest else ""})


def _read(form: PublishForm) -> Lens | None:
    """Return the lens that was sent, or None when the form does not hold.

    Errors:
        InvalidInput: the rules do not hold.
    """
    if not form.is_valid():
        return None
    try:
        return read_lens(read_yaml(form.cleaned_data["rules"]))
    except RuleFault as fault:
        raise refused(fault) from fault


def _is_confirmed(form: PublishForm, lens: Lens) -> bool:
    """Whether these very rules were tried before: what was not seen is not published."""
    return bool(form.cleaned_data["tried"] == digest_of(lens_data(lens)))


def _show_trial(request: HttpRequest, form: PublishForm, lens: Lens) -> HttpResponse:
    language = get_language() or "es"
    newest = LensVersion.objects.filter(lens__key=lens.key).order_by("-number").first()
    standing = read_lens(newest.spec) if newest else None
    digest = digest_of(lens_data(lens))
    trials = try_lens(standing, lens, datasets_for(request.user)) if standing else []
    sent = {
        "rules": form.cleaned_data["rules"],
        "reason": form.cleaned_data["reason"],
        "tried": digest,
    }
    context = {
        "form": PublishForm(initial=sent),
        "lens": lens,
        "newest": newest,
        "same": newest is not None and newest.digest == digest,
        "trials": [_said(one, language, standing, lens) for one in trials if standing is not None],
    }
    return render(request, "budgets/lens_publish.html", context)


def _said(trial: Trial, language: str, standing: Lens, lens: Lens) -> dict[str, Any]:
    names, others = class_names(standing, language), class_names(lens, language)
    english = language.startswith("en")
    return {
        "dataset": trial.dataset.title_en if english else trial.dataset.title_es,
        "document": DOCUMENTS[trial.document],
        "currency": trial.dataset.currency,
        "moves": trial.moves,
        "pairs": [row for row in class_rows(trial.comparison, names, others) if row.differ],
        "groups": group_rows(trial.comparison, names, others),
        "more": trial.comparison.more,
    }
