"""Rules that the database itself keeps, whoever writes to it: a migration operation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


@dataclass(frozen=True, slots=True)
class Refusal:
    """A trigger that refuses a write.

    Arguments:
        name: of the trigger, unique in the database; tests that empty tables drop "*_no_delete".
        table: the table it stands before.
        verb: INSERT, UPDATE or DELETE.
        when: SQL condition over OLD and NEW; "{differs}" is the database's word for a difference
            that knows NULL. Empty: always.
    """

    name: str
    table: str
    verb: str
    when: str = ""


class CreateRefusals(migrations.RunPython):
    """Creates triggers on SQLite or PostgreSQL, and drops them when the migration is undone.

    Arguments:
        message: English words of the database's error; a person meets the action's refusal first.
        refusals: the triggers.
    """

    def __init__(self, message: str, refusals: Sequence[Refusal]) -> None:
        super().__init__(_creating(message, refusals), _dropping(refusals))


class DropRefusals(migrations.RunPython):
    """Drops triggers before a table is altered: SQLite makes the table anew and loses them.

    A later operation creates them again. Arguments as for `CreateRefusals`.
    """

    def __init__(self, message: str, refusals: Sequence[Refusal]) -> None:
        super().__init__(_dropping(refusals), _creating(message, refusals))


Code = Callable[[StateApps, BaseDatabaseSchemaEditor], None]


def _creating(message: str, refusals: Sequence[Refusal]) -> Code:
    def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        make = _postgresql if editor.connection.vendor == "postgresql" else _sqlite
        for refusal in refusals:
            for statement in make(message, refusal):
                editor.execute(statement)

    return create


def _dropping(refusals: Sequence[Refusal]) -> Code:
    def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for refusal in refusals:
            if editor.connection.vendor == "postgresql":
                editor.execute(f"DROP TRIGGER {refusal.name} ON {refusal.table}")
                editor.execute(f"DROP FUNCTION {refusal.name}()")
            else:
                editor.execute(f"DROP TRIGGER {refusal.name}")

    return drop


def _sqlite(message: str, refusal: Refusal) -> list[str]:
    when = refusal.when.replace("{differs}", "IS NOT") or "TRUE"
    return [
        f"""CREATE TRIGGER {refusal.name} BEFORE {refusal.verb} ON {refusal.table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, '{message}'); END"""
    ]


def _postgresql(message: str, refusal: Refusal) -> list[str]:
    when = refusal.when.replace("{differs}", "IS DISTINCT FROM") or "TRUE"
    row = "OLD" if refusal.verb == "DELETE" else "NEW"
    return [
        f"""CREATE FUNCTION {refusal.name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {when} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {row}; END $$""",
        f"""CREATE TRIGGER {refusal.name} BEFORE {refusal.verb} ON {refusal.table}
        FOR EACH ROW EXECUTE FUNCTION {refusal.name}()""",
    ]
