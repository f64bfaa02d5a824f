"""The picture a code app scans, as one SVG path drawn on the server."""

import qrcode
from allauth.mfa.adapter import get_adapter

from tejido.core.models import User

_BORDER = 4


def qr_path(user: User, secret: str) -> tuple[str, int]:
    """Return the path of the dark squares, and the width of the picture in squares.

    Arguments:
        secret: in base 32, as the app is to keep it.
    """
    code = qrcode.QRCode(border=_BORDER)
    code.add_data(get_adapter().build_totp_url(user, secret))
    code.make(fit=True)
    rows = code.get_matrix()
    squares = [
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    ]
    return "".join(squares), len(rows)
