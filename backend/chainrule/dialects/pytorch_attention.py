"""MultiheadAttention of PyTorch: the three projections below each other in one weight."""

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
        scores = q @ swapaxes(k, -1, -2) * (self.heads / self.embed_dim) ** 0.5
        if attn_mask is not None:
            several = attn_mask.ndim == 3
            scores = self.masked(scores, reshape(attn_mask, (-1, self.heads, *attn_mask.shape[1:])) if several else attn_mask)
        if key_padding_mask is not None:
            scores = self.masked(scores, key_padding_mask if single else key_padding_mask[:, None, None])
        weights = softmax(scores, -1)
        seen = (dropout(weights, self.dropout) if self.training and self.dropout > 0 else weights) @ v
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
    def masked(self, scores, mask):
        return where(mask, -inf, scores) if is_answer(mask) else scores + mask
"""
