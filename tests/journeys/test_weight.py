"""What a first visit weighs over the wire, and that it needs neither another host nor a script."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.classroom_fixtures import free_port
from tests.journeys.conftest import ROOT, SCREENS, Reader, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
LIMIT = 100_000  # bytes over the wire
# The studio's own files are not part of any page that is weighed here, and compressing them takes a minute.
STUDIO = ["wagtail*", "table_block", "content_studio", "draftail*"]


@pytest.fixture(scope="module")
def served(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A second web process on the same data with collected static files: hashed, compressed, cached."""
    port, static = free_port(), tmp_path_factory.mktemp("static")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.journeys.collected_settings", "STATIC_ROOT": str(static)}
    env = {**site.environment, **settings, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    ignore = [word for pattern in STUDIO for word in ("-i", pattern)]
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0", *ignore]
    subprocess.run(collect, cwd=ROOT, env=env, check=True, capture_output=True)
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "lms.asgi:application"]
    with (static / "web.log").open("wb") as log:
        web = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/healthz", web, static / "web.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait(20)


def _wait_until_up(address: str, web: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            assert web.poll() is None and time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.2)


@dataclass
class Visit:
    """What one cold visit asked for: bytes over the wire by address, headers included."""

    bytes: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)

    @property
    def page(self) -> int:
        """Everything but the film and its poster frames, which the reader chooses."""
        return sum(size for address, size in self.bytes.items() if "/media/" not in address)


def visit(browser: Browser, address: str, path: str, *, session: str = "", screen: str = "phone") -> Visit:
    """Open a page in a browser that has never been there, and wait until nothing more is asked for."""
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height})
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    found, asked = Visit(), dict[str, str]()
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: _note(found, asked, event))
    wire.send("Network.enable")
    # The context is new, so its cache is empty; it stays on, since a file that a page keeps for later is fetched once.
    page.goto(address + path, wait_until="networkidle")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    found.hosts = {re.sub(r"^(\w+://[^/]+).*", r"\1", url) for url in asked.values() if not url.startswith(("data:", "blob:"))}
    context.close()
    return found


def _note(found: Visit, asked: dict[str, str], event: dict[str, object]) -> None:
    address = asked.get(str(event["requestId"]), "?")
    found.bytes[address] = found.bytes.get(address, 0) + int(str(event["encodedDataLength"]).split(".")[0])


def lesson(site: RunningSite) -> str:
    """The first lesson of the tailoring course: the one with a film, where films are made."""
    return site.ask(
        "from courses.models import Release\n"
        "release = Release.objects.filter(course__code='TLR-101').order_by('number').first()\n"
        "print(release.course.slug + '/' + release.lessons.order_by('position').first().slug)"
    )


def test_the_first_visit_is_light(site: RunningSite, served: str, browser: Browser) -> None:
    amina = sessions(site, "amina")["amina"]
    figures = {}
    for path, session in [
        ("/ar/", ""),
        ("/ar/courses/", ""),
        ("/accounts/login/", ""),
        ("/verify/", ""),
        ("/ar/today/", amina),
        (f"/ar/learn/{lesson(site)}/", amina),
    ]:
        seen = visit(browser, served, path, session=session)
        assert seen.hosts == {served}
        fonts = sum(size for address, size in seen.bytes.items() if ".woff2" in address)
        assert fonts > 10_000, "the letters are counted"
        figures[path] = seen.page
        assert seen.page <= LIMIT, f"{path}: {seen.page} bytes: {sorted(seen.bytes.items(), key=lambda item: -item[1])}"
    report = ROOT / "var" / "bench" / "first-visit.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(figures, indent=1))


def test_a_course_is_found_and_asked_for_without_script(reader: Callable[..., Reader]) -> None:
    at = reader("phone", "ar", java_script_enabled=False)
    page = at.page
    at.open("courses/")
    page.locator("main a[href*='/courses/tailoring']").first.click()
    expect(page.locator("h1")).to_contain_text("الخياطة")
    page.locator("main a[href*='/apply/']").first.click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.fill("[name=login]", "trainee38")
    page.fill("[name=password]", "warsha-demo")
    page.locator("main form button:not([name=theme])").click()
    expect(page).to_have_url(re.compile("/apply/$"))
    page.select_option("[name=site]", index=1)
    page.locator("main form button:not([name=theme])").last.click()
    expect(page).to_have_url(re.compile("/learn/$"))
    expect(page.locator("main")).to_contain_text("أساسيات التفصيل والخياطة")
