"""What a benchmark says: one JSON object a line, a ratio and never a verdict."""

import json
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement beside its peer's.

    Arguments:
        name: what was measured, with its size.
        value: Tejido's figure.
        unit: of both figures.
        peer: what it is compared with; "" when with nothing.
        peer_value: the peer's figure in the same run, or one that was published.
    """

    name: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """Tejido's figure over its peer's."""
        return round(self.value / self.peer_value, 3) if self.peer_value else None


def say(line: Line) -> None:
    """Write a line to standard output."""
    values = {**asdict(line), "value": round(line.value, 4), "ratio": line.ratio}
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    sys.stdout.flush()
