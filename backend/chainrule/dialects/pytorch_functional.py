"""torch.nn.functional: rows, and functions in our own language."""

FUNCTIONAL = """
sigmoid tanh logsigmoid softsign(input)
relu(input, inplace=False) -> put_back(input, relu(input), inplace)
silu(input, inplace=False) -> put_back(input, silu(input), inplace)
mish(input, inplace=False) -> put_back(input, mish(input), inplace)
selu(input, inplace=False) -> put_back(input, selu(input), inplace)
leaky_relu(input, negative_slope=0.01, inplace=False) -> put_back(input, leaky_relu(input, negative_slope), inplace)
elu(input, alpha=1.0, inplace=False) -> put_back(input, elu(input, alpha), inplace)
relu6(input, inplace=False) -> put_back(input, hardtanh(input, 0, 6), inplace)
hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False) -> put_back(input, hardtanh(input, min_val, max_val), inplace)
softplus(input, beta=1, threshold=20) -> straightened(input, beta, threshold)
gelu(input, approximate='none') -> gelu_tanh(input) if approximate == 'tanh' else gelu(input)
softmax(input, dim=None) -> softmax(input, chosen(input, dim))
log_softmax(input, dim=None) -> log_softmax(input, chosen(input, dim))
linear(input, weight, bias=None) -> input @ weight.T if bias is None else input @ weight.T + bias
cross_entropy(input, target, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0) -> classified(input, target, weight, ignore_index, reduction, label_smoothing)
nll_loss(input, target, weight=None, ignore_index=-100, reduction='mean') -> likely(input, target, weight, ignore_index, reduction)
mse_loss(input, target, reduction='mean', size_average=None) -> mse(input, target, reduction if size_average is None else 'mean' if size_average else 'sum')
l1_loss(input, target, reduction='mean') -> mae(input, target, reduction)
huber_loss(input, target, reduction='mean', delta=1.0) -> huber(input, target, delta, reduction)
smooth_l1_loss(input, target, reduction='mean', beta=1.0) -> huber(input, target, beta, reduction) / beta
binary_cross_entropy(input, target, weight=None, reduction='mean', size_average=None) -> surprise(input, target, weight, reduction if size_average is None else 'mean' if size_average else 'sum')
binary_cross_entropy_with_logits(input, target, weight=None, reduction='mean', pos_weight=None) -> bce_with_logits(input, target, reduction) if weight is None and pos_weight is None else weighted(positives(input, target, pos_weight), weight, reduction)
kl_div(input, target, reduction='mean', log_target=False) -> divergence(input, target, reduction, log_target)
one_hot(tensor, num_classes=-1) -> one_hot(tensor, scalar(max(tensor)) + 1 if num_classes == -1 else num_classes)
conv1d conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)
max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False) -> refuse('Pooling is available without dilation and ceil_mode.', 'Leave them out, or pad the image.') if ceil_mode or dilation != 1 else max_pool2d(input, kernel_size, stride, padding)
avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False) -> refuse('Pooling is available without ceil_mode.', 'Leave it out, or pad the image.') if ceil_mode else avg_pool2d(input, kernel_size, stride, padding)
dropout(input, p=0.5, training=True, inplace=False) -> dropout(input, p) if training else input
batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5) -> batch_normed(input, running_mean, running_var, weight, bias, training, momentum, eps)
rms_norm(input, normalized_shape, weight=None, eps=None) -> refuse('rms_norm is available over the last axis alone.', 'Flatten the axes to be normalised into one.') if is_tuple(normalized_shape) and len(normalized_shape) > 1 else rms_norm(input, weight, 2 ** -23 if eps is None else eps)
layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5) -> refuse('layer_norm is available over the last axis alone.', 'Flatten the axes to be normalised into one.') if is_tuple(normalized_shape) and len(normalized_shape) > 1 else layer_norm(input, weight, bias, eps)
group_norm(input, num_groups, weight=None, bias=None, eps=1e-5) -> group_norm(input, num_groups, weight, bias, eps)
normalize(input, p=2.0, dim=1, eps=1e-12) -> input / maximum(norm(input, p, dim, True), eps)
cosine_similarity(x1, x2, dim=1, eps=1e-8) -> cosine_similarity(x1, x2, dim, eps)
embedding(input, weight) -> embedding(weight, input)
scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None) -> attended(query, key, value, attn_mask, dropout_p, is_causal, scale)
gumbel_softmax(logits, tau=1, hard=False, dim=-1) -> drawn_softly(logits, tau, hard, dim)
"""
INSIDE = """
def put_back(input, result, inplace):
    return alter(input, result) if inplace else result
def straightened(input, beta, threshold):
    bent = softplus(input) if beta == 1 else softplus(beta * input) / beta
    return bent if threshold >= 20 else where(beta * input > threshold, input, bent)
def divergence(input, target, reduction, log_target):
    known = target if log_target else log(where(target == 0, 1, target))
    losses = (exp(target) if log_target else target) * (known - input)
    return losses if reduction == 'none' else sum(losses) if reduction == 'sum' else sum(losses) / input.shape[0] if reduction == 'batchmean' else mean(losses)
def positives(input, target, weight):
    if weight is None:
        return bce_with_logits(input, target, 'none')
    return (1 - target) * input + (1 + (weight - 1) * target) * softplus(-input)
def weighted(losses, weight, reduction):
    losses = losses if weight is None else losses * weight
    return losses if reduction == 'none' else sum(losses) if reduction == 'sum' else mean(losses)
"""
NORMED = """
def chosen(input, dim):
    return dim if dim is not None else 0 if input.ndim in (0, 1, 3) else 1
def batch_normed(input, average, spread, weight, bias, training, momentum, eps):
    shape = (1, -1, *[1 for k in range(input.ndim - 2)])
    scale = ones(input.shape[1]) if weight is None else weight
    shift = zeros(input.shape[1]) if bias is None else bias
    if not training:
        return (input - reshape(average, shape)) * reshape(scale / sqrt(spread + eps), shape) + reshape(shift, shape)
    if average is not None:
        axes = tuple([k for k in range(input.ndim) if k != 1])
        become(average, (1 - momentum) * average + momentum * mean(detach(input), axes))
        become(spread, (1 - momentum) * spread + momentum * var(detach(input), axes, ddof=1))
    return batch_norm(input, scale, shift, eps)
"""
