"""One call for every row of the tables: its text, and its value here. The same text runs in the library itself where that is installed."""

from __future__ import annotations

from typing import Any

import numpy as np

from chainrule.dialects import DIALECTS
from chainrule.dialects.row import ABSENT, Row
from chainrule.language import parse, syntax
from chainrule.program.interpret import interpret
from chainrule.program.values import Flag, Items, Node, Number, Taken, Text, Value
from chainrule.trace.forward import Forward

HEADS = {
    "pytorch": "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n",
    "tensorflow": "import tensorflow as tf\nfrom tensorflow import keras\n",
    "jax": "import jax\nimport jax.numpy as jnp\nfrom jax import lax\n",
    "numpy": "import numpy as np\nimport scipy.special\n",
}
TENSORS = {"pytorch": "torch.tensor", "tensorflow": "tf.constant", "jax": "jnp.array", "numpy": "np.array"}
SHORT = {"torch.nn.functional": "F", "torch.nn": "nn", "tensorflow": "tf", "jax.numpy": "jnp", "numpy": "np"}

_VECTOR, _OTHER, _MATRIX, _SQUARE = "{t}([0.3, 0.7, 0.45])", "{t}([0.6, 0.2, 0.9])", "{t}([[0.3, 0.7, 0.45], [0.1, 0.9, 0.5]])", "{t}([[2.0, 0.5], [0.5, 1.5]])"
_ARGUMENTS = {
    **dict.fromkeys("other x2 y end vec index2 t2 rhs2 b labels2".split(), _OTHER),
    **dict.fromkeys("dim axis dim0 split_size_or_sections axes2".split(), "0"),
    **dict.fromkeys("dim1 axis2".split(), "1"),
    **dict.fromkeys("shape size dims2 dims_".split(), "(3, 2)"),
    "axis1": "0",
    "exponent": "2",
    "target": _OTHER,
    "y_pred": _MATRIX,
    "y_true": "{t}([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])",
}
"""What stands for an argument that must be given; another gets a vector."""

CALLS: dict[str, str] = {
    "torch.autograd.grad": "(lambda x: torch.autograd.grad((x ** 3).sum(), x))(torch.tensor([0.3, 0.7], requires_grad=True))",
    "torch.autograd.functional.jacobian": "torch.autograd.functional.jacobian(lambda x, y: x * y.sum(), ({v}, {o}))",
    "torch.autograd.functional.hessian": "torch.autograd.functional.hessian(lambda x: (x ** 3).sum() * x[0], {v})",
    "torch.autograd.functional.vjp": "torch.autograd.functional.vjp(lambda x: x * x[0], {v}, {o})",
    "torch.autograd.functional.jvp": "torch.autograd.functional.jvp(lambda x: x * x[0], {v}, {o})",
    "torch.autograd.functional.hvp": "torch.autograd.functional.hvp(lambda x: (x ** 3).sum() * x[0], {v}, {o})",
    "torch.autograd.functional.vhp": "torch.autograd.functional.vhp(lambda x: (x ** 3).sum() * x[0], {v}, {o})",
    "torch.func.grad": "torch.func.grad(lambda x, y: (x * y * y).sum(), argnums=(0, 1))({v}, {o})",
    "torch.func.jacrev": "torch.func.jacrev(lambda x: x * x.sum())({v})",
    "torch.func.jacfwd": "torch.func.jacfwd(lambda x: x * x.sum())({v})",
    "torch.func.hessian": "torch.func.hessian(lambda x: (x ** 3).sum() * x[0])({v})",
    "torch.func.vjp": "(lambda z, pull: (z, pull({o})))(*torch.func.vjp(lambda x: x * x[0], {v}))",
    "torch.func.jvp": "torch.func.jvp(lambda x: x * x[0], ({v},), ({o},))",
    "torch.func.vmap": "torch.func.vmap(lambda x, y: x @ y, in_dims=(0, None))({m}, {v})",
    "jax.grad": "jax.grad(lambda x, y: jnp.sum(x * y * y), argnums=(0, 1))({v}, {o})",
    "jax.value_and_grad": "jax.value_and_grad(lambda x: (jnp.sum(x ** 3), x), has_aux=True)({v})",
    "jax.jacobian": "jax.jacobian(lambda x, y: x * jnp.sum(y), argnums=(0, 1))({v}, {o})",
    "jax.jacfwd": "jax.jacfwd(lambda x: x * jnp.sum(x))({v})",
    "jax.jacrev": "jax.jacrev(lambda x: x * jnp.sum(x))({v})",
    "jax.hessian": "jax.hessian(lambda x: jnp.sum(x ** 3) * x[0])({v})",
    "jax.vjp": "(lambda z, pull: (z, pull({o})))(*jax.vjp(lambda x: x * x[0], {v}))",
    "jax.jvp": "jax.jvp(lambda x: x * x[0], ({v},), ({o},))",
    "jax.linearize": "(lambda z, lin: (z, lin({o})))(*jax.linearize(lambda x: x * x[0], {v}))",
    "tensorflow.custom_gradient": "tf.custom_gradient(lambda x: (x * x, lambda g: g * 2 * x))({v})",
    "jax.custom_gradient": "jax.custom_gradient(lambda x: (x * x, lambda g: g * 2 * x))({v})",
    "torch.meshgrid": "torch.meshgrid({v}, {o}[:2], indexing='xy')",
    "torch.median": "torch.median({m}, dim=1)",
    "torch.quantile": "torch.quantile({m}, torch.tensor([0.25, 0.6]), dim=1)",
    "torch.bincount": "torch.bincount(torch.tensor([1, 0, 3, 1]))",
    "torch.unique": "torch.unique(torch.tensor([3.0, 1.0, 3.0, 2.0]), return_inverse=True, return_counts=True)",
    "torch.cov": "torch.cov({m})",
    "torch.corrcoef": "torch.corrcoef({m})",
    "torch.slogdet": "torch.slogdet({s}.flip(0))",
    "torch.pinverse": "torch.pinverse({m})",
    "torch.linalg.slogdet": "torch.linalg.slogdet({s}.flip(0))",
    "torch.linalg.pinv": "torch.linalg.pinv({m}.T)",
    "torch.nn.functional.interpolate": "F.interpolate({m}[None], scale_factor=2)",
    "torch.nn.functional.upsample": "F.interpolate({m}[None, None], size=(3, 5), mode='bilinear')",
    "torch.nn.functional.unfold": "F.unfold({m}[None], 2, padding=1)",
    "torch.nn.functional.pixel_shuffle": "F.pixel_shuffle(torch.arange(8.0).view(4, 1, 2), 2)",
    "torch.nn.functional.pixel_unshuffle": "F.pixel_unshuffle({m}[:, :2][None], 2)",
    "torch.func.functional_call": "torch.func.functional_call(nn.Tanh(), dict(), ({v},))",
    "torch.scatter": "torch.scatter({m}, 1, torch.tensor([[2], [0]]), torch.tensor([[5.0], [6.0]]))",
    "torch.index_add": "torch.index_add({m}, 1, torch.tensor([2, 0, 2]), {m})",
    "torch.index_fill": "torch.index_fill({m}, 1, torch.tensor([2, 0]), 5.0)",
    "torch.nonzero": "torch.nonzero({m} > 0.4)",
    "torch.argwhere": "torch.argwhere({m} > 0.4)",
    "torch.nn.functional.batch_norm": "F.batch_norm({m}, {v}, {o}, {o}, {v})",
    "torch.nn.functional.rms_norm": "F.rms_norm({m}, (3,), {v})",
    "torch.distributions.kl_divergence": "torch.distributions.kl_divergence(torch.distributions.Normal({v}, {o}), torch.distributions.Normal({o}, {v}))",
    "torch.utils.data.DataLoader": "[one for one in torch.utils.data.DataLoader(torch.utils.data.TensorDataset({v}, {o}), batch_size=2)]",
    "tensorflow.math.segment_sum": "tf.math.segment_sum({m}, tf.constant([0, 0]))",
    "tensorflow.gather_nd": "tf.gather_nd({m}, [[0, 2], [1, 0]])",
    "tensorflow.tensor_scatter_nd_update": "tf.tensor_scatter_nd_update({v}, [[2], [0]], [5.0, 6.0])",
    "tensorflow.tensor_scatter_nd_add": "tf.tensor_scatter_nd_add({v}, [[2], [2]], [5.0, 6.0])",
    "tensorflow.scatter_nd": "tf.scatter_nd([[2], [0]], [5.0, 6.0], (3,))",
    "tensorflow.where": "tf.where({m} > 0.4)",
    "jax.lax.dynamic_slice": "lax.dynamic_slice({m}, (0, 2), (2, 2))",
    "jax.lax.dynamic_slice_in_dim": "lax.dynamic_slice_in_dim({m}, 1, 2, axis=1)",
    "jax.lax.dynamic_index_in_dim": "lax.dynamic_index_in_dim({m}, -1, axis=1, keepdims=False)",
    "jax.lax.dynamic_update_slice": "lax.dynamic_update_slice({m}, {s}, (0, 2))",
    "jax.trees.tree_leaves": "jax.tree.leaves({'b': {v}, 'a': [{o}, ({m}, None)]})",
    "jax.trees.tree_flatten": "jax.tree_util.tree_flatten({'b': {v}, 'a': [{o}, ({m}, None)]})[0]",
    "jax.trees.tree_unflatten": "(lambda leaves, treedef: jax.tree_util.tree_unflatten(treedef, [2 * one for one in leaves])['a'])(*jax.tree_util.tree_flatten({'b': {v}, 'a': [{o}, ({m}, None)]}))[1][0]",
    "jax.trees.tree_reduce": "jax.tree.reduce(lambda a, b: a + b, [{v}, ({o}, {v})])",
    "numpy.ndindex": "[one for one in np.ndindex(2, 3)]",
    "numpy.median": "np.median({m}, axis=0)",
    "tensorflow.keras.initializers.Constant": "tf.keras.initializers.Constant(0.3)((2, 3))",
    "tensorflow.keras.initializers.Zeros": "tf.keras.initializers.Zeros()((2, 3))",
    "tensorflow.keras.initializers.zeros": "tf.keras.initializers.zeros()((2, 3))",
    "tensorflow.keras.initializers.Ones": "tf.keras.initializers.Ones()((2, 3))",
    "tensorflow.keras.initializers.ones": "tf.keras.initializers.ones()((2, 3))",
    "tensorflow.keras.initializers.RandomNormal": "0 * tf.keras.initializers.RandomNormal()((2, 3))",
    "tensorflow.keras.initializers.RandomUniform": "0 * tf.keras.initializers.RandomUniform()((2, 3))",
    "tensorflow.keras.initializers.GlorotUniform": "0 * tf.keras.initializers.GlorotUniform()((2, 3))",
    "tensorflow.keras.initializers.GlorotNormal": "0 * tf.keras.initializers.GlorotNormal()((2, 3))",
    "tensorflow.keras.initializers.HeNormal": "0 * tf.keras.initializers.HeNormal()((2, 3))",
    "tensorflow.keras.initializers.HeUniform": "0 * tf.keras.initializers.HeUniform()((2, 3))",
    "jax.nn.initializers.zeros": "jax.nn.initializers.zeros(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.ones": "jax.nn.initializers.ones(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.constant": "jax.nn.initializers.constant(0.3)(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.glorot_normal": "0 * jax.nn.initializers.glorot_normal()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.xavier_normal": "0 * jax.nn.initializers.xavier_normal()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.glorot_uniform": "0 * jax.nn.initializers.glorot_uniform()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.xavier_uniform": "0 * jax.nn.initializers.xavier_uniform()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.he_normal": "0 * jax.nn.initializers.he_normal()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.kaiming_normal": "0 * jax.nn.initializers.kaiming_normal()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.he_uniform": "0 * jax.nn.initializers.he_uniform()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.kaiming_uniform": "0 * jax.nn.initializers.kaiming_uniform()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.lecun_normal": "0 * jax.nn.initializers.lecun_normal()(jax.random.key(0), (2, 3))",
    "jax.nn.initializers.lecun_uniform": "0 * jax.nn.initializers.lecun_uniform()(jax.random.key(0), (2, 3))",
    "torch.acosh": "torch.acosh(torch.tensor([1.5, 2.0]))",
    "torch.einsum": "torch.einsum('ij,j->i', {m}, {v})",
    "torch.matmul": "torch.matmul({m}, {v})",
    "torch.mm": "torch.mm({m}, {m}.t())",
    "torch.bmm": "torch.bmm({m}[None], {m}.T[None])",
    "torch.mv": "torch.mv({m}, {v})",
    "torch.addmm": "torch.addmm({s}, {s}, {s})",
    "torch.tensordot": "torch.tensordot({m}, {m}, dims=2)",
    "torch.sum": "torch.sum({m}, dim=1, keepdim=True)",
    "torch.mean": "torch.mean({m}, dim=(0, 1))",
    "torch.prod": "torch.prod({m}, 1)",
    "torch.amax": "torch.amax({m}, dim=1)",
    "torch.var": "torch.var({m}, dim=1)",
    "torch.std": "torch.std({m}, unbiased=False)",
    "torch.norm": "torch.norm({m}, dim=1)",
    "torch.linalg.matrix_norm": "torch.linalg.matrix_norm({m})",
    "torch.argmax": "torch.argmax({m}, dim=1)",
    "torch.cumsum": "torch.cumsum({m}, dim=1)",
    "torch.softmax": "torch.softmax({m}, dim=0)",
    "torch.log_softmax": "torch.log_softmax({m}, dim=0)",
    "torch.reshape": "torch.reshape({m}, (3, 2))",
    "torch.permute": "torch.permute({m}, (1, 0))",
    "torch.t": "torch.t({m})",
    **{f"torch.{name}": f"torch.{name}({{m}}, 0, 1)" for name in ("transpose", "swapaxes", "swapdims", "movedim", "moveaxis")},
    "torch.squeeze": "torch.squeeze({m}[None], 0)",
    "torch.flatten": "torch.flatten({m})",
    "torch.broadcast_to": "torch.broadcast_to({v}, (2, 3))",
    "torch.tile": "torch.tile({v}, (2, 1))",
    "torch.repeat_interleave": "torch.repeat_interleave({m}, 2, dim=1)",
    "torch.flip": "torch.flip({m}, (1,))",
    "torch.narrow": "torch.narrow({m}, 1, 0, 1)",
    "torch.select": "torch.select({m}, 1, -1)",
    "torch.diagonal": "torch.diagonal({m})",
    "torch.unflatten": "torch.unflatten({v}, -1, (3, 1))",
    "torch.roll": "torch.roll({v}, 1)",
    **{f"torch.{name}": f"torch.{name}(({{m}}, {{m}}), dim=1)" for name in ("cat", "concat", "concatenate", "stack")},
    "torch.vstack": "torch.vstack(({v}, {v}))",
    "torch.hstack": "torch.hstack(({v}, {v}))",
    "torch.chunk": "torch.chunk({m}, 2, dim=0)",
    "torch.tril": "torch.tril({m})",
    "torch.triu": "torch.triu({m}, 1)",
    **{f"torch.{name}": f"torch.{name}({{s}})" for name in ("diag", "trace", "det", "logdet", "inverse")},
    "torch.clamp": "torch.clamp({v}, min=0.4)",
    "torch.clip": "torch.clip({v}, 0.4, 0.5)",
    "torch.masked_fill": "torch.masked_fill({v}, {v} > 0.5, 0.0)",
    "torch.masked_select": "torch.masked_select({v}, {v} > 0.4)",
    "torch.where": "torch.where({v} > 0.5, {v}, {o})",
    "torch.gather": "torch.gather({m}, 1, torch.tensor([[0], [2]]))",
    "torch.index_select": "torch.index_select({m}, 1, torch.tensor([0, 2]))",
    "torch.take": "torch.take({m}, torch.tensor([0, 4]))",
    "torch.scatter_add": "torch.scatter_add({v}, 0, torch.tensor([0, 0]), torch.tensor([1.0, 2.0]))",
    "torch.lerp": "torch.lerp({v}, {o}, 0.25)",
    "torch.cross": "torch.cross({v}, {o}, dim=0)",
    "torch.kron": "torch.kron({s}, {s})",
    "torch.zeros": "torch.zeros(2, 3)",
    "torch.ones": "torch.ones((2, 3))",
    "torch.full": "torch.full((2, 2), 1.5)",
    "torch.arange": "torch.arange(9.0)",
    "torch.range": "torch.range(0, 4)",
    "torch.linspace": "torch.linspace(0, 1, 5)",
    "torch.eye": "torch.eye(2)",
    "numpy.c_": "np.c_[[1.0, 2.0], [3.0, 4.0]]",
    "numpy.r_": "np.r_[[1.0, 2.0], [3.0, 4.0]]",
    "jax.numpy.c_": "jnp.c_[jnp.ones(2), jnp.ones(2)]",
    "jax.numpy.r_": "jnp.r_[jnp.ones(2), jnp.ones(2)]",
    "torch.randperm": "0 * torch.randperm(3)",
    "random.shuffle": "random.shuffle([1.0, 2.0])",
    "torch.full_like": "torch.full_like({m}, 2.0)",
    "torch.device": "str(torch.device('cpu'))",
    "torch.logical_and": "torch.logical_and({v} > 0.4, {o} > 0.4)",
    "torch.logical_or": "torch.logical_or({v} > 0.4, {o} > 0.4)",
    "torch.logical_xor": "torch.logical_xor({v} > 0.4, {o} > 0.4)",
    "torch.logical_not": "torch.logical_not({v} > 0.4)",
    "torch.tensor": "torch.tensor([[1.0, 2.0]])",
    "torch.DoubleTensor": "torch.DoubleTensor([1.0, 2.0])",
    "torch.LongTensor": "torch.LongTensor([1, 2])",
    "torch.IntTensor": "torch.IntTensor([1, 2])",
    "torch.topk": "torch.topk({m}, 2)",
    "torch.nn.utils.clip_grad_norm_": "torch.nn.utils.clip_grad_norm_([torch.tensor([1.0], requires_grad=True)], 1.0)",
    "torch.sort": "torch.sort({m}, dim=0, descending=True)",
    "torch.argsort": "torch.argsort({m}, dim=1)",
    "torch.max": "torch.max({m}, dim=1)",
    "torch.min": "torch.min({m}, 1, keepdim=True)",
    "torch.split": "torch.split({v}, 2)",
    "torch.from_numpy": "torch.tensor([1.0])",
    "torch.nn.functional.linear": "F.linear({m}, {m}, torch.tensor([1.0, 2.0]))",
    "torch.nn.functional.softmax": "F.softmax({m}, dim=1)",
    "torch.nn.functional.log_softmax": "F.log_softmax({m}, dim=1)",
    "torch.nn.functional.gelu": "F.gelu({v}, approximate='tanh')",
    "torch.nn.functional.cross_entropy": "F.cross_entropy({m}, torch.tensor([2, 0]))",
    "torch.nn.functional.nll_loss": "F.nll_loss(torch.log({m}), torch.tensor([2, 0]), reduction='sum')",
    "torch.nn.functional.kl_div": "F.kl_div({m}, {m}, reduction='batchmean')",
    "torch.nn.functional.one_hot": "F.one_hot(torch.tensor([0, 2]))",
    "torch.nn.functional.conv1d": "F.conv1d({m}[None], torch.ones(2, 2, 2))",
    "torch.nn.functional.conv2d": "F.conv2d(torch.arange(16.0).view(1, 1, 4, 4), {s}.view(1, 1, 2, 2), stride=2, padding=1)",
    "torch.nn.functional.conv_transpose2d": "F.conv_transpose2d({s}.view(1, 1, 2, 2), {s}.view(1, 1, 2, 2), stride=2)",
    "torch.nn.functional.max_pool2d": "F.max_pool2d(torch.arange(16.0).view(1, 1, 4, 4), 2)",
    "torch.nn.functional.avg_pool2d": "F.avg_pool2d(torch.arange(16.0).view(1, 1, 4, 4), 2, stride=1)",
    "torch.nn.functional.dropout": "F.dropout({v}, 0.5, training=False)",
    "torch.nn.functional.layer_norm": "F.layer_norm({m}, (3,))",
    "torch.nn.functional.group_norm": "F.group_norm(torch.arange(8.0).view(1, 4, 2), 2)",
    "torch.nn.functional.normalize": "F.normalize({m})",
    "torch.nn.functional.hinge_embedding_loss": "F.hinge_embedding_loss({v}, torch.tensor([1.0, -1.0, 1.0]))",
    "torch.nn.functional.cosine_embedding_loss": "F.cosine_embedding_loss({m}, {m} - 0.4, torch.tensor([1.0, -1.0]))",
    "torch.nn.functional.prelu": "F.prelu({m} - 0.4, {v})",
    "torch.nn.functional.cosine_similarity": "F.cosine_similarity({m}, {m} * {v})",
    "torch.nn.functional.embedding": "F.embedding(torch.tensor([1, 0]), {m})",
    "torch.nn.functional.scaled_dot_product_attention": "F.scaled_dot_product_attention({m}, {m}, {m})",
    "torch.nn.functional.pad": "F.pad({m}, (1, 0, 2, 1), value=9.0)",
    "torch.linalg.inv": "torch.linalg.inv({s})",
    "torch.linalg.det": "torch.linalg.det({s})",
    "torch.linalg.cholesky": "torch.linalg.cholesky({s})",
    "torch.linalg.solve": "torch.linalg.solve({s}, {s})",
    "torch.special.logsumexp": "torch.special.logsumexp({m}, 1)",
    "torch.logsumexp": "torch.logsumexp({m}, 1)",
    "tensorflow.nn.conv2d": "tf.nn.conv2d(tf.reshape(tf.range(16.0), [1, 4, 4, 1]), tf.reshape({s}, [2, 2, 1, 1]), strides=[1, 1, 1, 1], padding='SAME')",
}
_TF = {
    "cond": "tf.cond(tf.reduce_sum({v}) > 1.0, lambda: {v}, lambda: {o})",
    "while_loop": "tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x * x), (tf.constant(0), {v}))",
    "map_fn": "tf.map_fn(lambda row: row * row[0], {m})",
    "vectorized_map": "tf.vectorized_map(lambda row: row * row[0], {m})",
    "clip_by_norm": "tf.clip_by_norm({m}, 0.8, axes=[1])",
    "clip_by_global_norm": "tf.clip_by_global_norm([{v}, {m}], 0.8)",
    "linalg.global_norm": "tf.linalg.global_norm([{v}, {m}])",
    "linalg.slogdet": "tf.linalg.slogdet(tf.reverse({s}, [0]))",
    "linalg.pinv": "tf.linalg.pinv({m})",
    "cast": "tf.cast(tf.constant([1.7, -1.7]), tf.int32)",
    "fill": "tf.fill([2, 3], 1.5)",
    "eye": "tf.eye(2)",
    "zeros": "tf.zeros([2, 1])",
    "range": "tf.range(1, 7, 2)",
    "linspace": "tf.linspace(0.0, 1.0, 5)",
    "reshape": "tf.reshape({m}, [3, -1])",
    "transpose": "tf.transpose({m}[None], perm=[2, 0, 1])",
    "concat": "tf.concat([{m}, {m}], axis=1)",
    "stack": "tf.stack([{v}, {o}], axis=1)",
    "unstack": "tf.unstack({m}, axis=1)",
    "split": "tf.split({m}, 2)",
    "tile": "tf.tile({v}, [2])",
    "repeat": "tf.repeat({v}, 2)",
    "reverse": "tf.reverse({m}, [1])",
    "roll": "tf.roll({v}, shift=1, axis=0)",
    "broadcast_to": "tf.broadcast_to({v}, [2, 3])",
    "pad": "tf.pad({m}, [[1, 0], [0, 2]])",
    "where": "tf.where({v} > 0.5, {v}, {o})",
    "gather": "tf.gather({m}, [0, 2], axis=1)",
    "boolean_mask": "tf.boolean_mask({v}, {v} > 0.4)",
    "clip_by_value": "tf.clip_by_value({v}, 0.4, 0.5)",
    "one_hot": "tf.one_hot([0, 2], depth=3)",
    "matmul": "tf.matmul({m}, {m}, transpose_b=True)",
    "tensordot": "tf.tensordot({m}, {v}, axes=1)",
    "einsum": "tf.einsum('ij,j->i', {m}, {v})",
    "norm": "tf.norm({m}, axis=1)",
    "reduce_sum": "tf.reduce_sum({m}, axis=1, keepdims=True)",
    "reduce_variance": "tf.math.reduce_variance({m}, axis=1)",
    "argmax": "tf.argmax({m})",
    "top_k": "tf.math.top_k({v}, k=2)",
    "add_n": "tf.add_n([{v}, {o}, {v}])",
    "nn.moments": "tf.nn.moments({m}, axes=[0])",
    "nn.dropout": "tf.nn.dropout({v}, rate=0.0)",
    "nn.embedding_lookup": "tf.nn.embedding_lookup({m}, [1, 0])",
    "nn.bias_add": "tf.nn.bias_add({m}, {v})",
    "nn.sparse_softmax_cross_entropy_with_logits": "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 0], logits={m})",
    "nn.softmax_cross_entropy_with_logits": "tf.nn.softmax_cross_entropy_with_logits(labels={m} * 0.5, logits={m})",
    **{f"nn.{name}": f"tf.nn.{name}(tf.reshape(tf.range(16.0), [1, 4, 4, 1]), 2, 2, 'VALID')" for name in ("max_pool", "max_pool2d", "avg_pool", "avg_pool2d")},
    **{f"linalg.{name}": f"tf.linalg.{name}({{s}})" for name in ("inv", "det", "trace", "matrix_transpose")},
    **{name: f"tf.{name}({{v}} > 0.4, {{o}} > 0.4)" for name in ("logical_and", "logical_or")},
    "logical_xor": "tf.math.logical_xor({v} > 0.4, {o} > 0.4)",
    "logical_not": "tf.logical_not({v} > 0.4)",
    **{name: f"tf.{name}({{m}} > 0.4, axis=1)" for name in ("reduce_all", "reduce_any")},
    "linalg.matmul": "tf.linalg.matmul({m}, {m}, transpose_b=True)",
    "linalg.matvec": "tf.linalg.matvec({m}, {v})",
    "linalg.solve": "tf.linalg.solve({s}, {s})",
    **{
        f"keras.losses.{name}": f"keras.losses.{name}()({text}, {{m}})"
        for name, text in {
            "Huber": "{m} * 3",
            "MeanSquaredError": "{m} * 2",
            "MeanAbsoluteError": "{m} * 2",
            "BinaryCrossentropy": "{m} * 0.5",
            "CategoricalCrossentropy": "{m} * 0.5",
            "SparseCategoricalCrossentropy": "tf.constant([2, 0])",
        }.items()
    },
    "keras.layers.add": "keras.layers.add([{v}, {o}])",
    "keras.layers.concatenate": "keras.layers.concatenate([{m}, {m}])",
    "keras.losses.sparse_categorical_crossentropy": "keras.losses.sparse_categorical_crossentropy(tf.constant([2, 0]), {m}, from_logits=True)",
}
CALLS |= {f"{module}.{name}": call for name, call in _TF.items() for module in ("tensorflow", "tensorflow.math")}
for name in ("arccosh", "acosh"):
    CALLS |= {f"{module}.{name}": f"{short}.{name}({short}.array([1.5, 2.0]))" for module, short in (("numpy", "np"), ("jax.numpy", "jnp"))}
_ARRAYS = {
    "meshgrid": "{l}.meshgrid({v}, {o}[:2])",
    "convolve": "{l}.convolve({v}, {o}[:2], 'same')",
    "quantile": "{l}.quantile({m}, 0.3, axis=1)",
    "percentile": "{l}.percentile({m}, 30)",
    "unique": "{l}.unique({l}.array([[3.0, 1.0], [3.0, 2.0]]), return_index=True, return_inverse=True, return_counts=True)",
    "bincount": "{l}.bincount({l}.array([1, 0, 3, 1]))",
    "select": "{l}.select([{v} > 0.6, {v} > 0.4], [{v}, {o}], 5.0)",
    "vectorize": "{l}.vectorize(lambda a, b: a * b + 1.0)({v}, 0.5)",
    "linalg.slogdet": "{l}.linalg.slogdet({s}[::-1])",
    "linalg.pinv": "{l}.linalg.pinv({m})",
    "einsum": "{l}.einsum('ij,j->i', {m}, {v})",
    "matmul": "{l}.matmul({m}, {v})",
    "dot": "{l}.dot({m}, {v})",
    "inner": "{l}.inner({m}, {m})",
    "kron": "{l}.kron({s}, {s})",
    "tensordot": "{l}.tensordot({m}, {m})",
    "reshape": "{l}.reshape({m}, (3, 2))",
    "transpose": "{l}.transpose({m}[None], (2, 0, 1))",
    "permute_dims": "{l}.permute_dims({m}, (1, 0))",
    "swapaxes": "{l}.swapaxes({m}, 0, 1)",
    **{name: f"{{l}}.{name}({{m}})" for name in ("fliplr", "flipud", "rot90", "diagonal")},
    "moveaxis": "{l}.moveaxis({m}, 0, 1)",
    "broadcast_to": "{l}.broadcast_to({v}, (2, 3))",
    "tile": "{l}.tile({v}, (2, 1))",
    "repeat": "{l}.repeat({m}, 2, axis=1)",
    "roll": "{l}.roll({v}, 1)",
    "concatenate": "{l}.concatenate([{m}, {m}], axis=1)",
    "concat": "{l}.concat([{m}, {m}], axis=1)",
    "stack": "{l}.stack([{m}, {m}], axis=1)",
    "vstack": "{l}.vstack([{v}, {v}])",
    "hstack": "{l}.hstack([{v}, {v}])",
    "split": "{l}.split({m}, 2)",
    "array_split": "{l}.array_split({m}, 2)",
    "pad": "{l}.pad({m}, ((1, 0), (0, 2)))",
    **{name: f"{{l}}.{name}({{s}})" for name in ("tril", "triu", "diag", "trace", "linalg.inv", "linalg.det", "linalg.cholesky")},
    "linalg.solve": "{l}.linalg.solve({s}, {s})",
    "linalg.norm": "{l}.linalg.norm({m}, axis=1)",
    "where": "{l}.where({v} > 0.5, {v}, {o})",
    "take": "{l}.take({m}, {l}.array([0, 2]), axis=1)",
    "take_along_axis": "{l}.take_along_axis({m}, {l}.array([[0], [2]]), axis=1)",
    "clip": "{l}.clip({v}, 0.4, 0.5)",
    "sum": "{l}.sum({m}, axis=1, keepdims=True)",
    "var": "{l}.var({m}, axis=1, ddof=1)",
    "max": "{l}.max({m}, axis=0)",
    "argmax": "{l}.argmax({m}, axis=1)",
    "cumsum": "{l}.cumsum({m}, axis=1)",
    "round": "{l}.round({v} * 3)",
    "zeros": "{l}.zeros((2, 3))",
    "ones": "{l}.ones(2)",
    "full": "{l}.full((2, 2), 1.5)",
    "full_like": "{l}.full_like({m}, 2.0)",
    "eye": "{l}.eye(2)",
    "identity": "{l}.identity(2)",
    "arange": "{l}.arange(2, 9, 3)",
    "linspace": "{l}.linspace(0, 1, 5)",
    "atleast_1d": "{l}.atleast_1d({v})",
    "power": "{l}.power({v}, 2)",
    "average": "{l}.average({v}, weights={o})",
    "logical_and": "{l}.logical_and({v} > 0.4, {o} > 0.4)",
    "logical_or": "{l}.logical_or({v} > 0.4, {o} > 0.4)",
    "logical_xor": "{l}.logical_xor({v} > 0.4, {o} > 0.4)",
    "logical_not": "{l}.logical_not({v} > 0.4)",
}
for path, short in (("numpy", "np"), ("jax.numpy", "jnp")):
    CALLS |= {f"{path}.{name}": call.replace("{l}", short) for name, call in _ARRAYS.items()}
CALLS |= {
    "jax.nn.one_hot": "jax.nn.one_hot(jnp.array([0, 2]), 3)",
    "jax.nn.softmax": "jax.nn.softmax({m})",
    "jax.nn.logsumexp": "jax.nn.logsumexp({m}, axis=1)",
    "jax.lax.cond": "jax.lax.cond(True, lambda x: x * 2, lambda x: x, {v})",
    "jax.lax.select": "jax.lax.select({v} > 0.5, {v}, {o})",
    "jax.lax.conv": "jax.lax.conv(jnp.ones((1, 1, 3, 3)), jnp.ones((1, 1, 2, 2)), (1, 1), 'SAME')",
    "jax.lax.map": "lax.map(lambda x: (x ** 2, {'twice': 2 * x}), {v})[0]",
    "jax.lax.switch": "lax.switch(7, [lambda x: x, lambda x: x ** 2], {v})",
    "jax.lax.scan": "jax.lax.scan(lambda c, x: (c + x, c * x), 1.0, {v})",
    "jax.lax.fori_loop": "jax.lax.fori_loop(0, 3, lambda i, x: x * 2, {v})",
    "jax.lax.while_loop": "jax.lax.while_loop(lambda x: x.sum() < 9, lambda x: x * 2, {v})",
    "jax.vmap": "jax.vmap(lambda a, b: a @ b, in_axes=(0, None))({m}, {v})",
    "jax.lax.top_k": "lax.top_k({m}, 2)",
    "jax.lax.conv_general_dilated": "lax.conv_general_dilated({m}[None, :, :, None], {s}[:, :, None, None], (1, 1), 'SAME', dimension_numbers=('NHWC', 'HWIO', 'NHWC'))",
    "jax.flatten_util.ravel_pytree": "jax.flatten_util.ravel_pytree({'b': {v}, 'a': [{o}, {m}]})[0]",
    "tensorflow.data.Dataset.from_tensor_slices": "[one for one in tf.data.Dataset.from_tensor_slices(({v}, {o})).batch(2)]",
    "jax.trees.tree_map": "jax.tree.map(lambda x: x * 2, [{v}, {o}])",
}
NO_VALUE = frozenset("gumbel_softmax once_differentiable save expand backward Parameter ParameterList ModuleList no_grad inference_mode enable_grad set_grad_enabled empty empty_like compile manual_seed_all device_count set_detect_anomaly Variable jit checkpoint remat named_call disable_jit seed RandomState default_rng update PRNGKey key fold_in is_available manual_seed normal uniform randn rand randint randn_like rand_like random random_sample standard_normal split_key set_default_dtype set_default_device set_printoptions use_deterministic_algorithms device_put device_get block_until_ready same weighted positives clip_grad_value_ divergence put_back straightened Input padded print GradientTape function float64 at tree_structure".split())
"""Rows whose call gives no number, or a random one."""


METHODS = {
    "pytorch": """
        {m}.sum(dim=1)
        {m}.sum(axis=1, keepdims=True)
        {m}.mean(0)
        {m}.std(dim=1)
        {m}.var(1, unbiased=False)
        {m}.max()
        {m}.max(dim=1).values
        {m}.max(1)[1]
        {m}.min(dim=0, keepdim=True).indices
        torch.max({v}, {o})
        {m}.view(3, -1)
        {m}.view((3, 2))
        {m}.reshape(-1)
        {m}.permute(1, 0)
        {m}.size()
        {m}.size(0)
        {m}.shape
        {m}.t()
        {m}.T
        {m}.mT
        {v}.unsqueeze(0)
        {v}.unflatten(0, (1, 3))
        {m}.unbind(1)
        {m}.narrow(-1, 0, 1)
        {m}.select(-1, 1)
        {m}.diagonal(-1)
        {m}.T.contiguous().view(-1)
        {m}[None].squeeze(0)
        {v}.clamp(min=0.4)
        {v}.clamp(max=0.4)
        {v}.clone()
        {v}.sum().item()
        {v}.detach().numpy()
        {v}.tolist()
        {v}.to('cpu')
        {v}.to(torch.float64)
        {v}.cpu().float()
        torch.tensor([1.7, -1.7]).long()
        {m}.numel()
        {m}.dim()
        {m}.ndim
        {m}.flatten()
        {m}.repeat(2, 1)
        {v}.expand(2, 3)
        {v}.expand(2, -1)
        {v}.pow(2).exp().log().sqrt()
        {m}.split(2, dim=1)
        torch.split({v}, [1, 2])
        {m}.softmax(dim=0)
        {m}.argmax(dim=1)
        {m}.transpose(0, 1)
        {m}.matmul({v})
        {m} @ {v}
        {m}.masked_fill({m} > 0.5, 0)
        {m}.norm()
        {v}.dot({o})
        {m}.tril()
        {v}.add({o}, alpha=2)
        {m}.cumsum(dim=1)
        {m}[:, 1:]
        {m}[{m} > 0.4]
        {m}[..., None].shape
        {m}.eq({m})
        {m}.requires_grad
        {m}.topk(2, dim=1, largest=False).indices
        {m}.sort(dim=1)[1]
        ({m} * 3).to(torch.int64)
        ({m} * 3).type(torch.LongTensor)
        ({m} * 3).int()
        ({m} * 2 - 0.6).bool()
        torch.isinf({v} / 0)
        torch.allclose({v} / 0, {v} / 0)
        torch.allclose({v}, {v} / 0)
        torch.allclose({v}, {v} + 1e-9)
        torch.cross({m}, {m} * 2 + {v}, dim=1)
        torch.sum({m} > 0.4, dtype=torch.int64)
        torch.sum({m} * 3, dtype=torch.float64)
        F.cross_entropy({m}, torch.tensor([2, 0]), weight={v})
        F.cross_entropy({m}, torch.tensor([2, 0]), {v}, reduction='sum')
        F.nll_loss({m}, torch.tensor([2, 0]), {v})
        F.binary_cross_entropy({v}, {o}, weight={o})
        F.binary_cross_entropy_with_logits({v}, {o}, {o}, reduction='none')
        {v}.clone().exp_()
        {v}.clone().mul_({o})
        {v}.clone().div_({o})
        {v}.clone().sub_({o}, alpha=2)
        {v}.clone().clamp_(0.4, 0.5)
        {v}.clone().fill_(2.0)
        {v}.clone().neg_()
        nn.KLDivLoss(reduction='batchmean')({m}, {m})
        F.kl_div({m}, {m} - 0.1, reduction='sum')
        F.kl_div({m}, {m} - 0.3, reduction='none')
        F.kl_div({m}, (F.relu({m} - 0.3)), reduction='none')
        nn.AdaptiveAvgPool2d(1)(torch.arange(16.0).view(1, 1, 4, 4))
        nn.Conv1d(2, 3, 2)({m}[None]).shape
        nn.RNNCell(3, 2)({m}).shape
        nn.LSTMCell(3, 2)({m})[1].shape
        nn.GRUCell(3, 2)({m}, torch.zeros(2, 2)).shape
        nn.BatchNorm1d(3).eval()({m})
        (lambda b: (b({m}), b({m} * 2), b.eval()({m}))[2])(nn.BatchNorm1d(3))
        (lambda b: (b({m}[:, None]), b.eval()({m}[:, None]))[1])(nn.BatchNorm1d(1))
        nn.init.constant_(torch.empty(2, 2), 0.5)
        nn.init.ones_(torch.empty(2))
        {m}[torch.arange(2), torch.tensor([2, 0])]
        {m}[range(2), [2, -1]]
        {m}[:, torch.tensor([2, 0])]
        torch.linalg.norm({m}, 1)
        torch.linalg.norm({m} - 0.4, torch.inf)
        torch.linalg.norm({m} - 0.4, -1, dim=(1, 0), keepdim=True)
        torch.linalg.norm({v}, 1)
        torch.linalg.norm({m}, 1, dim=1)
        torch.linalg.norm({m}[None])
        torch.linalg.matrix_norm({m}[None], 1)
        torch.norm({m}, p=1)
        {m}.norm(1)
        torch.flip({m}, dims=(0, 1))
        {m}.permute(dims=(1, 0))
        {m}.repeat(repeats=(2, 1))
        torch.chunk({v}, 2)
        {m}.chunk(2, dim=0)
        {v}.broadcast_to(2, 3)
        F.max_pool2d(torch.arange(16.0).view(1, 1, 4, 4), 2, ceil_mode=False)
        F.avg_pool2d(torch.arange(16.0).view(1, 1, 4, 4), 2, ceil_mode=False)
        nn.AvgPool2d(2, ceil_mode=False)(torch.arange(16.0).view(1, 1, 4, 4))
        {m}.squeeze(0)
        {m}[None].squeeze((0, 1))
        {v}.clone().detach_()
        nn.RNNCell(3, 2, nonlinearity='relu')({m}).shape
        nn.ReLU(inplace=True)({v} - 0.5)
        (lambda h: (F.relu(h, inplace=True), h * 1))({v} - 0.5)
        (lambda h: (nn.ELU(inplace=True)(h), h * 1))({v} - 0.5)
        (lambda h: (F.relu6(h), h * 1))({v} - 0.5)
        nn.Identity(54, unused=1)({v})
        nn.Softplus(2)({v})
        F.softplus({v}, 2, threshold=1)
        nn.ReLU()({v} - 0.5)
        nn.Sequential(nn.Flatten(0), nn.Tanh())({m})
        nn.MSELoss()({v}, {o})
        nn.MSELoss(reduction='sum')({v}, {o})
        nn.CrossEntropyLoss()({m}, torch.tensor([2, 0]))
        nn.BCELoss()({v}, {o})
        nn.BCEWithLogitsLoss()({v}, {o})
        nn.L1Loss()({v}, {o})
        nn.NLLLoss()({m}, torch.tensor([2, 0]))
        nn.HuberLoss(delta=0.1)({v}, {o})
        nn.SmoothL1Loss(beta=0.2)({v}, {o})
        nn.LayerNorm(3)({m})
        nn.LayerNorm(3, device='cpu', dtype=torch.float64)({m}.to(torch.float64))
        nn.SoftMarginLoss()({m} - 0.4, {m} - 0.5)
        F.binary_cross_entropy(torch.tensor([0.3, 0.4, 1.0]), torch.tensor([0.0, 1.0, 1.0]))
        nn.MarginRankingLoss(0.1)({v}, {o}, torch.tensor([1.0, -1.0, 1.0]))
        nn.HingeEmbeddingLoss(reduction='none')({v}, torch.tensor([1.0, -1.0, 1.0]))
        nn.CosineEmbeddingLoss(0.1)({m}, {m} - 0.4, torch.tensor([1.0, -1.0]))
        nn.TripletMarginLoss(2.0, p=1)({m}, {m} - {v}, {m} * {o})
        nn.GaussianNLLLoss()({v}, {o}, {v})
        F.gaussian_nll_loss({v}, {o}, {v}, full=True, reduction='sum')
        F.poisson_nll_loss({v}, {o}, log_input=False)
        nn.PairwiseDistance()({m}, {m} - {v})
        nn.CosineSimilarity()({m}, {m} - 0.4)
        nn.PReLU(3, 0.1)({m} - 0.4)
        nn.GroupNorm(1, 3)({m})
        nn.InstanceNorm1d(2)({m}[None])
        nn.InstanceNorm2d(2, affine=True)(torch.arange(16.0).view(1, 2, 2, 4).sin())
        nn.RMSNorm(3)({m})
        nn.ConvTranspose2d(1, 2, 2)({m}[None, None]).shape
        (lambda c: (nn.init.ones_(c.weight), nn.init.zeros_(c.bias), c({m}[None, None]))[2])(nn.ConvTranspose2d(1, 2, 2, stride=2, output_padding=1))
        torch.cov({v})
        torch.median({v})
        torch.median(torch.tensor([1.0, float('nan'), 2.0]))
        torch.logaddexp(torch.tensor(5.0), torch.tensor(-1e20))
        torch.bincount(torch.tensor([1, 0]), torch.tensor([0.5, 0.25]), minlength=4)
        torch.unique(torch.tensor([3, 1, 3]))
        {v}.pow_(3)
        F.gumbel_softmax({m}, hard=True).sum(-1)
        F.interpolate({m}[None], size=7)
        F.pad({m}[None], (2, 1), mode='circular')
        nn.BatchNorm1d(3)({m})
        nn.BatchNorm2d(1)(torch.arange(16.0).view(1, 1, 4, 4))
        nn.Dropout(0.5).eval()({v})
        nn.MaxPool2d(2)(torch.arange(16.0).view(1, 1, 4, 4))
        nn.LeakyReLU(0.2)({v} - 0.5)
        nn.Softmax(dim=1)({m})
        nn.GELU()({v})
        sum(p.numel() for p in nn.Linear(3, 2).parameters())
    """,
    "jax": """
        jnp.pad({m}, ((1, 0), (2, 1)), mode='edge')
        {m}.sum(axis=1)
        {m}.reshape(3, -1)
        {m}.reshape((3, 2))
        {m}.T
        {m}.at[0].set(1.0)
        {m}.at[1, 2].add({v}[0])
        {m}.at[:, 1].multiply(2.0)
        {v}.at[1:].set(jnp.array([5.0, 6.0]))
        {m}.max(axis=0)
        {m}.shape
        {m}.size
        {m}.ndim
        {m}.astype(jnp.float32)
        {m}.transpose(1, 0)
        {v}[jnp.newaxis].shape
        {v}.dot({o})
        {m}.std()
        {m}.ravel()
        {m}.argmax(axis=1)
        {m}[:, -1].item if False else {m}[:, -1]
        jax.jit(lambda x: x * 2)({v})
        jnp.linalg.norm({m} - 0.4)
        jnp.linalg.norm({m} - 0.4, 1)
        jnp.linalg.norm({m} - 0.4, -1)
        jnp.linalg.norm({m} - 0.4, jnp.inf)
        jnp.linalg.norm({m} - 0.4, -jnp.inf, keepdims=True)
        jnp.linalg.norm({m} - 0.4, 'fro')
        jnp.linalg.norm({m}[None] - 0.4, 1, axis=(0, 2))
        jnp.linalg.norm({v}, 1)
        jnp.average({m}, weights={s}[0], axis=0)
        jnp.average({m}, -1, {v})
        jnp.average({m}, 0, {m})
        jnp.average({m}, weights={m})
        jnp.dot({m}[None], {m}.T[None])
        jnp.dot({v}, {m}.T[None])
        {m}.dot({m}.T[None])
        jnp.inner({m}, {m}[None])
        jnp.inner({v}, {m})
        jnp.inner({v}, 2.0)
        jnp.logaddexp({v}, {m}[:, :1])
        jnp.logaddexp(5.0, -1e20)
        jnp.logaddexp(0.0, -jnp.inf)
        jnp.logaddexp(jnp.inf, jnp.inf)
        jnp.logaddexp(-jnp.inf, -jnp.inf)
        jnp.hypot({v}, {m}[:, :1])
        jnp.hypot(jnp.inf, 1.0)
        jnp.array_equal({v} * 0, {v}[:1] * 0)
        jnp.array_equal({v}, {v})
        jnp.allclose(jnp.inf, jnp.inf)
        jnp.allclose(1.0, jnp.inf)
        jnp.fmax(jnp.array([jnp.nan, 1.0, jnp.nan]), jnp.array([2.0, jnp.nan, jnp.nan]))
        jnp.fmin(jnp.array([jnp.nan, 1.0, 3.0]), jnp.array([2.0, jnp.nan, 2.0]))
        jnp.median(jnp.array([1.0, jnp.nan, 3.0]))
        jnp.median({m}[None], keepdims=True)
        jnp.median({m}, axis=0, keepdims=True)
        jnp.atleast_1d(3.0)
        jax.grad(lambda a, b: jnp.dot(a, b)[0, 1, 2, 1], (0, 1))(jnp.arange(24.0).reshape(2, 3, 4), jnp.arange(24.0).reshape(3, 4, 2))
        jax.grad(jnp.logaddexp, (0, 1))(5.0, -1e20)
        jax.grad(jax.grad(jnp.logaddexp))(1.0, 1.0)
        jax.grad(jnp.fmax, (0, 1))(jnp.nan, 1.0)
    """,
    "tensorflow": """
        tf.pad({m}, [[1, 0], [2, 1]], 'REFLECT')
        {m}.numpy()
        {m}.shape
        {m}.get_shape()
        {m}[:, tf.newaxis].shape
        {m}[..., 1:]
        {m} @ tf.transpose({m})
        {v} ** 2 / 3.0 - {o}
        tf.Variable({v}).assign_add({o})
        tf.Variable({v}).assign_sub({o}).numpy()
        tf.Variable({v}).assign({o})
        tf.Variable({v}).value()
        tf.math.reduce_std({m})
        tf.cast({v} > 0.4, tf.float32)
        tf.nn.leaky_relu({v} - 0.5)
        tf.nn.leaky_relu({v} - 0.5, alpha=0.3)
        tf.nn.gelu({v}, approximate=True)
        tf.nn.softmax({m}, axis=0)
        tf.nn.moments({m}, axes=[0, 1])
        tf.reduce_mean({m}, [0, 1])
        tf.argmax({m}, axis=1)
        tf.norm({m})
        tf.norm({m}, ord=1, axis=0)
        tf.norm({m}, ord=1, axis=[0, 1])
        tf.norm({m}, 1)
        tf.linspace(0.0, 1.0, num=3)
        tf.cumsum({m}, axis=1)
        tf.transpose({m})
        tf.squeeze({m}[None])
        tf.expand_dims({v}, -1)
        tf.split({m}, [1, 2], axis=1)
        tf.one_hot([0, 2], 3)
        tf.gather({v}, [0, 0, 2])
        tf.constant(2.0, shape=[2, 2])
        tf.math.log({m})
        tf.nn.max_pool2d(tf.reshape(tf.range(25.0), [1, 5, 5, 1]), ksize=2, strides=2, padding='SAME')
        tf.nn.avg_pool2d(tf.reshape(tf.range(25.0), [1, 5, 5, 1]), ksize=2, strides=2, padding='SAME')
        tf.nn.conv2d(tf.reshape(tf.range(25.0), [1, 5, 5, 1]), tf.reshape({s}, [2, 2, 1, 1]), 2, 'SAME')
        keras.losses.BinaryCrossentropy(from_logits=True)({m} * 0.5, {m})
        keras.losses.CategoricalCrossentropy(from_logits=True)({m} * 0.5, {m})
        keras.losses.SparseCategoricalCrossentropy(from_logits=True)(tf.constant([2, 0]), {m})
        keras.losses.mse({m} * 2, {m})
        keras.losses.Huber(delta=0.5, reduction='none')({m} * 3, {m})
        {v}.numpy().round()
        keras.losses.mean_absolute_error({m} * 2, {m})
        keras.losses.sparse_categorical_crossentropy(tf.constant([2, 0]), {m})
        keras.losses.categorical_crossentropy({m} * 0.5, {m})
        keras.losses.MeanSquaredError(reduction='sum')({m} * 2, {m})
        keras.losses.BinaryCrossentropy(from_logits=True, reduction='none')({m} * 0.5, {m})
        keras.losses.BinaryCrossentropy()({m}, {m} * 0.0)
        keras.losses.CategoricalCrossentropy(reduction='none')({m}, {m})
        tf.math.top_k({v}, k=2).indices
        keras.activations.relu({v} - 0.5)
        keras.activations.softmax({m})
        tf.linalg.matvec(tf.reshape(tf.range(8.0), [2, 2, 2]), {s})
        tf.linalg.matvec({s}, tf.reshape(tf.range(6.0), [3, 2]))
        tf.linalg.matvec(tf.reshape(tf.range(8.0), [2, 2, 2]), {s}[0])
        tf.linalg.diag({s})
        tf.linalg.diag({v})
        [one for one in tf.data.Dataset.from_tensor_slices({m}).shuffle(1).batch(1)]
        [one for one in tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).batch(2, drop_remainder=True)]
    """,
    "numpy": """
        np.pad({m}, (1, 0), mode='reflect')
        np.linalg.slogdet({s} * 1e200)[1]
        np.linalg.slogdet({s} * -1e-200)[1]
        np.pad({m}, ((1, 0), (2, 1)), mode='edge')
        np.pad({m}, ((0,), (2,)), 'wrap')
        np.pad({m}, 1, mode='symmetric')
        np.pad({m}, ((0, 0), (1, 1)), constant_values=(3, 3))
        {m}.sum(axis=1)
        {m}.sum(axis=1, keepdims=True)
        {m}.reshape(3, -1)
        {m}.T.shape
        {m}.size
        {m}.flatten()
        {m}.astype(np.float64)
        {m}.std(axis=0, ddof=1)
        {m}.dot({v})
        {m}.transpose(1, 0)
        {v}[:, np.newaxis]
        {m}.copy()
        {m}.max()
        {v}.repeat(2)
        {m}.clip(0.2, 0.5)
        {m}.argmax()
        np.pi
        {m}[np.arange(2), np.array([2, 0])]
        {m}[[0, 1], [1, 1]]
        {m}[[1, 0, 1]]
        ({m} * 3).astype(int)
        ({m} * 3).astype(np.int64)
        np.linspace(0, 1, 5, endpoint=False)
        np.split({v}, [1, 2])
        np.argsort({m}, axis=1)
        np.linalg.norm({m} - 0.4)
        np.linalg.norm({m} - 0.4, 1)
        np.linalg.norm({m} - 0.4, -1)
        np.linalg.norm({m} - 0.4, np.inf)
        np.linalg.norm({m} - 0.4, -np.inf, keepdims=True)
        np.linalg.norm({m} - 0.4, 'fro')
        np.linalg.norm({m}[None] - 0.4, 1, axis=(0, 2))
        np.linalg.norm({v}, 1)
        np.outer({m}, {s})
        np.outer({v}[:, None], [1.0, 2.0])
        np.copy({m})
        np.rot90({m}, 2)
        np.rot90({m}, -1)
        np.rot90({m}, 4)
        {m}.diagonal(1)
        np.cov({m}, rowvar=False)
        np.cov({v}, {o}, bias=True)
        np.cov({v}, ddof=0)
        np.gradient({m}, 0.5)
        np.gradient({m}, axis=1)
        np.meshgrid({v}, {o}, {v}[:2], indexing='ij')
        np.convolve({v}[:2], {o}, 'valid')
        np.quantile({m}, [0.1, 0.5], keepdims=True)
        np.bincount([1, 0], weights=[0.5, 0.25], minlength=4)
        np.unique([3, 1, 3])
        np.vectorize(lambda a: 1.0 if a > 0.4 else 0.0)({m})
        np.linalg.pinv({m}.T)
        np.linalg.slogdet([[1.0, 2.0], [2.0, 4.0]])
        np.ascontiguousarray({m}.T)
        np.ascontiguousarray(3.0)
        np.hypot(1e200, 1e200)
        np.average({m}, weights={s}[0], axis=0)
        np.average({m}, -1, {v})
        np.average({m}, 0, {m})
        np.average({m}, weights={m})
        np.dot({m}[None], {m}.T[None])
        np.dot({v}, {m}.T[None])
        {m}.dot({m}.T[None])
        np.inner({m}, {m}[None])
        np.inner({v}, {m})
        np.inner({v}, 2.0)
        np.logaddexp({v}, {m}[:, :1])
        np.logaddexp(5.0, -1e20)
        np.logaddexp(0.0, -np.inf)
        np.logaddexp(np.inf, np.inf)
        np.logaddexp(-np.inf, -np.inf)
        np.hypot({v}, {m}[:, :1])
        np.hypot(np.inf, 1.0)
        np.array_equal({v} * 0, {v}[:1] * 0)
        np.array_equal({v}, {v})
        np.allclose(np.inf, np.inf)
        np.allclose(1.0, np.inf)
        np.fmax(np.array([np.nan, 1.0, np.nan]), np.array([2.0, np.nan, np.nan]))
        np.fmin(np.array([np.nan, 1.0, 3.0]), np.array([2.0, np.nan, 2.0]))
        np.median(np.array([1.0, np.nan, 3.0]))
        np.median({m}[None], keepdims=True)
        np.median({m}, axis=0, keepdims=True)
        np.atleast_1d(3.0)
    """,
}
"""Methods, attributes, layers: texts as they stand in programs."""


def methods(dialect: str) -> list[str]:
    return [_filled(dialect, line.strip()) for line in METHODS[dialect].splitlines() if line.strip()]


def _filled(dialect: str, text: str) -> str:
    names = {"t": TENSORS[dialect], **{key: one.replace("{t}", TENSORS[dialect]) for key, one in zip("vosm", (_VECTOR, _OTHER, _SQUARE, _MATRIX), strict=True)}}
    for key, value in names.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def rows(dialect: str) -> list[str]:
    """Every function of a dialect that has a number to compare."""
    one = next(one for one in DIALECTS if one.name == dialect)
    plain = [path for path, row in one.rows.items() if row.parameters is not None and not row.meaning.startswith(ABSENT)]
    written = [
        f"{module}.{one.name.name}"
        for module, text in one.modules.items()
        for one in parse(text).module.statements  # type: ignore[union-attr]
        if isinstance(one, syntax.Define) and module != "torch.nn"
    ]
    return [path for path in dict.fromkeys([*plain, *written]) if not path.startswith("Tensor.") and path.rpartition(".")[2] not in NO_VALUE and ".init." not in path and ".random." not in path and "inside" not in path]


def call(dialect: str, path: str) -> str:
    """The text of the call."""
    row = next((one.rows.get(path) for one in DIALECTS if one.name == dialect), None)
    return _filled(dialect, CALLS.get(path) or _made(path, row))


def _made(path: str, row: Row | None) -> str:
    assert row is not None and row.parameters is not None, path
    required = [part.strip() for part in row.parameters.split(",") if "=" not in part and part.strip() and not part.strip().startswith("*")]
    module, _, name = path.rpartition(".")
    return f"{SHORT.get(module, module.replace('tensorflow', 'tf'))}.{name}({', '.join(_ARGUMENTS.get(one, '{v}') for one in required)})"


def worked_out(dialect: str, text: str) -> Any:
    """The value of a call here."""
    with np.errstate(all="ignore"):
        run, forward = interpret(f"{HEADS[dialect]}y = {text}", Forward, {})
    assert not run.problems, (text, run.problems)
    return plain(run.scope.values["y"], forward)


def plain(value: Value, forward: Forward) -> Any:
    match value:
        case Node(index) | Taken(index):
            return np.asarray(forward.values[index])
        case Number(number) | Text(number) | Flag(number):
            return number
        case Items(items):
            return [plain(one, forward) for one in items]
    raise TypeError(value)
