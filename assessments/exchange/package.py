"""A file as it comes: told apart by its content, unpacked with care, read by its format. Knows no database."""

import io
import posixpath
import zipfile
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assessments.exchange import aiken, gift, moodle_xml, qti
from assessments.exchange.contract import Note, Reading, WrongFile

LARGEST, UNPACKED, MOST_FILES, DEEPEST = 20_000_000, 100_000_000, 5_000, 100
ZIP = b"PK\x03\x04"
MARK = "\ufeff"


def read(data: bytes) -> Reading:
    """The questions of a file, whatever its name says. Raises ``WrongFile``."""
    if len(data) > LARGEST:
        raise WrongFile("file_too_large")
    if not data.strip():
        raise WrongFile("file_empty")
    if data.startswith(ZIP):
        reading = _read_package(data)
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        reading = _read_xml(data)
    else:
        reading = _read_text(data)
    if not reading.sources and not reading.notes:
        raise WrongFile("no_questions")
    return reading


def _read_text(data: bytes) -> Reading:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8").removeprefix(MARK)
    except UnicodeDecodeError as wrong:
        raise WrongFile("not_utf8") from wrong
    if "\0" in text:
        raise WrongFile("unknown_format")
    if aiken.looks_like(text):
        return aiken.read(text)
    if gift.looks_like(text):
        return gift.read(text)
    raise WrongFile("unknown_format")


def _read_xml(data: bytes) -> Reading:
    root = parsed(data)
    name = root.tag.rpartition("}")[2]
    if name == "quiz":
        return moodle_xml.read(root)
    if name == "questestinterop":
        raise WrongFile("qti_1_not_supported")
    root = qti.plain_names(root)
    if root.tag != qti.ITEM:
        raise WrongFile("unknown_format")
    reading = Reading(qti.NAME)
    qti.read_item(reading, root, lambda address: None)
    return reading


def parsed(data: bytes) -> Element:
    """An XML document without entities of its own and not absurdly deep. Raises ``WrongFile``."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as wrong:
        raise WrongFile("xml_unsafe") from wrong
    except (ParseError, ValueError, LookupError) as wrong:
        raise WrongFile("xml_malformed") from wrong
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise WrongFile("xml_unsafe")
        level = [child for element in level for child in element]
    return root


def _read_package(data: bytes) -> Reading:
    """A QTI content package; or any archive of items and question files."""
    reading = Reading(qti.NAME)
    members = _members(data)
    for name in sorted(members):
        if name.endswith(".xml") and posixpath.basename(name) != "imsmanifest.xml":
            _take(reading, name, members)
    return reading


def _take(reading: Reading, name: str, members: dict[str, bytes]) -> None:
    try:
        root = qti.plain_names(parsed(members[name]))
    except WrongFile as wrong:
        if wrong.code == "xml_unsafe":
            raise
        reading.notes.append(Note(name, "item_malformed"))
        return
    if root.tag == "quiz":
        inside = moodle_xml.read(root)
        reading.format, reading.sources, reading.notes = inside.format, inside.sources, inside.notes
    if root.tag != qti.ITEM:
        return
    folder = posixpath.dirname(name)

    def beside(address: str) -> bytes | None:
        return members.get(posixpath.normpath(posixpath.join(folder, unquote(address))))

    qti.read_item(reading, root, beside)


def _members(data: bytes) -> dict[str, bytes]:
    """The files of an archive, none leading out of it, none larger than it says. Raises ``WrongFile``."""
    found, left = {}, UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > UNPACKED:
                raise WrongFile("package_unsafe")
            for entry in entries:
                name = posixpath.normpath(entry.filename.replace("\\", "/"))
                if name.startswith(("/", "../")) or ":" in name.split("/")[0]:
                    raise WrongFile("package_unsafe")
                with archive.open(entry) as file:
                    found[name] = file.read(left + 1)  # what the directory says of sizes may be a lie
                left -= len(found[name])
                if left < 0:
                    raise WrongFile("package_unsafe")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as wrong:
        raise WrongFile("package_malformed") from wrong
    return found
