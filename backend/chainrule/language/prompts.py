"""Text pasted from Python's console, or from an example in a manual.

    >>> x = torch.tensor(2.0)           x = torch.tensor(2.0)
    >>> for i in range(2):              for i in range(2):
    ...     x = x * x          ->           x = x * x
    >>> x                               x
    tensor(16.)                     # (a comment)
"""

from __future__ import annotations

import re

from chainrule.language.offsets import units

_LINE = re.compile(r"[^\r\n]+")
_PROMPT = re.compile(r"(\s*)(?:>>>|\.\.\.)(?=\s|\Z)")


def unprompted(text: str) -> str:
    """Prompts as blanks, and what the console answered as comments, where a text begins with a prompt. Every code unit stays in
    its place."""
    return _LINE.sub(_read, text) if text.lstrip().startswith(">>> ") else text


def _read(found: re.Match[str]) -> str:
    line = found[0]
    prompt = _PROMPT.match(line)
    if prompt:
        return f"{prompt[1]}   {line[prompt.end() :]}"
    answer = line.lstrip()
    return line[: len(line) - len(answer)] + "#" * units(answer[:1]) + answer[1:]
