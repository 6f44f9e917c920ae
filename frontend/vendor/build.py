"""Fonts of the pinned packages -> frontend/vendor/fonts, with their licences and SHA256SUMS.

    python frontend/vendor/build.py          needs npm, and `pip install fonttools==4.68.0 brotli==1.2.1`

The Plex files are copied as published. STIX Two Math is cut from 403 KB to the signs our formulas use: its MATH table and
every layout feature stay, since stretchy brackets and italic corrections live there.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"

COPIED = {
    "plex-sans-latin.woff2": "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-standard-normal.woff2",
    "plex-sans-greek.woff2": "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-greek-standard-normal.woff2",
    "plex-mono-400.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
    "plex-mono-500.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2",
    "LICENSE-plex-sans.txt": "@fontsource-variable/ibm-plex-sans/LICENSE",
    "LICENSE-plex-mono.txt": "@fontsource/ibm-plex-mono/LICENSE",
    "LICENSE-stix.txt": "@fontsource/stix-two-math/LICENSE",
}
STIX = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"

SIGNS = [
    "20-7E",  # ASCII
    "B7,D7,F7,B1",  # middle dot, times, divided, plus-minus
    "370-3FF",  # Greek
    "2016,2020-2026,2032-2034,2061-2064",  # norms, dots, primes, invisible operators
    "2190-2193,21A6,21D2",  # arrows
    "2200-222B,2248,2260-2265,226A-226B,2295-2299,22A4,22C5,22EF",  # operators and relations
    "2308-230B,27E8-27E9",  # ceiling, floor, angles
    "210E,2113,211D",  # the italic h (which has its own place), ell, the reals
    "1D400-1D49B,1D6FC-1D71B,1D7CE-1D7D7",  # bold, italic and script letters, italic Greek, bold digits
]


def unpack(into: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, into / name)
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=into, check=True)
    return into / "node_modules"


def cut(source: Path, to: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True, ignore_missing_unicodes=True)
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(",".join(SIGNS)))
    cutter.subset(font)
    subset.save_font(font, str(to), options)


def sums() -> str:
    files = sorted(path for path in FONTS.iterdir() if path.is_file())
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  fonts/{path.name}\n" for path in files)


def main() -> None:
    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        packages = unpack(Path(scratch))
        for name, source in COPIED.items():
            shutil.copyfile(packages / source, FONTS / name)
        cut(packages / STIX, FONTS / "stix-two-math.woff2")
    (HERE / "SHA256SUMS").write_text(sums(), encoding="utf-8")


if __name__ == "__main__":
    main()
