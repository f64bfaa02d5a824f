"""Who gets what at the addresses of lenses and concordances."""

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.domain.lens import lens_data, read_lens
from tejido.budgets.rule_files import write_yaml
from tejido.budgets.tests.rule_examples import a_concordance, a_lens, a_rule, an_entity
from tejido.core.canonical import digest_of
from tejido.core.tests.permissions import Route, everyone, only

_LENS = a_lens(a_rule({"branch": "99"}))
_TYPED = {
    "rules": write_yaml(_LENS),
    "reason": "Por ver",
    "tried": digest_of(lens_data(read_lens(_LENS))),
}


def _lens() -> tuple[str]:
    return (publish_lens(actor=None, data=_LENS, reason="La primera").lens.key,)


def _version() -> tuple[str, int]:
    return (*_lens(), 1)


def _concordance() -> tuple[str]:
    data = a_concordance(an_entity("one", {"branch": "90", "years": "2012"}))
    version = publish_concordance(actor=None, data=data, reason="La primera")
    return (version.concordance.key,)


def _concordance_version() -> tuple[str, int]:
    return (*_concordance(), 1)


ROUTES = {
    "budgets:lens_list": Route(get=everyone()),
    "budgets:lens_compare": Route(get=everyone()),
    "budgets:lens_publish": Route(
        get=only("analyst", "secretary"),
        post=only("analyst", "secretary", status=302),
        data=_TYPED,
    ),
    "budgets:lens": Route(get=everyone(), args=_lens),
    "budgets:lens_version": Route(get=everyone(), args=_version),
    "budgets:lens_yaml": Route(get=everyone(), args=_version),
    "budgets:concordance": Route(get=everyone(), args=_concordance),
    "budgets:concordance_version": Route(get=everyone(), args=_concordance_version),
    "budgets:concordance_yaml": Route(get=everyone(), args=_concordance_version),
}
