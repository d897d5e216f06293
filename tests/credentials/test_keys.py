"""Keys: two stores, one signing key a purpose, and nothing private where it does not belong."""

import json
import logging
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from lms.credentials import keystore
from lms.credentials.actions import make_missing_keys, mark_compromised, rotate_key
from lms.credentials.keystore import KeyMissing, KeyStore
from lms.credentials.keystore.files import FileStore
from lms.credentials.keystore.pkcs11 import TokenStore
from lms.credentials.models import Key
from lms.credentials.queries import did_document, key_list
from lms.credentials.rules import cose, keys
from lms.credentials.rules.keys import EDDSA, ES256
from lms.refusals import Refusal

MODULE = "/usr/lib/softhsm/libsofthsm2.so"


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A token of SoftHSM of our own; its address."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    (folder / "pin").write_text("4711\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm.conf")
    command = ["softhsm2-util", "--init-token", "--free", "--label", "warsha", "--pin", "4711", "--so-pin", "4711"]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    return f"pkcs11:token=warsha?module-path={MODULE}&pin-source=file:{folder}/pin"


@pytest.fixture(params=["files", "token"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    if request.param == "files":
        return FileStore(str(tmp_path / "keys"))
    return keystore._opened(request.getfixturevalue("token"))


def test_a_store_makes_keys_and_signs_with_them(store: KeyStore) -> None:
    edwards, curve = store.make(algorithm=EDDSA), store.make(algorithm=ES256)
    edwards.verify(store.sign(keys.kid_of(edwards), b"words"), b"words")
    wrapped = cose.sign(b"\x01", kid=bytes.fromhex(keys.kid_of(curve)), signer=lambda data: store.sign(keys.kid_of(curve), data))
    assert cose.is_signed_by(cose.parse(wrapped), curve)
    assert keys.key_of(keys.jwk_of(curve)) == curve and keys.key_of(keys.jwk_of(edwards)) == edwards


def test_a_store_says_which_key_it_does_not_have(store: KeyStore) -> None:
    with pytest.raises(KeyMissing, match="0123456789abcdef"):
        store.sign("0123456789abcdef", b"words")


def test_a_key_never_leaves_the_token(token: str) -> None:
    store = keystore._opened(token)
    assert isinstance(store, TokenStore)
    kid = keys.kid_of(store.make(algorithm=ES256))
    from pkcs11 import Attribute, ObjectClass

    private = store.session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=bytes.fromhex(kid))
    assert private[Attribute.SENSITIVE] and not private[Attribute.EXTRACTABLE] and private[Attribute.NEVER_EXTRACTABLE]


def test_key_files_are_closed_to_others_and_an_open_one_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    kid = keys.kid_of(FileStore(str(folder)).make(algorithm=ES256))
    file = folder / f"{kid}.pem"
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, file)] == ["0o700", "0o600"]
    file.chmod(0o640)
    with pytest.raises(KeyMissing, match="read by others"):
        FileStore(str(tmp_path / "keys")).sign(kid, b"words")


@pytest.mark.parametrize("kid", ["../../etc/passwd", "", "0123456789ABCDEF", "0123456789abcde"])
def test_a_key_id_is_no_path(tmp_path: Path, kid: str) -> None:
    with pytest.raises(KeyMissing):
        FileStore(str(tmp_path)).sign(kid, b"words")


@pytest.mark.parametrize(
    "address", ["", "pkcs11:token=none?module-path=/nowhere.so&pin-source=file:/nowhere", "pkcs11:token=x", "https://x"]
)
def test_a_store_that_is_not_there_is_said_in_a_sentence(settings: object, address: str) -> None:
    settings.SIGNING_KEYS_URL = address  # type: ignore[attr-defined]
    with pytest.raises(KeyMissing, match="SIGNING_KEYS_URL"):
        keystore.opened()


@pytest.mark.django_db
class TestRegister:
    def test_every_purpose_has_one_key_and_making_again_makes_none(self) -> None:
        assert make_missing_keys() == []
        pairs = list(Key.objects.filter(retired_at=None).order_by("pk").values_list("purpose", "algorithm"))
        assert sorted(pairs) == [
            ("authority", ES256), ("chain", EDDSA), ("code", ES256), ("credential", EDDSA), ("seal", ES256),
            ("status", ES256), ("status", EDDSA),
        ]  # fmt: skip

    def test_the_seals_certificate_is_of_our_authority(self) -> None:
        seal, authority = (
            x509.load_pem_x509_certificate(Key.objects.get(purpose=purpose, retired_at=None).certificate.encode())
            for purpose in ("seal", "authority")
        )
        seal.verify_directly_issued_by(authority)
        authority.verify_directly_issued_by(authority)
        usage = seal.extensions.get_extension_for_class(x509.KeyUsage).value
        assert usage.digital_signature and not usage.key_cert_sign
        assert keys.kid_of(seal.public_key()) == Key.objects.get(purpose="seal", retired_at=None).kid

    def test_rotation_keeps_the_old_public_key(self, client: Client) -> None:
        old = Key.objects.get(purpose="code", retired_at=None)
        [new] = rotate_key(purpose="code")
        old.refresh_from_db()
        listed = {key["kid"]: key for key in client.get("/credentials/keys.json").json()["keys"]}
        assert old.retired_at is not None and new.kid != old.kid
        assert listed[old.kid]["not_after"] and listed[new.kid]["not_after"] is None

    def test_a_stolen_key_is_marked_and_replaced(self, client: Client) -> None:
        old = Key.objects.get(purpose="credential", retired_at=None)
        since = timezone.now() - timedelta(hours=2)
        call_command("rotate_key", "--compromised", old.kid, "--since", since.isoformat(), verbosity=0)
        document = client.get("/.well-known/did.json").json()
        methods = {method["id"].partition("#")[2]: method for method in document["verificationMethod"]}
        assert methods[old.kid]["revoked"] == keys.instant(since)
        assert f"{document['id']}#{old.kid}" not in document["assertionMethod"]
        assert Key.objects.get(purpose="credential", retired_at=None).kid in methods

    def test_an_earlier_theft_moves_the_moment_back_a_later_one_does_not(self) -> None:
        kid, now = Key.objects.get(purpose="code", retired_at=None).kid, timezone.now()
        for hours in (2, 1, 3, 2):
            mark_compromised(kid=kid, at=now - timedelta(hours=hours))
        assert Key.objects.get(kid=kid).compromised_at == now - timedelta(hours=3)

    def test_an_unknown_key_is_refused(self) -> None:
        with pytest.raises(Refusal) as refused:
            mark_compromised(kid="0" * 16, at=timezone.now())
        with pytest.raises(CommandError, match="No key has this id"):
            call_command("rotate_key", "--compromised", "0" * 16, "--since", "2026-01-01")
        assert refused.value.code == "unknown_key"

    def test_nothing_private_is_published_logged_or_stored(self, caplog: pytest.LogCaptureFixture, settings: object) -> None:
        folder = Path(settings.SIGNING_KEYS_URL.removeprefix("file://"))  # type: ignore[attr-defined]
        with caplog.at_level(logging.DEBUG):
            made = [key for purpose in ("code", "credential", "seal") for key in rotate_key(purpose=purpose)]
        said = json.dumps([did_document(), key_list(now=timezone.now())]) + caplog.text + str(list(Key.objects.values()))
        for key in made:
            secret = (folder / f"{key.kid}.pem").read_text().splitlines()[1]
            assert secret not in said
        assert '"d"' not in said and "PRIVATE" not in said

    def test_the_did_names_the_host_with_its_port(self, settings: object) -> None:
        settings.PUBLIC_URL = "http://127.0.0.1:8110"  # type: ignore[attr-defined]
        document = did_document()
        assert document["id"] == "did:web:127.0.0.1%3A8110"
        assert all(method["publicKeyMultibase"].startswith(("z6Mk", "zDna")) for method in document["verificationMethod"])


def test_when_a_signature_counts() -> None:
    start = timezone.now()
    hours = [start + timedelta(hours=hour) for hour in range(4)]
    retired = keys.Trusted("k", "code", ES256, {}, hours[1], hours[3], None)
    stolen = keys.Trusted("k", "code", ES256, {}, hours[1], hours[3], hours[2])
    assert [keys.trusts(retired, signed_at=hour) for hour in hours] == [False, True, True, False]
    assert [keys.trusts(stolen, signed_at=hour) for hour in hours] == [False, True, False, False]


def test_published_documents_answer_304_to_who_has_them(client: Client, db: None) -> None:
    for address in ("/.well-known/did.json", "/credentials/keys.json", "/credentials/vocabulary.json"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert first["Cache-Control"] == "public, max-age=60" and first["Access-Control-Allow-Origin"] == "*"


def test_the_vocabulary_has_both_languages(client: Client, db: None) -> None:
    found = client.get("/credentials/vocabulary.json").json()
    assert found["trades"]["TLR"]["ar"] and found["trades"]["TLR"]["en"]
    assert all(level["ar"] and level["en"] for scheme in found["schemes"].values() for level in scheme["levels"].values())
