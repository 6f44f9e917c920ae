/** An entry of a value that is a sum of products: every product, the sum, and the same in a sentence. */

import { html } from '../draw/node.js';
import { sentence } from '../draw/sentence.js';
import { entryName, number, productSign, sumSign } from '../store/format.js';
import { makingOf } from './entries-made.js';
import { caption } from './explain-parts.js';
import { nodeOf } from './facts.js';
import { sumText, write } from './phrases.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./entries-made.js').Made} Made */

const LISTED = 12;
const SUMMED = 6;

/**
 * @param {Study} study
 * @param {Card} card
 * @param {{node: string, entry: number}} select
 * @param {import('./explain-names.js').Namer} names
 * @param {Context} context
 * @returns {HTMLElement[] | null} null where the value is no sum of products
 */
export function summed(study, card, select, names, context) {
  const making = makingOf(study, card, select.entry);
  if (!making) return null;
  const { products, values, value } = making;
  const { words } = context;
  const several = products.some((factors) => factors.length > 1);
  if (!several && products.length < 2) return null;
  const called = (/** @type {string} */ id, /** @type {number} */ entry) => entryName(names.text(id), nodeOf(study.trace, id).shape, entry);
  const largest = new Set(values.map((_, place) => place).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b).slice(0, LISTED));
  const rows = products.flatMap((factors, place) => (largest.has(place) ? [line(factors, values[place], place, called, context)] : []));
  const left = values.filter((_, place) => !largest.has(place));
  const count = words.count(products.length);
  const operands = [...new Set(products.flat().flatMap((each) => each.node ?? []))].map(names.text);
  const template = !several ? words.entries.addsEntries : products.length > 1 ? words.entries.addsProducts : words.entries.oneProduct;
  /** @type {Record<string, string>} */
  const slots = { entry: called(select.node, select.entry), count, from: words.listed(operands) };
  const said = html('p', { class: 'sentence' });
  write(said, sentence(template, (slot) => slots[slot] ?? null));
  return [
    caption(left.length > 0 && several ? words.entries.largest(rows.length, products.length) : several ? words.entries.products(words.capital(count), products.length === 1) : words.entries.terms(words.capital(count))),
    html('div', { class: 'products list' }, ...rows, left.length > 0 ? html('div', { class: 'rest both' }, html('span', {}, words.entries.rest(left.length)), html('span', {}, number(left.reduce((sum, each) => sum + each, 0)))) : null),
    html('p', { class: 'outcome summed' }, html('span', {}, values.length > 1 && values.length <= SUMMED ? `${sumText(values)} ${sumSign(values, value)}` : '='), html('b', { class: 'big value' }, number(value))),
    said,
  ];
}

/**
 * One product; choosing it leads to its first entry.
 * @param {readonly Made[]} factors
 * @param {number} value
 * @param {number} place
 * @param {(id: string, entry: number) => string} called
 * @param {Context} context
 */
function line(factors, value, place, called, context) {
  const name = factors.flatMap((each) => (each.node === null ? [] : called(each.node, each.entry))).join(' · ');
  const texts = factors.map((each) => number(each.value));
  const shown = texts.map((text, at) => (at > 0 && text.startsWith('−') ? `(${text})` : text)).join(' · ');
  const sign = productSign(factors.map((each) => each.value), value);
  const button = html(
    'button',
    { type: 'button', class: 'product', title: name, 'data-key': `made ${place}` },
    html('span', { class: 'names code' }, name),
    html('span', {}, html('b', { class: 'value' }, shown), factors.length > 1 ? ` ${sign} ${number(value)}` : null),
  );
  const [{ node, entry }] = factors;
  button.addEventListener('click', () => node !== null && context.dispatch({ type: 'select', node, of: 'value', entry }));
  return button;
}
