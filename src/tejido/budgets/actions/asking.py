"""Asking: a question in, an answer with its method, its SQL and its sources out."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, Final

from tejido.budgets.asking import faults, kept_groups, telling
from tejido.budgets.asking.engine import Engine, Record
from tejido.budgets.asking.engines import engine
from tejido.budgets.asking.resolving import Resolved, resolve
from tejido.budgets.asking.sql_figures import figure_sql
from tejido.budgets.asking.sql_lines import lines_sql
from tejido.budgets.domain.answer import FORMAT, Answer, answer_data, pinned_question, read_answer
from tejido.budgets.domain.grid import (
    MOST_ROWS,
    NO_NAMES,
    NO_OBJECT,
    NO_OTHER_YEAR,
    NO_PROGRAMME,
    Grid,
    TooManyRowsError,
    rows_of,
)
from tejido.budgets.domain.named_codes import NameFault
from tejido.budgets.domain.question import INSTITUTION, Figure, Question, Sign, question_data
from tejido.budgets.domain.question_reading import read_question
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.domain.standing import measures_of
from tejido.budgets.models import Answer as KeptAnswer
from tejido.budgets.queries.answers import Asker, kept_answer
from tejido.budgets.snapshot_files import parquet_path
from tejido.core.canonical import digest_of

# Answers kept, and how many rows one of them may have.
MOST_KEPT: Final = 2_000
LARGEST_KEPT: Final = 5_000


def question_from(data: object) -> Question:
    """Read a question from what YAML, JSON or a form holds.

    Errors:
        InvalidInput: it does not hold; the message says where and what to do.
    """
    try:
        return read_question(data)
    except RuleFault as fault:
        raise faults.refusal(fault) from fault


def answer(
    user: Asker,
    question: Question,
    *,
    fresh: bool = False,
    slot: AbstractContextManager[None] | None = None,
) -> Answer:
    """Answer a question, from what is kept where everything it depends on is the same.

    Arguments:
        user: who asks; None is the installation itself.
        question: what is asked.
        fresh: compute it again from the lines, whatever is kept.
        slot: held while it is computed, and never for an answer that is kept.

    Errors:
        NotFound: a dataset, lens, concordance or series that `user` does not see.
        InvalidInput: a name stands for nothing or for several things, or the question would mix
            what does not belong together.
        WarehouseFailed: the engine does not answer.
    """
    resolved = resolved_question(user, question)
    chosen = engine()
    key = _digest(resolved, chosen)
    kept = None if fresh else kept_answer(key)
    if kept is not None:
        return read_answer(kept)
    with slot or nullcontext():
        made = _answer(resolved, chosen, lines=fresh)
    if len(made.rows) <= LARGEST_KEPT:
        _keep(key, made)
    return made


def answer_again(kept: Answer) -> Answer:
    """Compute an answer again from the snapshots, corrections, versions and codes it was made from.

    What it has a row for is what it had one for then: no name is looked up again.

    Errors:
        as `answer`: what it was made from is gone or damaged.
    """
    question = pinned_question(question_from(kept.question), kept.resolved)
    resolved = resolved_question(None, question, kept.resolved)
    return _answer(resolved, engine(), lines=True, before=kept)


def resolved_question(
    user: Asker, question: Question, pinned: Mapping[str, Any] | None = None
) -> Resolved:
    """Look up everything a question names; `pinned` as in `resolve`. Errors: as `answer`."""
    try:
        return resolve(user, question, pinned)
    except NameFault as fault:
        raise faults.name_refusal(fault) from fault
    except RuleFault as fault:
        raise faults.refusal(fault) from fault


def sql_of(resolved: Resolved) -> str:
    """Return the statement with each Parquet file named by its digest, as it is published."""
    if not resolved.snapshots:
        return ""
    names = {digest: f"{digest}.parquet" for digest, *_ in resolved.snapshots}
    return figure_sql(resolved.plan, lines_sql(resolved.held(names)))


def _answer(
    resolved: Resolved, chosen: Engine, *, lines: bool, before: Answer | None = None
) -> Answer:
    records = _records(resolved, chosen, lines=lines)
    grid = _grid(resolved, before)
    try:
        rows = rows_of(grid, records)
    except TooManyRowsError as fault:
        raise faults.too_many_rows() from fault
    return Answer(
        question=question_data(resolved.plan.question),
        columns=grid.columns(),
        rows=rows,
        sql=sql_of(resolved),
        resolved={**resolved.record, "engine": chosen.name},
        method=telling.method_of(resolved),
        notes=telling.notes_of(resolved, records, empty=not rows),
        names=telling.names_of(resolved),
        reasons=telling.reasons_of(row["reason"] for row in rows if "reason" in row),
    )


def _records(resolved: Resolved, chosen: Engine, *, lines: bool) -> list[Record]:
    """Run the statement over the lines, or over what is kept of them and gives the same."""
    if not resolved.snapshots or not resolved.plan.measures:
        return []
    kept = not lines and chosen.local and kept_groups.serve(resolved)
    path_of = kept_groups.kept_path if kept else parquet_path
    paths = {digest: path_of(digest) for digest, *_ in resolved.snapshots}
    held = resolved.held({digest: str(path) for digest, path in paths.items()})
    sql = figure_sql(resolved.plan, lines_sql(held), kept=kept)
    # One more than anybody is shown, so that too many are noticed and never held.
    return chosen.run(f"{sql}\nLIMIT {MOST_ROWS + 1}", list(paths.values()))


def _keep(key: str, made: Answer) -> None:
    """Keep an answer and forget the oldest, so that asking does not fill the disk."""
    KeptAnswer.objects.bulk_create(
        [KeptAnswer(digest=key, result=answer_data(made))], ignore_conflicts=True
    )
    newest = KeptAnswer.objects.order_by("-made_at").values("made_at")
    KeptAnswer.objects.filter(made_at__lte=newest[MOST_KEPT : MOST_KEPT + 1]).delete()


def _grid(resolved: Resolved, before: Answer | None) -> Grid:
    plan, question = resolved.plan, resolved.plan.question
    grid = Grid(
        groups=plan.groups,
        years=resolved.asked,
        held=plan.years,
        document=question.document,
        seeds=_seeds(resolved, before),
        measures=tuple(map(str, plan.measures)),
        missing=tuple(str(one) for one in measures_of(question) if one not in plan.measures),
        money=plan.money,
        factors=None if plan.factors is None else frozenset(plan.factors),
        indicators=question.figure not in (Figure.AMOUNTS, Figure.CODES),
    )
    if question.figure == Figure.CONCENTRATION:
        return replace(grid, groups=plan.groups[:-1])
    if question.sign == Sign.VANISHED_PROGRAMMES:
        return replace(grid, empty=NO_OTHER_YEAR, lacking=NO_PROGRAMME)
    if question.sign == Sign.LABEL_CHURN:
        return replace(grid, empty=NO_OTHER_YEAR, lacking=NO_NAMES)
    if question.sign == Sign.CATCH_ALL_OBJECTS:
        return replace(grid, lacking=NO_OBJECT)
    if question.sign == Sign.MISSING_YEARS:
        return replace(grid, groups=("document",), held=(), missing=())
    return grid


def _seeds(resolved: Resolved, before: Answer | None) -> tuple[tuple[str, ...], ...]:
    """Return what is to have a row even where nothing is found: that of an earlier answer."""
    question = resolved.plan.question
    if question.sign == Sign.MISSING_YEARS:
        group, named = "document", tuple(map(str, sorted(resolved.coverage)))
    elif (
        resolved.plan.groups == (INSTITUTION,)
        and INSTITUTION in resolved.selections
        and question.figure != Figure.CONCENTRATION
    ):
        # Rows stand for the institutions asked for by name alone.
        group, named = INSTITUTION, resolved.selections[INSTITUTION].shown_in(resolved.asked)
    else:
        return ()
    if before is not None:
        named = tuple(dict.fromkeys(str(row[group]) for row in before.rows))
    return tuple((one,) for one in named)


def _digest(resolved: Resolved, chosen: Engine) -> str:
    depends: dict[str, Any] = {
        "format": FORMAT,
        "engine": chosen.name,
        "question": question_data(resolved.plan.question),
        "asked": list(resolved.asked),
        "coverage": {document: list(years) for document, years in resolved.coverage.items()},
        "resolved": resolved.record,
        "titles": dict(resolved.titles),
    }
    return digest_of(depends)
