"""A portrait: drawn anew, without what was hidden in the file, and seen by whom it is shown to."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pytest_django import Settings

from samenwijzer.accounts.models import User
from samenwijzer.outbox.models import AuditLine
from samenwijzer.people import actions
from samenwijzer.people.queries import Filters, directory
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/collegas/ik/foto/"
AWAY = "/collegas/ik/foto/weghalen/"
TRACE = "Kerkstraat-482913"
GPS = 34853


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    return folder


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def drawn(kind: str = "JPEG", size: tuple[int, int] = (600, 400), mode: str = "RGB", **options: Any) -> bytes:
    written = io.BytesIO()
    image = Image.new(
        mode, size, 200 if mode in {"L", "P", "1"} else "teal" if mode != "CMYK" else (9, 9, 9, 9)
    )
    image.save(written, kind, **options)
    return written.getvalue()


def revealing() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = TRACE
    exif[0x0112] = 6  # Lies on its side.
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 5.0, 12.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn("JPEG", exif=exif, icc_profile=profile, comment=TRACE.encode()) + TRACE.encode()


def send(
    browser: Any, content: bytes, name: str = "ik in Kerkstraat-482913.jpg", kind: str = "image/jpeg"
) -> Any:
    return browser.post(ADDRESS, {"picture": SimpleUploadedFile(name, content, kind)})


def portrait(colour: str = "teal") -> actions.Portrait:
    written = io.BytesIO()
    Image.new("RGB", (300, 300), colour).save(written, "PNG")
    return actions.Portrait.of(written, size=written.tell())


def test_nothing_hidden_in_the_file_is_kept(joost: User, sign_in: SignIn, own_folder: Path) -> None:
    sent = revealing()
    assert TRACE.encode() in sent
    assert b"ICC_PROFILE" in sent
    assert send(sign_in(joost), sent).status_code == 302
    (file,) = files(own_folder)
    kept = file.read_bytes()
    for trace in (TRACE.encode(), b"EXIF", b"Exif", b"ICCP", b"ICC_PROFILE", b"XMP ", b"sRGB"):
        assert trace not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, image.mode) == ("WEBP", (actions.SIDE, actions.SIDE), "RGB")
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    assert "Kerkstraat" not in file.name


def test_remarks_in_a_png_are_not_kept(joost: User) -> None:
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Comment", TRACE, zip=True)
    remarks.add_itxt("XML:com.adobe.xmp", f"<x>{TRACE}</x>")
    sent = drawn("PNG", pnginfo=remarks)
    kept = actions.Portrait.of(io.BytesIO(sent), size=len(sent)).content
    assert TRACE.encode() not in kept
    assert b"xmp" not in kept.lower()


def test_a_picture_that_lies_on_its_side_stands_up() -> None:
    wide = Image.new("RGB", (400, 200), "red")
    wide.paste("blue", (0, 0, 200, 200))  # Blue left; upright it is blue on top.
    exif = Image.Exif()
    exif[0x0112] = 6
    written = io.BytesIO()
    wide.save(written, "JPEG", exif=exif)
    kept = actions.Portrait.of(written, size=written.tell()).content
    with Image.open(io.BytesIO(kept)) as image:
        top, bottom = image.getpixel((80, 10)), image.getpixel((80, 150))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200 > top[0]
    assert bottom[0] > 200 > bottom[2]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "CMYK", "I;16"])
def test_every_kind_of_colour_is_drawn(mode: str) -> None:
    sent = drawn("JPEG" if mode == "CMYK" else "PNG", mode=mode) if mode != "I;16" else _sixteen_bits()
    assert actions.Portrait.of(io.BytesIO(sent), size=len(sent)).content.startswith(b"RIFF")


def _sixteen_bits() -> bytes:
    written = io.BytesIO()
    Image.new("I;16", (200, 200), 40_000).save(written, "PNG")
    return written.getvalue()


def _moving() -> bytes:
    written = io.BytesIO()
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    return written.getvalue()


def _bomb() -> bytes:
    """A PNG of a few kB that unfolds to more than a gigabyte."""
    side = 20_000
    head = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    pieces = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")]
    chunks = b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"hallo", "We kunnen dit bestand niet lezen"),
    (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "We kunnen dit bestand niet lezen"),
    (lambda: drawn("GIF"), "We kunnen dit bestand niet lezen"),
    (lambda: drawn("BMP"), "We kunnen dit bestand niet lezen"),
    (lambda: drawn("TIFF"), "We kunnen dit bestand niet lezen"),
    (lambda: drawn("PDF"), "We kunnen dit bestand niet lezen"),
    (lambda: drawn()[:400], "We kunnen dit bestand niet lezen"),
    (lambda: b"", "Dit bestand is leeg"),
    (_moving, "Deze foto beweegt"),
    (_bomb, ""),
    (lambda: drawn("PNG", (6_000, 5_000), "1"), "Deze foto heeft te veel beeldpunten"),
    (lambda: drawn("PNG", (39, 400)), "Deze foto is kleiner dan 40 beeldpunten"),
    (lambda: drawn() + bytes(actions.MOST_BYTES), "Dit bestand is groter dan 10 MB"),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED)
def test_what_is_no_portrait_is_refused_with_a_sentence(
    joost: User, sign_in: SignIn, own_folder: Path, content: Callable[[], bytes], sentence: str
) -> None:
    answer = send(sign_in(joost), content())
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "utrecht-form-field--invalid" in text
    assert files(own_folder) == []
    assert not User.objects.get(pk=joost.pk).picture


def test_no_file_at_all_is_said_too(joost: User, sign_in: SignIn) -> None:
    browser = sign_in(joost)
    for sent in ({}, {"picture": "tekst"}):
        answer = browser.post(ADDRESS, sent)
        assert answer.status_code == 422
        assert "Kies eerst een foto." in answer.content.decode()


SAMPLES = [drawn(kind, (90, 60)) for kind in ("JPEG", "PNG", "WEBP")] + [drawn("PNG", (60, 60), "P")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lot=st.data())
def test_whatever_is_wrong_with_a_file_it_is_a_portrait_or_a_sentence(lot: st.DataObject) -> None:
    content = bytearray(lot.draw(st.sampled_from(SAMPLES)))
    for _ in range(lot.draw(st.integers(1, 6))):
        content[lot.draw(st.integers(0, len(content) - 1))] = lot.draw(st.integers(0, 255))
    content = content[: lot.draw(st.integers(0, len(content)))]
    try:
        made = actions.Portrait.of(io.BytesIO(bytes(content)), size=len(content))
    except actions.UnusablePicture as refusal:
        assert refusal.field == "picture"  # noqa: PT017 - either is fine.
    else:
        assert made.content.startswith(b"RIFF")


def test_a_new_picture_removes_the_old_file_and_another_address_shows_it(
    joost: User, fatima: User, sign_in: SignIn, own_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    addresses = set()
    for colour in ("teal", "red"):
        with django_capture_on_commit_callbacks(execute=True):
            actions.change_picture(actor=joost, portrait=portrait(colour))
        (card,) = directory(viewer=fatima, filters=Filters(name="joost")).page.items
        addresses.add(card.picture)
        assert len(files(own_folder)) == 1
    assert len(addresses) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(joost).post(AWAY).status_code == 302
        assert sign_in(joost).post(AWAY).status_code == 302
    assert files(own_folder) == []
    assert AuditLine.objects.filter(action="people.picture.removed").count() == 1
    assert AuditLine.objects.filter(action="people.picture.changed").count() == 2


def test_it_is_sent_to_who_may_see_it_and_kept_by_nobody_else(
    joost: User, fatima: User, els: User, sign_in: SignIn, client: Any
) -> None:
    actions.change_picture(actor=joost, portrait=portrait())
    place = reverse("people:picture", args=[joost.pk])
    answer = sign_in(fatima).get(place)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert "Cookie" in answer["Vary"]
    assert "filename" not in answer["Content-Disposition"]
    assert client.get(place).status_code == 302
    joost = User.objects.get(pk=joost.pk)
    joost.field_visibility = {"picture": "department"}
    joost.save()
    assert sign_in(fatima).get(place).status_code == 404
    assert sign_in(els).get(place).status_code == 200
    assert sign_in(joost).get(place).status_code == 200
    User.objects.filter(pk=joost.pk).update(is_active=False)
    assert sign_in(els).get(place).status_code == 404


def test_without_a_picture_or_its_file_there_is_none(
    joost: User, fatima: User, sign_in: SignIn, own_folder: Path
) -> None:
    place = reverse("people:picture", args=[joost.pk])
    assert sign_in(fatima).get(place).status_code == 404
    actions.change_picture(actor=joost, portrait=portrait())
    files(own_folder)[0].unlink()
    assert sign_in(fatima).get(place).status_code == 404
    assert sign_in(fatima).get(reverse("people:person", args=[joost.pk])).status_code == 200


def test_a_list_shows_it_beside_the_name_and_later(joost: User, fatima: User, sign_in: SignIn) -> None:
    actions.change_picture(actor=joost, portrait=portrait())
    text = sign_in(fatima).get("/collegas/?name=joost").content.decode()
    (image,) = [piece.split(">")[0] for piece in text.split("<img ")[1:] if "/foto/" in piece]
    for part in ('alt=""', 'width="160"', 'height="160"', 'loading="lazy"'):
        assert part in image


def test_htmx_gets_the_picture_alone_and_hears_what_happened(joost: User, sign_in: SignIn) -> None:
    upload = SimpleUploadedFile("x.png", drawn("PNG"), "image/png")
    answer = sign_in(joost).post(ADDRESS, {"picture": upload}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert "Dit is nu je foto." in text
    assert f"/collegas/{joost.pk}/foto/" in text


def test_a_page_of_busy_pictures_weighs_less_than_a_hundred_kilobytes() -> None:
    """Twenty-four stand on a page of the directory; a portrait is seldom as restless as this."""
    grain = Image.effect_noise((900, 900), 90).resize((60, 60)).resize((900, 900), Image.Resampling.BICUBIC)
    written = io.BytesIO()
    Image.merge("RGB", [grain, grain.transpose(Image.Transpose.ROTATE_90), grain]).save(written, "JPEG")
    made = actions.Portrait.of(written, size=written.tell())
    assert len(made.content) * 24 < 100_000


def test_the_header_shows_ones_own_picture(joost: User, sign_in: SignIn) -> None:
    browser = sign_in(joost)
    address = f'src="/collegas/{joost.pk}/foto/?v='
    assert address not in browser.get("/hulp/").content.decode()
    actions.change_picture(actor=joost, portrait=portrait())
    assert browser.get("/hulp/").content.decode().count(address) == 1
