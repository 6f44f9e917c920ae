/** A derivative that is asked for, as the service takes it and as it is written down. */

import { nested } from '../draw/fields.js';
import { entryName } from '../store/format.js';
import { nameOf, nodeOf } from './facts.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/derivative.js').Asked} Asked */

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
