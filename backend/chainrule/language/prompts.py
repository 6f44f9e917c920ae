"""Text pasted from Python's console, from IPython's, or from an example in a manual.

    >>> x = torch.tensor(2.0)           x = torch.tensor(2.0)
    >>> for i in range(2):              for i in range(2):
    ...     x = x * x          ->           x = x * x
    >>> x                               x
    tensor(16.)                     # (a comment)

    In [1]: x = torch.tensor(2.0)           x = torch.tensor(2.0)
    In [2]: for i in range(2):      ->      for i in range(2):
       ...:     x = x * x                       x = x * x
"""

from __future__ import annotations

import re

from chainrule.language.offsets import units

_LINE = re.compile(r"[^\r\n]+")
_PROMPT = re.compile(r"(\s*)(?:>>>|\.\.\.)(?=\s|\Z)")
_NUMBERED = re.compile(r"\s*(?:In \[\d+\]|\.\.\.+): ?")
_TABS = 5
"""Of the blanks in place of a numbered prompt; then code begins in the same column behind [9] and behind [10]."""


def unprompted(text: str) -> str:
    """Prompts as blanks, and what the console answered as comments, where a text begins with a prompt. Every code unit stays in
    its place."""
    return _LINE.sub(_read, text) if text.lstrip().startswith(">>> ") or re.match(r"\s*In \[\d+\]: ", text) else text


def _read(found: re.Match[str]) -> str:
    line = found[0]
    prompt = _PROMPT.match(line)
    if prompt:
        return f"{prompt[1]}   {line[prompt.end() :]}"
    numbered = _NUMBERED.match(line)
    if numbered:
        return "".ljust(numbered.end() - _TABS).ljust(numbered.end(), "\t") + line[numbered.end() :]
    answer = line.lstrip()
    return line[: len(line) - len(answer)] + "#" * units(answer[:1]) + answer[1:]
