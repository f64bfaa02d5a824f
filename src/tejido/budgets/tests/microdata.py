"""The federal microdata at hand, put into a dataset: canonical lines without the import."""

from hashlib import sha256

from tejido.budgets.models import Coverage, Dataset, Label, Snapshot, SnapshotState
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.tests.shared_data import MICRODATA
from tejido.budgets.warehouse import connect
from tejido.core.sorting import sort_key

_DOCUMENT = """CASE documento WHEN 'cuenta_publica' THEN 'final_account'
    WHEN 'presupuesto_aprobado' THEN 'approved' WHEN 'proyecto' THEN 'proposal'
    ELSE 'part_year' END"""
_LINES = f"""SELECT CAST(anio AS INTEGER) AS year, {_DOCUMENT} AS document, 'MXN' AS currency,
    lpad(CAST(ramo_id AS VARCHAR), 2, '0') AS branch, ramo AS branch_label,
    ur_id AS unit, ur AS unit_label, modalidad_id AS modality, modalidad AS modality_label,
    lpad(CAST(pp_id AS VARCHAR), 3, '0') AS programme, pp AS programme_label,
    CAST(objeto_id AS VARCHAR) AS object, objeto AS object_label,
    CAST(proyecto AS DECIMAL(18, 2)) AS proposed, CAST(aprobado AS DECIMAL(18, 2)) AS approved,
    CAST(modificado AS DECIMAL(18, 2)) AS modified, CAST(NULL AS DECIMAL(18, 2)) AS accrued,
    CAST(ejercido AS DECIMAL(18, 2)) AS executed, CAST(pagado AS DECIMAL(18, 2)) AS paid
    FROM read_parquet('{MICRODATA}')"""


def store_microdata(key: str) -> Snapshot:
    """Put every line of it into a new dataset of this key."""
    digest = sha256(str(MICRODATA).encode()).hexdigest()
    path = parquet_path(digest)
    with connect(files=[MICRODATA], folders=[path.parent]) as opened:
        opened.write_parquet(_LINES, path)
        held = opened.rows(
            f"SELECT year, document, COUNT(*) FROM read_parquet('{path}') GROUP BY ALL"
        )
        units = opened.rows(
            f"SELECT branch || '-' || unit, unit_label, MIN(year), MAX(year)"
            f" FROM read_parquet('{path}') GROUP BY ALL"
        )
    dataset = Dataset.objects.create(
        key=key, title_es="México", title_en="Mexico", publisher="SHCP", country="MX",
        currency="MXN", visibility="public",
    )  # fmt: skip
    snapshot = Snapshot.objects.create(
        dataset=dataset, state=SnapshotState.STORED, original_name=MICRODATA.name,
        original_digest=digest, original_size=1, digest=digest,
    )  # fmt: skip
    Coverage.objects.bulk_create(
        Coverage(
            dataset=dataset, snapshot=snapshot, year=year, document=document, rows=rows, totals={}
        )
        for year, document, rows in held
    )
    Label.objects.bulk_create(
        Label(
            dataset=dataset, snapshot=snapshot, dimension="unit", code=code, label=label or "",
            search_key=sort_key(label or ""), first_year=first, last_year=last,
        )
        for code, label, first, last in units
    )  # fmt: skip
    return snapshot
