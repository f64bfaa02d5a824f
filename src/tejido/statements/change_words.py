"""Messages about a signed text that changed, before their names are filled in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tejido.statements.queries.confirming import CHANGED

WORDED = "statements.wording-changed"
CARRIED = "statements.carried-text-changed"
CONFIRMED = "statements.confirmed-by-link"
WITHDRAWN = "statements.withdrawn-by-link"
RENEWED = "statements.confirming-link-renewed"


@dataclass(frozen=True, slots=True)
class Template:
    """A message about a signature, before the names are filled in.

    Arguments:
        label: what sort of message it is, for the secretariat's list.
        subject, lines: with places for title, signer, correction and until.
        link_text: what the link does.
        own_page: where somebody with an account is led.
    """

    label: Promise
    subject: Promise
    lines: tuple[Promise, ...]
    link_text: Promise
    own_page: str = "statements:confirm_own"


TEMPLATES = {
    CHANGED: Template(
        gettext_lazy("change of a signed text"),
        gettext_lazy("“%(title)s” changed: confirm or withdraw the signature"),
        (
            gettext_lazy("The text that %(signer)s signed says something else now."),
            gettext_lazy("What changed: %(correction)s"),
            gettext_lazy(
                "Until it is confirmed, the signature is not counted on the new text.%(until)s"
            ),
        ),
        gettext_lazy("See what changed, confirm or withdraw"),
    ),
    CARRIED: Template(
        gettext_lazy("change of a text with listed members"),
        gettext_lazy("“%(title)s” changed: the members of %(signer)s must confirm"),
        (
            gettext_lazy("What changed: %(correction)s"),
            gettext_lazy(
                "Members whose signature %(signer)s carried are not counted on the new text until"
                " they confirm. They are told; the network can also list them anew."
            ),
        ),
        gettext_lazy("See the members"),
        "statements:listed_members",
    ),
    WORDED: Template(
        gettext_lazy("change of wording"),
        gettext_lazy("“%(title)s”: the wording changed, the meaning did not"),
        (
            gettext_lazy("What changed: %(correction)s"),
            gettext_lazy("The signature of %(signer)s stays and counts. Nothing needs to be done."),
        ),
        gettext_lazy("See what changed"),
    ),
    CONFIRMED: Template(
        gettext_lazy("signature confirmed"),
        gettext_lazy("The signature of %(signer)s was confirmed: “%(title)s”"),
        (
            gettext_lazy("Somebody confirmed it by a link sent to a contact of the organization."),
            gettext_lazy("If this should not be so, withdraw it or write to the secretariat."),
        ),
        gettext_lazy("Look at the signature"),
    ),
    WITHDRAWN: Template(
        gettext_lazy("signature withdrawn"),
        gettext_lazy("The signature of %(signer)s was withdrawn: “%(title)s”"),
        (
            gettext_lazy("Somebody withdrew it by a link sent to a contact of the organization."),
            gettext_lazy("If this should not be so, write to the secretariat."),
        ),
        gettext_lazy("Read the statement"),
    ),
    RENEWED: Template(
        gettext_lazy("new link to a signature"),
        gettext_lazy("A new link to the signature of %(signer)s: “%(title)s”"),
        (
            gettext_lazy("The earlier link was too old, and this one was asked for with it."),
            gettext_lazy("If you did not ask for it, nothing needs to be done."),
        ),
        gettext_lazy("Look at the signature, confirm or withdraw it"),
    ),
}
