/**
 * "Why the transpose?" answered in words, from the index form alone: which letters are fixed, which run, and where they stand
 * in each factor.
 */

import { every, index as indexTree, letters as lettersOf, slotsOf } from '../draw/math-tree.js';
import { nameOf } from './facts.js';
import { slotNode } from './explain-math.js';

/** @typedef {import('../wire.d.ts').MathNode} MathNode */
/** @typedef {import('../wire.d.ts').Rule} Rule */
/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('./explain-names.js').Namer} Namer */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @typedef {object} Reading
 * @property {readonly string[]} fixed letters of the entry
 * @property {readonly string[]} running letters that are summed over
 * @property {readonly {slot: string, places: readonly number[]}[]} standing where the first running letter stands alone, per factor
 * @property {readonly string[]} turned slots that stand transposed in the matrix form
 * @property {readonly {slot: string, index: string}[]} falling indices that fall while a letter grows
 */

/**
 * @param {Rule} rule
 * @param {string} arg
 * @returns {Reading | null} null where no letter runs
 */
export function readingOf({ index, matrix }, arg) {
  if (!index) return null;
  const own = `d.${arg}`;
  const fixed = lettersOf(index.mathml, own).filter((letter) => letter !== null);
  const sums = [...every(index.mathml)].filter((node) => node.tag === 'munder' && node.children?.[0]?.text === '∑');
  const under = sums.flatMap((node) => [...every(/** @type {MathNode} */ (node.children?.[1]))].flatMap((part) => (part.tag === 'mi' ? [part.text ?? ''] : [])));
  const running = [...new Set(under)].filter((letter) => !fixed.includes(letter));
  if (running.length === 0) return null;
  const factors = slotsOf(index.mathml).filter((slot) => slot !== own);
  const standing = factors.map((slot) => ({ slot, places: lettersOf(index.mathml, slot).flatMap((letter, axis) => (letter === running[0] ? [axis] : [])) })).filter(({ places }) => places.length > 0);
  const turned = matrix ? [...every(matrix.mathml)].flatMap((node) => (node.tag === 'msup' && node.children?.[1]?.text === 'T' ? (node.children[0].slot ?? []) : [])) : [];
  return { fixed, running, standing, turned, falling: factors.flatMap((slot) => fallingOf(index.mathml, slot, running)) };
}

/**
 * @param {MathNode} formula
 * @param {string} slot
 * @param {readonly string[]} running
 */
function fallingOf(formula, slot, running) {
  const base = [...every(formula)].find((node) => node.tag === 'msub' && node.children?.[0].slot === slot);
  const indices = base ? [...every(base)].flatMap((node) => node.index ?? []) : [];
  const down = indices.filter((at) => at.terms.some(([letter, by]) => by < 0 && running.includes(letter)));
  return down.length ? [{ slot, index: down.map((at) => flat(indexTree(at, {}))).join(', ') }] : [];
}

/** @param {MathTree} tree @returns {string} */
const flat = (tree) => (tree.text === undefined ? (tree.children ?? []).map(flat).join('') : /^[−+]$/.test(tree.text) ? ` ${tree.text} ` : tree.text);

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Rule} rule
 * @param {string} arg
 * @param {Namer} names
 * @param {Words} words
 * @returns {string | null} with names between backticks
 */
export function answer(study, card, rule, arg, names, words) {
  const reading = readingOf(rule, arg);
  if (!reading) return null;
  const { why } = words.explain;
  const called = (/** @type {string} */ slot) => {
    const id = slotNode(study, card, slot);
    const text = id === null ? slot : id === card.node && !slot.startsWith('d.') ? nameOf(study.trace, id) : names.text(id);
    return `\`${slot.startsWith('d.') ? 'd' : ''}${text}\``;
  };
  const [letter] = reading.running;
  const turned = reading.turned.length > 0 && reading.standing.length > 1;
  return [
    why.runs(called(`d.${arg}`), reading.fixed, reading.running),
    turned ? why.stands(letter, reading.standing.map(({ slot, places }) => [called(slot), places[0]])) : null,
    turned ? why.turned(reading.turned.map(called), letter) : null,
    ...reading.falling.map(({ slot, index }) => why.falls(called(slot), index, reading.running)),
    turned ? null : why.added(reading.running),
  ].filter((each) => each !== null).join(' ');
}
