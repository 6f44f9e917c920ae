// Numbers of steps. They count with all groups closed; step 2 inside the group of step 8 is `8.2`.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Step} Step */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */
/** @typedef {import('./anatomy.js').Operand} Operand */

/** @type {readonly string[]} */
const OUTSIDE = [];

/**
 * The kinds of the steps backward to one operand.
 * @param {{readonly live: boolean, readonly unbroadcast: Unbroadcast | null}} operand
 * @returns {('local' | 'unbroadcast' | 'accumulate')[]}
 */
export function returns({ live, unbroadcast }) {
  if (!live) return [];
  return unbroadcast ? ['local', 'unbroadcast', 'accumulate'] : ['local', 'accumulate'];
}

/**
 * The groups around a node, outermost first.
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {string | null} node
 */
export function around(trace, paths, node) {
  const group = node === null ? null : lookup(trace).nodes.get(node)?.group;
  return (group && paths.get(group)) || OUTSIDE;
}

/**
 * The groups a step belongs to, outermost first. A seed comes from outside even when its target lies in a group.
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @param {Step} step
 */
const aroundStep = (trace, paths, step) => around(trace, paths, step.phase === 'seed' ? null : step.node);

/**
 * @typedef {object} Structure
 * @property {readonly Step[]} steps
 * @property {ReadonlyMap<string, readonly string[]>} paths
 * @property {ReadonlyMap<string, readonly Operand[]>} borders
 * @property {ReadonlyMap<string, number>} computed
 * @property {ReadonlyMap<string, number>} returned
 * @property {ReadonlyMap<string, readonly number[]>} due
 */

/**
 * What a container counts: a step of its own, or one of a group directly inside as it is when closed. `take` gets its number.
 * @typedef {{backward: boolean, kind: string, edges: readonly string[], take: (number: string) => void}} Item
 */

/** @typedef {{forward: string, backward: string[]}} Closed numbers of the steps of a group while it is closed */

/**
 * @param {Trace} trace
 * @param {Structure} structure
 */
export function numbering(trace, structure) {
  /** @type {string[]} */
  const numbers = new Array(structure.steps.length).fill('');
  /** @type {Map<string, Closed>} */
  const closed = new Map(trace.groups.map((group) => [group.id, { forward: '', backward: [] }]));
  const items = itemsOf(trace, structure, numbers, closed);
  items.get('')?.forEach((item, k) => item.take(String(k + 1)));
  const outermostFirst = [...structure.paths].sort(([, a], [, b]) => a.length - b.length);
  for (const [group] of outermostFirst) {
    const own = /** @type {Closed} */ (closed.get(group));
    const inside = items.get(group) ?? [];
    inside.filter((item) => !item.backward).forEach((item, k) => item.take(`${own.forward}.${k + 1}`));
    numberBack(inside.filter((item) => item.backward), structure.borders.get(group) ?? [], own.backward);
  }
  return { numbers, closed };
}

/**
 * Per container, in the order of the steps.
 * @param {Trace} trace
 * @param {Structure} structure
 * @param {string[]} numbers filled as the items get theirs
 * @param {ReadonlyMap<string, Closed>} closed filled likewise
 */
function itemsOf(trace, { steps, paths, borders, computed, returned, due }, numbers, closed) {
  /** @type {Map<string, Item[]>} */
  const items = new Map();
  const count = (/** @type {string | undefined} */ container, /** @type {Item} */ item) => {
    const found = items.get(container ?? '');
    if (found) found.push(item);
    else items.set(container ?? '', [item]);
  };
  const slots = new Map([...borders].map(([group, operands]) => [group, { all: slotsOf(operands), next: 0 }]));
  steps.forEach((step, time) => {
    const backward = step.phase === 'backward';
    const path = aroundStep(trace, paths, step);
    path.forEach((group, level) => {
      const own = /** @type {Closed} */ (closed.get(group));
      const outer = path[level - 1];
      if (!backward && computed.get(group) === time) count(outer, { backward, kind: step.kind, edges: OUTSIDE, take: (number) => (own.forward = number) });
      if (!backward) return;
      const take = (/** @type {string} */ number) => own.backward.push(number);
      const times = due.get(group) ?? [];
      const slot = slots.get(group) ?? { all: [], next: 0 };
      for (; slot.next < times.length && times[slot.next] <= time; slot.next++) count(outer, { backward, ...slot.all[slot.next], take });
      // A group whose gradients all end inside still needs a number for them to be counted under.
      if (times.length === 0 && returned.get(group) === time) count(outer, { backward, kind: step.kind, edges: OUTSIDE, take });
    });
    count(path.at(-1), { backward, kind: step.kind, edges: step.edge === null ? OUTSIDE : [step.edge], take: (number) => (numbers[time] = number) });
  });
  return items;
}

/** @typedef {{kind: string, edges: readonly string[]}} Slot */

/**
 * @param {readonly Operand[]} operands
 * @returns {Slot[]} the steps back of a closed group
 */
const slotsOf = (operands) => operands.flatMap((each) => returns(each).map((kind) => ({ kind, edges: each.edges.map(({ id }) => id) })));

/**
 * Back through an open group. What is one of its closed steps keeps that number, above all the arrival of an argument;
 * what leads to it is a part of the step before: 4.1, 4.2, 4.3, 5.
 * @param {readonly Item[]} items
 * @param {readonly Operand[]} operands
 * @param {readonly string[]} closed
 */
function numberBack(items, operands, closed) {
  const live = operands.filter((each) => each.live);
  const left = live.map((each) => new Set(each.edges.flatMap(({ id, contribution }) => (contribution === null ? [] : [id]))));
  let turn = 0;
  let base = 0;
  let parts = 0;
  const part = () => `${closed[Math.min(base, closed.length - 1)]}.${++parts}`;
  for (const { kind, edges, take } of items) {
    if (kind === 'accumulate') for (const each of left) for (const edge of edges) each.delete(edge);
    const kinds = turn < live.length ? returns(live[turn]) : [];
    const whole = turn < live.length && edges.length === live[turn].edges.length && live[turn].edges.every(({ id }) => edges.includes(id));
    const first = base;
    while (turn < live.length && left[turn].size === 0) base += returns(live[turn++]).length;
    if (base > first) {
      take(closed[base - 1]);
      parts = 0;
    } else if (whole && kind !== 'accumulate' && kinds.includes(/** @type {'local'} */ (kind)) && (kind === 'unbroadcast' || parts === 0)) take(closed[base + kinds.indexOf(/** @type {'local'} */ (kind))]);
    else take(part());
  }
}
