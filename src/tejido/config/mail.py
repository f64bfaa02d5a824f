"""Where mails are handed over: an SMTP server, or a folder on this machine."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Django's settings of e-mail, read from one address.

    Arguments:
        backend: dotted path of the class that hands mails over.
        folder: where mails are written when there is no server; "" with one.
        host, port, user, password: of the SMTP server.
        tls_from_start: TLS before the first word (smtps); without it TLS is asked for (STARTTLS),
            and a server that offers none is not spoken to.
    """

    backend: str
    folder: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls_from_start: bool = False

    @property
    def asks_for_tls(self) -> bool:
        """Whether TLS begins with STARTTLS; a server on this machine is spoken to as it is."""
        local = self.host in {"localhost", "127.0.0.1", "::1"}
        return bool(self.host) and not self.tls_from_start and not local


def read_mail_url(url: str, *, password_file: str, data: Path) -> MailServer:
    """Return what an address of the settings says.

    Arguments:
        url: "folder:" (DATA/mail), "folder:/path", "smtp://user:password@host:port" or the same
            with smtps.
        password_file: path of a file that holds the password alone; "" for none.
        data: the installation's folder.

    Errors:
        ImproperlyConfigured: the address is none of these.
    """
    parts = urlsplit(url)
    if parts.scheme == "folder":
        folder = parts.path or str(data / "mail")
        return MailServer("tejido.notifications.mail_folder.FolderBackend", folder=folder)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured("TEJIDO_MAIL_URL must begin with folder:, smtp:// or smtps://")
    password = unquote(parts.password or "")
    if password_file:
        password = Path(password_file).read_text(encoding="utf-8").strip()
    return MailServer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=password,
        tls_from_start=parts.scheme == "smtps",
    )
