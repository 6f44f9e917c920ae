/** Values that are called alike, `x*x` here and `x*x` there, and what tells them apart. */

import { lookup } from '../wire.js';
import { lineOf, nameOf, nodeOf } from './facts.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../words/en.js').words} Words */

/** @type {WeakMap<Trace, ReadonlyMap<string, readonly string[]>>} */
const known = new WeakMap();

/** @param {Trace} trace @returns {ReadonlyMap<string, readonly string[]>} what is called so, in program order; numbers of the text left out */
function called(trace) {
  const found = known.get(trace);
  if (found) return found;
  /** @type {Map<string, string[]>} */
  const made = new Map();
  for (const { id, kind } of trace.nodes) {
    if (kind === 'constant') continue;
    const name = nameOf(trace, id);
    const twins = made.get(name);
    if (twins) twins.push(id);
    else made.set(name, [id]);
  }
  known.set(trace, made);
  return made;
}

/**
 * The line, where each stands on one of its own; else which of them it is.
 * @param {Trace} trace
 * @param {string} id
 * @param {Words} words
 * @returns {string | null} null where nothing else is called so
 */
export function which(trace, id, words) {
  const twins = called(trace).get(nameOf(trace, id)) ?? [];
  if (twins.length < 2 || nodeOf(trace, id).kind === 'constant') return null;
  const lines = new Set(twins.map((each) => lineOf(trace, each)));
  const line = lineOf(trace, id);
  return lines.size === twins.length && line !== null ? words.explain.line(line) : words.explain.which(twins.indexOf(id) + 1, twins.length);
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {Words} words
 * @returns {string | null} which operand it is, where the same value is more than one of them
 */
export function operand(trace, edge, words) {
  const { edges } = lookup(trace);
  const into = nodeOf(trace, edge.to).edges_in;
  const same = into.filter((id) => edges.get(id)?.from === edge.from);
  return same.length < 2 ? null : words.explain.operand(into.indexOf(edge.id) + 1);
}
