"""How a group of an answer is shown where a line lacks one of its codes: never as "07-"."""

from tejido.budgets.domain.plan import columns_of
from tejido.budgets.domain.question import CLASS


def shown_code(group: str, value: str, missing: str) -> str:
    """Return the text of a group with what is missing said in words.

    Arguments:
        group: column of the answer ("institution", "programme"…).
        value: as the statement has it: codes with hyphens between them, then the name.
        missing: what to say where the group's own code is not given ("no unit given").

    A code above it that is missing leaves no hyphen behind. What has all its codes, or codes that
    hold hyphens themselves, stays as it is.
    """
    if group == CLASS:
        return value
    codes, _space, name = value.partition(" ")
    parts = codes.split("-")
    # Without its one code, a group is its name.
    if len(parts) != len(columns_of(group)) - 1 or (len(parts) == 1 and codes) or all(parts):
        return value
    given = "-".join(part for part in parts if part)
    if parts[-1]:
        return f"{given} {name}".strip()
    return ", ".join(one for one in (given, name or missing) if one)
