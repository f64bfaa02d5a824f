"""Mappings proposed for files nobody mapped yet, and those that descriptors hold."""

import pytest

from tejido.budgets.domain.fiscal_data_package import read_descriptor
from tejido.budgets.domain.mapping import mapping_data
from tejido.budgets.domain.mapping_proposal import Proposal, Why, propose
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.queries.mappings import shipped_mappings
from tejido.budgets.tests.factories import a_line, a_mapping


def taken(proposal: Proposal) -> dict[str, str]:
    """Return the headings it takes, by canonical column."""
    return {reason.column: reason.heading for reason in proposal.reasons}


def test_a_file_like_an_earlier_one_gets_its_mapping() -> None:
    header = (
        "CICLO,ID_RAMO,DESC_RAMO,ID_UR,DESC_UR,GPO_FUNCIONAL,DESC_GPO_FUNCIONAL,ID_FUNCION,"
        "DESC_FUNCION,ID_SUBFUNCION,DESC_SUBFUNCION,ID_AI,DESC_AI,ID_MODALIDAD,DESC_MODALIDAD,"
        "ID_PP,DESC_PP,ID_OBJETO_DEL_GASTO,DESC_OBJETO_DEL_GASTO,ID_TIPOGASTO,DESC_TIPOGASTO,"
        "ID_FF,DESC_FF,ID_ENTIDAD_FEDERATIVA,ENTIDAD_FEDERATIVA,ID_CLAVE_CARTERA,"
        "MONTO_APROBADO,MONTO_MODIFICADO,MONTO_DEVENGADO,MONTO_EJERCICIO,MONTO_PAGADO"
    ).split(",")
    proposal = propose(header, [], shipped_mappings())
    assert proposal.based_on == "mx-final-account"
    assert proposal.lacking == ()
    assert proposal.left == ()
    assert taken(proposal)["executed"] == "MONTO_EJERCICIO"
    unsure = [reason.column for reason in proposal.reasons if not reason.sure]
    assert unsure == ["document"]


def test_a_new_file_gets_a_mapping_from_its_headings_and_what_stands_under_them() -> None:
    header = ("Ejercicio", "Ramo", "Nombre ramo", "Unidad", "Importe", "Aprobado", "Ejercido")
    sample = [
        ("2019", "4", "Gobernación y más", "K00", "x", "1.234,50", "(1.000,00)"),
        ("2019", "5", "Relaciones Exteriores", "100", "y", "77", "-"),
    ]
    proposal = propose(header, sample, ())
    assert taken(proposal) == {
        "year": "Ejercicio",
        "document": "",
        "currency": "",
        "branch": "Ramo",
        "branch_label": "Nombre ramo",
        "unit": "Unidad",
        "approved": "Aprobado",
        "executed": "Ejercido",
    }
    assert proposal.mapping.amounts.decimal_mark == ","
    assert proposal.mapping.columns["document"].const == "final_account"
    assert proposal.left == ("Importe",)
    assert not any(reason.sure for reason in proposal.reasons)
    assert read_mapping(mapping_data(proposal.mapping)) == proposal.mapping


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Presupuesto inicial (miles)", 1_000),
        ("GASTO_MILES_DE_PESOS", 1_000),
        ("Monto, millones", 1_000_000),
        ("Aprobado", 1),
        ("Familias", 1),
    ],
)
def test_the_unit_that_a_heading_says_is_proposed(heading: str, unit: int) -> None:
    proposal = propose(("Año", heading), [("2019", "1.234,50")], ())
    assert proposal.mapping.amounts.unit == unit
    assert proposal.mapping.amounts.decimal_mark == ","


def test_one_heading_for_code_and_name_is_told_by_what_stands_under_it() -> None:
    sample = [("2019", "Gobernación", "5")]
    names = taken(propose(("Año", "Ramo", "Aprobado"), sample, ()))
    assert ("branch" in names, names["branch_label"]) == (False, "Ramo")


def test_what_nothing_says_is_asked() -> None:
    proposal = propose(("Institución", "Monto"), [("x", "1")], ())
    assert proposal.lacking == ("year", "document", "amount")
    assert propose(("Año", "PPEF"), [("2020", "1")], ()).lacking == ("document", "amount")


def test_the_model_of_a_descriptor_becomes_a_mapping() -> None:
    proposal = read_descriptor(
        {
            "name": "Cuenta_Ejemplo 2015",
            "title": "Cuenta de ejemplo",
            "fiscalPeriod": {"start": "2015-01-01", "end": "2015-12-31"},
            "resources": [{"schema": {"fields": []}, "dialect": {"delimiter": ";"}}],
            "model": {
                "measures": {
                    "a": {"source": "IMPORTE", "currency": "GTQ", "phase": "approved"},
                    "b": {"source": "DEVENGADO", "currency": "GTQ", "phase": "approved"},
                },
                "dimensions": {
                    "admin": {
                        "dimensionType": "classification",
                        "classificationType": "administrative",
                        "primaryKey": ["entidad", "unidad"],
                        "attributes": {
                            "entidad": {"source": "COD_ENTIDAD"},
                            "entidad_n": {"source": "ENTIDAD", "labelfor": "entidad"},
                            "unidad": {"source": "COD_UNIDAD", "parent": "entidad"},
                        },
                    },
                    "economic": {
                        "dimensionType": "classification",
                        "classificationType": "economic",
                        "primaryKey": ["grupo", "renglon"],
                        "attributes": {
                            "grupo": {"source": "GRUPO"},
                            "renglon": {"source": "RENGLON"},
                            "renglon_n": {"source": "NOMBRE", "labelFor": "renglon"},
                        },
                    },
                    "program": {
                        "dimensionType": "activity",
                        "primaryKey": "prog",
                        "attributes": {"prog": {"source": "PROGRAMA"}},
                    },
                },
            },
        }
    )
    assert taken(proposal) == {
        "year": "",
        "document": "",
        "currency": "",
        "branch": "COD_ENTIDAD",
        "branch_label": "ENTIDAD",
        "unit": "COD_UNIDAD",
        "programme": "PROGRAMA",
        "object": "RENGLON",
        "object_label": "NOMBRE",
        "approved": "IMPORTE",
        "accrued": "DEVENGADO",
    }
    assert proposal.mapping.columns["currency"].const == "GTQ"
    assert proposal.mapping.columns["year"].const == "2015"
    assert proposal.mapping.key == "cuenta-ejemplo-2015"
    assert proposal.mapping.choices == {"delimiter": ";"}
    assert read_mapping(mapping_data(proposal.mapping)) == proposal.mapping


@pytest.mark.parametrize("kind", ["columnType", "osType"])
def test_types_of_fields_become_a_mapping(kind: str) -> None:
    types = {
        "CICLO": "date:fiscal-year",
        "R": "administrative-classification:generic:level1:code:full",
        "RN": "administrative-classification:generic:level1:label",
        "UR": "administrative-classification:generic:level2:code:part",
        "AI": "functional-classification:generic:level4:code:full",
        "MOD": "activity:generic:program:code",
        "PROG": "activity:generic:project:code",
        "PROG_N": "activity:generic:project:label",
        "CAP": "economic-classification:generic:level1:code:full",
        "PART": "economic-classification:generic:level4:code:full",
        "ENT": "geo-source:target:title",
        "MONTO_APROBADO": "value",
        "MONTO_EJERCIDO": "value",
        "OTRA": "unknown:type",
    }
    fields = [{"name": name, kind: sort} for name, sort in types.items()]
    fields[11] |= {"groupChar": ".", "decimalChar": ","}
    proposal = read_descriptor({"name": "x", "resources": [{"schema": {"fields": fields}}]})
    found = {reason.column: reason.heading for reason in proposal.reasons if reason.heading}
    assert found == {
        "year": "CICLO",
        "branch": "R",
        "branch_label": "RN",
        "unit": "UR",
        "activity": "AI",
        "modality": "MOD",
        "programme": "PROG",
        "programme_label": "PROG_N",
        "object": "PART",
        "state_label": "ENT",
        "approved": "MONTO_APROBADO",
        "executed": "MONTO_EJERCIDO",
    }
    assert proposal.mapping.amounts.group_mark == "."
    assert proposal.left == ("CAP", "OTRA")
    assert {reason.why for reason in proposal.reasons if reason.heading} == {Why.DESCRIPTOR}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"resources": "x", "model": []},
        {"resources": [{"schema": {"fields": [{"name": "a", "columnType": "value"}]}}]},
        {"model": {"measures": {"a": 1}, "dimensions": {"b": {"attributes": [], "primaryKey": 1}}}},
    ],
)
def test_what_is_no_descriptor_with_amounts_is_refused(data: object) -> None:
    with pytest.raises(RuleFault) as caught:
        read_descriptor(data)
    assert caught.value.code == "not-a-descriptor"


def test_headings_written_out_in_words_are_known_too() -> None:
    header = (
        "Ciclo;Ramo;Descripción de Ramo;Unidad Responsable;Descripción de Unidad Responsable;"
        "Grupo Funcional;Descripción de Grupo Funcional;Función;Descripción de Función;Subfunción;"
        "Descripción de Subfunción;Actividad Institucional;Descripción de Actividad Institucional;"
        "Modalidad del Programa presupuestario;"
        "Descripción de la modalidad del programa presupuestario;Programa Presupuestario;"
        "Descripción de Programa Presupuestario;Objeto del Gasto;Descripción de Objeto del Gasto;"
        "Tipo de Gasto;Descripción de Tipo de Gasto;Fuente de Financiamiento;"
        "Descripción de Fuente de Financiamiento;Entidad Federativa;"
        "Descripción de Entidad Federativa;Clave de cartera;Aprobado;Modificado;Ejercido"
    ).split(";")
    proposal = propose(header, [], shipped_mappings())
    assert (proposal.based_on, proposal.left) == ("mx-final-account", ())
    assert taken(proposal)["state"] == "Entidad Federativa"
    assert taken(proposal)["state_label"] == "Descripción de Entidad Federativa"


CURRENCY = (
    "CICLO ID_RAMO DESC_RAMO ID_UR DESC_UR ID_MODALIDAD ID_PP DESC_PP ID_OBJETO ID_ENTIDAD"
    " DESC_ENTIDAD APROBADO EJERCIDO MONEDA"
).split()


@pytest.mark.parametrize(
    ("cell", "rule", "left"),
    [
        ("USD", {"from": ["MONEDA"]}, ()),
        ("pesos", {"const": "MXN"}, ("MONEDA",)),
        ("", {"const": "MXN"}, ("MONEDA",)),
    ],
)
def test_a_currency_the_file_says_goes_before_an_earlier_constant(
    cell: str, rule: dict[str, object], left: tuple[str, ...]
) -> None:
    sample = [(*a_line().values(), cell)] * 2
    proposal = propose(CURRENCY, sample, [a_mapping()])
    assert proposal.based_on == "ejemplo"
    assert mapping_data(proposal.mapping)["columns"]["currency"] == rule
    assert proposal.left == left
    reason = next(one for one in proposal.reasons if one.column == "currency")
    assert reason.sure is bool(left)
