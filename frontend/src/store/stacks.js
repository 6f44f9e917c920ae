// Stacks: a run of siblings that are alike and side by side becomes one group around them, drawn closed as one card "f(x) × 12".
//
// Only what is parallel is stacked. In a chain each one's result is the next one's input: one card for all would hide just that, and
// a loop that is closed says it already. Nor is it stacked what the reader tells apart: results with names of their own, the target.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Group} Group */
/** @typedef {import('../wire.d.ts').Node} Node */

/** Two are seen at a glance. */
const LEAST = 3;

/** @type {WeakMap<Trace, ReadonlyMap<string, readonly string[]>>} */
const known = new WeakMap();
/** @type {ReadonlyMap<string, readonly string[]>} */
const NONE = new Map();

/**
 * The stacks of a trace that went through `stacked`: ids of the groups in each, in program order.
 * @param {Trace} trace
 */
export const stacksOf = (trace) => known.get(trace) ?? NONE;

/**
 * @param {Trace} trace as it came
 * @returns {Trace} the same where nothing is stacked
 */
export function stacked(trace) {
  if (!trace.groups.some((group) => group.twin_of !== null)) return trace;
  const runs = runsOf(trace);
  if (runs.length === 0) return trace;
  const stacks = new Map(runs.map((run) => [`${run[0].id}-stack`, run.map(({ id }) => id)]));
  const stackOf = new Map([...stacks].flatMap(([id, members]) => members.map((member) => [member, id])));
  const first = new Map(runs.map((run) => [run[0].id, around(run)]));
  const groups = trace.groups.flatMap((group) => {
    const stack = first.get(group.id);
    const own = stackOf.has(group.id) ? Object.freeze({ ...group, parent: /** @type {string} */ (stackOf.get(group.id)) }) : group;
    return stack ? [stack, own] : [own];
  });
  const made = Object.freeze({ ...trace, groups: Object.freeze(groups) });
  known.set(made, stacks);
  return made;
}

/**
 * What a loop is to its passes.
 * @param {readonly Group[]} run
 * @returns {Group}
 */
function around(run) {
  const [{ id, parent, span }] = run;
  const outputs = Object.freeze(run.flatMap((group) => group.outputs));
  return Object.freeze({
    id: `${id}-stack`, label: common(run.map((group) => group.label)), parent, kind: 'loop', card: null,
    args: Object.freeze({}), outputs, params: Object.freeze({}), span, twin_of: null,
  });
}

/**
 * @example common(['i = 0', 'i = 1'])  // 'i'
 * @param {readonly string[]} labels
 */
function common(labels) {
  const [first] = labels;
  if (labels.every((label) => label === first)) return first;
  let length = 0;
  while (labels.every((label) => length < label.length && label[length] === first[length])) length++;
  return first.slice(0, length).replace(/[\s=\d-]+$/, '') || first;
}

/** @param {Trace} trace @returns {Group[][]} */
function runsOf(trace) {
  const { groups, nodes } = lookup(trace);
  /** @type {Map<string, Extent>} */
  const extents = extentsOf(trace);
  const held = new Set(trace.targets.flatMap((id) => chain(groups, nodes.get(id)?.group ?? null)));
  /** @type {Map<string | null, Group[]>} */
  const siblings = new Map();
  for (const group of trace.groups) {
    if (!extents.has(group.id)) continue;
    const found = siblings.get(group.parent);
    if (found) found.push(group);
    else siblings.set(group.parent, [group]);
  }
  const runs = [];
  for (const level of siblings.values()) {
    /** @type {Group[]} */
    let run = [];
    for (const group of level) {
      const before = run.at(-1);
      const goes = before && !held.has(group.id) && !held.has(before.id) && sameFace(trace, before, group) && apart(trace, run, group, extents);
      if (goes) run.push(group);
      else {
        if (run.length >= LEAST) runs.push(run);
        run = [group];
      }
    }
    if (run.length >= LEAST) runs.push(run);
  }
  return runs;
}

/** Places of the first and the last node of a group in the program. @typedef {{from: number, to: number}} Extent */

/** @param {Trace} trace @returns {Map<string, Extent>} groups that hold nodes */
function extentsOf(trace) {
  const { groups } = lookup(trace);
  /** @type {Map<string, Extent>} */
  const extents = new Map();
  trace.nodes.forEach((node, at) => {
    for (const id of chain(groups, node.group)) {
      const found = extents.get(id);
      if (found) found.to = at;
      else extents.set(id, { from: at, to: at });
    }
  });
  return extents;
}

/** @param {ReadonlyMap<string, Group>} groups @param {string | null} group @returns {string[]} it and those around it */
function chain(groups, group) {
  const found = [];
  for (let at = group; at !== null; at = groups.get(at)?.parent ?? null) found.push(at);
  return found;
}

/**
 * Alike, and nothing that the reader tells them apart by: the name of the result, whether a gradient comes back.
 * @param {Trace} trace
 * @param {Group} one
 * @param {Group} other
 */
function sameFace(trace, one, other) {
  if ((one.twin_of ?? one.id) !== (other.twin_of ?? other.id)) return false;
  const { nodes } = lookup(trace);
  const face = (/** @type {Group} */ { outputs }) => {
    const shown = nodes.get(outputs[0] ?? '');
    return `${shown?.name ?? ''} ${shown?.connected ?? ''}`;
  };
  return face(one) === face(other);
}

/**
 * Nothing in `next`, and nothing between, needs a value from the run. Arguments come earlier in the program, so a way from
 * one to another would have to go through what is looked at here.
 * @param {Trace} trace
 * @param {readonly Group[]} run
 * @param {Group} next
 * @param {ReadonlyMap<string, Extent>} extents
 */
function apart(trace, run, next, extents) {
  const { groups, nodes, edges } = lookup(trace);
  const members = new Set(run.map(({ id }) => id));
  const { to: behind } = /** @type {Extent} */ (extents.get(run[run.length - 1].id));
  const { to } = /** @type {Extent} */ (extents.get(next.id));
  for (let at = behind + 1; at <= to; at++) {
    for (const id of trace.nodes[at].edges_in) {
      const source = nodes.get(edges.get(id)?.from ?? '')?.group ?? null;
      if (chain(groups, source).some((group) => members.has(group))) return false;
    }
  }
  return true;
}
