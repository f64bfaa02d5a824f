"""A passkey alone is two factors only when it was opened with a finger, a face or a PIN."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tejido.core.accounts.factors import Kind
from tejido.core.models import User

pytestmark = pytest.mark.django_db

HOST = "testserver"
PASSKEY = "/es/entrar/llave-de-acceso/"
FLAG = AuthenticatorData.FLAG


@dataclass
class Key:
    """A security key: whoever touches it shows that it is there, its PIN shows whose it is."""

    user: User
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: token_bytes(16))

    def register(self) -> "Key":
        """Store the key as a passkey of its person."""
        public = ES256.from_cryptography_key(self.secret.public_key())  # type: ignore[no-untyped-call]
        about = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(_site(), FLAG.UP | FLAG.UV | FLAG.AT, 0, about)
        made = AttestationObject.create("none", data, {})
        client = _client_data(CollectedClientData.TYPE.CREATE, websafe_encode(b"challenge"))
        answer = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(made),
        }
        credential = self._credential(answer)
        data_kept = {"name": "Llave", "credential": credential}
        Authenticator.objects.create(user=self.user, type=Kind.WEBAUTHN, data=data_kept)
        return self

    def answer(self, challenge: str, *, verified: bool) -> str:
        """Return what a browser sends when the key was touched, with its PIN or without."""
        flags = FLAG.UP | FLAG.UV if verified else FLAG.UP
        data = AuthenticatorData.create(_site(), flags, 1)
        client = _client_data(CollectedClientData.TYPE.GET, challenge)
        signature = self.secret.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        handle = user_pk_to_url_str(self.user).encode()
        parts = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": handle,
        }
        return json.dumps(self._credential({k: websafe_encode(v) for k, v in parts.items()}))

    def _credential(self, answer: dict[str, str]) -> dict[str, object]:
        shown = websafe_encode(self.id)
        return {"id": shown, "rawId": shown, "type": "public-key", "response": answer}


def _site() -> bytes:
    return sha256(HOST.encode()).digest()


def _client_data(sort: str, challenge: str) -> bytes:
    return bytes(CollectedClientData.create(sort, challenge, f"https://{HOST}"))


def challenge_of(client: Client) -> str:
    """Return the challenge that the last page gave."""
    challenge: str = client.session["mfa.webauthn.state"]["challenge"]
    return challenge


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


@pytest.mark.parametrize("verified", [True, False])
def test_alone_it_must_have_been_opened(verified: bool, alice: User, client: Client) -> None:
    key = Key(alice).register()
    client.get(PASSKEY)
    client.post(PASSKEY, {"credential": key.answer(challenge_of(client), verified=verified)})
    assert (signed_in(client) == alice.pk) is verified


def test_a_key_found_opens_nothing_with_a_challenge_meant_for_a_second_factor(
    alice: User, charlie: User, client: Client
) -> None:
    found, own = Key(alice).register(), Key(charlie).register()
    charlie.set_password("una frase larga")
    charlie.save()
    client.post("/es/entrar/contrasena/", {"email": charlie.email, "password": "una frase larga"})
    assert client.get("/es/entrar/segundo-factor/").status_code == 200
    assert own.user == charlie
    client.post(PASSKEY, {"credential": found.answer(challenge_of(client), verified=False)})
    assert signed_in(client) is None
