"""Every function of JAX's table, called as JAX is."""

from __future__ import annotations

import pytest

from spelled import call, methods, rows
from spelled_peers import compare

jax = pytest.importorskip("jax")


@pytest.mark.parametrize("path", rows("jax"))
def test_a_spelling_means_what_it_means_in_jax(path: str) -> None:
    compare("jax", call("jax", path), {"jax": jax, "jnp": jax.numpy, "lax": jax.lax})


@pytest.mark.parametrize("text", methods("jax"))
def test_a_method_means_what_it_means_there(text: str) -> None:
    compare("jax", text, {"jax": jax, "jnp": jax.numpy, "lax": jax.lax})
