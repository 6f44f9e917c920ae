"""Texts made by a search for new paths through the program: `make fuzz`, for ten minutes or for the seconds given.

    python tests/fuzz/search.py [SECONDS]

Every text is judged as the tests judge it. One that breaks anything is written to tests/fuzz/findings, where the tests take it up; those
that open a new path are kept in a folder beside the machine's other scratch files, and are where the next search begins.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from zlib import crc32

import atheris

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "backend"), str(ROOT / "tests" / "backend"), str(HERE)]

with atheris.instrument_imports(include=["chainrule"]):
    from measured import measured

    import chainrule.trace.study
    import chainrule.wire.document  # noqa: F401
    from chainrule.errors import CODES
    from sound import judge

FINDINGS = HERE / "findings"
CORPUS = Path(tempfile.gettempdir()) / "chainrule-fuzz"
SLOW = 1.0
"""Seconds of work that are a finding. Counting paths makes every step several times as long, so what takes longer is measured without."""
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


def seeds() -> list[str]:
    """The programs of the corpora, and the smallest of each fault."""
    texts = [(ROOT / "tests" / "corpus" / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("dialects", "worked_examples")]
    programs = [json.loads(line)["program"] for text in texts for line in text.splitlines()]
    return programs + [record.example for record in CODES.values() if record.example]


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    CORPUS.mkdir(exist_ok=True)
    for number, text in enumerate(seeds()):
        (CORPUS / f"seed-{number:03}").write_text(text)
    words = CORPUS.with_suffix(".words")
    words.write_text("".join(f'"{word}"\n' for word in WORDS))
    bounds = [f"-max_total_time={seconds}", "-max_len=1500", "-timeout=120", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *bounds, f"-dict={words}", "-print_final_stats=1", f"-artifact_prefix={CORPUS}-", str(CORPUS)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
