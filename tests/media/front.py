"""The ministry's own set-up: production settings, uvicorn as the unit starts it, and nginx with `deploy/nginx.conf`."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.databases import migrated_file

ROOT = Path(__file__).resolve().parents[2]
#: Around a site of /etc/nginx/sites-enabled, as Debian's own nginx.conf is.
AROUND = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    log_format told '{{"path": "$request_uri", "status": $status, "sent": $body_bytes_sent, "from_application": "$upstream_response_length"}}';
    access_log {folder}/access.log told;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""  # noqa: E501
TAKE_IN = """
import json, sys
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from media.models import Asset
from media.queries import playable, with_files
call_command("ingest_assets", *FILES, "--wait", stdout=sys.stderr)
found = {}
for asset in with_files().order_by("pk"):
    now, then = playable(asset), playable(asset, now=timezone.now() - timedelta(days=3))
    found[asset.kind] = {"progressive": now.progressive, "expired": then.progressive, "download": now.download}
    found[asset.kind]["stored"] = {r.name: str(r.file) for r in asset.renditions.all()} | {"original.pdf": str(asset.file)}
print(json.dumps(found))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


@dataclass
class Front:
    """Start with `start`, end with `stop`. `files` holds the addresses of what was taken in, by kind."""

    folder: Path
    plain: int = field(default_factory=free_port)
    secure: int = field(default_factory=free_port)
    behind: int = field(default_factory=free_port)
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def start(self, *files: Path) -> None:
        """Take `files` into an empty library, then serve it."""
        shutil.copy(migrated_file(), self.folder / "site.sqlite3")
        application = ["-m", "uvicorn", "lms.asgi:application", "--host", "127.0.0.1", "--port", str(self.behind)]
        self._run([sys.executable, *application, "--lifespan", "off", "--no-access-log"])
        self.files = self._take_in(files)
        certify(self.folder)
        (self.folder / "site.conf").write_text(self._site())
        user = "user root;" if os.getuid() == 0 else ""  # it must read this test's own folders
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, user=user))
        self._run(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"])
        for port in (self.behind, self.secure):
            self._wait(port)

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(20)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """As a browser does, over TLS."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        return _answer(http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=20, context=trusted), method, path, headers)

    def ask_plainly(self, path: str) -> Answer:
        """Without encryption."""
        return _answer(http.client.HTTPConnection("127.0.0.1", self.plain, timeout=20), "GET", path, {})

    def ask_application(self, path: str, **headers: str) -> Answer:
        """Past nginx, as nginx asks."""
        link = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=20)
        return _answer(link, "GET", path, {"X-Forwarded-Proto": "https", **headers})

    def log(self) -> list[dict[str, str]]:
        """What nginx wrote down about each answer."""
        return [json.loads(line) for line in (self.folder / "access.log").read_text().splitlines()]

    def _site(self) -> str:
        """The house's own configuration; only ports and places are other ones."""
        site = (ROOT / "deploy/nginx.conf").read_text()
        for written, here in {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.secure} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "127.0.0.1:8001": f"127.0.0.1:{self.behind}",
            "/etc/letsencrypt/live/warsha.example/": f"{self.folder}/",
            "/srv/warsha/var/uploads/": f"{self.uploads}/",
        }.items():
            assert written in site, written
            site = site.replace(written, here)
        return site

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.media.front_settings",
            "WARSHA_VAR": str(self.folder),
            "UPLOADS_URL": self.uploads.as_uri(),
            "DATABASE_URL": f"sqlite:///{self.folder / 'site.sqlite3'}",
            "REDIS_URL": "redis://127.0.0.1:1/0",  # a file's address asks nobody
            "SECRET_KEY": "a secret of this test alone, long enough to be one: 0123456789abcdefghij",
            "ALLOWED_HOSTS": "warsha.example",
            "PUBLIC_URL": "https://warsha.example",
            "SMS_URL": "https://sms.example",
        }

    def _take_in(self, files: tuple[Path, ...]) -> dict[str, Any]:
        code = TAKE_IN.replace("FILES", repr([str(file) for file in files]))
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", code]
        ran = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr[-3000:]
        found: dict[str, Any] = json.loads(ran.stdout)
        return found

    def _run(self, command: list[str]) -> None:
        with (self.folder / f"{len(self.running)}.log").open("wb") as log:
            self.running.append(subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log))

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                said = "".join(path.read_text()[-1500:] for path in self.folder.glob("*.log"))
                assert time.monotonic() < deadline and all(process.poll() is None for process in self.running), said
                time.sleep(0.05)


def _answer(link: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str]) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    link.request(method, path, headers={"Host": "warsha.example", **named})
    answer = link.getresponse()
    whole = Answer(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})
    link.close()
    return whole


def certify(folder: Path) -> None:
    """A certificate that this test alone trusts."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "warsha.example")])
    names = x509.SubjectAlternativeName([x509.DNSName("warsha.example"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(*private))
