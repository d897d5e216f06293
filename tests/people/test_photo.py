"""One's own photo: made upright, square and clean; refused with a reason; one's own alone; gone when removed."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lms.audit.models import AuditEntry
from lms.people.actions import anonymise, ask_for_export, build_export, remove_photo, say_consent, set_photo
from lms.people.models import DataExport, Person, Photo
from lms.people.portraits import MAX_BYTES, portrait
from lms.people.queries import photo_for_checks
from lms.refusals import Refusal

SignIn = Callable[[str], Client]
Named = Callable[[str], Person]
RED, GREEN, BLUE = (220, 20, 20), (20, 200, 20), (20, 20, 220)
ROTATED = 0x0112  # Exif: how the camera was held


def picture(size: tuple[int, int] = (400, 400), kind: str = "JPEG", colour: tuple[int, ...] = GREEN, **options: object) -> bytes:
    made = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour).save(made, kind, **options)
    return made.getvalue()


def upload(data: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def near(found: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, wanted, strict=True))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0" * (MAX_BYTES + 1), "photo_too_heavy"),
        (bomb(5001, 5000), "photo_too_many_pixels"),
        (bomb(12_000, 10_000), "photo_too_many_pixels"),
        (bomb(60_000, 60_000), "photo_too_many_pixels"),
        (picture((159, 800)), "photo_too_small"),
        (b"", "photo_not_readable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_not_readable"),
        (b"%PDF-1.7 not a picture", "photo_not_readable"),
        (picture(kind="GIF"), "photo_not_readable"),
        (picture()[:400], "photo_not_readable"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 500, "photo_not_readable"),
    ],
    ids=str.split("heavy bomb warned_bomb huge_bomb small empty svg pdf gif cut_jpeg hollow_jpeg"),
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_photo_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        portrait(data)
    assert (refused.value.code, refused.value.status) == (code, 422) and str(refused.value.message).endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_small_square_jpeg(kind: str) -> None:
    made = opened(portrait(picture((900, 500), kind)))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (320, 320)) and near(made.getpixel((160, 160)), GREEN)
    assert opened(portrait(picture((200, 300), kind))).size == (200, 200), "never blown up"


def test_what_is_transparent_becomes_white() -> None:
    made = opened(portrait(picture(kind="PNG", colour=(0, 0, 0, 0))))
    assert near(made.getpixel((10, 10)), (255, 255, 255))


def test_the_middle_is_kept_and_heads_are_not_cut_off() -> None:
    """A tall picture of three bands, 100, 400 and 300 high: of the 400 left over, four tenths are cut above."""
    tall = Image.new("RGB", (400, 800), GREEN)
    tall.paste(RED, (0, 0, 400, 100))
    tall.paste(BLUE, (0, 500, 400, 800))
    made = BytesIO()
    tall.save(made, "PNG")
    cut = opened(portrait(made.getvalue()))
    # Rows 160 to 560 are left: green down to row 500, which is 340 of 400, or 272 of 320; then blue.
    assert near(cut.getpixel((160, 5)), GREEN) and near(cut.getpixel((160, 262)), GREEN) and near(cut.getpixel((160, 282)), BLUE)


@pytest.mark.parametrize(
    ("turned", "corner"), [(1, (40, 40)), (3, (280, 280)), (6, (280, 40)), (8, (40, 280)), (2, (280, 40)), (5, (40, 40))]
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_it_stands_upright(turned: int, corner: tuple[int, int], kind: str) -> None:
    """A red mark in the upper left as the camera kept it is where the Exif orientation says (CIPA DC-008, 4.6.4)."""
    kept = Image.new("RGB", (640, 640), GREEN)
    kept.paste(RED, (0, 0, 160, 160))
    exif = Image.Exif()
    exif[ROTATED] = turned
    made = BytesIO()
    kept.save(made, kind, exif=exif)
    upright = opened(portrait(made.getvalue()))
    corners = [(40, 40), (280, 40), (40, 280), (280, 280)]
    assert [spot for spot in corners if not near(upright.getpixel(spot), GREEN)] == [corner]


def test_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "SECRET-CAMERA", "SECRET-ARTIST"
    exif.get_ifd(0x8825)[1] = "SECRET-PLACE"
    words = PngInfo()
    words.add_text("Comment", "SECRET-WORDS")
    for data in [
        picture(exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"SECRET-PROFILE"),
        picture(kind="PNG", pnginfo=words, exif=exif),
        picture(kind="WEBP", exif=exif, xmp=b"SECRET-XMP"),
    ]:
        assert b"SECRET" in data
        made = portrait(data)
        assert b"SECRET" not in made and not opened(made).getexif() and set(opened(made).info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density",
        }  # fmt: skip


@pytest.mark.django_db
def test_a_photo_is_added_seen_changed_and_removed(
    person: Named, signed_in: SignIn, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    amina, page = person("amina"), signed_in("amina")
    assert "Add the photo" in page.get("/en/me/").content.decode() and page.get("/en/me/photo/").status_code == 404
    assert page.post("/en/me/photo/", {"photo": upload(picture(), "أمينة.png")}).headers["Location"] == "/en/me/"
    first = Photo.objects.get(person=amina).file.name
    assert first.startswith("photos/") and first.endswith(".jpg") and "amina" not in first and "أمينة" not in first
    text = page.get("/en/me/").content.decode()
    assert "/en/me/photo/" in text and "Seen by you alone" in text and "Remove the photo" in text
    shown = page.get("/en/me/photo/")
    assert shown.headers["Content-Type"] == "image/jpeg" and "no-store" in shown.headers["Cache-Control"]
    assert near(opened(b"".join(shown.streaming_content)).getpixel((5, 5)), GREEN)  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):
        page.post("/en/me/photo/", {"photo": upload(picture(colour=BLUE))})
    second = Photo.objects.get(person=amina).file.name
    assert second != first and not default_storage.exists(first) and default_storage.exists(second)
    with django_capture_on_commit_callbacks(execute=True):
        assert page.post("/en/me/photo/remove/").status_code == 302
        assert page.post("/en/me/photo/remove/").status_code == 302, "a second time changes nothing"
    assert not Photo.objects.filter(person=amina).exists() and not default_storage.exists(second)
    verbs = AuditEntry.objects.filter(actor=amina, verb__startswith="photo.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["photo.set", "photo.set", "photo.removed"]


@pytest.mark.django_db
def test_what_is_refused_stands_beside_the_field_and_changes_nothing(person: Named, signed_in: SignIn) -> None:
    kept = set_photo(person=person("amina"), file=upload(picture())).file.name
    page = signed_in("amina")
    for data, words in [
        ({}, "Choose a picture first."),
        ({"photo": upload(b"")}, "This file is empty."),
        ({"photo": upload(b"MZ not a picture", "me.jpg")}, "could not be opened as a picture"),
        ({"photo": upload(bomb(9000, 9000), "me.png")}, "more than 25 million pixels"),
        ({"photo": upload(b"\0" * (MAX_BYTES + 1))}, "larger than 10 MB"),
    ]:
        answer = page.post("/en/me/photo/", data)
        assert answer.status_code == 422 and words in answer.content.decode()
    assert Photo.objects.get(person__username="amina").file.name == kept and default_storage.exists(kept)


@pytest.mark.django_db
def test_nobody_sees_or_touches_another_s_photo(person: Named, signed_in: SignIn) -> None:
    set_photo(person=person("amina"), file=upload(picture()))
    for login in ("hassan", "hoda", "admin"):
        assert signed_in(login).get("/en/me/photo/").status_code == 404
        signed_in(login).post("/en/me/photo/remove/")
    signed_in("hassan").post("/en/me/photo/", {"photo": upload(picture(colour=RED))})
    with Photo.objects.get(person=person("amina")).file.open("rb") as file:
        assert near(opened(file.read()).getpixel((5, 5)), GREEN)


@pytest.mark.django_db
def test_consent_is_given_and_taken_back_beside_the_photo(person: Named, signed_in: SignIn) -> None:
    amina, page = person("amina"), signed_in("amina")
    set_photo(person=amina, file=upload(picture()))
    assert photo_for_checks(amina.pk) is None
    said = {"purpose": "photo_on_checks", "from": "profile"}
    assert page.post("/en/me/data/consent/", {**said, "given": "yes"}).headers["Location"] == "/en/me/"
    assert photo_for_checks(amina.pk) is not None and "Shown on checks" in page.get("/en/me/").content.decode()
    say_consent(person=amina, purpose="share_links", given=False)
    assert photo_for_checks(amina.pk) is not None, "another consent is another matter"
    page.post("/en/me/data/consent/", {**said, "given": "no"})
    assert photo_for_checks(amina.pk) is None and Photo.objects.filter(person=amina).exists()


@pytest.mark.django_db
def test_the_photo_is_in_one_s_own_copy_and_gone_with_the_account(
    person: Named, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    trainee, other = person("trainee24"), person("trainee25")
    name = set_photo(person=trainee, file=upload(picture())).file.name
    set_photo(person=other, file=upload(picture(colour=RED)))
    export = ask_for_export(person=trainee)
    build_export(export_id=export.pk)
    packed = zipfile.ZipFile(DataExport.objects.get(pk=export.pk).file)
    assert near(opened(packed.read("photo/photo.jpg")).getpixel((5, 5)), GREEN)
    say_consent(person=trainee, purpose="photo_on_checks", given=True)
    with django_capture_on_commit_callbacks(execute=True):
        anonymise(person=trainee, by=person("admin"))
    assert photo_for_checks(trainee.pk) is None and not Photo.objects.filter(person=trainee).exists()
    assert not default_storage.exists(name) and Photo.objects.filter(person=other).exists()
    remove_photo(person=other, by=other)
