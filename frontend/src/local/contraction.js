// Relation `contraction`: an einsum, walked letter by letter.
//
//     z[i, j] = sum_k x[i, k] * y[k, j]    inputs ["ik", "kj"], output "ij"
//     dx[i, k] = sum_j dz[i, j] * y[k, j]  the entry fixes i and k; j is walked

import { indexOf, stridesOf } from './indexing.js';

/** @typedef {import('../wire.d.ts').Contraction} Contraction */

/**
 * @typedef {object} Walk
 * @property {number[]} start flat positions at which the walk begins: one per tensor that is followed
 * @property {number[]} counts how many steps per free letter
 * @property {number[][]} steps per free letter how far each of the tensors moves
 */

/**
 * Sizes of the letters. An axis of size 1 under a longer letter is stretched, as in a batched matmul.
 * @param {readonly string[]} words
 * @param {readonly (readonly number[])[]} shapes
 */
function sizes(words, shapes) {
  /** @type {Map<string, number>} */
  const found = new Map();
  words.forEach((word, which) => {
    [...word].forEach((letter, k) => found.set(letter, Math.max(found.get(letter) ?? 1, shapes[which][k])));
    // An empty axis is no stretched one.
    [...word].forEach((letter, k) => shapes[which][k] === 0 && found.set(letter, 0));
  });
  return found;
}

/**
 * How far a tensor moves per letter: a repeated letter moves along its diagonal, a stretched axis stands still.
 * @param {string} word
 * @param {readonly number[]} shape
 */
function moves(word, shape) {
  const strides = stridesOf(shape);
  /** @type {Map<string, number>} */
  const found = new Map();
  [...word].forEach((letter, k) => {
    if (shape[k] !== 1) found.set(letter, (found.get(letter) ?? 0) + strides[k]);
  });
  return found;
}

/**
 * The letters an entry of one tensor fixes; null when the entry lies beside a diagonal and takes no part.
 * @param {string} word
 * @param {readonly number[]} shape
 * @param {number} entry
 * @param {ReadonlyMap<string, number>} size
 */
function fixed(word, shape, entry, size) {
  const index = indexOf(entry, shape);
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const [k, letter] of [...word].entries()) {
    if (shape[k] === 1 && size.get(letter) !== 1) continue;
    if (found.has(letter) && found.get(letter) !== index[k]) return null;
    found.set(letter, index[k]);
  }
  return found;
}

/**
 * Every combination of the letters that one entry of `from` leaves free, as flat positions in the tensors of `to`:
 * visited with the letters of `order` outermost first.
 * @param {readonly string[]} words letters of all tensors, out last
 * @param {readonly (readonly number[])[]} shapes
 * @param {number} from which tensor the entry belongs to
 * @param {number} entry
 * @param {readonly number[]} to which tensors are followed
 * @param {string} order
 * @param {(positions: readonly number[]) => void} visit the list is reused
 */
export function walk(words, shapes, from, entry, to, order, visit) {
  const size = sizes(words, shapes);
  const given = fixed(words[from], shapes[from], entry, size);
  if (given === null) return;
  const move = to.map((which) => moves(words[which], shapes[which]));
  const letters = [...new Set([...order, ...size.keys()])].filter((letter) => !given.has(letter));
  const at = move.map((by) => [...given].reduce((sum, [letter, i]) => sum + (by.get(letter) ?? 0) * i, 0));
  const counts = letters.map((letter) => size.get(letter) ?? 1);
  const steps = letters.map((letter) => move.map((by) => by.get(letter) ?? 0));
  odometer({ start: at, counts, steps }, visit);
}

/**
 * @param {Walk} walk
 * @param {(positions: readonly number[]) => void} visit
 */
function odometer({ start, counts, steps }, visit) {
  if (counts.includes(0)) return;
  const at = [...start];
  const index = counts.map(() => 0);
  for (;;) {
    visit(at);
    let k = counts.length - 1;
    for (; k >= 0; k--) {
      const turn = ++index[k] === counts[k];
      const by = turn ? 1 - counts[k] : 1;
      for (let t = 0; t < at.length; t++) at[t] += by * steps[k][t];
      if (!turn) break;
      index[k] = 0;
    }
    if (k < 0) return;
  }
}
