"""`tejido budget setup`: what ships with Tejido for budgets, loaded into the database."""

from tejido.core.command import console, prepare_django


def setup() -> None:
    """Publish the lenses, concordances and series that ship; running it again changes nothing."""
    prepare_django()
    from tejido.budgets.actions.shipped import load_shipped

    loaded = load_shipped()
    for title, names in (
        ("Lenses", loaded.lenses),
        ("Concordances", loaded.concordances),
        ("Series", loaded.series),
    ):
        console.print(f"{title}: {', '.join(names)}")
