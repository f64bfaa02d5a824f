"""A federal budget by line for the benchmarks: the real one where it is, else an invented one.

Both have 1.7 million lines in the columns of the mapping `mx-federal-micro`. The real file lies in
the folder TEJIDO_SHARED_DATA names (docs/budgets.md says where it is from).
"""

import hashlib
import os
from pathlib import Path

import duckdb

from benchmarks.processes import ROOT

LINES = 1_720_000
_SHARED = Path(os.environ.get("TEJIDO_SHARED_DATA", ROOT.parent / "shared" / "data"))
_REAL = _SHARED / "budget" / "mx_federal_micro.parquet"
_INVENTED = f"""
SELECT 2008 + (n % 6)::INTEGER AS anio, 'cuenta_publica' AS documento, 'invented' AS archivo,
  1 + (n // 7 % 40)::INTEGER AS ramo_id, 'Ramo ' || ramo_id AS ramo,
  chr(65 + (n // 11 % 26)::INTEGER) || '00' AS ur_id,
  CASE WHEN ramo_id = 4 AND ur_id = 'K00' THEN 'Instituto Nacional de Migración'
    ELSE 'Unidad ' || ramo_id || ur_id END AS ur,
  1 + (n % 4)::INTEGER AS finalidad_id, 'Finalidad ' || finalidad_id AS finalidad,
  1 + (n % 8)::INTEGER AS funcion_id, 'Función ' || funcion_id AS funcion,
  1 + (n % 9)::INTEGER AS subfuncion_id, 'Subfunción ' || subfuncion_id AS subfuncion,
  1 + (n % 20)::INTEGER AS ai_id, 'Actividad ' || ai_id AS ai,
  chr(65 + (n // 3 % 20)::INTEGER) AS modalidad_id, 'Modalidad ' || modalidad_id AS modalidad,
  1 + (n // 5 % 60)::INTEGER AS pp_id, 'Programa ' || modalidad_id || pp_id AS pp,
  1100 + (n % 300)::INTEGER AS objeto_id, 'Objeto ' || objeto_id AS objeto,
  1 + (n % 3)::INTEGER AS tipogasto_id, 'Tipo ' || tipogasto_id AS tipogasto,
  1 + (n % 4)::INTEGER AS ff_id, 'Fuente ' || ff_id AS ff,
  1 + (n // 13 % 32)::INTEGER AS entidad_id, 'Entidad ' || entidad_id AS entidad,
  NULL::VARCHAR AS proyecto, (hash(n) % 10000000)::DOUBLE AS aprobado,
  NULL::DOUBLE AS modificado, (hash(n + 1) % 1000000000 / 100)::DOUBLE AS ejercido,
  NULL::DOUBLE AS pagado
FROM range({LINES}) AS numbers(n)
"""


def which() -> str:
    """Return which lines are measured, for the names of the figures."""
    return "real lines" if _REAL.exists() else "invented lines"


def write_csv(path: Path) -> int:
    """Write the lines as a CSV; return how many."""
    lines = f"SELECT * FROM '{_REAL}'" if _REAL.exists() else _INVENTED
    with duckdb.connect() as bare:
        bare.execute(f"COPY ({lines}) TO '{path}' (HEADER)")
        (count,) = bare.execute(f"SELECT count(*) FROM ({lines})").fetchall()[0]
    return int(count)


def multiply(path: Path, times: int, folder: Path) -> tuple[Path, str]:
    """Write a snapshot's lines `times` times over; return the file and its SHA-256."""
    made = folder / "many.parquet"
    with duckdb.connect(config={"memory_limit": "2GB", "threads": 2}) as bare:
        bare.execute(
            f"COPY (SELECT lines.* FROM '{path}' AS lines, range({times})) TO '{made}'"
            " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        )
    with made.open("rb") as file:
        return made, hashlib.file_digest(file, "sha256").hexdigest()
