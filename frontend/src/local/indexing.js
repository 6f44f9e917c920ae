// Row-major index arithmetic, and single entries of tensors.

import { seenAt } from './windows.js';

/** @typedef {import('../wire.d.ts').Tensor} Tensor */

/** @param {readonly number[]} shape */
export const sizeOf = (shape) => shape.reduce((size, length) => size * length, 1);

/**
 * How far apart in the flat list two neighbours along each axis are.
 * @example stridesOf([2, 3]) // [3, 1]
 * @param {readonly number[]} shape
 * @returns {number[]}
 */
export function stridesOf(shape) {
  const strides = new Array(shape.length);
  let stride = 1;
  for (let k = shape.length - 1; k >= 0; k--) {
    strides[k] = stride;
    stride *= shape[k];
  }
  return strides;
}

/**
 * @param {number} flat
 * @param {readonly number[]} shape
 * @returns {number[]}
 */
export function indexOf(flat, shape) {
  const index = new Array(shape.length);
  let rest = flat;
  for (let k = shape.length - 1; k >= 0; k--) {
    index[k] = rest % shape[k];
    rest = Math.floor(rest / shape[k]);
  }
  return index;
}

/**
 * All sums `start + i_0 * steps[0] + i_1 * steps[1] + ...` with 0 <= i_k < counts[k], the last axis fastest.
 * @param {number} start
 * @param {readonly number[]} counts
 * @param {readonly number[]} steps
 * @returns {number[]}
 */
export function lattice(start, counts, steps) {
  let found = [start];
  for (let k = 0; k < counts.length; k++) {
    const wider = [];
    for (const base of found) for (let i = 0; i < counts[k]; i++) wider.push(base + i * steps[k]);
    found = wider;
  }
  return found;
}

/**
 * @param {Tensor | null} tensor
 * @param {number} flat
 * @returns {number | null} null: the tensor is too large to travel and the entry lies outside its preview and of what was fetched
 */
export function entryAt(tensor, flat) {
  if (tensor === null) return null;
  if (tensor.data) return tensor.data[flat] ?? null;
  return constant(tensor) ?? seenAt(tensor, indexOf(flat, tensor.shape));
}

/**
 * All entries of a tensor that is small enough to be shown whole: in a large trace such a one may travel as summary and preview, too.
 * @param {Tensor} tensor
 * @returns {readonly number[] | null} null: some did not travel
 */
export function entriesOf(tensor) {
  if (tensor.data) return tensor.data;
  /** @type {number[]} */
  const found = [];
  for (let flat = 0; flat < sizeOf(tensor.shape); flat += 1) {
    const entry = entryAt(tensor, flat);
    if (entry === null) return null;
    found.push(entry);
  }
  return found;
}

/** @param {Tensor} tensor @returns {number | null} what every entry is, as far as the summary tells */
function constant({ summary }) {
  return summary && summary.nonfinite === 0 && summary.min === summary.max ? summary.min : null;
}
