"""Who gets what at the addresses of datasets and of questions asked in the browser."""

from tejido.budgets.tests.asked_lines import line, store_lines
from tejido.core.tests.permissions import Route, everyone


def _dataset() -> tuple[str]:
    return (store_lines([line(2012, "04-K00", "Instituto de Ejemplo")]).dataset.key,)


def _light() -> tuple[str]:
    return ("light",)


# Without a question in the address there is nothing to take along.
ROUTES = {
    "budgets:index": Route(get=everyone()),
    "budgets:dataset": Route(get=everyone(), args=_dataset),
    "budgets:explore": Route(get=everyone()),
    "budgets:explore_chart": Route(get=everyone(422), args=_light),
    "budgets:explore_png": Route(get=everyone(422)),
    "budgets:explore_csv": Route(get=everyone(422)),
    "budgets:explore_xlsx": Route(get=everyone(422)),
    "budgets:explore_yaml": Route(get=everyone(422)),
}
