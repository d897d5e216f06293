"""A private Janus: its configuration folder, and the network interface it may use."""

import json
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

INTERFACES = Path("/sys/class/net")
LIBRARIES = Path("/usr/lib/x86_64-linux-gnu/janus")
#: The interface made where a machine has nothing but its loopback, which Janus never uses.
MADE_INTERFACE, MADE_ADDRESS = "jf0", "127.0.0.2"
UNUSED_PLUGINS = (
    "lua",
    "duktape",
    "sip",
    "nosip",
    "recordplay",
    "videocall",
    "voicemail",
    "textroom",
    "echotest",
    "audiobridge",
    "streaming",
)
UNUSED_TRANSPORTS = ("http", "rabbitmq", "mqtt", "nanomsg", "pfunix")
IFF_LOOPBACK, IFF_UP = 0x8, 0x1


@dataclass(frozen=True, kw_only=True)
class JanusFolder:
    """A written configuration: start it with `janus -F FOLDER`; `url` is an item for `JANUS_URLS`."""

    folder: Path
    interface: str
    url: str


def find_interface() -> str | None:
    """Give the first interface that is up and is not a loopback, or None."""
    for interface in sorted(INTERFACES.iterdir()):
        flags = int((interface / "flags").read_text(), 16)
        if flags & IFF_UP and not flags & IFF_LOOPBACK and _has_address(interface.name):
            return interface.name
    return None


def _has_address(interface: str) -> bool:
    shown = subprocess.run(["ip", "-j", "addr", "show", "dev", interface], capture_output=True, text=True, check=False)  # noqa: S603, S607
    found = json.loads(shown.stdout or "[]")
    return any(info["family"] == "inet" for one in found for info in one.get("addr_info", []))


def make_interface() -> str | None:
    """On a machine with only a loopback, make an interface with a loopback address; needs root. None when it cannot."""
    commands = [
        ["ip", "link", "add", MADE_INTERFACE, "type", "veth", "peer", "name", "jf1"],
        ["ip", "addr", "add", f"{MADE_ADDRESS}/32", "dev", MADE_INTERFACE],
        ["ip", "link", "set", "jf1", "up"],
        ["ip", "link", "set", MADE_INTERFACE, "up"],
    ]
    if (INTERFACES / MADE_INTERFACE).exists():
        return MADE_INTERFACE
    for command in commands:
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:  # noqa: S603
            return None
    return MADE_INTERFACE


def write_folder(
    folder: Path, *, interface: str, port: int = 8188, rtp_ports: str = "20000-20999", public_address: str = ""
) -> JanusFolder:
    """Write a configuration with fresh secrets: the API on 127.0.0.1 only, only the video room, media on `interface`.

    `public_address` is the address people see when the machine stands behind address translation. The folder is
    readable by its owner alone.
    """
    secret, room_key = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    nat = f'\tnat_1_1_mapping = "{public_address}"\n' if public_address else ""
    files = {
        "janus.jcfg": _core(secret=secret, interface=interface, rtp_ports=rtp_ports, nat=nat),
        "janus.transport.websockets.jcfg": (
            f'general: {{ json = "compact"; ws = true; ws_port = {port}; ws_ip = "127.0.0.1"; wss = false; }}\n'
            "admin: { admin_ws = false; }\n"
        ),
        "janus.plugin.videoroom.jcfg": f'general: {{ admin_key = "{room_key}"; lock_rtp_forward = true; string_ids = true; }}\n',
    }
    for name, text in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(text)
    url = f"ws://127.0.0.1:{port}/?secret={secret}&room_key={room_key}"
    return JanusFolder(folder=folder, interface=interface, url=url)


def _core(*, secret: str, interface: str, rtp_ports: str, nat: str) -> str:
    plugins = ",".join(f"libjanus_{name}.so" for name in UNUSED_PLUGINS)
    transports = ",".join(f"libjanus_{name}.so" for name in UNUSED_TRANSPORTS)
    return f"""general: {{
	plugins_folder = "{LIBRARIES}/plugins"
	transports_folder = "{LIBRARIES}/transports"
	events_folder = "{LIBRARIES}/events"
	loggers_folder = "{LIBRARIES}/loggers"
	debug_level = 3
	debug_timestamps = true
	debug_colors = false
	api_secret = "{secret}"
	session_timeout = 60
	event_loops = 2
	hide_dependencies = true
}}
media: {{ rtp_port_range = "{rtp_ports}"; no_media_timer = 2; slowlink_threshold = 4; }}
nat: {{
	ignore_mdns = true
	ice_enforce_list = "{interface}"
{nat}}}
plugins: {{ disable = "{plugins}"; }}
transports: {{ disable = "{transports}"; }}
loggers: {{ disable = "libjanus_jsonlog.so"; }}
"""
