"""Loops and choices of TensorFlow, what keeps gradients short, and grids: rows, and functions in our own language."""

STEPS = """
cond(pred, true_fn, false_fn) -> true_fn() if pred else false_fn()
while_loop(cond, body, loop_vars, maximum_iterations=None) -> looped(cond, body, loop_vars, inf if maximum_iterations is None else maximum_iterations)
map_fn vectorized_map(fn, elems, fn_output_signature=None) -> mapped(fn, elems)
clip_by_norm(t, clip_norm, axes=None) -> t * clip_norm / maximum(norm(t, 2, axes, True), clip_norm)
clip_by_global_norm(t_list, clip_norm, use_norm=None) -> shortened(t_list, clip_norm, length_of_all(t_list) if use_norm is None else use_norm)
meshgrid(*args, indexing='xy') -> mesh(args, indexing)
"""
UNIT = """
l2_normalize(x, axis=None, epsilon=1e-12) -> x * rsqrt(maximum(sum(x * x, axis, True), epsilon))
"""
FACTORS = """
global_norm(t_list) -> length_of_all(t_list)
slogdet(input) -> fields(sign=signed_log(input)[0], log_abs_determinant=signed_log(input)[1])
pinv(a) -> pseudo_inverse(a)
lstsq(*all, **more) -> absent: Write tf.linalg.solve(tf.transpose(A) @ A, tf.transpose(A) @ b).
qr(*all, **more) -> absent: An orthogonal basis is made one column after the other: q = v / tf.norm(v), then w = w - tf.reduce_sum(q * w) * q.
svd(*all, **more) -> absent: Singular values are not available: for least squares write tf.linalg.solve(tf.transpose(A) @ A, tf.transpose(A) @ b).
eig eigh eigvals eigvalsh(*all, **more) -> absent: For the largest eigenvalue repeat v = A @ v; v = v / tf.norm(v), then take tf.reduce_sum(v * (A @ v)).
"""
STEP = """
def looped(going, body, values, most):
    count = 0
    while count < most and going(*values):
        values = body(*values)
        count = count + 1
    return values
def mapped(fn, elems):
    found = [fn(one) for one in (zip(*elems) if is_several(elems) else elems)]
    if is_several(found[0]):
        return tuple([stack([one[k] for one in found]) for k in range(len(found[0]))])
    return stack(found)
def length_of_all(tensors):
    return sqrt(sum([sum(one * one) for one in tensors if one is not None]))
def shortened(tensors, most, length):
    scale = most * minimum(1 / length, 1 / most)
    return [None if one is None else one * scale for one in tensors], length
"""
