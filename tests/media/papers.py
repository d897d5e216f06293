"""Documents as offices and strangers make them, made on the spot: upright and on their side, locked, endless, broken."""

import subprocess
from pathlib import Path

import pikepdf
from weasyprint import HTML

WORDS = ("لا تلمس الملف بعد التشغيل", "الآلة الأولى ثم الأخيرة، إلا الإطار")
#: Red above, blue below, whichever way the paper lay in the scanner: the second page was drawn upside down and says so.
PAPER = """<html lang=ar dir=rtl><meta charset=utf-8><style>
@page { size: A4; margin: 0 } body { margin: 0 } section { position: relative; height: 296mm; page-break-after: always }
section:last-child { page-break-after: auto }
b, i { position: absolute; left: 0; right: 0; height: 30mm; background: #f00; top: 0 }
i { background: #00f; top: auto; bottom: 0 }
h1, p { position: absolute; top: 60mm; right: 20mm } p { top: 90mm } .turned { transform: rotate(180deg) }
</style><section><b></b><h1>فك الضاغط</h1><p>FIRST</p><i></i></section>
<section class=turned><b></b><p>SECOND</p><i></i></section><section><b></b><i></i></section></html>""".replace(
    "FIRST", WORDS[0]
).replace("SECOND", WORDS[1])


def paper(path: Path) -> Path:
    """Three pages as a word processor's export: text, text upside down with a note to turn it, and no text."""
    HTML(string=PAPER).write_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].rotate(180, relative=True)
        pdf.save(path)
    return path


def printed_by_a_browser(path: Path) -> Path:
    """The same, as "print to PDF" writes it: letters are named beside each sign."""
    source = path.with_suffix(".html")
    source.write_text(PAPER)
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={path.parent / 'browser'}",
    ]
    subprocess.run(["chromium", *quiet, f"--print-to-pdf={path}", source.as_uri()], check=True, capture_output=True)
    return path


def changed(source: Path, path: Path, change: str, **saved: object) -> Path:
    """`source` with something awkward done to it: one of the functions below by name, or nothing."""
    with pikepdf.open(source) as pdf:
        if change:
            globals()[change](pdf)
        pdf.save(path, **saved)  # type: ignore[arg-type]
    return path


def locked(source: Path, path: Path, *, password: str) -> Path:
    """Encrypted. Without a password to open it, only a change of it is forbidden."""
    return changed(source, path, "", encryption=pikepdf.Encryption(owner="owner", user=password))


def with_script(pdf: pikepdf.Pdf) -> None:
    """Runs a script and starts a program when it is opened, where a reader lets it."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('http://169.254.169.254/')")
    pdf.Root.OpenAction = script
    pdf.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh"))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])))


def very_large(pdf: pikepdf.Pdf) -> None:
    """A page as large as a field: five hundred metres wide."""
    del pdf.pages[1:]
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 14400])
    pdf.pages[0].UserUnit = 100


def endless(_source: Path, path: Path, *, pages: int = 10_000) -> Path:
    """Ten thousand narrow pages, written by hand."""
    kids = " ".join(f"{number} 0 R" for number in range(3, pages + 3))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 840 12]>>"]
    objects += ["<</Type/Page/Parent 2 0 R>>"] * pages
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, thing in enumerate(objects, 1):
        places.append(f"{len(data):010d} 00000 n \n")
        data += f"{number} 0 obj{thing}endobj\n".encode()
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{''.join(places)}"
    end = f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    path.write_bytes(data + table.encode() + end.encode())
    return path


def without_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


def broken_table(source: Path, path: Path) -> Path:
    """The table of places at the end points nowhere."""
    data = source.read_bytes()
    at = data.rindex(b"startxref")
    path.write_bytes(data[:at] + b"startxref\n99999999\n%%EOF\n")
    return path


def of_bytes(_source: Path, path: Path, *, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def broken_off(source: Path, path: Path) -> Path:
    path.write_bytes(source.read_bytes()[:4000])
    return path
