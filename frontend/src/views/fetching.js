/** Numbers that did not travel with the trace: fetched a window at a time, and read like any other from then on. */

import { entryAt } from '../local/indexing.js';
import { learn } from '../local/windows.js';
import { unravel } from '../store/format.js';
import { lookup } from '../wire.js';
import { nodeOf } from './facts.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('../local.js').Term} Term */
/** `place`: where it lies, as a question says it; null where nobody can be asked. */
/** @typedef {{tensor: Tensor | null, place: {node: string, of: 'value' | 'grad'} | {edge: string, of: 'partial'} | null, entry: number}} Want */
/** `apart`: too many, or too far from each other, to be fetched. @typedef {'here' | 'asking' | 'offline' | 'apart'} Presence */

/** Entries of a window, as the service gives them. */
const MOST = 4096;

/**
 * @param {Trace} trace
 * @param {string} node
 * @param {'value' | 'grad'} of
 * @param {number} entry
 * @returns {Want[]} none when it is here
 */
export function wanting(trace, node, of, entry) {
  const tensor = of === 'grad' ? nodeOf(trace, node).grad : nodeOf(trace, node).value;
  return entryAt(tensor, entry) === null ? [{ tensor, place: { node, of }, entry }] : [];
}

/**
 * @param {Trace} trace
 * @param {readonly Term[]} terms
 * @returns {Want[]} the numbers that these products lack
 */
export function lacking(trace, terms) {
  return terms.flatMap(({ factors }) => factors.flatMap(({ missing, node, of, entry, edge }) => {
    if (!missing) return [];
    if (of !== 'local') return entry === null ? [] : wanting(trace, node, of, entry);
    const tensor = lookup(trace).edges.get(edge ?? '')?.partial ?? null;
    return [{ tensor, place: tensor && { edge: edge ?? '', of: /** @type {const} */ ('partial') }, entry: entry ?? 0 }];
  }));
}

/**
 * Asks for what is wanted, for each tensor one window that holds all of it, and remembers what has come.
 * @param {Study} study
 * @param {readonly Want[]} wants
 * @param {Context} context
 * @returns {Presence}
 */
export function provide({ trace }, wants, context) {
  const { ask } = context;
  if (wants.length === 0) return 'here';
  if (!ask || context.getState().trace !== trace) return 'apart';
  /** @type {Map<Tensor, {place: object, entries: number[]}>} */
  const byTensor = new Map();
  for (const { tensor, place, entry } of wants) {
    if (!tensor || !place) return 'apart';
    const known = byTensor.get(tensor) ?? { place, entries: [] };
    known.entries.push(entry);
    byTensor.set(tensor, known);
  }
  const windows = [...byTensor].map(([tensor, { place, entries }]) => ({ tensor, place, window: around(tensor.shape, entries) }));
  if (windows.some(({ window }) => window.shape.reduce((size, extent) => size * extent, 1) > MOST)) return 'apart';
  const states = windows.map(({ tensor, place, window }) => {
    const reply = ask('slice', { ...place, ...window });
    if (reply.status === 'answered') learn(tensor, reply.answer.window);
    return reply.status;
  });
  const failed = states.find((state) => state === 'offline' || state === 'refused');
  if (failed) return failed === 'offline' ? 'offline' : 'apart';
  return states.every((state) => state === 'answered') ? 'here' : 'asking';
}

/**
 * The smallest window that holds these entries.
 * @param {readonly number[]} dims
 * @param {readonly number[]} entries
 */
export function around(dims, entries) {
  const offsets = dims.map(() => Infinity);
  const ends = dims.map(() => 0);
  for (const entry of entries) {
    unravel(entry, dims).forEach((at, axis) => {
      offsets[axis] = Math.min(offsets[axis], at);
      ends[axis] = Math.max(ends[axis], at + 1);
    });
  }
  return { offsets, shape: ends.map((end, axis) => end - offsets[axis]) };
}
