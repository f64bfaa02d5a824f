"""How a rule set of any kind is published: in versions that never change."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.rule_data import Bilingual
from tejido.budgets.models import Concordance, Lens
from tejido.core import audit
from tejido.core.canonical import digest_of
from tejido.core.errors import InvalidInput
from tejido.core.models import User

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What is published.

    Arguments:
        key, title, credit: of the rule set.
        spec: the rules as plain data.
        reason: why this version is published.
    """

    key: str
    title: Bilingual
    credit: str
    spec: dict[str, object]
    reason: str


def publish_version(
    model: type[Lens] | type[Concordance], actor: User | None, wording: Wording
) -> tuple[int, bool]:
    """Write a version of a rule set, within the caller's transaction.

    Returns:
        The primary key of the version, and whether it is new: the same rules again make none.

    Errors:
        InvalidInput: there is no reason.
    """
    if not wording.reason.strip() or len(wording.reason) > LONGEST_REASON:
        raise InvalidInput(
            _("Say in a few words why this version is published."), code="rules-reason"
        )
    titles = {"title_es": wording.title.es[:200], "title_en": wording.title.en[:200]}
    model.objects.get_or_create(key=wording.key, defaults=titles)
    rules = model.objects.select_for_update().get(key=wording.key)
    newest = rules.versions.first()
    digest = digest_of(wording.spec)
    if newest is not None and newest.digest == digest:
        return newest.pk, False
    model.objects.filter(pk=rules.pk).update(**titles)
    version = rules.versions.create(
        number=newest.number + 1 if newest else 1,
        spec=wording.spec,
        digest=digest,
        reason=wording.reason.strip(),
        author=actor,
        credit=wording.credit[:200],
    )
    verb = f"publish_{model._meta.model_name}"
    audit.record(actor, verb, rules, {"number": version.number, "digest": digest})
    return version.pk, True
