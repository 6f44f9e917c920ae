"""Programs made by chance, the same in each run: shapes, broadcasting, indexing, reductions, products of matrices, names used again."""

from __future__ import annotations

from collections.abc import Container

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from moves import FAMILIES, combined
from pool import ENTRIES, Draw, Pool
from trees import Program

COUNT = 300
STEPS = (5, 15)
FIXED = settings(
    max_examples=COUNT,
    phases=(Phase.generate,),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
"""A program that fails is shown as it was made: making it smaller takes minutes, and it has at most 17 lines after its inputs."""


@st.composite
def programs(draw: Draw, allowed: Container[str] | None = None) -> Program:
    """`allowed`: the ops that may be used, where not all of them are."""
    pool = Pool(draw, allowed)
    pool.give(pool.shape())
    pool.give(pool.shape((1, 3)))
    for _ in range(pool.whole(*STEPS)):
        if pool.chance(9):
            pool.augment()
            continue
        value = pool.one(FAMILIES)(pool)
        if value.size <= ENTRIES:
            _ = pool.add(value) if pool.chance(3) else pool.name(value)
    pool.finish(combined(pool))
    return Program(pool.inputs, tuple(pool.statements), pool.whole(0, 2**32 - 1))
