"""How fast a stranger learns what a certificate is: on a slow phone without network, and from the platform itself.

The phone: Chromium with its processor slowed down six times, network off, the page kept as a first visit keeps it; milliseconds
of the clock. The platform: one daphne process as ``make run`` starts it, four callers beside it on the same machine, for ten
seconds; milliseconds of the server's processor from ``/proc``.
"""

import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from lms.credentials.rules import bits, cbor, cose
from tests.journeys.classroom_fixtures import CHROMIUM, FLAGS
from tests.journeys.conftest import RunningSite
from tests.journeys.processes import web_of

OUTCOME = Path(__file__).resolve().parents[2] / "var/bench/verification.json"
SLOWER, ROUNDS, CALLERS, SECONDS = 6, 9, 4, 10
PREPARE = """
import json
from lms.credentials.models import Credential
from lms.people.models import Person
from lms.verification.actions import make_key
found = Credential.objects.exclude(code="").first()
key = make_key(name="bench", scopes=["read"], checks_a_minute=10**8, by=Person.objects.get(username="admin"))[1]
print(json.dumps({"serial": found.serial, "code": found.code, "key": key}))
"""
WATCH = """
new MutationObserver(() => {
  const found = document.querySelector('article.verdict:not(.asking)');
  if (found && !window.shownAt) { window.shownAt = performance.now(); window.outcome = found.dataset.outcome; }
}).observe(document, {childList: true, subtree: true});
"""
REVOKE = """
from django.utils import timezone
from lms.certification.actions import revoke
from lms.credentials.models import Credential
from lms.people.models import Person
found = Credential.objects.get(serial={serial!r})
revoke(certificate=found.certificate, reason="fraud", words="bench", by=Person.objects.get(username="tarek"))
print(timezone.now().timestamp(), found.status_list.number, found.status_index)
"""
KEPT = """async () => Boolean(navigator.serviceWorker.controller)
  && Boolean(await (await caches.open('verify-page')).match('/verify/?in=en'))
  && (await (await caches.open('verify-kept')).keys()).length >= 3"""
AGAIN = """async (code) => {
  document.getElementById('card').replaceChildren();
  const begun = performance.now();
  location.hash = code;
  while (!document.querySelector('article.verdict:not(.asking)')) await new Promise((done) => setTimeout(done, 1));
  return performance.now() - begun;
}"""


def run_apart() -> None:
    """Measure in a process of its own: it drives a browser."""
    subprocess.run([sys.executable, "-m", "tests.bench.verification"], check=True)


def main() -> int:
    """Measure, print, write ``var/bench/verification.json``."""
    with tempfile.TemporaryDirectory() as folder:
        site = RunningSite(Path(folder))
        site.start()
        try:
            told = json.loads(site.ask(PREPARE))
            rows = {**on_a_phone(site, told), **from_the_platform(site, told), **until_seen(site, told)}
        finally:
            site.stop()
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(rows, indent=1))
    sys.stdout.write("\n".join(f"{name:<64}{value:>10}" for name, value in rows.items()) + f"\nWritten to {OUTCOME}\n")
    return 0


def on_a_phone(site: RunningSite, told: dict[str, str]) -> dict[str, float]:
    """Milliseconds from opening the address in the code, and from the code alone where the page is open already."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{site.address}/verify/")
        deadline = time.monotonic() + 60
        while not page.evaluate(KEPT):
            assert time.monotonic() < deadline, "the page was not kept"
            page.wait_for_timeout(100)
        context.set_offline(True)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        opened = [_opened(page, told["code"]) for _round in range(ROUNDS)]
        code = told["code"].split("#")[1]
        again = [float(page.evaluate(AGAIN, text)) for _round in range(ROUNDS) for text in (code.lower(), code)]
        browser.close()
    return {
        f"offline, {SLOWER}x slower: address in the code to verdict (ms)": round(statistics.median(opened)),
        f"offline, {SLOWER}x slower: the slowest of {ROUNDS} (ms)": round(max(opened)),
        f"offline, {SLOWER}x slower: code to verdict, page open (ms)": round(statistics.median(again)),
    }


def _opened(page: Page, code: str) -> float:
    page.goto("about:blank")
    page.goto(code.replace("HTTPS://", "http://", 1))
    deadline = time.monotonic() + 30
    while not (shown := page.evaluate("() => window.shownAt")):
        assert time.monotonic() < deadline, "no verdict"
        page.wait_for_timeout(20)
    assert page.evaluate("() => window.outcome") == "valid_as_of"
    return float(shown)


def from_the_platform(site: RunningSite, told: dict[str, str]) -> dict[str, float]:
    """Requests a second and processor milliseconds a request."""
    rows: dict[str, float] = {}
    key = {"Authorization": f"Bearer {told['key']}"}
    for name, path, headers in (
        ("the page that checks", "/verify/?in=ar", {}),
        ("a certificate by its number, interface", f"/api/v1/certificates/{told['serial']}", key),
    ):
        _ask_for(site, path, headers, seconds=1)
        before = _processor_ms(site)
        count = _ask_for(site, path, headers, seconds=SECONDS)
        rows[f"{name}: requests a second"] = round(count / SECONDS)
        rows[f"{name}: CPU ms a request"] = round((_processor_ms(site) - before) / count, 1)
    return rows


def until_seen(site: RunningSite, told: dict[str, str]) -> dict[str, float]:
    """Milliseconds from a committed revocation until each public address shows it. Asked last: nothing else counts after it."""
    committed, number, index = site.ask(REVOKE.format(serial=told["serial"])).split()
    key = {"Authorization": f"Bearer {told['key']}"}
    pending: dict[str, Callable[[], bool]] = {
        "checking page": lambda: b'data-outcome="revoked"' in _got(site, f"/verify/{told['serial']}/"),
        "interface": lambda: b'"revoked"' in _got(site, f"/api/v1/certificates/{told['serial']}", key),
        "compact list": lambda: _is_revoked(_got(site, f"/credentials/status/{number}.cose"), int(index)),
    }
    rows: dict[str, float] = {}
    deadline = time.monotonic() + 60
    while pending:
        assert time.monotonic() < deadline, f"not seen within a minute: {', '.join(pending)}"
        for name in [name for name, seen in pending.items() if seen()]:
            del pending[name]
            rows[f"revoked, until the {name} shows it (ms)"] = round((time.time() - float(committed)) * 1000)
        time.sleep(0.2 if pending else 0)
    return rows


def _got(site: RunningSite, path: str, headers: dict[str, str] | None = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", path, headers=headers or {})
    return connection.getresponse().read()


def _is_revoked(data: bytes, index: int) -> bool:
    return bits.is_set(cbor.decode(cose.parse(data).payload)[bits.REVOKED], index)


def _ask_for(site: RunningSite, path: str, headers: dict[str, Any], *, seconds: float) -> int:
    counts, end = [0] * CALLERS, time.monotonic() + seconds

    def call(me: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        while time.monotonic() < end:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[me] += 1

    threads = [threading.Thread(target=call, args=(me,)) for me in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _processor_ms(site: RunningSite) -> float:
    pid = web_of(site.port)
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 10.0  # clock ticks of a hundredth of a second


if __name__ == "__main__":
    sys.exit(main())
