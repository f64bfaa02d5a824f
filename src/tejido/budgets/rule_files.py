"""Rule sets as YAML: what a person writes, downloads and sends back."""

from collections.abc import Hashable, Mapping
from typing import Any

import yaml

from tejido.budgets.domain.question import question_data
from tejido.budgets.domain.question_reading import read_question
from tejido.budgets.domain.rule_data import RuleFault

LARGEST = 512 * 1024


class _Loader(yaml.SafeLoader):
    """Plain values only; what is written twice or by reference is refused, not merged."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases: a few lines of them stand for any amount of data."""
        if self.check_event(yaml.AliasEvent):
            raise RuleFault("yaml", f"* (line {self.line + 1})")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a field that is there twice, of which one would be lost."""
        names = [key.value for key, _value in node.value]
        for name in names:
            if names.count(name) > 1:
                raise RuleFault("twice", f"line {node.start_mark.line + 1}", name)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    """Writes what is there twice in full, since `_Loader` takes no references."""

    def ignore_aliases(self, data: object) -> bool:
        """Never refer to what was written before."""
        return True


def read_yaml(text: str) -> object:
    """Return the plain data of a YAML text.

    Errors:
        RuleFault: yaml, twice, too-large.
    """
    if len(text) > LARGEST:
        raise RuleFault("too-large", "", LARGEST // 1024)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise RuleFault("yaml", f"line {line}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, RuleFault):
            raise
        raise RuleFault("yaml", type(error).__name__) from error


def write_yaml(data: object) -> str:
    """Return plain data as YAML that `read_yaml` gives back the same."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def write_question(data: Mapping[str, Any]) -> str:
    """Return a question as YAML in its fixed order: PostgreSQL keeps data in an order of its own.

    Errors:
        RuleFault: it is no question.
    """
    return write_yaml(question_data(read_question(data)))
