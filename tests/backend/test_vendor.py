"""What is vendored is what was recorded: nothing changed, nothing unlisted, each font with its licence."""

import hashlib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "frontend" / "vendor"
LISTED = {path: digest for digest, path in (line.split("  ") for line in (VENDOR / "SHA256SUMS").read_text().splitlines())}


def test_every_vendored_file_has_the_sum_that_was_recorded() -> None:
    found = {path: hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() for path in LISTED}
    assert found == LISTED


def test_no_vendored_file_is_missing_from_the_list() -> None:
    files = {path.relative_to(VENDOR).as_posix() for path in (VENDOR / "fonts").iterdir()}
    assert files == set(LISTED)


def test_every_font_family_comes_with_its_licence() -> None:
    for family in ("plex-sans", "plex-mono", "stix"):
        text = (VENDOR / "fonts" / f"LICENSE-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_fonts_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in (VENDOR / "fonts").glob("*.woff2")) < 185 * 1024


def test_the_formula_font_keeps_its_table_of_mathematics() -> None:
    # The table directory of a woff2 lists known tables by number; MATH is number 31 and directories stay uncompressed.
    head = (VENDOR / "fonts" / "stix-two-math.woff2").read_bytes()
    assert head[:4] == b"wOF2"
    tables = int.from_bytes(head[12:14], "big")
    assert 31 in _known_tables(head, tables)


def _known_tables(font: bytes, count: int) -> list[int]:
    at, found = 48, []
    for _ in range(count):
        flags = font[at]
        at += 1
        known, transform = flags & 0x3F, flags >> 6
        found.append(known)
        if known == 0x3F:
            at += 4
        at = _after_number(font, at)
        # glyf (10) and loca (11) are transformed unless the version is 3; all others only when it is not 0.
        if (transform != 3) if known in (10, 11) else (transform != 0):
            at = _after_number(font, at)
    return found


def _after_number(font: bytes, at: int) -> int:
    while font[at] & 0x80:
        at += 1
    return at + 1
