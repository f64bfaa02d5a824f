"""Spark gives what DuckDB gives: every shipped question, and lines that engines read apart."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from tejido.budgets.actions.asking import answer, question_from
from tejido.budgets.actions.case import CASE, load_case
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.asking.shipped import shipped_questions
from tejido.budgets.asking.spark import SparkFailed, SparkMissing
from tejido.budgets.domain.answer import Answer
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.asked_lines import a_series, line, store_lines

# The server ends when what it reads from ends, however the tests end.
_SERVER = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer(ip="127.0.0.1", port=0)
server.start(background=True)
print(server.listening_address[1], flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A Spark Connect server in a process of its own, for as long as these tests run."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield f"sc://127.0.0.1:{int(process.stdout.readline())}"
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()


def asked(settings: Any, engine: str, data: dict[str, Any]) -> Answer:
    settings.BUDGET_ENGINE = engine
    return answer(None, question_from(data))


def on_both(settings: Any, address: str, questions: dict[str, dict[str, Any]]) -> dict[str, Answer]:
    """The answers of both engines, which differ in nothing but the engine's name."""
    embedded = {name: asked(settings, "", data) for name, data in questions.items()}
    spark = {name: asked(settings, address, data) for name, data in questions.items()}
    for name, one in embedded.items():
        other = spark[name]
        assert other.rows == one.rows, name
        assert (other.columns, other.sql) == (one.columns, one.sql)
        assert (other.notes, other.method, other.names) == (one.notes, one.method, one.names)
        assert other.resolved.pop("engine").startswith("Spark Connect ")
        assert one.resolved.pop("engine").startswith("DuckDB ")
        assert other.resolved == one.resolved
    return embedded


def of_dataset(key: str) -> dict[str, dict[str, Any]]:
    return {name: {**data, "dataset": key} for name, data in shipped_questions().items()}


@pytest.mark.django_db
def test_every_shipped_question_on_the_small_data_set(settings: Any, address: str) -> None:
    load_case(actor=None)
    load_shipped()
    found = on_both(settings, address, of_dataset(CASE))
    assert len(found) >= 14
    assert all(one.rows for one in found.values())


def edge_lines() -> Iterator[dict[str, Any]]:
    """Lines with what engines read apart: no amount, ties, huge and negative amounts, accents."""
    near_most = "9999999999999999.99"
    for year in range(2008, 2014):
        yield line(year, "04-K00", "INSTITUTO NACIONAL DE MIGRACIÓN", programme="008",
                   programme_label="Política y servicios migratorios", approved="1234567.89",
                   executed=None if year == 2009 else "1234567.905", object="3900",
                   object_label="Otros  servicios; «generales»")  # fmt: skip
        yield line(year, "04-N00", "Coordinación de ayuda a refugiados", programme="006",
                   programme_label="Atención a refugiados\\apátridas", approved="0.01",
                   executed="-0.01")  # fmt: skip
        police = "36-C00" if year < 2013 else "04-L00"
        yield line(year, police, "Policía Federal", approved="-500.50", executed="2000000.00")
        yield line(year, police, "policia  federal", approved="0.50", executed="1.00")
        yield line(year, police, ".\x93Policía\x94 - <Federal>", approved="0", executed="0.00")
        yield line(year, "07-110", "Secretaría O'Higgins ñandú ÑÜ", approved=near_most,
                   executed="-" + near_most if year % 2 else near_most)  # fmt: skip
        yield line(year, "13-200", f"Öffnung {year}", unit_label=None, programme=None,
                   programme_label=None, branch_label=None, executed="0.00", object=None,
                   object_label=None)  # fmt: skip
        yield line(year, "13-300", "a\tb\u00a0c n\u0303 50% _x_", modality=None, state="09",
                   state_label="Ciudad de México", executed=str(year * 7) + ".35")  # fmt: skip
        for number in range(8):
            yield line(year, f"20-{number}00", f"Ente {number}", approved=f"{number * 3}.05",
                       executed=f"{number * number}.15", programme=f"10{number + year % 2}",
                       function=str(number % 3), function_label="Función")  # fmt: skip
    for stage in ("part_year", "approved", "proposal"):
        yield line(2014, "04-K00", "Instituto Nacional de Migración", document=stage,
                   modified="8.00", paid="2.5", approved="7.00", proposed="1.00")  # fmt: skip


EDGE_QUESTIONS: dict[str, dict[str, Any]] = {
    "by unit": {"by": ["institution"]},
    "real": {"by": ["institution"], "real": {"series": "edge-index", "base": 2008}},
    "per person": {"by": ["branch"], "per": {"series": "edge-people"}, "measures": ["executed"]},
    "text": {"by": ["institution"], "text": "policia fed*"},
    "words": {"by": ["programme"], "text": "refugiados apatridas"},
    "by state": {"by": ["state"], "years": "2008:2020"},
    "by function": {"by": ["function", "object"]},
    "deviation": {"figure": "deviation", "by": ["institution"]},
    "reallocation": {"figure": "reallocation", "by": ["branch"]},
    "share": {"figure": "share", "by": ["programme"]},
    "share in prices of a year": {
        "figure": "share",
        "by": ["branch"],
        "real": {"series": "edge-index", "base": 2008},
    },
    "largest": {"by": ["institution"], "top": 3},
    "concentration": {"figure": "concentration", "by": ["branch", "institution"], "top": 2},
    "objects": {"figure": "opacity", "sign": "catch_all_objects", "by": ["branch"]},
    "proposal": {"document": "proposal", "by": ["institution"]},
}


@pytest.mark.django_db
def test_lines_that_engines_read_apart(settings: Any, address: str, folders: Path) -> None:
    load_shipped()
    store_lines(edge_lines())
    a_series("edge-index", "deflator", y2008="100", y2009="104.7", y2010="95.238", y2012="7")
    a_series("edge-people", "people", y2008="3", y2009="7", y2010="400", y2011="8", y2012="1")
    own = {
        name: {"version": 1, "dataset": "ejemplo", **data} for name, data in EDGE_QUESTIONS.items()
    }
    found = on_both(settings, address, {**of_dataset("ejemplo"), **own})
    assert all(one.rows for one in found.values())
    # 2,000,001.00 for eight people stands half-way between two cents.
    each = found["per person"].rows
    assert ("36 Ramo 36", "250000.12") in {(row["branch"], row["value"]) for row in each}


@pytest.mark.django_db
def test_what_spark_lacks_is_said(
    settings: Any, address: str, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = store_lines([line(2012, "04-K00", "Instituto de Ejemplo", approved="1.00")])
    question = {"version": 1, "dataset": "ejemplo"}
    parquet_path(snapshot.digest).rename(folders / "elsewhere")
    with pytest.raises(SparkFailed):
        asked(settings, address, question)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SparkFailed):
        asked(settings, f"sc://127.0.0.1:{port}", question)
    monkeypatch.setattr("tejido.budgets.asking.spark.version", no_package)
    with pytest.raises(SparkMissing):
        asked(settings, address, question)


def no_package(name: str) -> str:
    raise PackageNotFoundError(name)


def test_a_default_installation_imports_nothing_of_spark() -> None:
    code = "import django; django.setup(); import sys; from tejido.budgets.asking import engines\n"
    code += "print(sorted({'pyspark', 'sqlglot', 'grpc', 'pandas'} & {*sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
