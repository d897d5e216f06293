"""A certificate on its way through strangers' hands: scanned without network, forged, revoked, after a change of keys.

Somebody at a gate holds the paper and a phone. What the phone says comes from the page itself; the site is only asked by the
auditor, for the text of the code that stands on the paper.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from tests.journeys.classroom_fixtures import CHROMIUM, FLAGS, until
from tests.journeys.conftest import Reader, RunningSite
from tests.journeys.signed_in import sessions
from tests.verification import issuer

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
Sit = Callable[..., Reader]
KEPT = """async () => {
  const page = await caches.open('verify-page'), kept = await caches.open('verify-kept');
  const held = Boolean(await page.match('/verify/?in=en')) && (await kept.keys()).length >= 3;
  return held && Boolean(navigator.serviceWorker.controller);
}"""
# Somebody of this journey alone earns a certificate: the committee's confirmation, told as the committee's page tells it.
EARN = """
from django.utils import timezone
from assessments.events import JudgementConfirmed
from lms.outbox.actions import publish
from lms.people.models import Person
who = Person.objects.filter(username="WHO").first() or Person.objects.create_user("WHO", name="سعاد إبراهيم عبد العال")
publish(JudgementConfirmed(case_id=995001, person_id=who.pk, trade_code="TLR", level_code="L1", site_code="GZ-C1",
    theory_percent="70.00", practical_percent="85.00", critical_fail=False,
    confirmed_by_id=Person.objects.get(username="tarek").pk, confirmed_at=timezone.now().isoformat()))
"""
OF = """
import json
from lms.credentials.models import Credential
found = Credential.objects.exclude(told_at=None).filter(certificate__person__username="WHO").order_by("-pk").first()
print(json.dumps(found and {"serial": found.serial, "code": found.code, "name": found.certificate.content["name"]["ar"]}))
"""


def paper(site: RunningSite, who: str, *, other_than: str = "") -> dict[str, str]:
    """What stands on a person's newest certificate, once the worker has issued it; each look takes its own second or two."""
    for _look in range(60):
        found: dict[str, str] | None = json.loads(site.ask(OF.replace("WHO", who)))
        if found and found["serial"] != other_than:
            return found
    raise AssertionError(f"no certificate of {who} was issued")


def picture(folder: Path, text: str) -> Path:
    """The code as somebody photographs it: tilted, not very sharp."""
    path, photo = folder / "code.png", folder / "photo.jpg"
    segno.make(text, error="m").save(str(path), scale=8, border=4)
    look = "rotate=0.16:fillcolor=0xd8d0c0:ow=1200:oh=1000,gblur=sigma=1.2,eq=brightness=-0.12:contrast=0.8"
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", str(path), "-vf", look, str(photo)], check=True)
    return photo


def at_the_gate(reader: Sit, language: str = "ar") -> Reader:
    """Somebody opens the page once with a network, so that the phone keeps what it needs."""
    at = reader("phone", language)
    at.open("/verify/")
    until(lambda: at.page.evaluate(KEPT), within=60, page=at.page, what="the page is kept for the day without network")
    return at


def verdict(page: Page, outcome: str) -> None:
    expect(page.locator("article.verdict")).to_have_attribute("data-outcome", outcome, timeout=20_000)


def show(at: Reader, text: str) -> None:
    """Open the address in a code, as a phone's own camera does."""
    at.page.goto("about:blank")
    at.page.goto(text.replace("HTTPS://", "http://", 1))


def test_a_photo_of_the_code_is_checked_without_network(reader: Sit, site: RunningSite, tmp_path: Path) -> None:
    on_paper = paper(site, "trainee24")
    at = at_the_gate(reader)
    at.page.context.set_offline(True)
    at.page.goto(f"{site.address}/verify/")
    expect(at.page.locator("#ready")).to_contain_text("بدون إنترنت بقائمة")
    at.page.set_input_files("#start input[data-picture]", str(picture(tmp_path, on_paper["code"])))
    verdict(at.page, "valid_as_of")
    expect(at.page.locator(".verdict h1")).to_contain_text("سارية بتاريخ")
    for words in (on_paper["name"], on_paper["serial"], "محدود المهارة"):
        expect(at.page.locator(".verdict")).to_contain_text(words)
    at.page.goto(f"{site.address}/verify/?in=en")
    expect(at.page.locator("h1").first).to_have_text("Check a certificate")


def test_the_address_in_the_code_opens_without_network_and_a_forged_one_is_not_believed(reader: Sit, site: RunningSite) -> None:
    on_paper = paper(site, "trainee24")
    at = at_the_gate(reader, "en")
    at.page.context.set_offline(True)
    show(at, on_paper["code"])
    verdict(at.page, "valid_as_of")
    code = on_paper["code"]
    swapped = code[:-30] + ("B" if code[-30] == "A" else "A") + code[-29:]
    show(at, swapped)
    verdict(at.page, "bad_signature")
    expect(at.page.locator("main")).not_to_contain_text(on_paper["name"])
    host = re.match(r"HTTPS://([^/]+)/", code)
    assert host
    show(at, issuer.code(issuer.Signer("code"), host=host[1]))
    verdict(at.page, "unknown_key")
    expect(at.page.locator(".verdict h1")).to_have_text("Cannot be checked with this device yet")
    show(at, code[:60])
    verdict(at.page, "malformed")


def test_a_number_needs_the_network_and_says_so(reader: Sit, site: RunningSite) -> None:
    at = at_the_gate(reader, "en")
    at.page.context.set_offline(True)
    at.page.fill("#serial", paper(site, "trainee24")["serial"])
    at.page.press("#serial", "Enter")
    expect(at.page.locator("#fault")).to_contain_text("A number can only be checked with a network")


def test_what_stands_behind_the_hash_is_sent_to_nobody(reader: Sit, site: RunningSite) -> None:
    on_paper = paper(site, "trainee24")
    at, sent = at_the_gate(reader), []
    at.page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    show(at, on_paper["code"])
    verdict(at.page, "valid")
    code = on_paper["code"].split("#")[1]
    assert sent and not [line for line in sent if code[:40] in line.split("#")[0] or code[:40] in line.partition(" ")[2]]
    assert [line for line in sent if f"/verify/{on_paper['serial']}/now" in line]


def test_corrected_after_a_change_of_keys_then_revoked(reader: Sit, site: RunningSite) -> None:
    """Keys change; a name is corrected. The old paper is revoked, the new one is signed by the new key, then taken back too."""
    site.ask(EARN.replace("WHO", "gate-souad"))
    old = paper(site, "gate-souad")
    at = at_the_gate(reader, "en")
    at.page.context.set_offline(True)
    show(at, old["code"])
    verdict(at.page, "valid_as_of")
    site.manage("rotate_key", "--purpose", "code")
    site.ask(
        "from lms.certification.actions import reissue_corrected\n"
        "from lms.certification.models import Certificate\n"
        "from lms.people.models import Person\n"
        f"old = Certificate.objects.get(serial='{old['serial']}')\n"
        "reissue_corrected(certificate=old, name_ar=old.content['name']['ar'] + ' المصري', name_en='', words='خطأ في الاسم',\n"
        "    by=Person.objects.get(username='tarek'))"
    )
    new = paper(site, "gate-souad", other_than=old["serial"])
    show(at, new["code"])
    verdict(at.page, "unknown_key")
    show(at, old["code"])
    verdict(at.page, "valid_as_of")
    at.page.context.set_offline(False)
    show(at, new["code"])
    verdict(at.page, "valid")
    show(at, old["code"])
    verdict(at.page, "revoked")
    expect(at.page.locator(".verdict")).to_contain_text("replaced by a corrected certificate")
    expect(at.page.locator("#result .promises")).to_contain_text("register")
    listed = "async () => (await caches.open('verify-kept')).keys().then((keys) => keys.length)"
    until(lambda: at.page.evaluate(listed) >= 3, within=20, page=at.page, what="the fresh list is kept")
    revoked_in_list(at, site, old["code"])


def revoked_in_list(at: Reader, site: RunningSite, code: str) -> None:
    """The phone that was connected once more knows it without network, too."""

    def known() -> bool:
        at.page.context.set_offline(False)
        at.page.goto(f"{site.address}/verify/")
        at.page.wait_for_load_state("networkidle")
        at.page.context.set_offline(True)
        show(at, code)
        expect(at.page.locator("article.verdict")).not_to_have_attribute("data-outcome", "asking")
        return at.page.locator("article.verdict").get_attribute("data-outcome") == "revoked"

    until(known, within=60, page=at.page, what="the list on the phone says revoked")


@pytest.fixture
def camera(browser: Browser, site: RunningSite, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera sees the certificate of trainee24, a little tilted."""
    segno.make(paper(site, "trainee24")["code"], error="m").save(str(tmp_path / "code.png"), scale=6, border=4)
    look = "scale=430:-1,rotate=0.12:fillcolor=0xe8e0d0:ow=1280:oh=720"
    film = [
        "ffmpeg",
        "-y",
        "-loglevel",
        "error",
        "-loop",
        "1",
        "-i",
        str(tmp_path / "code.png"),
        "-vf",
        look,
        "-t",
        "2",
        "-r",
        "10",
    ]
    subprocess.run([*film, "-pix_fmt", "yuvj420p", str(tmp_path / "camera.mjpeg")], check=True)
    seen = f"--use-file-for-fake-video-capture={tmp_path / 'camera.mjpeg'}"
    started = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, seen])
    yield started
    started.close()


def test_the_camera_finds_the_code(camera: Browser, site: RunningSite) -> None:
    page = camera.new_context(viewport={"width": 390, "height": 844}, locale="ar-EG").new_page()
    page.goto(f"{site.address}/verify/")
    page.click("#start [data-scan]")
    verdict(page, "valid")
    expect(page.locator("#scanner")).not_to_be_visible()
    expect(page.locator(".verdict")).to_contain_text(paper(site, "trainee24")["serial"])
    assert "#" in page.url


def test_a_camera_that_is_refused_leaves_two_other_ways(browser: Browser, site: RunningSite) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    page.goto(f"{site.address}/verify/")
    page.click("#start [data-scan]")
    expect(page.locator("#fault")).to_contain_text("The camera is not allowed")
    expect(page.locator("#start label", has_text="Choose a picture")).to_be_visible()
    page.set_input_files("#start input[data-picture]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(page.locator("#fault")).to_contain_text("could not be opened as a picture")


def test_the_holder_shares_and_withdraws(reader: Sit, site: RunningSite) -> None:
    holder = reader("phone", "en")
    session = sessions(site, "trainee24")["trainee24"]
    holder.page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
    holder.open("record/")
    holder.page.get_by_role("link", name="Show and share").first.click()
    holder.page.get_by_role("button", name="Show the code").click()
    expect(holder.page.locator("#code .qr svg")).to_be_visible()
    holder.page.locator("#code [data-closes]").click()
    holder.page.get_by_role("button", name="Make a link").click()
    expect(holder.page.locator("main")).to_contain_text("Agree first")
    holder.page.go_back()
    holder.page.locator("#links [name=agreed]").check(force=True)
    holder.page.get_by_role("button", name="Make a link").click()
    address = holder.page.locator("#links .address").first.input_value()
    stranger = reader("phone", "ar")
    stranger.page.goto(address)
    expect(stranger.page.locator(".verdict")).to_have_attribute("data-outcome", "valid")
    holder.page.get_by_role("button", name="Withdraw").first.click()
    stranger.page.reload()
    expect(stranger.page.locator("h1")).to_have_text("انتهى هذا الرابط")


def test_a_sheet_of_many(reader: Sit, site: RunningSite) -> None:
    serial = paper(site, "trainee24")["serial"]
    at = reader("phone", "en")
    at.open("/verify/sheets/")
    body = f"Name,Number\nSomebody,{serial}\nNobody,W26-TLR1-000000-X\n".encode()
    at.page.set_input_files("[name=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": body})
    at.page.click("main form button")
    expect(at.page.locator(".counted")).to_contain_text("valid, of 2 rows", timeout=30_000)
    with at.page.expect_download() as waiting:
        at.page.click("main a.btn[href$='/result']")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert f"Somebody,{serial},Valid," in text and "Nobody,W26-TLR1-000000-X," in text
