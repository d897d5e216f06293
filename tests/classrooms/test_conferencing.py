"""What may be sent, where the server is, and the configuration of a private Janus."""

import base64
import hashlib
import hmac
import stat
from datetime import UTC, datetime

import pytest

from classrooms.conferencing.contract import offer_allowed
from classrooms.conferencing.janus import JanusAddress
from classrooms.conferencing.janus_config import write_folder
from classrooms.conferencing.turn import ice_servers

SOUND = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
PICTURE = SOUND + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
DATA = SOUND + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"


@pytest.mark.parametrize(
    ("sdp", "picture", "allowed"),
    [
        (SOUND, False, True),
        (SOUND, True, True),
        (PICTURE, True, True),
        (PICTURE, False, False),
        (DATA, True, False),
        ("hello", True, False),
        ("v=0\r\n", True, False),
        (SOUND + "a=x\r\n" * 4000, True, False),
    ],
)
def test_which_offers_are_taken(sdp, picture, allowed):
    assert offer_allowed(sdp, picture=picture) is allowed


def test_an_address_carries_its_secrets_and_does_not_send_them():
    address = JanusAddress.of("ws://127.0.0.1:28188/?secret=abc&room_key=def")
    assert (address.url, address.secret, address.room_key) == ("ws://127.0.0.1:28188/", "abc", "def")


def test_relay_credentials_are_of_the_person_and_of_the_hour(settings):
    settings.TURN_URLS = ["turn:relay.example:3478?transport=tcp&secret=shared"]
    [server] = ice_servers(person="amina", now=datetime(2026, 11, 22, tzinfo=UTC))
    assert server["urls"] == "turn:relay.example:3478?transport=tcp"
    assert server["username"] == "1795334400:amina"  # eight hours after midnight
    digest = hmac.new(b"shared", b"1795334400:amina", hashlib.sha1).digest()
    assert server["credential"] == base64.b64encode(digest).decode()


def test_without_a_relay_no_server_at_all_is_named(settings):
    settings.TURN_URLS = []
    assert ice_servers(person="amina", now=datetime(2026, 11, 22, tzinfo=UTC)) == []


def test_the_written_configuration_is_private_and_local(tmp_path):
    one = write_folder(tmp_path / "one", interface="eth7", port=9999, rtp_ports="30000-30100")
    other = write_folder(tmp_path / "two", interface="eth7", port=9999)
    core = (one.folder / "janus.jcfg").read_text()
    assert 'ice_enforce_list = "eth7"' in core
    assert 'rtp_port_range = "30000-30100"' in core
    assert "libjanus_http.so" in core  # disabled: one door is enough
    assert 'ws_ip = "127.0.0.1"' in (one.folder / "janus.transport.websockets.jcfg").read_text()
    assert one.url != other.url  # fresh secrets each time
    assert JanusAddress.of(one.url).secret in core
    assert stat.S_IMODE(one.folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in one.folder.iterdir())
