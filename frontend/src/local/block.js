// Relation `block`: entries that belong together because whole blocks of two tensors do. The axes outside a block are shared.

import { indexOf, lattice, sizeOf, stridesOf } from './indexing.js';

/**
 * Which block an entry lies in, its place there, and how many entries a block has.
 * @example blockOf([5, 2, 2], [1, 2], 7) // { number: 1, place: 3, size: 4 }
 * @param {readonly number[]} shape
 * @param {readonly number[]} axes the axes of a block
 * @param {number} at
 */
export function blockOf(shape, axes, at) {
  const index = indexOf(at, shape);
  const ravel = (/** @type {readonly number[]} */ among) => among.reduce((flat, k) => flat * shape[k] + index[k], 0);
  return { number: ravel(outside(shape, axes)), place: ravel(axes), size: sizeOf(axes.map((k) => shape[k])) };
}

/**
 * The entries of the other tensor in the block of an entry of this one, in the order of their block.
 * @param {readonly number[]} shape
 * @param {readonly number[]} axes
 * @param {number} at
 * @param {readonly number[]} other
 * @param {readonly number[]} otherAxes
 */
export function acrossBlock(shape, axes, at, other, otherAxes) {
  const index = indexOf(at, shape);
  const shared = outside(shape, axes);
  const strides = stridesOf(other);
  const start = outside(other, otherAxes).reduce((flat, k, j) => flat + index[shared[j]] * strides[k], 0);
  return lattice(
    start,
    otherAxes.map((k) => other[k]),
    otherAxes.map((k) => strides[k]),
  );
}

/** @param {readonly number[]} shape @param {readonly number[]} axes */
const outside = (shape, axes) => shape.map((_, k) => k).filter((k) => !axes.includes(k));
