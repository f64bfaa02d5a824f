"""Headings known to stand for a canonical column, folded (`mapping.fold_heading`).

What confirmed and shipped mappings name comes first; these are for a file nobody mapped yet.
"""

import re
from collections.abc import Iterable, Mapping

WORDS: Mapping[str, tuple[str, ...]] = {
    "year": ("anio", "ano", "ciclo", "ejercicio_fiscal", "ejercicio", "year", "fiscal_year"),
    "document": ("documento", "document", "etapa"),
    "currency": ("moneda", "currency"),
    "branch": ("ramo_id", "id_ramo", "clave_ramo", "ramo", "branch"),
    "branch_label": ("desc_ramo", "ramo_descripcion", "nombre_ramo", "ramo", "branch_label"),
    "unit": ("id_ur", "ur_id", "clave_ur", "ur", "unidad", "unit"),
    "unit_label": (
        "desc_ur",
        "unidad_descripcion",
        "unidad_responsable",
        "nombre_ur",
        "ur",
        "unit_label",
    ),
    "purpose": ("id_finalidad", "finalidad_id", "finalidad", "purpose"),
    "purpose_label": ("desc_finalidad", "finalidad", "purpose_label"),
    "function": ("id_funcion", "funcion_id", "funcion", "function"),
    "function_label": ("desc_funcion", "funcion", "function_label"),
    "subfunction": ("id_subfuncion", "subfuncion_id", "subfuncion", "subfunction"),
    "subfunction_label": ("desc_subfuncion", "subfuncion", "subfunction_label"),
    "activity": ("id_ai", "ai_id", "ai", "actividad_institucional", "activity"),
    "activity_label": ("desc_ai", "actividad_institucional", "ai", "activity_label"),
    "modality": ("id_modalidad", "modalidad_id", "modalidad", "modality"),
    "modality_label": ("desc_modalidad", "modalidad", "modality_label"),
    "programme": ("id_pp", "pp_id", "clave_pp", "pp", "programme", "program"),
    "programme_label": (
        "desc_pp",
        "programa_presupuestario",
        "programa",
        "pp",
        "programme_label",
    ),
    "object": (
        "id_objeto_del_gasto",
        "objeto_id",
        "id_partida",
        "id_concepto",
        "partida",
        "concepto",
        "objeto",
        "object",
    ),
    "object_label": (
        "desc_objeto_del_gasto",
        "desc_partida",
        "desc_concepto",
        "objeto_del_gasto",
        "partida",
        "concepto",
        "objeto",
        "object_label",
    ),
    "expense_type": ("id_tipogasto", "tipogasto_id", "tipo_gasto", "tipogasto", "expense_type"),
    "expense_type_label": ("desc_tipogasto", "tipo_de_gasto", "tipogasto", "expense_type_label"),
    "funding": ("id_ff", "ff_id", "ff", "fuente_financiamiento", "funding"),
    "funding_label": ("desc_ff", "fuente_de_financiamiento", "ff", "funding_label"),
    "state": ("id_entidad_federativa", "entidad_id", "ef", "entidad", "state"),
    "state_label": ("entidad_federativa", "desc_entidad_federativa", "entidad", "state_label"),
    "project": ("id_clave_cartera", "clave_cartera", "project"),
    "proposed": ("monto_proyecto", "importe_ppef", "proyecto", "proposed"),
    "approved": ("monto_aprobado", "importe_pef", "aprobado", "original", "approved"),
    "modified": ("monto_modificado", "modificado", "vigente", "modified", "adjusted"),
    "accrued": ("monto_devengado", "devengado", "accrued"),
    "executed": (
        "monto_ejercido",
        "monto_ejercicio",
        "ejercido",
        "ejecutado",
        "ejercicio",
        "executed",
    ),
    "paid": ("monto_pagado", "pagado", "paid"),
}
# Places the codes of Mexico's classifications have where they are written out.
PLACES: Mapping[str, int] = {"branch": 2, "programme": 3, "state": 2}

_UNITS = (
    (1_000, re.compile(r"\b(?:miles|thousands)\b", re.IGNORECASE)),
    (1_000_000, re.compile(r"\b(?:millones|mdp|millions)\b", re.IGNORECASE)),
)


def unit_said(headings: Iterable[str]) -> int:
    """Return how many units of money the headings say one of an amount is; 1 when none says."""
    names = [heading.replace("_", " ") for heading in headings]
    return next((unit for unit, word in _UNITS if any(map(word.search, names))), 1)
