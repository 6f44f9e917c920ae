"""Text to syntax.

The grammar, in BNF. Blanks, comments and `\\` at the end of a line separate; a line break within brackets is a blank.

    program    ::= { [statement] (NEWLINE | ";") }
    statement  ::= simple | compound
    simple     ::= targets value | place augment value | place ":" value ["=" value] | value | imports
                 | "pass" | "del" places | "global" NAME { "," NAME } | "assert" value ["," value]
                 | "return" [value] | "break" | "continue"        within a function; within a loop
    compound   ::= "if" value ":" block { "elif" value ":" block } ["else" ":" block]
                 | "for" target "in" value ":" block
                 | "while" value ":" block
                 | { "@" either NEWLINE } "def" NAME "(" [parameters] ")" ":" block
                 | "class" NAME ["(" [value] ")"] ":" functions
                 | "with" either ["as" target] { "," either ["as" target] } ":" block
    functions  ::= a block of "def", "pass" and texts
    block      ::= simple { ";" simple } NEWLINE | NEWLINE, deeper lines of statements
    imports    ::= "import" MODULE ["as" NAME] | "from" MODULE "import" NAME ["as" NAME]     several with commas
    targets    ::= target "=" { target "=" }
    target     ::= part { "," part } [","]
    part       ::= place | "*" NAME | "(" target ")" | "[" target "]"
    place      ::= NAME | primary "." NAME | primary "[" items "]"
    places     ::= place { "," place }
    parameters ::= parameter { "," parameter } [","]
    parameter  ::= NAME [":" value] ["=" either] | "*" [NAME] | "**" NAME
    augment    ::= "+=" | "-=" | "*=" | "/=" | "//=" | "%=" | "**=" | "@="

    value      ::= either { "," either } [","]                    a tuple when there is a comma
    either     ::= choice ["if" choice "else" either] | "lambda" [parameters] ":" either
    choice     ::= both { "or" both }
    both       ::= negation { "and" negation }
    negation   ::= "not" negation | comparison
    comparison ::= sum { ("==" | "!=" | "<" | "<=" | ">" | ">=" | "is" ["not"] | ["not"] "in") sum }
    sum        ::= product { ("+" | "-") product }
    product    ::= signed { ("*" | "/" | "//" | "%" | "@") signed }
    signed     ::= ("-" | "+" | "√") signed | power
    power      ::= primary ["**" signed]
    primary    ::= atom { "." NAME | "(" [arguments] ")" | "[" [items] "]" }
    arguments  ::= argument { "," argument } [","]                plain ones before named ones
    argument   ::= either | "*" either | NAME "=" either | "**" either | either loops        loops alone in their brackets
    loops      ::= "for" target "in" choice { "if" choice } [loops]
    items      ::= item { "," item } [","]
    item       ::= either | [either] ":" [either] [":" [either]] | "..." | "None"
    atom       ::= NAME | NUMBER | TEXT | "True" | "False" | "None" | "(" [value] ")" | "[" [value] "]"
                 | "(" either loops ")" | "[" either loops "]" | "{" either ":" either loops "}"
                 | "{" [entry { "," entry } [","]] "}"
    entry      ::= either ":" either | "**" either

    NAME       a Python identifier in form NFKC that begins with a letter, or is _ alone, and is no reserved word
    NUMBER     a Python int or float literal
    TEXT       quoted; neighbours join; on a line of its own it does nothing; of an f-string the values are read

Signs of formulas are read as Python's: ^ as **, × and · as *, ÷ as /, ≤ as <=. A line that begins with % or ! is a notebook's.
A text that begins with a prompt, >>> or In [1]:, is read without its prompts and the lines that have none.
`if __name__ == "__main__":` holds; super().__init__() does nothing; __init__ and __call__ name functions of a class alone.

Each statement is handed to `ast` alone, so that those before and after a fault are read.
"""

from __future__ import annotations

import ast

from chainrule.errors import Problem
from chainrule.language.ceilings import size, syntax_nodes
from chainrule.language.checks import check, says_nothing
from chainrule.language.chunks import PROBLEMS, Chunk, split
from chainrule.language.diagnose import diagnose
from chainrule.language.offsets import Offsets
from chainrule.language.prompts import unprompted
from chainrule.language.source import Fault, Source
from chainrule.language.statements import read_statement
from chainrule.language.syntax import Module, Parsed, Passed, Statement
from chainrule.language.tokens import scan


def parse(text: str) -> Parsed:
    """The program a text says, with every problem found. Never raises."""
    problem = size(text)
    if problem is not None:
        return Parsed(None, (problem,))
    given, text = text, unprompted(text)
    offsets = Offsets(text)
    tokens = scan(text)
    problem = syntax_nodes(tokens, offsets)
    if problem is not None:
        return Parsed(None, (problem,))
    chunks = split(text, tokens, offsets)
    statements, problems = _read(text, chunks, offsets)
    if not statements and not problems:
        hint = "Type an expression such as (x + y) * z."
        problems = [Problem("empty-program", "The text has no statement.", offsets.span(0, len(text)), hint)]
    return Parsed(Module(tuple(statements), given), tuple(problems[:PROBLEMS]))


def _read(text: str, chunks: list[Chunk], offsets: Offsets) -> tuple[list[Statement], list[Problem]]:
    statements: list[Statement] = []
    problems: list[Problem] = []
    margin = chunks[0].column if chunks else 0
    failed = False
    for chunk in chunks:
        if chunk.column > margin and failed:
            continue
        if says_nothing(chunk):
            continue
        source = Source(text, chunk, offsets)
        if chunk.passed:
            statements.append(Passed(offsets.span(chunk.start, chunk.end)))
            continue
        try:
            if chunk.column > margin:
                hint = "Begin it where the other lines begin."
                raise Fault(Problem("syntax", "The line is indented further than the first.", source.at(chunk.tokens[0]), hint))
            statements += _statement(source)
            failed = False
        except Fault as fault:
            problems.append(fault.problem)
            failed = True
    return statements, problems


def _statement(source: Source) -> tuple[Statement, ...]:
    problem = check(source)
    if problem is not None:
        raise Fault(problem)
    try:
        (node,) = ast.parse(source.chunk.source).body
    except SyntaxError as error:
        raise Fault(diagnose(source, error)) from None
    except ValueError:
        raise Fault(diagnose(source, SyntaxError())) from None
    except (RecursionError, MemoryError):
        span = source.offsets.span(source.chunk.start, source.chunk.end)
        detail = f"The statement is one chain of {len(source.chunk.tokens):,} words and signs: too long to read."
        hint = "Give its first part a name on a line of its own, and go on with the name."
        raise Fault(Problem("too-deep", detail, span, hint)) from None
    return read_statement(node, source)
