// Which derivative is asked for, made to fit the program that is there: names become nodes, an entry exists, a direction has its shape.

import { lookup } from '../wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('./state.js').Derivative} Derivative */
/** @typedef {import('./state.js').Kind} Kind */
/** @typedef {{name: string, node: string}} Choice */
/**
 * `of` and `by` are nodes; `entry` is that of `whose`, null where the kind asks for none; `direction` is null where it asks for none.
 * @typedef {{kind: Kind, of: string, by: string, whose: string | null, entry: number, direction: readonly number[] | null}} Asked
 */

/** @param {readonly number[]} shape */
export const size = (shape) => shape.reduce((product, extent) => product * extent, 1);

/** @param {Trace} trace @param {string} id */
const shapeOf = (trace, id) => lookup(trace).nodes.get(id)?.shape ?? [];

/**
 * Every name with the node it means at the end of the program.
 * @param {Trace} trace
 * @returns {Choice[]}
 */
export function choices(trace) {
  const last = new Map(trace.nodes.flatMap(({ id, name, aliases }) => [name, ...aliases].flatMap((each) => (each === null ? [] : [[each, id]]))));
  return trace.names.flatMap((name) => (last.has(name) ? [{ name, node: /** @type {string} */ (last.get(name)) }] : []));
}

/**
 * @param {Trace} trace
 * @param {Derivative} told
 * @returns {Asked | null} null where there is no target, or nothing to take a derivative by
 */
export function resolve(trace, told) {
  const names = choices(trace);
  const find = (/** @type {string | null} */ name) => names.find((each) => each.name === name)?.node;
  const [target] = trace.targets;
  const of = find(told.of) ?? target;
  const inputs = trace.inputs.map(({ node }) => node);
  const by = find(told.by) ?? inputs.find((node) => lookup(trace).nodes.get(node)?.grad) ?? inputs[0] ?? names.find(({ node }) => node !== of)?.node;
  if (!of || !by) return null;
  const { kind } = told;
  const whose = kind === 'row' ? of : kind === 'column' ? by : null;
  const entry = whose !== null && told.entry < size(shapeOf(trace, whose)) ? told.entry : 0;
  const moving = kind === 'tangent' || kind === 'hvp' ? size(shapeOf(trace, by)) : null;
  const fits = told.direction !== null && told.direction.length === moving;
  return { kind, of, by, whose, entry, direction: moving === null ? null : fits ? told.direction : new Array(moving).fill(1) };
}

/**
 * What was told and is not asked: an entry there is not, a direction of another size.
 * @param {Trace} trace
 * @param {Derivative} told
 * @returns {string[]} one sentence each
 */
export function unasked(trace, told) {
  const asked = resolve(trace, told);
  if (!asked) return [];
  const named = (/** @type {string} */ node) => choices(trace).find((each) => each.node === node)?.name ?? node;
  const entries = (/** @type {number} */ count) => `${count} ${count === 1 ? 'entry' : 'entries'}`;
  const out = [];
  if (asked.whose !== null && asked.entry !== told.entry) {
    out.push(`There is no entry ${told.entry} of ${named(asked.whose)}, which has ${entries(size(shapeOf(trace, asked.whose)))}: the first is entry 0.`);
  }
  if (asked.direction && told.direction && asked.direction !== told.direction) {
    out.push(`The direction has ${entries(told.direction.length)}, ${named(asked.by)} has ${asked.direction.length}: it is ones instead.`);
  }
  return out;
}
