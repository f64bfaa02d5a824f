"""Every figure of the small data set, recomputed from the lines of its sources."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tejido.budgets.tests.shared_data import BUDGET_DATA, MICRODATA
from tejido.budgets.tests.test_case_data import FOLDER, PROGRAMMES, UNITS
from tejido.budgets.warehouse import Warehouse, connect

# Names of documents, as the compilation of the lines has them.
DOCUMENT = """
    CASE documento WHEN 'cuenta_publica' THEN 'final_account'
    WHEN 'presupuesto_aprobado' THEN 'approved' WHEN 'avance_2020_parcial' THEN 'part_year'
    WHEN 'proyecto' THEN 'proposal' END
"""
# The branches of the programme accounts are names without codes.
BRANCH = """
    CASE WHEN ramo = 'Gobernación' THEN '04' WHEN ramo = 'Relaciones Exteriores' THEN '05'
    WHEN ramo = 'Defensa Nacional' THEN '07' WHEN ramo = 'Marina' THEN '13'
    WHEN ramo IN ('Desarrollo Social', 'Desarrollo Social (Ahora Bienestar)', 'Bienestar')
    THEN '20' WHEN ramo = 'Provisiones Salariales y Económicas' THEN '23'
    WHEN ramo = 'Seguridad y Protección Ciudadana' THEN '36' END
"""
LINES = ("proyecto", "aprobado", "modificado", "ejercido", "pagado")
BY_UNIT = ("proposed", "approved", "modified", "executed", "paid")
BY_PROGRAMME = ("approved", "modified", "accrued", "executed")


def spaced(column: str) -> str:
    """SQL for a label with its spaces put right, as the small set has them."""
    return rf"trim(regexp_replace(replace({column}, chr(160), ' '), '\s+', ' ', 'g'))"


Amounts = tuple[Decimal | None, ...]


@pytest.fixture(scope="module")
def accounts() -> Iterator[Warehouse]:
    """The small set (`units`, `programmes`), the lines and the programme accounts as tables."""
    with connect(folders=[FOLDER, BUDGET_DATA]) as connection:
        for table, name in (("units", UNITS), ("programmes", PROGRAMMES)):
            connection.run(
                f"CREATE TABLE {table} AS "
                "SELECT row_number() OVER () AS place, * REPLACE (coalesce(unit, '') AS unit, "
                "coalesce(modality, '') AS modality, coalesce(programme, '') AS programme, "
                "coalesce(programme_label, '') AS programme_label) "
                "FROM read_csv(?, all_varchar = true)",
                [str(FOLDER / name)],
            )
        connection.run(
            f"CREATE TABLE lines AS SELECT anio::VARCHAR AS year, {DOCUMENT} AS document, "
            "archivo AS source, lpad(ramo_id::VARCHAR, 2, '0') AS branch, ur_id AS unit, "
            f"{spaced('ur')} AS unit_label, modalidad_id AS modality, "
            "lpad(pp_id::VARCHAR, 3, '0') AS programme, "
            f"{spaced('pp')} AS programme_label, "
            + ", ".join(f"{name}::DECIMAL(18, 2) AS {name}" for name in LINES)
            + " FROM read_parquet(?) WHERE ramo_id IN (4, 5, 7, 12, 13, 20, 23, 36)",
            [str(MICRODATA)],
        )
        connection.run(
            f"CREATE TABLE accounts AS SELECT anio AS year, {BRANCH} AS branch, clave_pp AS key, "
            f"{spaced('programa')} AS label, "
            + ", ".join(
                f"{name}::DECIMAL(18, 2) AS {name}"
                for name in ("aprobado", "modificado", "devengado", "ejercido")
            )
            + " FROM read_csv(?, all_varchar = true) WHERE grupo LIKE 'Ramos %'",
            [str(BUDGET_DATA / "mx_programmes_2013_2023.csv.gz")],
        )
        yield connection


def one(accounts: Warehouse, query: str) -> Amounts:
    (found,) = accounts.rows(query)
    return found


def test_every_row_by_unit_is_the_sum_of_its_lines(accounts: Warehouse) -> None:
    ours = ", ".join(f"units.{name}::DECIMAL(18, 2)" for name in BY_UNIT)
    sums = ", ".join(f"sum(lines.{name})" for name in LINES)
    different = accounts.rows(
        f"""
        SELECT place, units.source_lines::BIGINT, {ours}, count(lines.branch), {sums}
        FROM units LEFT JOIN lines USING (year, document, source, branch, modality, programme,
        programme_label) WHERE units.unit IN ('', lines.unit)
        AND (units.unit = '' OR units.unit_label = lines.unit_label) GROUP BY ALL
        """
    )
    assert len(different) == one(accounts, "SELECT count(*) FROM units")[0]
    half = len(different[0]) // 2 + 1
    assert [row for row in different if row[1:half] != row[half:]] == []


def test_every_row_by_programme_is_the_accounts(accounts: Warehouse) -> None:
    ours = ", ".join(f"{name}::DECIMAL(18, 2)" for name in BY_PROGRAMME)
    assert (
        accounts.rows(
            f"""
            SELECT year, branch, CASE programme WHEN '' THEN 'TOTAL' ELSE modality || programme END,
            CASE programme WHEN '' THEN 'TOTAL' ELSE programme_label END, {ours} FROM programmes
            EXCEPT ALL FROM accounts
            """
        )
        == []
    )


@pytest.mark.parametrize("branch", ["07", "13"])
def test_the_programmes_of_army_and_navy_add_up_to_the_branch(
    accounts: Warehouse, branch: str
) -> None:
    held = accounts.rows(
        "SELECT year, sum(approved::DECIMAL(18, 2)), sum(executed::DECIMAL(18, 2)) FROM programmes "
        "WHERE branch = ? GROUP BY year ORDER BY year",
        [branch],
    )
    totals = accounts.rows(
        "SELECT year, aprobado, ejercido FROM accounts WHERE branch = ? AND key = 'TOTAL' "
        "AND year > '2013' ORDER BY year",
        [branch],
    )
    assert len(held) == 10
    assert held == totals


def test_the_accounts_of_2014_put_the_armys_programmes_under_another_ministry(
    accounts: Warehouse,
) -> None:
    detail = one(
        accounts,
        "SELECT sum(aprobado) FROM accounts WHERE branch = '07' AND year = '2014' "
        "AND key <> 'TOTAL'",
    )
    assert detail == (Decimal("9667899051.00"),)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("INM", "branch = '04' AND unit = 'K00'"),
        ("COMAR", "branch = '04' AND unit = 'N00'"),
        ("SRE Proteccion a Mexicanos", "branch = '05' AND unit = '211'"),
        ("SRE Servicios Consulares", "branch = '05' AND unit = '212'"),
        ("Fondo de Apoyo a Migrantes", "branch = '23'"),
        ("3x1 Migrantes", "branch = '20'"),
        ("SNDIF", "branch = '12'"),
        ("Policia Federal", "branch || unit IN ('36C00', '04L00', '36A00')"),
        ("Guardia Nacional", "branch || unit = '36H00'"),
        ("SEDENA", "branch = '07'"),
        ("SEMAR", "branch = '13'"),
    ],
)
def test_institutions_agree_with_another_compilation(
    accounts: Warehouse, name: str, where: str
) -> None:
    sums = ", ".join(f"sum({measure}::DECIMAL(18, 2))" for measure in BY_UNIT)
    held = accounts.rows(
        f"SELECT year, source, {sums} FROM units WHERE {where} GROUP BY ALL ORDER BY 1, 2"
    )
    other = accounts.rows(
        "SELECT anio, "
        + ", ".join(f"{column}::DECIMAL(18, 2)" for column in LINES)
        + " FROM read_csv(?, all_varchar = true) WHERE institucion = ? AND nivel LIKE 'UR%' "
        "ORDER BY anio, documento",
        [str(BUDGET_DATA / "mx_focus_series.csv"), name],
    )
    assert other
    assert Counter((row[0], *row[2:]) for row in held) == Counter(other)


@pytest.mark.parametrize("year", ["2016", "2020", "2021"])
def test_what_was_approved_is_the_same_by_unit_and_by_programme(
    accounts: Warehouse, year: str
) -> None:
    where = "branch IN ('04', '05') AND modality = 'E' AND programme IN ('002', '006', '008')"
    query = (
        "SELECT branch, programme, sum(approved::DECIMAL(18, 2)) FROM {} "
        f"WHERE {where} AND year = '{year}' AND approved IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    by_unit = accounts.rows(query.format("units"))
    assert len(by_unit) == 3
    assert by_unit == accounts.rows(query.format("programmes"))


def test_the_two_programmes_are_the_same_by_unit_and_by_programme_in_2013(
    accounts: Warehouse,
) -> None:
    """What allows a programme to be followed from one file into the other, and a unit not."""
    by_unit = accounts.rows(
        "SELECT branch, modality || programme, sum(approved::DECIMAL(18, 2)), "
        "sum(executed::DECIMAL(18, 2)) FROM units WHERE year = '2013' AND modality = 'E' AND "
        "branch || programme IN ('04006', '04008', '05002', '05003', '05007') "
        "GROUP BY ALL ORDER BY ALL"
    )
    assert len(by_unit) == 5
    assert by_unit == accounts.rows(
        "SELECT branch, key, aprobado, ejercido FROM accounts WHERE year = '2013' AND "
        "branch || key IN ('04E006', '04E008', '05E002', '05E003', '05E007') ORDER BY ALL"
    )


def test_until_2013_each_of_the_two_is_of_one_unit(accounts: Warehouse) -> None:
    assert accounts.rows(
        "SELECT DISTINCT programme, unit FROM lines WHERE branch = '04' AND modality = 'E' "
        "AND programme IN ('006', '008') AND year <= '2013' ORDER BY ALL"
    ) == [("006", "N00"), ("008", "K00")]


def test_in_2016_the_institute_has_92_of_every_100_pesos_of_its_programme(
    accounts: Warehouse,
) -> None:
    (share,) = one(
        accounts,
        "SELECT round(100 * sum(aprobado) FILTER (unit = 'K00') / sum(aprobado)) FROM lines "
        "WHERE branch = '04' AND modality = 'E' AND programme = '008' AND year = '2016'",
    )
    assert share == 92
