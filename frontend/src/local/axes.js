// Entries that belong together because an axis was stretched, reduced or walked along.

import { indexOf, lattice, stridesOf } from './indexing.js';

/** @typedef {import('../wire.d.ts').Axes} Axes */

/**
 * The entries of out that a broadcast copies arg[i] to.
 * @param {readonly number[]} arg
 * @param {readonly number[]} out
 * @param {number} i
 */
export function stretched(arg, out, i) {
  const more = out.length - arg.length;
  const index = indexOf(i, arg);
  const strides = stridesOf(out);
  /** @type {number[]} */
  const free = [];
  let start = 0;
  out.forEach((size, k) => {
    if (k < more || (arg[k - more] === 1 && size !== 1)) free.push(k);
    else start += index[k - more] * strides[k];
  });
  return lattice(
    start,
    free.map((k) => out[k]),
    free.map((k) => strides[k]),
  );
}

/**
 * The entry of arg that a broadcast copies to out[o].
 * @param {readonly number[]} arg
 * @param {readonly number[]} out
 * @param {number} o
 */
export function shrunk(arg, out, o) {
  const index = indexOf(o, out).slice(out.length - arg.length);
  return arg.reduce((flat, size, k) => flat * size + (size === 1 ? 0 : index[k]), 0);
}

/**
 * @param {Axes} relation
 * @param {readonly number[]} arg
 * @param {number} i
 */
export function reduced({ axes }, arg, i) {
  const index = indexOf(i, arg);
  return arg.reduce((flat, size, k) => (axes.includes(k) ? flat : flat * size + index[k]), 0);
}

/**
 * @param {Axes} relation
 * @param {readonly number[]} arg
 * @param {number} o
 */
export function expanded({ axes }, arg, o) {
  const kept = arg.map((_, k) => k).filter((k) => !axes.includes(k));
  const strides = stridesOf(arg);
  const index = indexOf(
    o,
    kept.map((k) => arg[k]),
  );
  const start = kept.reduce((flat, k, j) => flat + index[j] * strides[k], 0);
  return lattice(
    start,
    axes.map((k) => arg[k]),
    axes.map((k) => strides[k]),
  ).sort((a, b) => a - b);
}

/**
 * @param {readonly number[]} shape
 * @param {number} axis
 * @param {number} at an entry of the fibre
 */
export function along(shape, axis, at) {
  const stride = stridesOf(shape)[axis];
  const start = at - indexOf(at, shape)[axis] * stride;
  return lattice(start, [shape[axis]], [stride]);
}
