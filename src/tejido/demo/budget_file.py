"""The demo's findings, read into plain values: the question, and what is said of its answer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tejido.demo.files import LANGUAGES, read_text

FINDINGS = "budget-findings.toml"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding to publish.

    Arguments:
        question: name of a question the budgets ship, without its ending.
        sentence: what the answer bears, by language.
        limits: what the data cannot show, by language.
    """

    question: str
    sentence: Mapping[str, str]
    limits: Mapping[str, str]


def read_findings() -> tuple[FindingRow, ...]:
    """Return the findings in the order they are published."""
    return tuple(_finding(row) for row in tomllib.loads(read_text(FINDINGS))["findings"])


def _finding(row: Mapping[str, Any]) -> FindingRow:
    sentence, limits = (
        {language: row[field][language] for language in LANGUAGES}
        for field in ("sentence", "limits")
    )
    return FindingRow(row["question"], sentence, limits)
