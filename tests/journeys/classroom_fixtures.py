"""A real Janus, a real site and real browsers for the live class."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from classrooms.conferencing.janus_config import JanusFolder, find_interface, make_interface, write_folder
from tests.databases import migrated_file

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-gpu",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-dev-shm-usage",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A process of the test's own that can be killed and started again."""

    def __init__(self, command: list[str], log: Path, env: dict[str, str] | None = None) -> None:
        self.command, self.log, self.env = command, log, env
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(self.command, cwd=ROOT, stdout=log, stderr=log, env=self.env)

    def kill(self) -> None:
        """As a crash does: no word of goodbye."""
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()
            self.running = None


class Janus(Process):
    """Janus on ports of its own."""

    def __init__(self, written: JanusFolder, log: Path) -> None:
        super().__init__(["janus", "-F", str(written.folder)], log)
        self.url = written.url


class Site(Process):
    """The platform under daphne, with a class of Nadia's that may be opened."""

    def __init__(self, folder: Path, janus_url: str) -> None:
        self.port = free_port()
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "JANUS_URLS": janus_url,
            "REDIS_URL": "",
        }
        super().__init__([sys.executable, "-m", "daphne", "-p", str(self.port), "lms.asgi:application"], folder / "site.log", env)

    def prepare(self) -> str:
        """Load the demo ministry into migrated tables; give the class's uuid."""
        self.run(["manage.py", "load_demo"])
        return self.run(["-m", "tests.journeys.make_class"]).split()[-1]

    def run(self, command: list[str]) -> str:
        ran = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.env, check=False, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr[-3000:]
        return ran.stdout

    def start(self) -> None:
        super().start()
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=2)
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.log.read_text()[-3000:])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def janus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    interface = find_interface() or make_interface()
    assert interface, "Janus needs a network interface besides the loopback, or the right to make one"
    folder = tmp_path_factory.mktemp("janus")
    written = write_folder(folder / "conf", interface=interface, port=free_port(), rtp_ports="23000-23499")
    janus = Janus(written, folder / "janus.log")
    janus.start()
    yield janus
    janus.kill()


@pytest.fixture(scope="session")
def class_database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with the demo ministry and a class of Nadia's, made once; and the class's uuid."""
    folder = tmp_path_factory.mktemp("class")
    shutil.copy(migrated_file(), folder / "site.sqlite3")
    return folder / "site.sqlite3", Site(folder, "").prepare()


@pytest.fixture
def class_site(tmp_path: Path, class_database: tuple[Path, str], janus: Janus) -> Iterator[tuple[Site, str]]:
    database, class_uuid = class_database
    shutil.copy(database, tmp_path / "site.sqlite3")
    site = Site(tmp_path, janus.url)
    site.start()
    yield site, class_uuid
    site.kill()


@pytest.fixture
def chromium(browser: Browser) -> Browser:
    """The journeys' one browser: Playwright runs once in a process."""
    return browser


DESK = {"viewport": {"width": 1366, "height": 768}, "permissions": ["camera", "microphone"]}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "permissions": ["microphone"]}


def signed_in_page(browser: Browser, site: Site, login: str, **screen: object) -> Page:
    context: BrowserContext = browser.new_context(**screen)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.address}/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", "warsha-demo")
    page.click("main form button")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def until(condition, *, within: float, page: Page, what: str) -> float:  # type: ignore[no-untyped-def]
    """Wait until the condition holds; give the seconds it took."""
    start = time.monotonic()
    while time.monotonic() - start < within:
        if condition():
            return time.monotonic() - start
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {within} s: {what}")


def grows(page: Page, figure: str, *, by: int, within: float = 15) -> float:
    """Wait until a figure of the page's connections has grown: time on a clock proves nothing, a frozen stream has it too."""

    def now() -> int:
        return page.evaluate("classRoom.voice.report()")[figure]

    before = now()
    return until(lambda: now() >= before + by, within=within, page=page, what=f"{figure} grows by {by}")
