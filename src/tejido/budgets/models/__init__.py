"""Tables of the budgets."""

from tejido.budgets.models.datasets import Dataset, Label, Mapping
from tejido.budgets.models.findings import (
    Finding,
    FindingState,
    FindingVersion,
    FindingWithdrawal,
    Recheck,
)
from tejido.budgets.models.rules import (
    Answer,
    Concordance,
    ConcordanceVersion,
    Lens,
    LensVersion,
)
from tejido.budgets.models.snapshots import Correction, Coverage, Snapshot
from tejido.budgets.models.states import SnapshotState

__all__ = [
    "Answer",
    "Concordance",
    "ConcordanceVersion",
    "Correction",
    "Coverage",
    "Dataset",
    "Finding",
    "FindingState",
    "FindingVersion",
    "Label",
    "Lens",
    "LensVersion",
    "Mapping",
    "Recheck",
    "Snapshot",
    "SnapshotState",
    "FindingWithdrawal",
]
