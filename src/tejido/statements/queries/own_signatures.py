"""How the organizations that somebody acts for stand under statements."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from tejido.coalition.models import COUNTED, Mandate, MandateSummary
from tejido.coalition.queries import organizations_of
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.statements.models import Answer, Endorsement, Listing, Signer, Version


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """How an organization that somebody acts for stands under a statement.

    Arguments:
        mandate: under which they would act now; None when none is in force.
        direct: its own signature of the wording that is signed now.
        carried: those through networks, of the same wording.
        earlier: those of an earlier text, where nothing of the present one stands.
        waiting: listings by networks that it has not answered and that count nothing yet.
        is_party: it has signed, or carried others, whatever became of it.
        unnamed: it asked not to be named under the statement.
    """

    organization: Organization
    mandate: Mandate | None
    direct: Endorsement | None
    carried: tuple[Endorsement, ...]
    earlier: tuple[Endorsement, ...]
    waiting: tuple[Listing, ...]
    is_party: bool
    unnamed: bool

    @property
    def stands(self) -> bool:
        """Whether anything of it stands and can be withdrawn."""
        return bool(self.direct or self.carried or self.earlier)

    @property
    def mandate_summary(self) -> MandateSummary | None:
        """What the page says of the mandate they act under."""
        return self.mandate.summary if self.mandate else None


def own_signatures(user: User, version: Version) -> list[OwnSignature]:
    """Return the organizations somebody may sign for, as they stand under one statement."""
    own = list(organizations_of(user, scope="sign"))
    known = Known(own, [version.statement_id], user)
    return [known.line(row, version) for row in own]


def own_signature(user: User, version: Version, organization: Organization) -> OwnSignature:
    """Return one organization as it stands under one statement, with or without a mandate."""
    return Known([organization], [version.statement_id], user).line(organization, version)


class Known:
    """What stands and waits for a few organizations under a few statements."""

    def __init__(
        self, own: Collection[Organization], statements: Collection[int], user: User
    ) -> None:
        ids = [row.pk for row in own]
        rows = Endorsement.objects.filter(
            whole(ids), signed_by__statement__in=statements, withdrawn_at__isnull=True
        )
        rows = rows.select_related("signed_by", "via__merged_into", "mandate")
        self.standing: dict[tuple[int, int], list[Endorsement]] = defaultdict(list)
        for row in rows.annotate(counted=COUNTED):
            self.standing[row.signed_by.statement_id, row.counted].append(row)
        waiting = Listing.objects.filter(
            whole(ids),
            root__statement__in=statements,
            endorsement__isnull=True,
            taken_back_at__isnull=True,
            answer=Answer.NONE,
        ).select_related("root", "network__merged_into")
        self.waiting: dict[tuple[int, int], list[Listing]] = defaultdict(list)
        for listing in waiting.annotate(counted=COUNTED):
            self.waiting[listing.root_id, listing.counted].append(listing)
        parties = Signer.objects.filter(whole(ids), statement__in=statements)
        said = parties.annotate(counted=COUNTED).order_by("unnamed")
        # The last of a body's signers says it: one that asked leaves all of them unnamed.
        self.unnamed = {
            (statement, body): unnamed
            for statement, body, unnamed in said.values_list("statement", "counted", "unnamed")
        }
        active = Mandate.objects.active_on(timezone.localdate()).covering("sign")
        held = active.filter(whole(ids), user=user).select_related("organization")
        self.mandates: dict[int, Mandate] = {}
        # The one that lasts longest, as `mandate_for` chooses it.
        for mandate in held.order_by(F("ends_on").desc(nulls_first=True), "pk"):
            body = mandate.organization.merged_into_id or mandate.organization_id
            self.mandates.setdefault(body, mandate)

    def line(self, organization: Organization, version: Version) -> OwnSignature:
        """Return how one of the organizations stands under one of the statements."""
        root = version.root_id or version.pk
        standing = self.standing[version.statement_id, organization.pk]
        now = [row for row in standing if row.root_id == root]
        return OwnSignature(
            organization=organization,
            mandate=self.mandates.get(organization.pk),
            direct=next((row for row in now if row.via_id is None), None),
            carried=tuple(row for row in now if row.via_id is not None),
            earlier=() if now else tuple(standing),
            waiting=tuple(self.waiting[root, organization.pk]),
            is_party=(version.statement_id, organization.pk) in self.unnamed,
            unnamed=self.unnamed.get((version.statement_id, organization.pk), False),
        )


def whole(ids: Collection[int]) -> Q:
    """Return the condition that something is of bodies (canonical ids), or counts as theirs."""
    return Q(organization__in=ids) | Q(organization__merged_into__in=ids)
