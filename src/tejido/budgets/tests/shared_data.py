"""Where the whole accounts lie: beside the checkout, or in the folder TEJIDO_SHARED_DATA names."""

import os
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[4].parent / "shared" / "data"
SHARED_DATA = Path(os.environ.get("TEJIDO_SHARED_DATA", _BESIDE))
BUDGET_DATA = SHARED_DATA / "budget"
MICRODATA = BUDGET_DATA / "mx_federal_micro.parquet"
