"""Which mapping a command reads a file with: named, or proposed and confirmed by a person."""

import sys
from dataclasses import replace
from pathlib import Path

from rich.table import Table

from tejido.budgets.actions.mappings import propose_mapping
from tejido.budgets.domain.mapping import ColumnRule, Mapping, mapping_data
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.domain.year_spans import year_spans
from tejido.budgets.import_looks import confirmed
from tejido.budgets.lens_scope import documents_of
from tejido.budgets.models import Dataset
from tejido.budgets.queries.mappings import mapping_called
from tejido.budgets.reading import Choices
from tejido.budgets.rule_files import read_yaml, write_yaml
from tejido.budgets.rule_wording import refused
from tejido.core.command import errors, refuse

_LARGEST = 1024 * 1024


def mapping_for(
    file: Path, name: str, choices: Choices, *, yes: bool, currency: str = "", dataset: str = ""
) -> tuple[Mapping, Choices]:
    """Return the mapping for a file, and how the file is read with it.

    Arguments:
        file: what is read with it.
        name: path of a mapping in YAML or JSON, or the key of one; "" to have one proposed, which
            is shown and asked for, with the encoding the file is read in from then on.
        choices: how the file is read.
        yes: take what is proposed.
        currency: of a proposed mapping, where no column of the file has it.
        dataset: key of the file's dataset, "" for the mapping's; what it holds is shown as well.

    Errors:
        InvalidInput: the mapping does not hold. NotFound: there is none of that key.
    """
    if name and Path(name).is_file():
        return _from_file(Path(name)), choices
    if name:
        return mapping_called(name), choices
    looked = propose_mapping(actor=None, path=file, choices=choices)
    mapping = _in_currency(looked.proposal.mapping, currency)
    _show(mapping, looked.table.encoding)
    if looked.proposal.left:
        errors.print(
            f"columns of the file not used: {', '.join(looked.proposal.left)}", markup=False
        )
    _show_held(dataset or mapping.dataset or mapping.key)
    if not yes and not _agreed():
        refuse("Nothing was imported: write the mapping to a file, change it, give --mapping.")
    return mapping, confirmed(choices, looked.table)


def _in_currency(mapping: Mapping, currency: str) -> Mapping:
    """Return a mapping with the currency that was said, unless it reads it from the file."""
    rule = mapping.columns.get("currency")
    if not currency or (rule is not None and rule.const is None):
        return mapping
    return replace(mapping, columns={**mapping.columns, "currency": ColumnRule(const=currency)})


def _from_file(path: Path) -> Mapping:
    try:
        with path.open(encoding="utf-8") as file:
            return read_mapping(read_yaml(file.read(_LARGEST)))
    except UnicodeDecodeError:
        refuse(f"{path} is no text in UTF-8.")
    except RuleFault as fault:
        raise refused(fault) from fault


def _show(mapping: Mapping, encoding: str) -> None:
    if encoding:
        errors.print(f"encoding: {encoding}", markup=False)
    table = Table("column", "from")
    for column, rule in mapping.columns.items():
        table.add_row(column, rule.const if rule.const is not None else ", ".join(rule.names))
    errors.print(table)
    if errors.is_terminal:
        return
    errors.print(write_yaml(mapping_data(mapping)), markup=False)


def _show_held(key: str) -> None:
    """Say what the file may take the place of."""
    known = Dataset.objects.filter(key=key).first()
    held = documents_of(known) if known else {}
    if held:
        said = "; ".join(f"{document} {year_spans(years)}" for document, years in held.items())
        errors.print(
            f"The dataset {key} has {said}; of the same year and document, this file's lines take"
            " the place of those.",
            markup=False,
        )


def _agreed() -> bool:
    if not sys.stdin.isatty():
        refuse("Say how the file is read: --mapping, or --yes for the mapping shown above.")
    errors.print("Is this how the file is to be read? [y/N]", markup=False)
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "s", "sí", "si"}
