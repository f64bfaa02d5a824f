"""When two e-mail addresses are the same person's."""

import unicodedata

# Google delivers whatever dots stand in the name, under either domain
# (support.google.com/mail/answer/7436150, read November 2026).
_WITHOUT_DOTS = frozenset({"gmail.com"})
_NO_ADDRESS = "not an e-mail address"
_SAME_DOMAIN = {"googlemail.com": "gmail.com"}


def canonical_email(email: str) -> str:
    """Return the form in which addresses of one person are equal; idempotent.

    For counting and comparing only: mails go to the address as it was given. Trimmed, NFC, lower
    case; the domain in its ASCII form (IDNA). What follows a plus sign is dropped, and so are the
    dots of a Gmail name: one mailbox must not sign a hundred times. The price is that two people
    of a domain whose server tells `ana+x` from `ana` count as one, which is rare.

    Arguments:
        email: as typed.

    Errors:
        ValueError: nothing stands before or behind the @, the domain is none, or there is a space.
    """
    text = unicodedata.normalize("NFC", email.strip())
    name, at, domain = text.rpartition("@")
    if not (name and at and domain) or any(character.isspace() for character in text):
        raise ValueError(_NO_ADDRESS)
    host = _canonical_domain(domain)
    lowered = unicodedata.normalize("NFC", name.lower())
    mailbox = lowered.partition("+")[0] or lowered
    if host in _WITHOUT_DOTS:
        mailbox = mailbox.replace(".", "") or mailbox
    return f"{mailbox}@{host}"


def _canonical_domain(domain: str) -> str:
    """Return a domain in lower-case ASCII, without the dot of the root."""
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise ValueError(_NO_ADDRESS) from error
    if not ascii_domain or "@" in ascii_domain or any(map(str.isspace, ascii_domain)):
        raise ValueError(_NO_ADDRESS)
    return _SAME_DOMAIN.get(ascii_domain, ascii_domain)
