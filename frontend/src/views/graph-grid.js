/**
 * A tensor laid flat. The last axis runs across, the one before it down, and further axes by turns: 3 × 3 windows of 2 × 2 lie as
 * 3 × 3 blocks, images of several channels lie side by side. From three axes on, last axes of size 1 take no turn: 1 × 4 × 4 × 1
 * lies like the 4 × 4 it holds.
 *
 *     [2, 3]          2 rows of 3
 *     [3, 3, 2, 2]    6 rows of 6: row 2i + m, column 2j + n
 */

/**
 * @typedef {object} Flat
 * @property {number} rows
 * @property {number} cols
 * @property {readonly string[]} down labels of the rows; empty without a second axis
 * @property {readonly string[]} across labels of the columns
 * @property {readonly number[]} block rows and columns of one innermost matrix
 * @property {(entry: number) => readonly [row: number, col: number]} place
 * @property {(row: number, col: number) => number} entry
 */

/**
 * The side of each axis: 0 runs across, 1 runs down.
 * @param {readonly number[]} shape
 */
function sidesOf(shape) {
  const long = shape.length <= 2 ? -1 : shape.findLastIndex((size) => size !== 1);
  const last = long === -1 ? shape.length - 1 : long;
  return shape.map((_, axis) => (axis > last ? 1 : (last - axis) % 2));
}

/**
 * An index per row (or column), without the axes of size 1 where others name it.
 * @param {readonly number[]} shape
 * @param {readonly number[]} axes
 */
function labels(shape, axes) {
  const sizes = axes.map((axis) => shape[axis]);
  const telling = sizes.filter((size) => size !== 1);
  /** @type {string[]} */
  let out = [''];
  for (const size of telling.length > 0 ? telling : sizes.slice(-1)) {
    out = out.flatMap((before) => Array.from({ length: size }, (_, i) => (before ? `${before},${i}` : `${i}`)));
  }
  return out;
}

/**
 * @param {readonly number[]} shape
 * @returns {Flat}
 */
export function flat(shape) {
  const sideOf = sidesOf(shape);
  const sides = [0, 1].map((side) => shape.map((_, axis) => axis).filter((axis) => sideOf[axis] === side));
  const inner = sideOf.lastIndexOf(0);
  const [cols, rows] = sides.map((axes) => axes.reduce((size, axis) => size * shape[axis], 1));
  /** How far one step along each axis goes on its own side. */
  const stride = new Array(shape.length).fill(1);
  for (const axes of sides) {
    let step = 1;
    for (const axis of [...axes].reverse()) {
      stride[axis] = step;
      step *= shape[axis];
    }
  }
  const plain = shape.length <= 2;
  return {
    rows,
    cols,
    down: shape.length < 2 ? [] : labels(shape, sides[1]),
    across: shape.length === 0 ? [''] : labels(shape, sides[0]),
    block: [shape[inner - 1] ?? 1, shape[inner] ?? 1],
    place(entry) {
      if (plain) return [Math.floor(entry / cols), entry % cols];
      const at = [0, 0];
      let rest = entry;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        at[sideOf[axis]] += (rest % shape[axis]) * stride[axis];
        rest = Math.floor(rest / shape[axis]);
      }
      return [at[1], at[0]];
    },
    entry(row, col) {
      if (plain) return row * cols + col;
      const at = [col, row];
      return shape.reduce((found, size, axis) => found * size + (Math.floor(at[sideOf[axis]] / stride[axis]) % size), 0);
    },
  };
}

/**
 * The frames around some entries: one rectangle where they fill one, else each row's stretches.
 * @param {Iterable<number>} entries
 * @param {Flat} layout
 * @returns {[row: number, col: number, rows: number, cols: number][]}
 */
export function boxes(entries, layout) {
  const places = [...entries].map(layout.place).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (places.length === 0) return [];
  const cols = places.map(([, col]) => col);
  const [top, left] = [places[0][0], Math.min(...cols)];
  const [high, wide] = [places[places.length - 1][0] - top + 1, Math.max(...cols) - left + 1];
  if (high * wide === places.length) return [[top, left, high, wide]];
  /** @type {[number, number, number, number][]} */
  const out = [];
  for (const [row, col] of places) {
    const last = out.at(-1);
    if (last && last[0] === row && last[1] + last[3] === col) last[3] += 1;
    else out.push([row, col, 1, 1]);
  }
  return out;
}
