"""Cuts Cairo down to what an Egyptian page shows, for `npm run build`.

Usage: fonts.py SOURCE_DIR TARGET_DIR. Two variable files, weights 400 to 800: Arabic letters (with the four Persian ones
that Egyptian trade words borrow) and Latin letters, figures and signs. The packaged files hold weights 200 to 1000 and
the letters of a dozen other languages, and weigh 65 KB together; these weigh under 30 KB. From them come the faces of our
paper, one for each weight that certificates use: a variable font would be made into them again for every page drawn.
"""

import logging
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# The space is in both: pages take it from the Latin file, but on paper (Pango) a run of Arabic brings its own.
ARABIC = "20 0600-0605 060C 061B 061F 0621-063A 0640-0655 0660-066D 0670 067E 0686 0698 06A4 06A9 06AF 06CC 200C-200F FEFB"
LATIN = "20-7E A0 A9 AB B0 B1 B5 B7 BB D7 E8 E9 F7 3A9 2013 2014 2018 2019 201C 201D 2022 2026 20AC 2212"
FEATURES = ["ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "liga", "kern", "mark", "mkmk", "curs"]
# Advance widths follow from the outlines (HVAR), and nothing lists our styles in a menu (STAT).
DROPPED = ["HVAR", "MVAR", "STAT", "DSIG", "gasp", "meta"]
LIGHTEST, HEAVIEST = 400, 800
ON_PAPER = (400, 700)


def code_points(ranges: str) -> set[int]:
    """The code points of a list such as "20-7E A0"."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


# Moving pairs of Latin letters together takes four of its fifteen kilobytes; on most screens Latin is a code or a measure. Paper
# has them.
UNPAIRED = ("latin",)


def cut(source: Path, target: Path, ranges: str, *, paired: bool) -> int:
    """Writes the cut font and returns its size in bytes; without the moving of pairs where not ``paired``."""
    font = TTFont(source, recalcTimestamp=False)
    features = [one for one in FEATURES if paired or one != "kern"]
    options = subset.Options(layout_features=features, hinting=False, name_IDs=[1, 2], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(ranges))
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (LIGHTEST, HEAVIEST)})
    for table in DROPPED:
        if table in font:
            del font[table]
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def fix(source: Path, target: Path, weight: int) -> None:
    """Writes one weight of a cut font, uncompressed: it is read by our own worker alone."""
    font = instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight}, static=True)
    font.flavor = None
    font.save(target)


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for script, ranges in (("arabic", ARABIC), ("latin", LATIN)):
        whole = source / f"cairo-{script}-wght-normal.woff2"
        size = cut(whole, target / f"cairo-{script}.woff2", ranges, paired=script not in UNPAIRED)
        sys.stdout.write(f"fonts/cairo-{script}.woff2 {size / 1000:.1f} kB\n")
        paper = target / f"paper-{script}.woff2"
        cut(whole, paper, ranges, paired=True)
        for weight in ON_PAPER:
            fix(paper, target / f"cairo-{script}-{weight}.ttf", weight)
        paper.unlink()


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
