/** Free places beside cards and wires: the first candidate that touches nothing. */

/** @typedef {{x: number, y: number, w: number, h: number}} Box */
/** @typedef {import('../draw/line.js').Point} Point */

/** @param {Box} a @param {Box} b @param {number} clear */
export const touches = (a, b, clear) =>
  a.x < b.x + b.w + clear && b.x < a.x + a.w + clear && a.y < b.y + b.h + clear && b.y < a.y + a.h + clear;

/** @param {Box} inner @param {Box} outer */
export const within = (inner, outer) =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h;

/**
 * The straight stretches of a line as thin boxes.
 * @param {readonly Point[]} points
 * @returns {Box[]}
 */
export function stretches(points) {
  return points.slice(1).map((b, i) => {
    const a = points[i];
    return { x: Math.min(a[0], b[0]), y: Math.min(a[1], b[1]), w: Math.abs(a[0] - b[0]), h: Math.abs(a[1] - b[1]) };
  });
}

/**
 * Which of many boxes touch a place, without looking at each: they are in order along the way in which they spread.
 * @param {readonly Box[]} boxes
 */
export function spread(boxes) {
  const { w, h } = around(boxes);
  const [at, long] = w > h ? /** @type {const} */ (['x', 'w']) : /** @type {const} */ (['y', 'h']);
  const ordered = [...boxes].sort((a, b) => a[at] - b[at]);
  const longest = ordered.reduce((most, box) => Math.max(most, box[long]), 0);
  /** @param {Box} place @param {number} clear @returns {Box[]} */
  return (place, clear) => {
    const found = [];
    for (let i = firstFrom(ordered, at, place[at] - longest - clear); i < ordered.length && ordered[i][at] < place[at] + place[long] + clear; i++) {
      if (touches(ordered[i], place, clear)) found.push(ordered[i]);
    }
    return found;
  };
}

/** @param {readonly Box[]} ordered @param {'x' | 'y'} at @param {number} least @returns {number} index of the first that begins there or later */
function firstFrom(ordered, at, least) {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle][at] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @template {Box} T
 * @param {readonly T[]} candidates best first
 * @param {Iterable<Box>} taken
 * @param {number} clear
 * @returns {T | null}
 */
export function firstFree(candidates, taken, clear) {
  const boxes = [...taken];
  return candidates.find((candidate) => !boxes.some((box) => touches(candidate, box, clear))) ?? null;
}

/** @param {readonly Box[]} boxes @returns {Box} the box around all of them */
export function around(boxes) {
  if (boxes.length === 0) return { x: 0, y: 0, w: 0, h: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}
