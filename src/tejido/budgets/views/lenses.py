"""Pages of lenses: the list, one with what it makes of a dataset, two compared."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tejido.budgets.access import get_dataset_for
from tejido.budgets.coverage_words import held_said
from tejido.budgets.domain.columns import Document
from tejido.budgets.domain.concordance import read_concordance
from tejido.budgets.domain.lens import Lens, read_lens
from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.lens_access import can_publish_rules, get_concordance, get_lens
from tejido.budgets.lens_figures import Comparison, classes_of, compare
from tejido.budgets.lens_forms import DOCUMENTS, MEASURES, CompareForm, ScopeForm
from tejido.budgets.lens_scope import Scope, documents_of, scope_of
from tejido.budgets.lens_tables import class_rows, group_rows
from tejido.budgets.models import Dataset
from tejido.budgets.queries.answers import datasets_for, lens_version
from tejido.budgets.queries.rule_sets import (
    concordances,
    every_lens_version,
    lenses,
    version_of_concordance,
    version_of_lens,
)
from tejido.budgets.rule_files import write_yaml
from tejido.budgets.rule_rows import class_names, concordance_rows, lens_rows
from tejido.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a form of a scope chose, and the lines it stands for."""

    dataset: Dataset
    scope: Scope


@require_safe
def lens_list(request: HttpRequest) -> HttpResponse:
    """List the lenses and the concordances, each with its newest version."""
    context = {
        "lenses": lenses(),
        "concordances": concordances(),
        "may_publish": can_publish_rules(request.user),
    }
    return render(request, "budgets/lens_list.html", context)


@require_safe
def lens_page(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """Show a lens: classes, rules with their reasons, versions, and what stays unclassified."""
    lens = get_lens(key)
    version = version_of_lens(lens, number)
    read, language = read_lens(version.spec), get_language() or "es"
    datasets = datasets_for(request.user)
    form = ScopeForm(_scope_asked(request, datasets), datasets=datasets, language=language)
    context = {
        "lens": lens,
        "version": version,
        "classes": read.classes,
        "rules": lens_rows(read, language),
        "versions": lens.versions.defer("spec"),
        "form": form,
        "may_publish": can_publish_rules(request.user),
        **_classified(request, form, datasets, read, language),
    }
    return render(request, "budgets/lens.html", context)


@require_safe
def lens_yaml(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Download a version of a lens as the YAML that can be published again."""
    version = version_of_lens(get_lens(key), number)
    return _yaml(write_yaml(version.spec), f"{key}@{number}.yaml")


@require_safe
def lens_compare(request: HttpRequest) -> HttpResponse:
    """Compare two versions of lenses over the same lines."""
    datasets, language = datasets_for(request.user), get_language() or "es"
    versions = every_lens_version()
    form = CompareForm(
        request.GET or None,
        initial={**(_newest(datasets) or {}), "other": versions[1] if versions[1:] else ""},
        datasets=datasets,
        versions=versions,
        language=language,
    )
    context: dict[str, Any] = {
        "form": form,
        "few": len(versions) == 1,
        "may_publish": can_publish_rules(request.user),
    }
    if form.is_valid():
        one, other = (read_lens(lens_version(form.cleaned_data[n]).spec) for n in ("one", "other"))
        chosen = _chosen(request, form)
        context |= {"chosen": chosen, **_told(form, datasets, chosen)}
        if chosen is not None:
            found = compare(one, other, chosen.scope)
            names, others = class_names(one, language), class_names(other, language)
            context |= _tables(found, names, others)
    return render(request, "budgets/lens_compare.html", context)


@require_safe
def concordance_page(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """Show a concordance: each entity's codes with their years and evidence."""
    concordance = get_concordance(key)
    version = version_of_concordance(concordance, number)
    context = {
        "concordance": concordance,
        "version": version,
        "rules": concordance_rows(read_concordance(version.spec), get_language() or "es"),
        "versions": concordance.versions.defer("spec"),
    }
    return render(request, "budgets/concordance.html", context)


@require_safe
def concordance_yaml(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Download a version of a concordance as YAML."""
    version = version_of_concordance(get_concordance(key), number)
    return _yaml(write_yaml(version.spec), f"{key}@{number}.yaml")


def _scope_asked(request: HttpRequest, datasets: list[Dataset]) -> Any:
    """Return what was asked; the newest year of the first dataset when nothing was."""
    return request.GET if request.GET.get("dataset") else _newest(datasets)


def _newest(datasets: list[Dataset]) -> dict[str, Any] | None:
    """Return the newest year of the first document that is held, as a form has it."""
    for dataset in datasets:
        for document, years in documents_of(dataset).items():
            return {"dataset": dataset.key, "document": str(document), "year": years[-1]}
    return None


def _chosen(request: HttpRequest, form: ScopeForm) -> Chosen | None:
    """Return the lines a valid form chose; None when the dataset has no such document."""
    asked = form.cleaned_data
    dataset = get_dataset_for(request.user, asked["dataset"])
    try:
        return Chosen(dataset, scope_of(dataset, Document(asked["document"]), asked["year"]))
    except NotFound:
        return None


def _classified(
    request: HttpRequest, form: ScopeForm, datasets: list[Dataset], lens: Lens, language: str
) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    chosen = _chosen(request, form)
    told = _told(form, datasets, chosen)
    if chosen is None:
        return told
    names = class_names(lens, language)
    found = classes_of(lens, chosen.scope)
    return {"chosen": chosen, **told, **_tables(found, names, names)}


def _told(form: ScopeForm, datasets: list[Dataset], chosen: Chosen | None) -> dict[str, Any]:
    """Return which lines the figures are of; where there are none, what the dataset has."""
    if chosen is not None:
        document = DOCUMENTS[chosen.scope.document]
        years, measure = year_spans(chosen.scope.years), MEASURES[chosen.scope.measure]
        return {"said": {"document": document, "years": years, "measure": measure}}
    dataset = next(one for one in datasets if one.key == form.cleaned_data["dataset"])
    return {"held": held_said(dataset)}


def _tables(found: Comparison, names: dict[str, str], others: dict[str, str]) -> dict[str, Any]:
    return {
        "pairs": class_rows(found, names, others),
        "groups": group_rows(found, names, others),
        "more": found.more,
    }


def _yaml(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
