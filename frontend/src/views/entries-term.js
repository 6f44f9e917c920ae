/** One product behind an entry of a gradient, as a button: pointing at it or focusing it lights up its entries everywhere. */

import { html } from '../draw/node.js';
import { entryName, number, productSign } from '../store/format.js';
import { fibreSlope } from './explain-fibre.js';
import { nodeOf } from './facts.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../local.js').Term} Term */

/** @param {Term} term the sign between its factors and what they come to, as shown */
const sign = (term) => productSign(term.factors.map((factor) => factor.value), term.value);

/** @param {Term} term @param {Context['words']} words */
export function product(term, words) {
  if (term.stopped) return words.entries.stopped[term.stopped];
  const factors = term.factors.map((factor) => number(factor.value)).join('·');
  return term.factors.length > 1 ? `${factors}${sign(term)}${number(term.value)}` : factors;
}

/**
 * @param {Study} study
 * @param {Term} term
 * @param {number} index
 * @param {import('./explain-names.js').Namer} names
 * @param {boolean} withNames
 * @param {Context} context
 */
export function button(study, term, index, names, withNames, context) {
  const numbers = term.factors.flatMap((factor, place) => [place ? ' · ' : '', html('b', { class: factor.of === 'grad' ? 'grad' : 'value' }, bracketed(factor.value, place))]);
  const called = (/** @type {readonly import('../local/relation.js').Factor[]} */ factors) => factors.map((factor) => nameOfFactor(study, factor, names, context)).join(' · ');
  const title = called(term.factors);
  const short = called(term.factors.filter((factor) => factor.of !== 'local'));
  const slopes = withNames ? term.factors.flatMap((factor) => fibreSlope(study, factor, names) ?? []) : [];
  const made = html(
    'button',
    { type: 'button', class: 'product', 'data-term': index, 'data-key': `term ${index}`, title },
    withNames ? html('span', { class: 'names code' }, short) : null,
    html('span', {}, ...(term.stopped ? [context.words.entries.stopped[term.stopped]] : [...numbers, ...(term.factors.length > 1 ? [` ${sign(term)} `, number(term.value)] : [])])),
    ...slopes.map((each) => html('span', { class: 'made-of' }, each.names ? html('span', { class: 'names code' }, each.names) : null, html('span', {}, each.numbers))),
  );
  const focus = () => context.dispatch({ type: 'term', index });
  made.addEventListener('pointerenter', focus);
  made.addEventListener('focus', focus);
  made.addEventListener('blur', () => context.dispatch({ type: 'term', index: null }));
  return made;
}

/**
 * @param {number} value
 * @param {number} place
 */
const bracketed = (value, place) => (place > 0 && value < 0 ? `(${number(value)})` : number(value));

/**
 * @param {Study} study
 * @param {import('../local/relation.js').Factor} factor
 * @param {import('./explain-names.js').Namer} names
 * @param {Context} context
 */
function nameOfFactor({ trace }, factor, names, context) {
  const node = nodeOf(trace, factor.node);
  if (factor.of === 'local') return context.words.explain.slope;
  return entryName((factor.of === 'grad' ? 'd' : '') + names.text(factor.node), node.shape, factor.entry);
}
