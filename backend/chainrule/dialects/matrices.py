"""Functions of matrices and of rows of observations, as programs in our own language: several libraries have them."""

MATRICES = """
def pseudo_inverse(a):
    tall = a.shape[-2] >= a.shape[-1]
    flipped = swapaxes(a, -1, -2)
    gram = flipped @ a if tall else a @ flipped
    sizes = prod(sum(detach(gram) * eye(gram.shape[-1]), -1), -1)
    if not scalar(all(det(detach(gram)) > 1e-9 * sizes)):
        refuse('A pseudoinverse is available where neither rows nor columns depend on each other.', 'Give it a matrix of full rank, or add a little to the diagonal: solve(A.T @ A + 1e-6 * I, A.T).')
    return solve(gram, flipped) if tall else swapaxes(solve(gram, a), -1, -2)
def signed_log(a):
    found = det(a)
    if scalar(all(abs(detach(found)) > 0)) and scalar(all(abs(detach(found)) < inf)):
        return sign(found), log(abs(found))
    large = norm(detach(a), inf, (-2, -1), True)
    large = where(large > 0, where(large < inf, large, 1), 1)
    found = det(a / large)
    return sign(found), log(abs(found)) + a.shape[-1] * log(reshape(large, found.shape))
def sign_and_log(a):
    s, size = signed_log(a)
    return fields(sign=s, logabsdet=size)
def spread_together(m, other, rows, correction):
    x = reshape(m, (1, -1)) if m.ndim < 2 else m if rows else m.T
    if other is not None:
        x = concat([x, reshape(other, (1, -1)) if other.ndim < 2 else other if rows else other.T], axis=0)
    apart = x - mean(x, 1, True)
    found = apart @ apart.T / (x.shape[1] - correction)
    return reshape(found, ()) if found.size == 1 else found
def correlated(m, other, rows):
    found = spread_together(m, other, rows, 0)
    if found.ndim == 0:
        return found / found
    sizes = sqrt(diag(found))
    return found / outer(sizes, sizes)
"""
"""(AᵀA)⁻¹Aᵀ, or Aᵀ(AAᵀ)⁻¹. The determinant, against its largest with such a diagonal, says whether rows or columns depend on each other.
Golub and Pereyra 1973: at full rank the derivative of this is that of the pseudoinverse."""
