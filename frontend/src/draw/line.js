/** Polylines as SVG path data, and the points on them. A point is [x, y]; all lines are orthogonal. */

/** @typedef {readonly [number, number]} Point */

const RADIUS = 6;

/** @param {Point} a @param {Point} b */
export const distance = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);

/** @param {readonly Point[]} points */
export function lengthOf(points) {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1], points[i]);
  return sum;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} by  how far to go
 * @returns {Point}
 */
function toward(from, to, by) {
  const all = distance(from, to);
  const share = all === 0 ? 0 : by / all;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/**
 * The part of a line between two distances from its start.
 * @param {readonly Point[]} points
 * @param {number} from
 * @param {number} to
 * @returns {Point[]}
 */
export function part(points, from, to) {
  /** @type {Point[]} */
  const out = [];
  let gone = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const step = distance(a, b);
    if (gone + step >= from && gone <= to && step > 0) {
      if (out.length === 0) out.push(toward(a, b, Math.max(0, from - gone)));
      out.push(gone + step <= to ? b : toward(a, b, to - gone));
    }
    gone += step;
  }
  return out;
}

/**
 * Between which distances from its start a line is in a box: from where it first comes in to where it last goes out.
 * @param {readonly Point[]} points
 * @param {{x: number, y: number, w: number, h: number}} box
 * @returns {[number, number] | null}
 */
export function inside(points, { x, y, w, h }) {
  const held = (/** @type {Point} */ [px, py]) => /** @type {Point} */ ([Math.min(Math.max(px, x), x + w), Math.min(Math.max(py, y), y + h)]);
  /** @type {[number, number] | null} */
  let found = null;
  let gone = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const [first, last] = [held(a), held(b)];
    // What runs beside the box is held to its border: on the line is only what stays where it is on the other axis.
    const on = a[0] === b[0] ? first[0] === a[0] && Math.max(a[1], b[1]) >= y && Math.min(a[1], b[1]) <= y + h : first[1] === a[1] && Math.max(a[0], b[0]) >= x && Math.min(a[0], b[0]) <= x + w;
    if (on) found = [found?.[0] ?? gone + distance(a, first), gone + distance(a, last)];
    gone += distance(a, b);
  }
  return found;
}

/**
 * @param {readonly Point[]} points
 * @param {number} far  distance from the start
 * @returns {Point}
 */
export function pointAt(points, far) {
  const rest = part(points, 0, Math.min(Math.max(far, 0), lengthOf(points)));
  return rest.at(-1) ?? points[0];
}

/**
 * Corners are rounded by `RADIUS`, less where a side is short.
 * @param {readonly Point[]} points
 * @returns {string}
 */
export function path(points) {
  if (points.length === 0) return '';
  const round = (/** @type {number} */ v) => Math.round(v * 100) / 100;
  const at = (/** @type {Point} */ p) => `${round(p[0])} ${round(p[1])}`;
  let d = `M${at(points[0])}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
    const straight = (a[0] === b[0] && b[0] === c[0]) || (a[1] === b[1] && b[1] === c[1]);
    const r = Math.min(RADIUS, distance(a, b) / 2, distance(b, c) / 2);
    d += straight || r === 0 ? `L${at(b)}` : `L${at(toward(b, a, r))}Q${at(b)} ${at(toward(b, c, r))}`;
  }
  return `${d}L${at(points[points.length - 1])}`;
}

/**
 * A triangle with its tip at the start of the line, lying on it.
 * @param {readonly Point[]} points
 * @param {number} long
 * @param {number} wide
 */
export function arrow(points, long, wide) {
  const [tip, next] = points;
  const all = distance(tip, next) || 1;
  const [dx, dy] = [(next[0] - tip[0]) / all, (next[1] - tip[1]) / all];
  const [bx, by] = [tip[0] + dx * long, tip[1] + dy * long];
  const half = wide / 2;
  return `M${tip[0]} ${tip[1]}L${bx - dy * half} ${by + dx * half}L${bx + dy * half} ${by - dx * half}Z`;
}
