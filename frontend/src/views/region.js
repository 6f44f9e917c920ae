/** A part of a tensor that is too large to see at once: where it starts, a slider per axis, and its entries, fetched where they did not travel. */

import { html } from '../draw/node.js';
import { entryAt } from '../local/indexing.js';
import { learn } from '../local/windows.js';
import { cells } from './cells.js';
import { nodeOf } from './facts.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */

const ROWS = 6;
/** As many as fit side by side with four digits each. */
const COLUMNS = 3;
/** Slices of a tensor of more axes that stand below each other. */
const SLICES = 4;
/** Entries along an axis that are fetched at once, and where such a block may start. */
const BLOCK = 32;
const LINE = 1024;

/**
 * How much of each axis is in sight.
 * @param {readonly number[]} dims
 * @returns {number[]}
 */
export const extents = (dims) => dims.map((extent, axis) => Math.min(extent, axis === dims.length - 1 ? COLUMNS : axis === dims.length - 2 ? ROWS : 1));

/** @param {readonly number[]} dims */
export function large(dims) {
  const slices = dims.slice(0, -2).reduce((product, extent) => product * extent, 1);
  return dims.length > 0 && (slices > SLICES || (dims.at(-1) ?? 1) > ROWS || (dims.at(-2) ?? 1) > ROWS);
}

/**
 * Where the part in sight starts, whatever the tensor was when that was chosen.
 * @param {readonly number[]} dims
 * @param {readonly number[] | undefined} offsets
 * @returns {number[]}
 */
export function clamped(dims, offsets) {
  const seen = extents(dims);
  return dims.map((extent, axis) => Math.max(0, Math.min(offsets?.length === dims.length ? offsets[axis] : 0, extent - seen[axis])));
}

/**
 * The block that is fetched for a part: it holds the part whole, and the parts around it.
 * @param {readonly number[]} dims
 * @param {readonly number[]} offsets
 * @returns {{offsets: number[], shape: number[]}}
 */
export function block(dims, offsets) {
  const size = dims.length === 1 ? LINE : BLOCK;
  const starts = offsets.map((at, axis) => (axis < dims.length - 2 ? at : Math.floor(at / (size / 2)) * (size / 2)));
  return { offsets: starts, shape: dims.map((extent, axis) => (axis < dims.length - 2 ? 1 : Math.min(size, extent - starts[axis]))) };
}

/**
 * @param {Study} study
 * @param {string} node
 * @param {Context} context
 */
const offsetsOf = ({ trace }, node, context) => {
  const { region } = context.getState();
  return clamped(nodeOf(trace, node).shape, region?.node === node ? region.offsets : undefined);
};

/**
 * The entries in sight; those that are on their way are blank.
 * @param {Study} study
 * @param {string} node
 * @param {'value' | 'grad'} of
 * @param {ArrayLike<number> | null | undefined} data  null: it did not travel
 * @param {string} name
 * @param {Context} context
 * @returns {HTMLElement | null}
 */
export function region(study, node, of, data, name, context) {
  const dims = nodeOf(study.trace, node).shape;
  const offsets = offsetsOf(study, node, context);
  const read = data ? (/** @type {number} */ entry) => data[entry] : fetched(study, node, of, dims, offsets, context);
  if (!read) return null;
  const pick = (/** @type {number} */ entry) => context.dispatch({ type: 'select', node, of, entry });
  return cells(read, dims, { name, of, pick, corner: context.words.entries.corner, part: { offsets, shape: extents(dims) } });
}

/**
 * @param {Study} study
 * @param {string} node
 * @param {'value' | 'grad'} of
 * @param {readonly number[]} dims
 * @param {readonly number[]} offsets
 * @param {Context} context
 * @returns {((entry: number) => number | undefined) | null}
 */
function fetched({ trace }, node, of, dims, offsets, context) {
  if (!context.ask || context.getState().trace !== trace) return null;
  const reply = context.ask('slice', { node, of, ...block(dims, offsets) });
  const tensor = of === 'grad' ? nodeOf(trace, node).grad : nodeOf(trace, node).value;
  if (!tensor) return null;
  if (reply.status === 'answered') learn(tensor, reply.answer.window);
  return (entry) => entryAt(tensor, entry) ?? undefined;
}

/**
 * One slider for each axis that is not in sight from end to end.
 * @param {Study} study
 * @param {string} node
 * @param {Context} context
 */
export function sliders(study, node, context) {
  const words = context.words.entries;
  const dims = nodeOf(study.trace, node).shape;
  const offsets = offsetsOf(study, node, context);
  const seen = extents(dims);
  const rows = dims.flatMap((extent, axis) => {
    if (extent <= seen[axis]) return [];
    const kind = axis === dims.length - 1 ? 'column' : axis === dims.length - 2 ? 'row' : 'slice';
    const told = (/** @type {number} */ at) => words.part(kind, axis, at, at + seen[axis] - 1, extent);
    const caption = html('span', { class: 'caption' }, told(offsets[axis]));
    const slider = html('input', { class: 'slider', type: 'range', min: 0, max: extent - seen[axis], step: 1, value: offsets[axis], 'aria-label': words.axis(kind, axis), 'aria-valuetext': told(offsets[axis]), 'data-key': `axis ${axis}` });
    slider.addEventListener('input', () => (caption.textContent = told(Number(slider.value))));
    // Only at the end of a drag: showing anew takes the slider out of the hand.
    slider.addEventListener('change', () => context.dispatch({ type: 'region', node, offsets: offsets.map((at, other) => (other === axis ? Number(slider.value) : at)) }));
    return [html('label', { class: 'axis' }, caption, html('span', { class: 'track' }, slider))];
  });
  return html('div', { class: 'axes' }, ...rows);
}
