"""The canonical columns of a budget line, and what a document stands for.

Classifications follow the harmonised ones of Mexico's CONAC (administrative, functional,
programmatic, economic, geographic); other countries' files map onto the same columns.
"""

from enum import StrEnum


class Document(StrEnum):
    """What sort of document a figure stands in. Documents of different standing never mix."""

    PROPOSAL = "proposal"
    APPROVED = "approved"
    PART_YEAR = "part_year"
    FINAL_ACCOUNT = "final_account"


class Measure(StrEnum):
    """The stage of the money."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    MODIFIED = "modified"
    ACCRUED = "accrued"
    EXECUTED = "executed"
    PAID = "paid"


# Each dimension has a code column of its own name and a column "<name>_label".
DIMENSIONS = (
    "branch",  # ramo
    "unit",  # unidad responsable
    "purpose",  # finalidad (grupo funcional)
    "function",  # función
    "subfunction",  # subfunción
    "activity",  # actividad institucional
    "modality",  # modalidad
    "programme",  # programa presupuestario
    "object",  # objeto (concepto, partida) del gasto
    "expense_type",  # tipo de gasto
    "funding",  # fuente de financiamiento
    "state",  # entidad federativa
)
KEYS = ("year", "document", "currency")
PLAIN = ("project",)  # clave de cartera
MEASURES = tuple(Measure)

TEXT_COLUMNS = (
    *(column for name in DIMENSIONS for column in (name, f"{name}_label")),
    *PLAIN,
)
# In the order of the Parquet file, whose lines are sorted by them. `line` is the record's place in
# the original file, 1 for the first after the header: BIGINT, each once, so that a snapshot keeps
# the file's own order and the same file gives the same bytes. Codes and labels are text: "04" and
# "4" are what the file says after the mapping's rules; amounts are DECIMAL(18, 2), year INTEGER.
COLUMNS = ("line", *KEYS, *TEXT_COLUMNS, *MEASURES)
