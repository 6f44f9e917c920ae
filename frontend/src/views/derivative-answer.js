/** A derivative as numbers, and what finding it takes each way. */

import { scrolling } from '../draw/goes-on.js';
import { html } from '../draw/node.js';
import { size } from '../store/derivative.js';
import { number, shape } from '../store/format.js';
import { cells } from './cells.js';
import { title } from './derivative-asked.js';
import { cheaper, extent, second } from './derivative-said.js';
import { caption, summary } from './explain-parts.js';
import { nameOf } from './facts.js';
import { write } from './phrases.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Counts} Counts */
/** @typedef {import('../wire.d.ts').DerivativeAnswer} DerivativeAnswer */
/** @typedef {import('../store/derivative.js').Asked} Asked */
/** @typedef {import('../words/en.js').words} Words */

/** Rows and columns of a whole Jacobian that are laid out. */
const SHEET = 24;

/**
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {DerivativeAnswer | null} answer
 */
export function heading(trace, asked, answer) {
  const dims = answer?.connected ? html('span', { class: 'caption' }, shape(answer.tensor.shape)) : null;
  return html('header', { class: 'heading' }, html('h2', {}, html('code', {}, title(trace, asked))), dims);
}

/**
 * Forward mode is drawn in the colour of what goes forward, all else in that of gradients. A table of derivatives of all entries by all
 * entries has an axis for each axis of both; it is laid out as one sheet.
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {DerivativeAnswer} answer
 * @param {Words} words
 * @returns {HTMLElement[]}
 */
export function numbers(trace, asked, { tensor }, words) {
  const { data } = tensor;
  const told = words.derivative;
  if (size(tensor.shape) === 0) return [caption(told.empty)];
  const both = asked.kind === 'jacobian' || asked.kind === 'hessian';
  const of = asked.kind === 'column' || asked.kind === 'tangent' ? 'value' : 'grad';
  const [rows, columns] = asked.kind === 'hessian' ? [extent(trace, asked)[1], extent(trace, asked)[1]] : extent(trace, asked);
  const sheet = both && tensor.shape.length > 0 ? [rows, columns] : tensor.shape;
  const above = asked.kind === 'hessian' ? asked.by : asked.of;
  const laid = both && tensor.shape.length !== 2 && tensor.shape.length > 0 ? [caption(told.laidOut(nameOf(trace, above), nameOf(trace, asked.by), shape(tensor.shape), shape(sheet)))] : [];
  if (!data) return [...laid, summary(tensor, words)];
  if (tensor.shape.length === 0) return [html('p', { class: 'outcome' }, html('b', { class: `big ${of}` }, number(data[0])))];
  return [scrolling(cells(data, sheet, { name: title(trace, asked), of, corner: words.entries.corner, pick: null, ...(both ? { most: SHEET } : {}) })), ...laid];
}

/**
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {Counts} counts
 * @param {Words} words
 */
export function costs(trace, asked, counts, words) {
  const told = words.derivative.cost;
  const { values, reverse, forward, reverse_passes: back, forward_passes: ahead } = counts;
  const line = (/** @type {string} */ name, /** @type {number} */ one, /** @type {number} */ other, look = '') =>
    html('tr', { class: look || null }, html('th', { scope: 'row' }, name), html('td', {}, number(one)), html('td', {}, number(other)));
  const heads = [told.reverse, told.forward].map((text) => html('th', { scope: 'col' }, text));
  const table = html(
    'table',
    { class: 'counts' },
    html('caption', {}, told.heading),
    html('thead', {}, html('tr', {}, html('td'), ...heads)),
    html('tbody', {}, line(told.values, values, values), line(told.pass, reverse, forward), line(told.passes, back, ahead), line(told.total, values + back * reverse, values + ahead * forward, 'total')),
  );
  const why = html('p', { class: 'sentence' });
  write(why, cheaper(trace, asked, counts, words));
  return html('section', { class: 'about' }, second(asked) ? null : table, why);
}
