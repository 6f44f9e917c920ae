/** The index form of a rule, read for one entry: its letters replaced by their numbers, its sums by their bounds. */

import { letters as lettersOf, slotsOf } from '../draw/math-tree.js';
import { html } from '../draw/node.js';
import { sentence } from '../draw/sentence.js';
import { equals, number, ravel, shownValue, unravel } from '../store/format.js';
import { answer } from './explain-answer.js';
import { arriving, nodeOf, productsOf } from './facts.js';
import { named, slotNode } from './explain-math.js';
import { namer } from './explain-names.js';
import { caption, formula } from './explain-parts.js';
import { starredIn } from './own-letters.js';
import { write } from './phrases.js';
import { useOf } from './returned.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../wire.d.ts').Rule} Rule */

/**
 * @param {Card} card
 * @param {Wire} wire
 * @returns {Rule | null}
 */
export const ruleOf = (card, wire) => card.card?.rules[wire.arg] ?? null;

/**
 * "Why the transpose?", answered from the index form: the rule for one entry, then that entry with its letters and numbers put in.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {Context} context
 */
export function question(study, card, wire, context) {
  const asked = card.card?.sentences.question[wire.arg];
  const rule = ruleOf(card, wire)?.index;
  if (!asked || !rule) return null;
  const names = namer(study);
  const answered = answer(study, card, /** @type {Rule} */ (ruleOf(card, wire)), wire.arg, names, context.words);
  const told = html('p', { class: 'sentence' });
  if (answered) write(told, sentence(answered, () => null));
  const body = answered ? told : formula(named(study, card, rule, names), 'entry');
  const made = html('details', { 'data-key': 'question' }, html('summary', {}, html('span', {}, starredIn(study, card, asked))), body, ...example(study, card, wire, exampleEntry(study, wire), context));
  // What opens below the edge would look like nothing.
  made.addEventListener('toggle', () => made.open && made.isConnected && made.scrollIntoView({ block: 'nearest' }));
  return made;
}

/**
 * The entry an answer is shown at: the first that is not 0, or the one in the middle where that has more products. At a border a
 * kernel meets an entry once, and nothing is flipped.
 * @param {Study} study
 * @param {Wire} wire
 */
export function exampleEntry(study, wire) {
  const { shape } = nodeOf(study.trace, wire.node);
  const first = Math.max(0, [...(arriving(study, wire) ?? [])].findIndex((each) => each !== 0));
  const middle = ravel(shape.map((extent) => Math.floor(extent / 2)), shape);
  return productsOf(study, wire, middle).length > productsOf(study, wire, first).length ? middle : first;
}

const SHOWN = 4;

/** @param {string} text @param {number} place */
const bracketed = (text, place) => (place > 0 && text.startsWith('−') ? `(${text})` : text);

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number} entry
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function example(study, card, wire, entry, context) {
  const { words } = context;
  const { shares: products, sum, lacks } = useOf(study, wire, entry, words);
  const node = nodeOf(study.trace, wire.node);
  if (products.length === 0 || lacks) return [];
  const sums = products.slice(0, SHOWN).map((term, at) => term.factors.map((factor, place) => bracketed(number(factor.value), at + place)).join(' · '));
  const shown = products.reduce((all, term) => all + term.factors.reduce((by, factor) => by * shownValue(number(factor.value)), 1), 0);
  const left = products.slice(SHOWN);
  const rest = left.length ? ` + ${words.entries.others(left.length, bracketed(number(left.reduce((sum, term) => sum + term.value, 0)), 1))}` : '';
  const total = number(sum);
  return [
    caption(words.explain.example(`[${unravel(entry, node.shape).join(', ')}]`)),
    ...[entryRule(study, card, wire, entry)].filter((each) => each !== null),
    html('p', { class: 'sums' }, `${sums.join(' + ')}${rest} ${equals(shown, shownValue(total))} `, html('b', { class: 'grad' }, total)),
  ];
}

/**
 * The index form with the letters of one entry replaced by its numbers and the sums by their bounds.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number} entry
 */
export function entryRule(study, card, wire, entry) {
  const index = ruleOf(card, wire)?.index;
  if (!index) return null;
  const known = knownLetters(study, card, wire, entry);
  const sizes = sizesOf(study, card, wire);
  const reach = Object.entries(sizes).reduce((product, [letter, size]) => (letter in known ? product : product * size), 1);
  // Where some products fall outside (a kernel at a border), bounds would promise more than there are.
  const bounded = reach === productsOf(study, wire, entry).length;
  return formula(named(study, card, index, namer(study), { known, sizes: bounded ? sizes : {} }), 'entry');
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number} entry
 * @returns {Record<string, number>}
 */
export function knownLetters(study, card, wire, entry) {
  const index = ruleOf(card, wire)?.index;
  if (!index) return {};
  const place = unravel(entry, nodeOf(study.trace, wire.node).shape);
  return Object.fromEntries(lettersOf(index.mathml, `d.${wire.arg}`).flatMap((letter, axis) => (letter === null ? [] : [[letter, place[axis]]])));
}

/**
 * How far each letter runs: the size of an axis it stands alone on.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @returns {Record<string, number>}
 */
function sizesOf(study, card, wire) {
  const index = ruleOf(card, wire)?.index;
  if (!index) return {};
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const slot of slotsOf(index.mathml)) {
    const id = slotNode(study, card, slot);
    if (!id) continue;
    const dims = nodeOf(study.trace, id).shape;
    lettersOf(index.mathml, slot).forEach((letter, axis) => {
      if (letter !== null && !(letter in sizes) && axis < dims.length) sizes[letter] = dims[axis];
    });
  }
  return sizes;
}
