"""What a lens makes of the lines of a dataset, and where two lenses differ."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

from tejido.budgets.asking_slots import asking_slot
from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.lens import UNCLASSIFIED, Lens, lens_data, lens_sql, rule_sql
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.lens_scope import Scope
from tejido.budgets.models import Answer
from tejido.budgets.warehouse import ENGINE, connect
from tejido.core.canonical import digest_of

MOST_GROUPS: Final = 25
_FORMAT: Final = 1
_GROUP: Final = ("branch", "unit", "modality", "programme")
_LABELS: Final = ("branch_label", "unit_label", "programme_label")


@dataclass(frozen=True, slots=True)
class ClassPair:
    """Lines by the class each lens gives them; with one lens, both are the same.

    Arguments:
        one, other: classes.
        lines: how many lines.
        amount: their sum as a decimal string; None when no line has the amount.
    """

    one: str
    other: str
    lines: int
    amount: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A programme of an institution that both lenses treat alike throughout.

    Arguments:
        one, other: its classes; `one_rule` and `other_rule` what decided, empty when nothing did.
        branch, unit, modality, programme: codes; `*_label` a name it had.
        first_year, last_year: of the lines.
    """

    one: str
    other: str
    one_rule: str
    other_rule: str
    branch: str
    unit: str
    modality: str
    programme: str
    branch_label: str
    unit_label: str
    programme_label: str
    first_year: int
    last_year: int
    lines: int
    amount: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lenses over the same lines.

    Arguments:
        pairs: every pair of classes that some line has.
        groups: the largest groups in question: those that differ, or that are unclassified.
        more: how many further groups there are.
    """

    pairs: tuple[ClassPair, ...]
    groups: tuple[Group, ...]
    more: int


def classes_of(lens: Lens, scope: Scope) -> Comparison:
    """Return what each class holds, and the largest groups no rule is about.

    Errors:
        AskedTooMuch: it is not kept, and as many questions as may be are being computed.
    """
    return _kept("classes", (lens,), scope, f"one = {literal(UNCLASSIFIED)}")


def compare(one: Lens, other: Lens, scope: Scope) -> Comparison:
    """Return how many lines and how much money each pair of classes has, and what differs.

    Errors:
        as `classes_of`.
    """
    return _kept("compare", (one, other), scope, "one <> other")


def _kept(about: str, lenses: tuple[Lens, ...], scope: Scope, listed: str) -> Comparison:
    digest = digest_of(
        {
            "about": f"lens-{about}",
            "format": _FORMAT,
            "engine": ENGINE,
            "lenses": [digest_of(lens_data(lens)) for lens in lenses],
            **scope.named(),
        }
    )
    kept = Answer.objects.filter(digest=digest).first()
    if kept is None:
        # It reads every line, and anybody may ask for it.
        with asking_slot():
            figures = _computed(lenses[0], lenses[-1], scope, listed)
        result = {"figures": asdict(figures)}
        kept, _new = Answer.objects.get_or_create(digest=digest, defaults={"result": result})
    return _read(kept.result["figures"])


def _read(data: dict[str, Any]) -> Comparison:
    return Comparison(
        tuple(ClassPair(**one) for one in data["pairs"]),
        tuple(Group(**one) for one in data["groups"]),
        data["more"],
    )


def _computed(one: Lens, other: Lens, scope: Scope, listed: str) -> Comparison:
    with connect(files=scope.paths()) as warehouse:
        # Words are looked for once for each distinct group, not once for each line.
        warehouse.run(f"CREATE TEMP TABLE grouped AS {_grouped_sql(one, other, scope)}")
        warehouse.run(f"CREATE TEMP TABLE ruled AS {_ruled_sql(one, other)}")
        pairs = warehouse.rows(
            "SELECT one, other, sum(lines), sum(amount) FROM ruled GROUP BY ALL ORDER BY one, other"
        )
        groups = warehouse.rows(_groups_sql(listed))
    return Comparison(
        tuple(ClassPair(a, b, int(lines), _money(amount)) for a, b, lines, amount in pairs),
        tuple(Group(*(*row[:-2], _money(row[-2]))) for row in groups),
        groups[0][-1] - len(groups) if groups else 0,
    )


def _grouped_sql(one: Lens, other: Lens, scope: Scope) -> str:
    needed = {"year", *_GROUP, *_LABELS, *one.columns(), *other.columns()}
    columns = ", ".join(column for column in COLUMNS if column in needed)
    return (
        f"SELECT {columns}, count(*) AS lines, sum({scope.measure}) AS amount"  # noqa: S608
        f" FROM ({scope.sql()}) AS held GROUP BY ALL"
    )


def _ruled_sql(one: Lens, other: Lens) -> str:
    same = one == other
    return (
        f"SELECT *, {lens_sql(one)} AS one, coalesce({rule_sql(one)}, '') AS one_rule,"  # noqa: S608
        f" {'one' if same else lens_sql(other)} AS other,"
        f" {'one_rule' if same else f'''coalesce({rule_sql(other)}, '')'''} AS other_rule"
        f" FROM grouped"
    )


def _groups_sql(listed: str) -> str:
    """Return the largest groups first: by the size of the money, whatever its sign."""
    keys = ", ".join(("one", "other", "one_rule", "other_rule", *_GROUP))
    codes = ", ".join(f"coalesce({column}, '')" for column in _GROUP)
    labels = ", ".join(f"coalesce(max({column}), '')" for column in _LABELS)
    return (
        f"SELECT one, other, one_rule, other_rule, {codes}, {labels},"  # noqa: S608
        f" min(year), max(year), sum(lines)::BIGINT, sum(amount), count(*) OVER ()"
        f" FROM ruled WHERE {listed} GROUP BY {keys}"
        f" ORDER BY abs(sum(amount)) DESC NULLS LAST, {keys} LIMIT {MOST_GROUPS}"
    )


def _money(amount: object) -> str | None:
    return None if amount is None else f"{Decimal(str(amount)):.2f}"
