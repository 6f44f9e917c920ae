"""What stands around an optimizer of PyTorch: how weights begin, and how gradients are clipped."""

INIT = """
zeros_(tensor) -> become(tensor, zeros(tensor.shape))
ones_(tensor) -> become(tensor, ones(tensor.shape))
eye_(tensor) -> become(tensor, eye(tensor.shape[0], tensor.shape[1]))
constant_(tensor, val) -> become(tensor, full(tensor.shape, val))
normal_(tensor, mean=0.0, std=1.0) -> become(tensor, mean + std * randn(tensor.shape))
uniform_(tensor, a=0.0, b=1.0) -> become(tensor, a + (b - a) * rand(tensor.shape))
xavier_uniform_(tensor, gain=1.0) -> become(tensor, spread_evenly(tensor, gain * (2 / sum(fans(tensor))) ** 0.5))
xavier_normal_(tensor, gain=1.0) -> become(tensor, gain * (2 / sum(fans(tensor))) ** 0.5 * randn(tensor.shape))
kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu') -> become(tensor, spread_evenly(tensor, calculate_gain(nonlinearity, a) / fans(tensor)[int(mode == 'fan_out')] ** 0.5))
kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu') -> become(tensor, calculate_gain(nonlinearity, a) / fans(tensor)[int(mode == 'fan_out')] ** 0.5 * randn(tensor.shape))
"""
FANS = """
def fans(tensor):
    if tensor.ndim < 2:
        refuse('The weights of a layer have two axes at least, and this tensor has fewer.', 'Draw it with normal_ or uniform_.')
    field = 1
    for extent in tensor.shape[2:]:
        field = field * extent
    return tensor.shape[1] * field, tensor.shape[0] * field
def spread_evenly(tensor, std):
    bound = float(std) * float(3) ** 0.5
    return rand(tensor.shape, low=-bound, high=bound)
"""
BEGINNINGS = """
def calculate_gain(nonlinearity, param=None):
    slope = float(0.01 if param is None else param)
    known = {'relu': float(2) ** 0.5, 'leaky_relu': (2 / (1 + slope ** 2)) ** 0.5, 'tanh': float(5) / 3, 'selu': 0.75}
    return known.get(nonlinearity, 1.0)
"""
"""Glorot and Bengio 2010, He et al. 2015. Formulas: PyTorch documentation, torch.nn.init."""

CLIPPING = """
def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    norm_type = float(norm_type)
    held = [p for p in ([parameters] if is_node(parameters) else list(parameters)) if gradient(p) is not None]
    if len(held) == 0:
        return zeros(())
    sizes = [norm(gradient(p), norm_type) for p in held]
    total = norm(stack(sizes), norm_type)
    if error_if_nonfinite and total - total != 0:
        refuse('The norm of the gradients is not finite.', 'Look where the loss gets too large, or leave error_if_nonfinite out.')
    scale = minimum(max_norm / (total + 1e-6), 1.0)
    for p in held:
        become(gradient(p), gradient(p) * scale)
    return total
def clip_grad_value_(parameters, clip_value):
    for p in [parameters] if is_node(parameters) else list(parameters):
        if gradient(p) is not None:
            become(gradient(p), clip(gradient(p), -clip_value, clip_value))
"""
"""Formulas: PyTorch documentation, torch.nn.utils.clip_grad_norm_."""
