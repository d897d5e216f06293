"""A real S3 server of our own: SeaweedFS, started, killed and started again."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

KEY, SECRET = "warsha", "warsha-secret"
_IDENTITY = {
    "name": "t",
    "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
    "actions": ["Admin", "Read", "Write", "List"],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Seaweed:
    """Keeps its files under `folder`; the same address after each start."""

    def __init__(self, folder: Path) -> None:
        self.folder, port = folder, free_port()
        self.address = f"http://127.0.0.1:{port}"
        (folder / "s3.json").write_text(json.dumps({"identities": [_IDENTITY]}))
        parts = ("master", "volume", "filer")
        ports = [f"-{part}.port{kind}={free_port()}" for part in parts for kind in ("", ".grpc")]
        ports += [f"-s3.port.grpc={free_port()}", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        where = [f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=20", "-master.volumeSizeLimitMB=64"]
        weed = Path(sys.executable).parent / "weed"
        self.command = [str(weed), "server", "-s3", f"-s3.port={port}", f"-s3.config={folder / 's3.json'}", *ports, *where]

    @property
    def environment(self) -> dict[str, str]:
        """What an installation is told to keep its files here."""
        return {
            "UPLOADS_URL": f"s3://warsha?endpoint={self.address}",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def start(self) -> None:
        """Start, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self._said()
            try:
                urllib.request.urlopen(self.address, timeout=2)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self._said())

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        """End it, and its files."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _said(self) -> str:
        return (self.folder / "log").read_text()[-2000:]
