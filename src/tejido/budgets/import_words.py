"""What a command need not say of a dataset and a source, because the mapping says it."""

from tejido.budgets.actions.imports import DatasetData
from tejido.budgets.domain.mapping import Mapping
from tejido.budgets.models.datasets import Grain
from tejido.evidence.domain.source_data import SourceData

_CURRENCY = "MXN"


def dataset_data(mapping: Mapping, key: str, publisher: str, currency: str = "") -> DatasetData:
    """Return what is said of a dataset that an import creates.

    Arguments:
        mapping: whose dataset and titles it takes.
        key: of the dataset, "" for the mapping's.
        publisher: as given.
        currency: as given, "" for the mapping's, or pesos where that reads it from the file.

    A file without objects of expenditure holds totals, not lines. The first two letters of a
    currency's code are its country's (ISO 4217).
    """
    rule = mapping.columns.get("currency")
    currency = currency or (rule.const if rule else None) or _CURRENCY
    return DatasetData(
        key=key or mapping.dataset or mapping.key,
        title_es=mapping.title_es,
        title_en=mapping.title_en,
        publisher=publisher,
        country=currency[:2],
        currency=currency,
        grain=Grain.LINE if "object" in mapping.columns else Grain.SUMMARY,
    )


def source_data(title: str, url: str, publisher: str) -> SourceData | None:
    """Return what is said of where a file comes from; None when nothing is."""
    if not (title or url):
        return None
    return SourceData(title=title or url, publisher=publisher, url=url)
