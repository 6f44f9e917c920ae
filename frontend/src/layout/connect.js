import { heap } from './heap.js';

/**
 * One connector round obstacles: the cheapest orthogonal way between two sets of ports, on the lines that run beside the
 * obstacles and through the ports. It never enters an obstacle; bends, crossings and running beside another line have their price.
 *
 * @typedef {readonly [number, number]} Point
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 * @typedef {'right' | 'down' | 'left' | 'up'} Way
 * `at` lies on the border of an obstacle, `way` points off it.
 * @typedef {{at: Point, way: Way, cost: number}} Port
 * `near` is how close a parallel line hides it, `along` the price of a px beside it, `across` that of a crossing.
 * @typedef {{line: readonly Point[], near: number, along: number, across: number}} Neighbour
 * @typedef {{solid: readonly Box[], beside: readonly Neighbour[]}} Surroundings
 */

/** @type {readonly Way[]} */
const WAYS = ['right', 'down', 'left', 'up'];
/** @type {Record<Way, readonly [number, number]>} */
const STEPS = { right: [1, 0], down: [0, 1], left: [-1, 0], up: [0, -1] };
const BEND = 30;
/** Distance kept from an obstacle; where lines may run beside it; how far off every port a connector goes straight. */
const CLEAR = 7;
const LANES = [8, 13, 18];
const STUB = 8;
/** Beyond this many obstacles one lane beside each has to do. */
const FEW = 40;

/**
 * @param {readonly Port[]} from
 * @param {readonly Port[]} to
 * @param {Surroundings} around
 * @returns {{points: Point[], from: Port, to: Port, cost: number} | null}
 */
export function connect(from, to, { solid, beside }) {
  const lanes = solid.length > FEW ? LANES.slice(1, 2) : LANES;
  const feet = [...from, ...to].map(foot);
  const xs = sorted([...feet.map(([x]) => x), ...solid.flatMap(({ x, w }) => lanes.flatMap((far) => [x - far, x + w + far]))]);
  const ys = sorted([...feet.map(([, y]) => y), ...solid.flatMap(({ y, h }) => lanes.flatMap((far) => [y - far, y + h + far]))]);
  const pairs = beside.flatMap((each) => each.line.slice(1).map((b, i) => ({ ...each, a: each.line[i], b })));
  const idOf = (/** @type {Point} */ [x, y], /** @type {Way} */ way) => (xs.indexOf(x) * ys.length + ys.indexOf(y)) * 4 + WAYS.indexOf(way);
  const free = (/** @type {Point} */ p) => !solid.some((box) => inside(p, p, box));

  const cost = new Map();
  const before = new Map();
  const open = heap();
  /** @type {Map<number, Port>} */
  const starts = new Map();
  /** @type {Map<number, Port>} */
  const goals = new Map();
  const reach = (/** @type {number} */ id, /** @type {number} */ price, /** @type {number | null} */ last) => {
    if (price >= (cost.get(id) ?? Infinity)) return;
    cost.set(id, price);
    before.set(id, last);
    open.push(id, price);
  };
  for (const port of to) if (free(foot(port))) goals.set(idOf(foot(port), opposite(port.way)), port);
  for (const port of from) {
    if (!free(foot(port))) continue;
    const id = idOf(foot(port), port.way);
    if (port.cost < (cost.get(id) ?? Infinity)) starts.set(id, port);
    reach(id, port.cost, null);
  }

  const done = new Set();
  /** @type {{id: number, price: number} | null} */
  let best = null;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (done.has(id)) continue;
    done.add(id);
    const price = cost.get(id);
    if (best && price >= best.price) break;
    const goal = goals.get(id);
    if (goal && price + goal.cost < (best?.price ?? Infinity)) best = { id, price: price + goal.cost };
    const way = id % 4;
    const [ix, iy] = [Math.floor((id >> 2) / ys.length), (id >> 2) % ys.length];
    for (const turn of [0, 1, 3]) {
      const next = (way + turn) % 4;
      if (turn !== 0) {
        reach(id - way + next, price + BEND, id);
        continue;
      }
      const [dx, dy] = STEPS[WAYS[way]];
      const [a, b] = /** @type {[Point, Point]} */ ([[xs[ix], ys[iy]], [xs[ix + dx], ys[iy + dy]]]);
      if (b[0] === undefined || b[1] === undefined || solid.some((box) => inside(a, b, box))) continue;
      reach(((ix + dx) * ys.length + iy + dy) * 4 + way, price + pathCost(a, b, pairs), id);
    }
  }
  if (!best) return null;
  /** @type {Point[]} */
  const way = [];
  let first = best.id;
  for (let id = /** @type {number | null} */ (best.id); id !== null; id = before.get(id)) {
    way.unshift([xs[Math.floor((id >> 2) / ys.length)], ys[(id >> 2) % ys.length]]);
    first = id;
  }
  const [start, goal] = [/** @type {Port} */ (starts.get(first)), /** @type {Port} */ (goals.get(best.id))];
  return { points: corners([start.at, ...way, goal.at]), from: start, to: goal, cost: best.price };
}

/** @param {Way} way */
const opposite = (way) => WAYS[(WAYS.indexOf(way) + 2) % 4];

/** @param {Port} port @returns {Point} where a connector is off the border */
const foot = ({ at: [x, y], way }) => [x + STEPS[way][0] * STUB, y + STEPS[way][1] * STUB];

/** @param {number[]} values */
const sorted = (values) => [...new Set(values)].sort((a, b) => a - b);

/** @param {Point} a @param {Point} b @param {Box} box whether the stretch comes closer to the box than it may */
const inside = (a, b, { x, y, w, h }) =>
  Math.max(a[0], b[0]) > x - CLEAR && Math.min(a[0], b[0]) < x + w + CLEAR && Math.max(a[1], b[1]) > y - CLEAR && Math.min(a[1], b[1]) < y + h + CLEAR;

/**
 * @param {Point} a
 * @param {Point} b
 * @param {readonly (Neighbour & {a: Point, b: Point})[]} pairs
 */
function pathCost(a, b, pairs) {
  const k = a[0] === b[0] ? 1 : 0;
  const [from, to] = [Math.min(a[k], b[k]), Math.max(a[k], b[k])];
  let cost = to - from;
  for (const { a: c, b: d, near, along, across } of pairs) {
    const [low, high] = [Math.min(c[k], d[k]), Math.max(c[k], d[k])];
    const [left, right] = [Math.min(c[1 - k], d[1 - k]), Math.max(c[1 - k], d[1 - k])];
    const at = a[1 - k];
    if (left === right && Math.abs(left - at) < near) cost += along * Math.max(0, Math.min(to, high) - Math.max(from, low));
    else if (low === high && low > from && low <= to && left < at && at < right) cost += across;
  }
  return cost;
}

/** @param {Point[]} points @returns {Point[]} without those on a straight stretch */
function corners(points) {
  /** @type {Point[]} */
  const out = [];
  for (const p of points) {
    if (p[0] === out.at(-1)?.[0] && p[1] === out.at(-1)?.[1]) continue;
    const [a, b] = out.slice(-2);
    if (b && ((a[0] === b[0] && b[0] === p[0]) || (a[1] === b[1] && b[1] === p[1]))) out.pop();
    out.push(p);
  }
  return out;
}
