"""`tejido budget ask`: a question from a file, or said on one line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tejido.budgets.answer_printing import AnswerFormat
from tejido.core.command import prepare_django, refuse

if TYPE_CHECKING:
    from tejido.budgets.domain.answer import Answer

_LARGEST = 64 * 1024


def ask(
    question: Annotated[
        Path | None, typer.Argument(help="Question in YAML; docs/budget-question.schema.json.")
    ] = None,
    institution: Annotated[
        list[str] | None, typer.Option(help="Name, acronym or code (04-K00); may be repeated.")
    ] = None,
    measure: Annotated[
        str, typer.Option(help="proposed,approved,modified,accrued,executed,paid")
    ] = "",
    years: Annotated[
        str, typer.Option(help="2008:2013, 2013 or 2008,2013; all when left out.")
    ] = "",
    real: Annotated[
        str, typer.Option(help="Prices of this year: 2023, or inpc-mx:2023 to name the index.")
    ] = "",
    document: Annotated[
        str, typer.Option(help="proposal, approved, part_year or final_account.")
    ] = "final_account",
    dataset: Annotated[str, typer.Option(help="Key; looked for when left out.")] = "",
    concordance: Annotated[
        str, typer.Option(help="Key of the concordance that follows codes through the years.")
    ] = "",
    output: Annotated[
        AnswerFormat, typer.Option("--format", help="For a person or for a program.")
    ] = AnswerFormat.TABLE,
) -> None:
    """Answer a question about budgets. A missing value is said with its reason, never zero."""
    if (question is None) == (not institution):
        refuse("Give a question in a file, or --institution.")
    prepare_django()
    from tejido.budgets.actions.short_questions import ShortQuestion, answer_short
    from tejido.budgets.answer_printing import print_answer

    if question is not None:
        print_answer(_answer_file(question), output)
        return
    short = ShortQuestion(
        institutions=institution or (),
        measures=[one.strip() for one in measure.split(",") if one.strip()],
        years=years,
        document=document,
        real=real,
        dataset=dataset,
        concordance=concordance,
    )
    print_answer(answer_short(None, short), output)


def _answer_file(path: Path) -> "Answer":
    from tejido.budgets.actions.asking import answer, question_from
    from tejido.budgets.rule_files import read_yaml
    from tejido.budgets.rule_wording import refused

    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LARGEST)
    except (OSError, UnicodeDecodeError):
        refuse(f"There is no file {path} with text that may be read.")
    from tejido.budgets.domain.rule_data import RuleFault

    try:
        data = read_yaml(text)
    except RuleFault as fault:
        raise refused(fault) from fault
    return answer(None, question_from(data))
