"""The certificate on paper: read back by programs that did not draw it, whole and damaged."""

import hashlib
import io
import json
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageEnhance, ImageFilter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from lms.credentials import drawing
from lms.credentials.actions import grant_licence, issue
from lms.credentials.art import CODE
from lms.credentials.models import Credential, Key
from lms.credentials.queries import check
from lms.credentials.rules import certificates
from lms.outbox.actions import deliver_all
from lms.people.models import Person
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
DPI = 150


@pytest.fixture
def pdf(credential: Credential) -> bytes:
    with credential.pdf.open("rb") as file:
        data: bytes = file.read()
    return data


@pytest.fixture
def path(pdf: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    return file


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def picture(path: Path, dpi: int = DPI) -> Image.Image:
    run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", path, path.with_suffix(""))
    return Image.open(path.with_suffix(".png")).convert("L")


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_it_is_one_page_of_a4_with_every_word_on_it(path: Path, credential: Credential) -> None:
    facts = run("pdfinfo", path)
    assert re.search(r"Pages:\s+1\n", facts) and re.search(r"841\.89 x 595\.2\d+ pts \(A4\)", facts)
    words = run("pdftotext", "-layout", path, "-")
    assert credential.serial in words and "Amina Hassan" in words and "Tailoring" in words


def test_no_word_is_drawn_in_a_font_that_lacks_it(path: Path) -> None:
    """Missing glyphs fall back to other fonts, or to boxes of a font named .notdef: only Cairo may be in the file."""
    fonts = [line.split()[0] for line in run("pdffonts", path).splitlines()[2:]]
    assert fonts and all("Cairo" in font for font in fonts)
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in run("pdffonts", path).splitlines()[2:])


def test_arabic_words_are_joined_and_in_their_order(path: Path, tmp_path: Path) -> None:
    """The name on the page is, point for point, the name as a browser-independent shaper draws it alone in the same place."""
    html = drawing.html_of(Credential.objects.latest("pk"))
    name = "أمينة حسن عبد الله"
    alone = re.sub(r'<p class="name">.*?</p>', f'<p class="name">{name}</p>', html)
    broken = re.sub(r'<p class="name">.*?</p>', f'<p class="name">{"&#x200c;".join(name)}</p>', html)
    region = (0.2, 0.34, 0.8, 0.46)
    drawn: list[Image.Image] = []
    for number, text in enumerate((alone, broken)):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(drawing.pages_of([text]))
        drawn.append(picture(file))
    drawn.append(picture(path))
    strips = [image.crop(tuple(int(share * side) for share, side in zip(region, image.size * 2, strict=True))) for image in drawn]
    assert difference(strips[0], strips[2]) < 0.5
    assert difference(strips[1], strips[2]) > 2, "unjoined letters would have been seen"


def test_kept_art_looks_as_if_drawn_for_this_page(credential: Credential, tmp_path: Path) -> None:
    """With and without what is kept between pages; the code is of our own drawing and is left out."""
    from weasyprint import HTML

    html = drawing.html_of(credential).replace(f'<img src="{CODE}{credential.code}" alt="">', "")
    assert CODE not in html
    plain, kept = tmp_path / "plain.pdf", tmp_path / "kept.pdf"
    plain.write_bytes(HTML(string=html, base_url="static:", url_fetcher=drawing._own_files()).write_pdf())
    drawing.pages_of([html])
    kept.write_bytes(drawing.pages_of([html]))
    assert difference(picture(plain), picture(kept)) < 0.01


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two grey pictures, 0 to 255."""
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width * one.height)


def test_it_declares_pdf_a_3u_with_colours_and_the_credential(pdf: bytes, credential: Credential) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        metadata = file.open_metadata()
        assert metadata.pdfa_status == "3U"
        assert metadata["dc:title"].endswith(credential.serial)
        assert [str(intent.S) for intent in file.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert file.pdf_version == "1.7" and "/Version" not in file.Root
        [attached] = file.attachments.values()
        assert attached.filename == "credential.json" and str(attached.obj.AFRelationship) == "/Source"
        assert attached.get_file().read_bytes().decode() == credential.document
        assert file.Root.AF[0].objgen == attached.obj.objgen
        assert "/Encrypt" not in file.trailer and "/JavaScript" not in file.Root.Names


def test_it_keeps_the_rules_of_pdf_a_3u(pdf: bytes) -> None:
    """ISO 19005-3, the clauses that a page like ours can break, read with a library that did not write it."""
    head, second = pdf.split(b"\n", 2)[:2]
    assert head == b"%PDF-1.7" and second[:1] == b"%" and all(byte > 127 for byte in second[1:5]), "6.1.2 file header"
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.trailer.ID) == 2 and all(len(bytes(part)) >= 16 for part in file.trailer.ID), "6.1.3 file identifier"
        packet = bytes(file.Root.Metadata.read_bytes())
        begin = packet.split(b"?>")[0]
        assert b"pdfaid" in packet and b"bytes=" not in begin and b"encoding=" not in begin, "6.6.2.1 the packet's header"
        [intent] = file.Root.OutputIntents
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[36:40] == b"acsp" and profile[16:20] == b"RGB " and int(intent.DestOutputProfile.N) == 3, "6.2.3"
        faults = [fault for number, part in enumerate(file.objects) for fault in faults_of(part, number)]
        assert faults == []
        for annotation in file.pages[0].get("/Annots", []):
            assert int(annotation.F) & 0b100 and not int(annotation.F) & 0b100011, "6.3.2 printed, not hidden"
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
            assert (x0, y0) == (x1, y1) or "/AP" in annotation, "6.3.3 an appearance, where there is something to see"
        group = file.pages[0].get("/Group")
        assert group is None or str(group.get("/CS", "/DeviceRGB")) == "/DeviceRGB", "6.2.10 the blending space is the intent's"
        embedded = file.Root.Names.EmbeddedFiles.Names
        for spec in (embedded[at] for at in range(1, len(embedded), 2)):
            assert {"/F", "/UF", "/AFRelationship", "/EF", "/Desc"} <= set(spec.keys()), "6.8 a file and what it is to us"
            assert str(spec.EF.F.Subtype) and "/ModDate" in spec.EF.F.Params


FORBIDDEN = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition"}
BASE_FONTS = {"/Type0", "/CIDFontType2", "/CIDFontType0"}


def faults_of(part: Any, number: int) -> list[str]:
    """What one object of the file does that PDF/A-3u forbids."""
    found = []
    dictionary = isinstance(part, pikepdf.Dictionary | pikepdf.Stream)
    if isinstance(part, pikepdf.Stream):
        found += [f"6.1.7 {name}" for name in ("/F", "/FFilter", "/FDecodeParms") if name in part]
        found += ["6.1.7 LZW"] if "LZWDecode" in str(part.get("/Filter", "")) else []
        found += ["6.2.9 PostScript"] if str(part.get("/Subtype", "")) == "/PS" else []
    kind, subtype = (str(part.get(name, "")) for name in ("/Type", "/Subtype")) if dictionary else ("", "")
    if dictionary and (str(part.get("/S", "")) in FORBIDDEN or "/AA" in part or kind == "/XFA"):
        found.append("6.4 actions")
    if kind == "/ExtGState":
        found += [f"6.2.5 {name}" for name in ("/TR", "/HTP") if name in part]
        found += ["6.2.5 BM"] if str(part.get("/BM", "/Normal")) not in ("/Normal", "/Compatible") else []
    if kind == "/Font" and subtype == "/Type0":
        inner = part.DescendantFonts[0]
        descriptor = inner.FontDescriptor
        found += [] if "/FontFile2" in descriptor or "/FontFile3" in descriptor else ["6.2.11.4.1 not embedded"]
        found += [] if "/ToUnicode" in part else ["6.2.11.7.2 no ToUnicode"]
        found += [] if str(part.Encoding) == "/Identity-H" and str(inner.get("/CIDToGIDMap")) == "/Identity" else ["6.2.11.3"]
    elif kind == "/Font" and subtype not in BASE_FONTS:
        found.append(f"a font of another kind: {subtype}")
    return [f"object {number}: {fault}" for fault in found]


def test_the_seal_is_read_by_an_independent_program(path: Path, pdf: bytes) -> None:
    said = run("pdfsig", "-nocert", path)
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "SHA-256" in said
    assert seal_stands(pdf)


def seal_stands(pdf: bytes) -> bool:
    """pyHanko's own validation: one unbroken seal over the whole file, of a certificate that our authority issued."""
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    roots = [certificates.from_pem(row.certificate) for row in Key.objects.filter(purpose="authority")]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    return bool(status.bottom_line and status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


def test_a_flipped_byte_anywhere_breaks_it(pdf: bytes) -> None:
    choose = random.Random(6)
    for place in choose.sample(range(len(pdf)), 60):
        damaged = bytearray(pdf)
        damaged[place] ^= 0x01
        assert check(bytes(damaged), now=timezone.now()).outcome in ("bad_signature", "malformed"), place


def test_what_is_added_after_the_seal_breaks_it(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.docinfo["/Title"] = "another"
        out = io.BytesIO()
        file.save(out)
    assert check(out.getvalue(), now=timezone.now()).outcome == "bad_signature"
    assert check(pdf + b"\n% a comment\n", now=timezone.now()).outcome == "bad_signature"


def test_a_word_changed_under_the_seal_is_seen_by_its_reader(pdf: bytes) -> None:
    """Where the platform is not asked, the seal alone must tell."""
    place = pdf.index(b"/Title")
    damaged = pdf[: place + 12] + bytes([pdf[place + 12] ^ 1]) + pdf[place + 13 :]
    assert not seal_stands(damaged)


def test_a_pdf_of_somebody_else_is_malformed(tmp_path: Path) -> None:
    from weasyprint import HTML

    assert check(HTML(string="<p>W26").write_pdf(), now=timezone.now()).outcome == "malformed"


def test_the_qr_on_the_page_is_read_at_every_resolution(path: Path, credential: Credential) -> None:
    for dpi in (96, 150, 300):
        [text] = read(picture(path, dpi))
        assert text == credential.code
        assert check(text, now=timezone.now()).outcome == "valid"


def shot(page: Image.Image, seed: int) -> Image.Image:
    """A phone's picture of the QR's corner: turned, from the side, soft, dim on one side, grainy, squeezed to JPEG."""
    choose = random.Random(seed)
    width, height = page.size
    corner = page.crop((int(width * 0.72), int(height * 0.66), int(width * 0.98), int(height * 0.98))).resize((760, 660))
    frame = Image.new("L", (1000, 900), 160)
    frame.paste(corner, (120, 120))
    slant = [
        1,
        choose.uniform(-0.08, 0.08),
        0,
        choose.uniform(-0.08, 0.08),
        1,
        0,
        choose.uniform(0, 1e-4),
        choose.uniform(0, 1e-4),
    ]
    frame = frame.transform(frame.size, Image.Transform.PERSPECTIVE, slant, Image.Resampling.BICUBIC)
    frame = frame.rotate(choose.uniform(-25, 25), Image.Resampling.BICUBIC, fillcolor=160)
    frame = frame.filter(ImageFilter.GaussianBlur(choose.uniform(0.5, 1.4)))
    shade = Image.linear_gradient("L").resize(frame.size).point(lambda value: 90 + value // 2)
    frame = Image.composite(frame, ImageEnhance.Brightness(frame).enhance(0.55), shade)
    noise = Image.effect_noise(frame.size, 18)
    frame = Image.blend(frame, noise, 0.12)
    squeezed = io.BytesIO()
    frame.save(squeezed, "JPEG", quality=60)
    return Image.open(squeezed)


def test_the_qr_is_read_tilted_blurred_and_badly_lit(path: Path, credential: Credential) -> None:
    page = picture(path, 300)
    texts = [read(shot(page, seed)) for seed in range(12)]
    assert all(found in ([], [credential.code]) for found in texts), "a picture is read right or not at all"
    assert sum(found == [credential.code] for found in texts) >= 11


def test_a_licence_is_a_second_credential_that_names_the_first(credential: Credential, client: Client) -> None:
    licence = grant_licence(certificate=credential.certificate, by=Person.objects.get(username="admin"))
    deliver_all()
    licence.refresh_from_db()
    document = json.loads(licence.document)
    assert document["evidence"][0]["id"] == f"https://warsha.example/credentials/{credential.uuid}"
    assert document["credentialSubject"]["achievement"]["achievementType"] == "License"
    found = check(licence.code, now=timezone.now())
    assert (found.outcome, found.kind, found.serial) == ("valid", "licence", licence.serial)
    assert licence.serial.startswith("L") and licence.status_index != credential.status_index
    with licence.pdf.open("rb") as file:
        data = file.read()
    assert hashlib.sha256(data).hexdigest() == licence.pdf_digest


def test_old_templates_still_draw(credential: Credential) -> None:
    credential.template = "certificate-1"
    assert drawing.pdf_of(credential).startswith(b"%PDF")


def test_a_print_sheet_has_a_page_for_each(credential: Credential) -> None:
    second = issue(certificate_id=award(CASE + 1).certificates.get().pk)
    with pikepdf.open(io.BytesIO(drawing.print_sheet([credential, second]))) as file:
        assert len(file.pages) == 2


def test_a_certificate_reads_nothing_but_our_own_files(credential: Credential, settings: Any) -> None:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    page = '<img src="file:///etc/passwd"><img src="https://example.com/x.png"><img src="static:../../etc/passwd">'
    with pytest.raises(FatalURLFetchingError, match="may not read"):
        HTML(string=page, base_url="static:", url_fetcher=drawing._own_files()).write_pdf()
