// What an address or an older text gave that the newest text has no place for: it is dropped, never asked for again.

import { unasked } from './derivative.js';
import { shown } from './state.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Problem} Problem */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./nested.d.ts').Nested} Nested */

/** @param {string} name */
const noInput = (name) => `The program has no input ${name}.`;
/** @param {string} name */
const noTarget = (name) => `The program gives no value the name ${name}.`;

/**
 * After an answer: values for names that are no inputs, a target that is no name. Nothing to drop: the state's own.
 * @param {State} state
 * @param {Trace} trace
 * @returns {Pick<State, 'vars' | 'target' | 'notices'>}
 */
export function fitting(state, trace) {
  const inputs = new Set(trace.inputs.map((input) => input.name));
  const left = Object.keys(state.vars).filter((name) => !inputs.has(name));
  const lost = state.target !== null && !trace.names.includes(state.target);
  const absent = [lost ? state.target : null, state.derivative.of, state.derivative.by].filter((name) => name !== null && !trace.names.includes(name));
  return {
    vars: left.length > 0 ? without(state.vars, left) : state.vars,
    target: lost ? null : state.target,
    notices: noted(state, [...left.map(noInput), ...new Set(absent.map((name) => noTarget(/** @type {string} */ (name)))), ...(absent.length > 0 ? [] : unasked(trace, state.derivative))]),
  };
}

/**
 * After a refusal: the question without what does not fit of what was given beside the text, to be asked again. The text may have
 * faults as well: those are told of the text alone.
 * @param {State} state
 * @param {readonly Problem[]} problems
 * @returns {Partial<State> | null} null: nothing of the refusal is about what can be dropped
 */
export function lessened(state, problems) {
  /** @type {Partial<State>} */
  const change = {};
  /** @type {string[]} */
  const names = [];
  /** @type {string[]} */
  const told = [];
  for (const { code, facts, detail } of problems) {
    if (code === 'bad-vars' && typeof facts.name === 'string' && Object.hasOwn(state.vars, facts.name)) names.push(facts.name);
    else if (code === 'bad-target' && state.target !== null) Object.assign(change, { target: null, upstream: null });
    else if (code === 'bad-upstream' && state.upstream !== null) change.upstream = null;
    else continue;
    told.push(detail);
  }
  if (told.length === 0) return null;
  if (names.length > 0) change.vars = without(state.vars, names);
  return { ...change, notices: noted(state, told) };
}

/**
 * What an address got wrong is said; what an edit left behind goes without a word.
 * @param {State} state
 * @param {readonly string[]} more
 */
const noted = (state, more) => (shown(state) === null && more.length > 0 ? Object.freeze([...state.notices, ...more]) : state.notices);

/**
 * @param {State['vars']} vars
 * @param {readonly string[]} names
 * @returns {State['vars']}
 */
export const without = (vars, names) => Object.freeze(Object.fromEntries(Object.entries(vars).filter(([name]) => !names.includes(name))));
