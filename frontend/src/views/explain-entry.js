/** The index form of a rule, read for one entry: its letters replaced by their numbers, its sums by their bounds. */

import { letters as lettersOf, slotsOf } from '../draw/math-tree.js';
import { html } from '../draw/node.js';
import { number, unravel } from '../store/format.js';
import { arriving, nodeOf, productsOf } from './facts.js';
import { named, namer, slotNode } from './explain-math.js';
import { caption, formula } from './explain-parts.js';

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
  const entry = [...(arriving(study, wire) ?? [])].findIndex((each) => each !== 0);
  return html('details', { 'data-key': 'question' }, html('summary', {}, html('span', {}, asked)), formula(named(study, card, rule, namer(study)), 'entry'), ...example(study, card, wire, Math.max(0, entry), context));
}

const SHOWN = 4;

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number} entry
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function example(study, card, wire, entry, context) {
  const products = productsOf(study, wire, entry);
  const { words } = context;
  const node = nodeOf(study.trace, wire.node);
  if (products.length === 0) return [];
  const sums = products.slice(0, SHOWN).map((term) => term.factors.map((factor) => number(factor.value)).join(' · '));
  const rest = products.length > SHOWN ? ` ${words.entries.rest(products.length - SHOWN)} ${number(products.slice(SHOWN).reduce((sum, term) => sum + term.value, 0))}` : '';
  const total = number(products.reduce((sum, term) => sum + term.value, 0));
  return [
    caption(words.explain.example(`[${unravel(entry, node.shape).join(', ')}]`)),
    ...[entryRule(study, card, wire, entry)].filter((each) => each !== null),
    html('p', { class: 'sums' }, `${sums.join(' + ')}${rest} = `, html('b', { class: 'grad' }, total)),
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
