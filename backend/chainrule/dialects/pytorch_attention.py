"""Attention of PyTorch: the function, and MultiheadAttention with its three projections below each other in one weight."""

ATTENTION = """
class MultiheadAttention(Module):
    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, batch_first=False):
        embed_dim, num_heads = int(embed_dim), int(num_heads)
        if embed_dim % num_heads != 0:
            refuse('The width is no multiple of the number of heads.', 'Choose num_heads so that it divides embed_dim.')
        self.embed_dim, self.heads, self.dropout, self.first = embed_dim, num_heads, dropout, batch_first
        bound = (1.5 / embed_dim) ** 0.5
        self.in_proj_weight = mark(rand((3 * embed_dim, embed_dim), low=-bound, high=bound), 'requires_grad')
        self.in_proj_bias = mark(zeros(3 * embed_dim), 'requires_grad') if bias else None
        self.out_proj = Linear(embed_dim, embed_dim, bias)
        if bias:
            self.out_proj.bias = mark(zeros(embed_dim), 'requires_grad')
    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False):
        single = query.ndim == 2
        q, k, v = [self.split(x, place) for place, x in enumerate([query, key, value])]
        if attn_mask is not None and attn_mask.ndim == 3:
            attn_mask = reshape(attn_mask, (-1, self.heads, *attn_mask.shape[1:]))
        mask = self.merged(attn_mask, key_padding_mask if single or key_padding_mask is None else key_padding_mask[:, None, None])
        share = self.dropout if self.training else 0
        if need_weights:
            weights = softmax(self.masked(q @ swapaxes(k, -1, -2) * (self.heads / self.embed_dim) ** 0.5, mask), -1)
            seen = (dropout(weights, share) if share > 0 else weights) @ v
        else:
            seen = attended(q, k, v, mask if mask is None or not is_answer(mask) else logical_not(mask), share, False, None)
        seen = transpose(seen, (0, 2, 1, 3))
        out = self.out_proj(reshape(seen, (*seen.shape[:2], self.embed_dim)))
        out = out[0] if single else out if self.first else swapaxes(out, 0, 1)
        if not need_weights:
            return out, None
        shown = mean(weights, 1) if average_attn_weights else weights
        return out, shown[0] if single else shown
    def split(self, x, place):
        rows = x[None] if x.ndim == 2 else x if self.first else swapaxes(x, 0, 1)
        size = self.embed_dim
        made = rows @ self.in_proj_weight[place * size:(place + 1) * size].T
        made = made if self.in_proj_bias is None else made + self.in_proj_bias[place * size:(place + 1) * size]
        return transpose(reshape(made, (*rows.shape[:2], self.heads, size // self.heads)), (0, 2, 1, 3))
    def merged(self, one, other):
        if one is None or other is None:
            return other if one is None else one
        if is_answer(one) and is_answer(other):
            return logical_or(one, other)
        return self.masked(self.masked(0, one), other)
    def masked(self, scores, mask):
        return scores if mask is None else where(mask, -inf, scores) if is_answer(mask) else scores + mask
"""

ATTENDED = """
def attended(query, key, value, mask, share, causal, scale):
    if mask is not None and causal:
        refuse('PyTorch takes a mask or is_causal=True, not both.', 'Leave is_causal out, and hide what comes later in the mask.')
    if mask is not None and dtype_of(mask) == 'int64':
        refuse('PyTorch takes a mask of True and False, which says who may look, or one of floats, which is added to the scores.', 'Write mask.bool() or mask.float().')
    says = mask is None or is_answer(mask)
    blind = mask is not None and has_line_of(mask, 0 if says else -inf)
    if says and not blind and scale is None and share == 0:
        return scaled_dot_product_attention(query, key, value, mask, causal=causal)
    scores = query @ swapaxes(key, -1, -2) * (query.shape[-1] ** -0.5 if scale is None else scale)
    if mask is not None:
        scores = where(mask, scores, -inf) if says else scores + mask
    if causal:
        scores = where(tril(ones(scores.shape[-2:])), scores, -inf)
    weights = seeing(scores) if blind else softmax(scores, -1)
    return (dropout(weights, share) if share > 0 else weights) @ value
def seeing(scores):
    nothing = all(equal(scores, -inf), -1, True)
    return where(nothing, 0, softmax(where(nothing, 0, scores), -1))
"""
"""A query that may look at nothing takes nothing, and passes no gradient on."""
