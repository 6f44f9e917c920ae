// What a trace says about its groups, whichever of them are open: who is inside whom, which edges cross a border, and when
// each is done.

import { lookup } from '../wire.js';
import { around, returns } from './around.js';
import { ordered } from './order.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Group} Group */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */

/**
 * One value going into a node or a group, over one edge or over all edges that carry it across the border of the group.
 * @typedef {object} Operand
 * @property {string} node whose value it is
 * @property {string} arg
 * @property {readonly Edge[]} edges
 * @property {boolean} live a gradient comes back
 * @property {boolean} flat
 * @property {Unbroadcast | null} unbroadcast
 */

/**
 * @typedef {object} Anatomy
 * @property {ReadonlyMap<string, readonly string[]>} paths per group itself and those around it, outermost first
 * @property {ReadonlyMap<string, number>} sizes per group how many nodes it holds, those of its groups included
 * @property {ReadonlyMap<string, readonly Operand[]>} borders per group, in the order of its arguments
 * @property {ReadonlyMap<string, number>} computed per group the index of the last step forward inside
 * @property {readonly Step[]} steps in the order they are shown in
 * @property {ReadonlyMap<string, number>} returned per group the index of the last step backward inside
 * @property {ReadonlyMap<string, readonly number[]>} due per group, when each of its steps backward is done while it is closed
 */

/**
 * @param {string} node
 * @param {string} arg
 * @param {readonly Edge[]} edges
 * @returns {Operand}
 */
export function operand(node, arg, edges) {
  return {
    node,
    arg,
    edges,
    live: edges.some((edge) => edge.contribution !== null),
    flat: edges.every((edge) => edge.flat),
    // Of several edges each has its own un-broadcast, inside the group.
    unbroadcast: edges.length === 1 ? edges[0].unbroadcast : null,
  };
}

/** @type {WeakMap<Trace, Anatomy>} */
const known = new WeakMap();

/**
 * @param {Trace} trace
 * @returns {Anatomy}
 */
export function anatomy(trace) {
  const found = known.get(trace);
  if (found) return found;
  const paths = pathsOf(trace);
  const borders = bordersOf(trace, paths);
  const steps = ordered(trace, paths, borders);
  const last = lastSteps(trace, steps, paths);
  const made = { steps, paths, sizes: sizesOf(trace, paths), borders, ...last, due: dueOf({ steps, borders, ...last }) };
  known.set(trace, made);
  return made;
}

/** @param {Trace} trace */
function pathsOf(trace) {
  const { groups } = lookup(trace);
  /** @type {Map<string, readonly string[]>} */
  const paths = new Map();
  for (const group of trace.groups) {
    const path = [];
    for (let at = /** @type {Group | undefined} */ (group); at; at = at.parent === null ? undefined : groups.get(at.parent)) {
      path.unshift(at.id);
    }
    paths.set(group.id, path);
  }
  return paths;
}

/**
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 */
function sizesOf(trace, paths) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const { id } of trace.nodes) for (const group of around(trace, paths, id)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/**
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 */
function bordersOf(trace, paths) {
  /** @type {Map<string, Map<string, {node: string, arg: string, edges: Edge[]}>>} */
  const crossing = new Map();
  for (const group of trace.groups) {
    const made = new Map();
    for (const [arg, node] of Object.entries(group.args)) if (!made.has(node)) made.set(node, { node, arg, edges: [] });
    crossing.set(group.id, made);
  }
  for (const edge of trace.edges) {
    const outside = around(trace, paths, edge.from);
    const inside = around(trace, paths, edge.to);
    for (let level = shared(outside, inside); level < inside.length; level++) {
      const made = /** @type {Map<string, {node: string, arg: string, edges: Edge[]}>} */ (crossing.get(inside[level]));
      const border = made.get(edge.from);
      if (border) border.edges.push(edge);
      else made.set(edge.from, { node: edge.from, arg: edge.arg, edges: [edge] });
    }
  }
  /** @type {Map<string, readonly Operand[]>} */
  const borders = new Map();
  for (const [group, made] of crossing) {
    const used = [...made.values()].filter(({ edges }) => edges.length > 0);
    borders.set(
      group,
      used.map(({ node, arg, edges }) => operand(node, arg, edges)),
    );
  }
  return borders;
}

/**
 * How many groups two paths have in common.
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 */
function shared(a, b) {
  let level = 0;
  while (level < a.length && level < b.length && a[level] === b[level]) level++;
  return level;
}

/**
 * @param {Trace} trace
 * @param {readonly Step[]} steps
 * @param {ReadonlyMap<string, readonly string[]>} paths
 */
function lastSteps(trace, steps, paths) {
  /** @type {Map<string, number>} */
  const computed = new Map();
  /** @type {Map<string, number>} */
  const returned = new Map();
  steps.forEach((step, time) => {
    const last = step.phase === 'forward' ? computed : step.phase === 'backward' ? returned : null;
    if (last) for (const group of around(trace, paths, step.node)) last.set(group, time);
  });
  return { computed, returned };
}

/**
 * A step of a closed group is done when the last of its edges has gone through it.
 * @param {Pick<Anatomy, 'steps' | 'borders' | 'returned'>} structure
 */
function dueOf({ steps, borders, returned }) {
  /** @type {Map<string, number>} */
  const last = new Map();
  steps.forEach((step, time) => last.set(`${step.edge} ${step.kind}`, time));
  /** @type {Map<string, readonly number[]>} */
  const due = new Map();
  for (const [group, operands] of borders) {
    let latest = -1;
    const times = operands.flatMap((each) =>
      returns(each).map((kind) => (latest = Math.max(latest, ...each.edges.map(({ id }) => last.get(`${id} ${kind}`) ?? -1)))),
    );
    if (times.length > 0) times[times.length - 1] = returned.get(group) ?? latest;
    due.set(group, times);
  }
  return due;
}
