// Parts of tensors that are too large to travel whole, as they were fetched since.

/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('../wire.d.ts').Preview} Window */

/** @type {WeakMap<Tensor, Window[]>} */
const fetched = new WeakMap();

/**
 * From here on the entries of this window are read as if they had travelled.
 * @param {Tensor} tensor
 * @param {Window} window
 */
export function learn(tensor, window) {
  const known = fetched.get(tensor) ?? [];
  if (!known.includes(window)) fetched.set(tensor, [...known, window]);
}

/**
 * @param {Tensor} tensor
 * @param {readonly number[]} index
 * @returns {number | null} null: in no part that is here
 */
export function seenAt(tensor, index) {
  for (const { offsets, shape, data } of [...(tensor.preview ? [tensor.preview] : []), ...(fetched.get(tensor) ?? [])]) {
    const inner = index.map((i, k) => i - offsets[k]);
    if (inner.every((i, k) => i >= 0 && i < shape[k])) return data[inner.reduce((at, i, k) => at * shape[k] + i, 0)] ?? null;
  }
  return null;
}
