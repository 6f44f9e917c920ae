/** Easings: from [0, 1] to [0, 1], pure. */

/** @param {number} t */
export const out = (t) => 1 - (1 - t) ** 3;

/**
 * The curve CSS calls cubic-bezier(x1, y1, x2, y2), solved for y at x by bisection: 24 halvings are far below a pixel.
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @returns {(x: number) => number}
 */
export function bezier(x1, y1, x2, y2) {
  const at = (/** @type {number} */ t, /** @type {number} */ a, /** @type {number} */ b) =>
    3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t ** 2 * b + t ** 3;
  return (x) => {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    let [low, high] = [0, 1];
    for (let i = 0; i < 24; i++) {
      const middle = (low + high) / 2;
      if (at(middle, x1, x2) < x) low = middle;
      else high = middle;
    }
    return at((low + high) / 2, y1, y2);
  };
}

/** How a packet travels. */
export const travel = bezier(0.3, 0, 0.2, 1);
