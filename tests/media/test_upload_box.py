"""The upload box in a real Chromium over a slow network with cuts: time and network are made up, the script is the real one."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from media.queries import upload_settings
from tests.media.test_player import FLAGS

pytestmark = pytest.mark.xdist_group("player")
SCRIPT = Path(__file__).parents[2] / "var/frontend/upload.js"
LENGTH = 60_000_000
RATE = 16_000  # bytes a second: 128 kbit/s
CUTS = 10
# The clock goes as fast as a slow network would let it; waits before another try pass at once.
SLOW = f"""
let now = 0;
performance.now = () => now;
const send = XMLHttpRequest.prototype.send, wait = window.setTimeout;
XMLHttpRequest.prototype.send = function (body) {{
  const size = (body && body.size) || 0;
  now += size / {RATE} * 1000;
  this.setRequestHeader("X-Size", size);
  return send.call(this, body);
}};
window.setTimeout = (act, pause, ...more) => wait(act, Math.min(pause, 5), ...more);
"""
PICK = f"""() => {{
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array({LENGTH})], "lesson.mp4", {{type: "video/mp4"}}));
  const input = document.querySelector(".upload-file");
  input.files = files.files;
  input.dispatchEvent(new Event("change"));
}}"""


class SlowServer:
    """Speaks tus from memory. Some pieces are cut off on the way: nothing of them counts, all of them was paid for."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self.cuts = sorted(dice.sample(range(LENGTH), CUTS))
        self.offset = self.sent = self.largest = 0

    def answer(self, route: Route) -> None:
        request = route.request
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(self.offset), "Upload-Length": str(LENGTH)}
        if request.method == "POST":
            return route.fulfill(status=201, headers={**headers, "Location": "http://warsha.test/api/v1/uploads/one"})
        if request.method == "HEAD":
            return route.fulfill(status=200, headers=headers)
        size = int(request.headers["x-size"])
        self.sent, self.largest = self.sent + size, max(self.largest, size)
        if self.cuts and self.offset + size > self.cuts[0]:
            self.cuts.pop(0)
            return route.abort("connectionreset")
        self.offset += size
        headers["Upload-Offset"] = str(self.offset)
        return route.fulfill(status=204, headers=headers | ({"Warsha-Asset": "a"} if self.offset == LENGTH else {}))


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def test_ten_cuts_of_a_slow_network_cost_little(page: Page) -> None:
    server = SlowServer(266)
    settings = json.dumps(upload_settings() | {"endpoint": "http://warsha.test/api/v1/uploads/"}, default=str)
    html = f"""<section class="upload" data-upload><input type="file" class="upload-file"><div class="upload-drop"></div>
        <div class="upload-work"><p class="upload-name"><bdi></bdi></p><progress max="100"></progress>
        <p class="upload-status"></p><p class="upload-amount"></p>
        <button data-do="pause"></button><button data-do="cancel"></button></div>
        <script id="upload-settings" type="application/json">{settings}</script></section>"""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://warsha.test")
        if path == "/upload.js":
            return route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
        if path.startswith("/api/v1/uploads"):
            return server.answer(route)
        if path.startswith("/api/"):
            return route.fulfill(json={"state": "ready", "label": "Ready", "percent": 100, "message": ""})
        whole = f'<!doctype html>{html}<script type="module" src="/upload.js"></script>'
        return route.fulfill(body=whole, content_type="text/html")

    page.add_init_script(SLOW)
    page.route("**/*", answer)
    page.goto("http://warsha.test/")
    page.evaluate(PICK)
    page.wait_for_function("/[0-9]/.test(document.querySelector('.upload-amount').textContent)")
    page.wait_for_function("document.querySelector('[data-upload]').dataset.state === 'ready'")
    assert server.cuts == []
    assert server.offset == LENGTH
    assert server.sent - LENGTH < 0.05 * LENGTH, server.sent
    assert server.largest <= 256 * 1024
