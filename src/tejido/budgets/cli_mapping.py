"""Which mapping a command reads a file with: named, or proposed and confirmed by a person."""

import sys
from pathlib import Path

from rich.table import Table

from tejido.budgets.actions.mappings import propose_mapping
from tejido.budgets.domain.mapping import Mapping, mapping_data
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.queries.mappings import mapping_called
from tejido.budgets.reading import Choices
from tejido.budgets.rule_files import read_yaml, write_yaml
from tejido.budgets.rule_wording import refused
from tejido.core.command import errors, refuse

_LARGEST = 1024 * 1024


def mapping_for(file: Path, name: str, choices: Choices, *, yes: bool) -> Mapping:
    """Return the mapping for a file.

    Arguments:
        file: what is read with it.
        name: path of a mapping in YAML or JSON, or the key of one; "" to have one proposed, which
            is shown and asked for.
        choices: how the file is read.
        yes: take what is proposed.

    Errors:
        InvalidInput: the mapping does not hold. NotFound: there is none of that key.
    """
    if name and Path(name).is_file():
        return _from_file(Path(name))
    if name:
        return mapping_called(name)
    looked = propose_mapping(actor=None, path=file, choices=choices)
    _show(looked.proposal.mapping)
    if not yes and not _agreed():
        refuse("Nothing was imported: write the mapping to a file, change it, give --mapping.")
    return looked.proposal.mapping


def _from_file(path: Path) -> Mapping:
    try:
        with path.open(encoding="utf-8") as file:
            return read_mapping(read_yaml(file.read(_LARGEST)))
    except UnicodeDecodeError:
        refuse(f"{path} is no text in UTF-8.")
    except RuleFault as fault:
        raise refused(fault) from fault


def _show(mapping: Mapping) -> None:
    table = Table("column", "from")
    for column, rule in mapping.columns.items():
        table.add_row(column, rule.const if rule.const is not None else ", ".join(rule.names))
    errors.print(table)
    if errors.is_terminal:
        return
    errors.print(write_yaml(mapping_data(mapping)), markup=False)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        refuse("Say how the file is read: --mapping, or --yes for the mapping shown above.")
    errors.print("Is this how the file is to be read? [y/N]", markup=False)
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "s", "sí", "si"}
