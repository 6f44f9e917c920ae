"""Texts made by a search for new paths through the program: `make fuzz`, for ten minutes or for the seconds given.

    python tests/fuzz/search.py [SECONDS]        search
    python tests/fuzz/search.py keep             write corpus.jsonl: of all texts found the shortest that open the same paths

Every text is judged as the tests judge it. One that breaks anything, or takes more than a second, is written to tests/fuzz/findings,
where the tests take it up. A search begins from corpus.jsonl and the programs of the other corpora; what it adds is in a folder beside
the machine's other scratch files until it is kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import atheris

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests" / "backend"), str(HERE)]

with atheris.instrument_imports(include=["chainrule"]):
    import chainrule.trace.study
    import chainrule.wire.document  # noqa: F401
    from chainrule.errors import CODES
    from measured import measured
    from sound import judge

FINDINGS, KEPT = HERE / "findings", HERE / "corpus.jsonl"
FOUND = Path(tempfile.gettempdir()) / "chainrule-fuzz"
SLOW, QUICK = 1.0, 0.2
"""Seconds of work that are a finding, and that a text may take that is run with every test. Counting paths makes every step several
times as long, so what takes longer is measured without."""
WORDS = """if elif else for while in def return lambda class with as import from del pass not and or is None True False range( zip( len(
enumerate( print( sum( torch. tf. jnp. jax. np. grad( .backward() .grad .item() .detach() .T .shape requires_grad=True axis=0 dim=-1 [0]
[:,None] ** @ += -= self.x __init__ nn.Module forward(""".split()


def one(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    began = time.process_time()
    try:
        judge(text)
        if time.process_time() - began > SLOW:
            (took,) = measured([text])
            assert took < SLOW, f"{took:.1f} s"
    except BaseException as fault:
        name = type(fault).__name__.lower()
        path = FINDINGS / f"{name}-{crc32(data):08x}.txt"
        path.write_bytes(text.encode("utf-8"))
        print(f"\n== {path.name}: {fault}\n{text}", flush=True)


def seeds() -> Iterator[str]:
    """What was kept of earlier searches, the programs of the corpora, and the smallest of each fault."""
    yield from map(json.loads, KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else ())
    for name in ("dialects", "worked_examples"):
        for line in (ROOT / "tests" / "corpus" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["program"]
    yield from (record.example for record in CODES.values() if record.example)


def search(*options: str) -> None:
    """Ends the process. A merge starts the program again and again by its first argument, in a shell."""
    program = f"{sys.executable} {__file__}"
    atheris.Setup([program, *options, "-max_len=1500", "-timeout=1200", "-rss_limit_mb=2048", f"-artifact_prefix={FOUND}-"], one)
    atheris.Fuzz()


def keep() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, __file__, "merge", folder], check=True)
        texts = {path.read_bytes().decode("utf-8", "replace") for path in Path(folder).iterdir()}
    ordered = sorted(texts, key=lambda text: (len(text), text))
    quick = [text for text, took in zip(ordered, measured(ordered), strict=True) if took < QUICK]
    KEPT.write_text("".join(json.dumps(text) + "\n" for text in quick), encoding="utf-8")
    print(f"{len(quick)} of {len(texts)} texts kept")


def main() -> None:
    match sys.argv[1:]:
        case ["keep"]:
            keep()
        case ["merge", folder]:
            search("-merge=1", folder, str(FOUND))
        case [*options] if any(option.startswith("-merge") for option in options):
            search(*options)
        case given:
            FOUND.mkdir(exist_ok=True)
            for text in seeds():
                (FOUND / f"seed-{crc32(text.encode()):08x}").write_text(text, encoding="utf-8")
            words = FOUND.with_suffix(".words")
            words.write_text("".join(f'"{word}"\n' for word in WORDS))
            search(f"-max_total_time={given[0] if given else 600}", f"-dict={words}", "-print_final_stats=1", str(FOUND))


if __name__ == "__main__":
    main()
