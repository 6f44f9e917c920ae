/**
 * Letters that an op's formulas have for things of their own, such as n for a count. Where the program has something of that name, the
 * letter gets a star.
 */

import { own } from '../draw/math-tree.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('../wire.d.ts').OpCard} OpCard */
/** @typedef {import('../wire.d.ts').Trace} Trace */

/** @type {WeakMap<Trace, ReadonlySet<string | null>>} */
const names = new WeakMap();

/** @param {Trace} trace */
function namesIn(trace) {
  const found = names.get(trace) ?? new Set(trace.nodes.map(({ name }) => name));
  names.set(trace, found);
  return found;
}

const LETTER = /^\p{L}\p{M}*$/u;

/**
 * @param {Study} study
 * @param {Card} card
 * @returns {(letter: string) => string}
 */
export function starred({ trace }, card) {
  const taken = card.card ? ownLetters(card.card).filter((letter) => namesIn(trace).has(letter)) : [];
  return (letter) => (taken.includes(letter) ? `${letter}*` : letter);
}

/**
 * The same in a sentence, where such letters stand alone. Slots and code stay.
 * @param {Study} study
 * @param {Card} card
 * @param {string} template
 */
export function starredIn(study, card, template) {
  const star = starred(study, card);
  return template.replace(/`[^`]*`|\{[^{}]*\}|[\p{L}\p{M}\p{N}_′]+/gu, (word) => (LETTER.test(word) ? star(word) : word));
}

/**
 * @param {OpCard} card
 * @returns {string[]} each once
 */
export function ownLetters(card) {
  const rules = Object.values(card.rules).flatMap(({ local, pointwise, matrix, index }) => [local, pointwise, matrix, index]);
  const formulas = [card.forward, ...rules].filter((each) => each !== null);
  return [...new Set(formulas.flatMap(({ mathml }) => own(mathml)))].filter((word) => LETTER.test(word));
}
