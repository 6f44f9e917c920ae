/** What is asked of a derivative, made to fit the program that is there: names become nodes, an entry exists, a direction has its shape. */

import { nested } from '../draw/fields.js';
import { entryName } from '../store/format.js';
import { nameOf, nodeOf } from './facts.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/state.js').Derivative} Derivative */
/** @typedef {import('../store/state.js').Kind} Kind */
/** @typedef {{name: string, node: string}} Choice */
/**
 * `of` and `by` are nodes; `entry` is that of `whose`, null where the kind asks for none; `direction` is null where it asks for none.
 * @typedef {{kind: Kind, of: string, by: string, whose: string | null, entry: number, direction: readonly number[] | null}} Asked
 */

/** @param {readonly number[]} shape */
export const size = (shape) => shape.reduce((product, extent) => product * extent, 1);

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
  const by = find(told.by) ?? inputs.find((node) => nodeOf(trace, node).grad) ?? inputs[0] ?? names.find(({ node }) => node !== of)?.node;
  if (!of || !by) return null;
  const { kind } = told;
  const whose = kind === 'row' ? of : kind === 'column' ? by : null;
  const entry = whose !== null && told.entry < size(nodeOf(trace, whose).shape) ? told.entry : 0;
  const moving = kind === 'tangent' || kind === 'hvp' ? size(nodeOf(trace, by).shape) : null;
  const fits = told.direction !== null && told.direction.length === moving;
  return { kind, of, by, whose, entry, direction: moving === null ? null : fits ? told.direction : new Array(moving).fill(1) };
}

/**
 * Nodes are named by their ids: a name such as `n1` could be another's id.
 * @param {Trace} trace
 * @param {Asked} asked
 */
export function members(trace, { kind, of, by, whose, entry, direction }) {
  if (direction) return { kind, of, direction: { [by]: nested([...direction], nodeOf(trace, by).shape) } };
  return whose === null ? { kind, of, by } : { kind, of, by, entry };
}

/**
 * @param {Trace} trace
 * @param {Asked} asked
 */
export function namesOf(trace, { of, by, whose, entry }) {
  const names = { of: nameOf(trace, of), by: nameOf(trace, by) };
  return { ...names, entry: whose === null ? '' : entryName(nameOf(trace, whose), nodeOf(trace, whose).shape, entry) };
}

/**
 * What is shown, as it is written down.
 * @example title(trace, asked) // ∂z[0, 1] / ∂w
 * @param {Trace} trace
 * @param {Asked} asked
 */
export function title(trace, asked) {
  const { of, by, entry } = namesOf(trace, asked);
  const bare = (/** @type {string} */ name) => (/^[\p{L}_][\p{L}\p{N}_.′]*(\[.*\])?$/u.test(name) ? name : `(${name})`);
  switch (asked.kind) {
    case 'row':
      return `∂${bare(entry)} / ∂${bare(by)}`;
    case 'column':
      return `∂${bare(of)} / ∂${bare(entry)}`;
    case 'jacobian':
      return `∂${bare(of)} / ∂${bare(by)}`;
    case 'tangent':
      return `∂${bare(of)} / ∂${bare(by)} · v`;
    case 'hessian':
      return `∂²${bare(of)} / ∂${bare(by)}²`;
    case 'hvp':
      return `∂²${bare(of)} / ∂${bare(by)}² · v`;
  }
}
