"""The running platform, as ``make run`` serves it, and people with browsers."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.databases import migrated_file
from tests.journeys.classroom_fixtures import CHROMIUM, FLAGS, free_port

ROOT = Path(__file__).resolve().parents[2]
SCREENS = {"phone": (390, 844), "tablet": (820, 1180), "laptop": (1366, 768)}
START_SECONDS = 240


@dataclass
class RunningSite:
    """``bin/run`` on a port and a database of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    films: int = 0
    more: dict[str, str] = field(default_factory=dict)  # settings beside the usual ones
    neighbours: tuple[str, ...] = ()  # other servers of the installation, which its pages may ask

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
            "DATABASE_URL": f"sqlite:///{self.folder / 'site.sqlite3'}",
            "REDIS_URL": "",
            "WARSHA_VAR": str(self.folder),
            "DEMO_FILMS": str(self.films),
            "PORT": str(self.port),
            **self.more,
        }

    def start(self) -> None:
        """Start and wait until the addresses are announced."""
        if not (self.folder / "site.sqlite3").exists():
            shutil.copy(migrated_file(), self.folder / "site.sqlite3")
        self.output = self.folder / "run.log"
        with self.output.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "bin/run"], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while "Warsha is running" not in self.output.read_text():
            assert self.process.poll() is None and time.monotonic() < deadline, self.output.read_text()[-3000:]
            time.sleep(0.2)

    def stop(self) -> None:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the site."""
        ran = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        return ran.stdout

    def ask(self, code: str) -> str:
        """What a line of Python says of the site's data, as text: the auditor's view beside the screens."""
        return self.manage("shell", "--no-imports", "-v", "0", "-c", code).strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One site for all journeys of a process; each journey brings people of its own where it changes things.

    While writing a journey, point ``JOURNEY_SITE`` at the folder and port of a site that runs: ``folder:port``.
    """
    if kept := os.environ.get("JOURNEY_SITE"):
        folder, port = kept.rsplit(":", 1)
        yield RunningSite(Path(folder), int(port))
        return
    running = RunningSite(tmp_path_factory.mktemp("site"), films=int(os.environ.get("JOURNEY_FILMS", "1")))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@dataclass
class Reader:
    """Somebody at a screen."""

    page: Page
    site: RunningSite
    language: str
    complaints: list[str]

    def open(self, path: str) -> None:
        """Open an address of the site in the reader's language; ``/…`` is taken as it stands."""
        self.page.goto(f"{self.site.address}{path if path.startswith('/') else f'/{self.language}/{path}'}")

    def sign_in(self, login: str, password: str = "warsha-demo") -> "Reader":
        self.open("")
        self.open("/accounts/login/")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        self.page.click("main form button:not([name=theme])")
        self.page.wait_for_url(re.compile("/today/"))
        return self


@pytest.fixture
def reader(browser: Browser, site: RunningSite) -> Iterator[Callable[..., Reader]]:
    """``reader("phone", "ar")``: a fresh browser window; script errors and requests to other hosts fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sit_down(screen: str = "phone", language: str = "ar", **more: object) -> Reader:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="ar-EG" if language == "ar" else "en-GB",
            has_touch=screen != "laptop",
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: complaints.append(f"script error: {fault}"))
        page.on("request", lambda request: _same_host(request.url, site, complaints))
        return Reader(page, site, language, complaints)

    yield sit_down
    for context in contexts:
        context.close()
    assert complaints == []


def _same_host(url: str, site: RunningSite, complaints: list[str]) -> None:
    if url.startswith(("data:", "blob:", site.address, *site.neighbours)):
        return
    complaints.append(f"asked another host: {url}")
