/** What one use of a value brings back to one of its entries: the rule, read for it, and its products. */

import { html } from '../draw/node.js';
import { opened } from '../draw/opened.js';
import { number } from '../store/format.js';
import { button } from './entries-term.js';
import { entryRule, knownLetters, ruleOf } from './explain-entry.js';
import { fibreRule } from './explain-fibre.js';
import { named } from './explain-math.js';
import { namer } from './explain-names.js';
import { caption, formula, where } from './explain-parts.js';
import { summedRule } from './explain-summed.js';
import { cardOf, nameOf } from './facts.js';
import { unbroadcast } from './narration-text.js';
import { write } from './phrases.js';
import { shareSaid } from './share.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./returned.js').Use} Use */
/** @typedef {import('./explain-names.js').Namer} Namer */

/** Ways through a group that are listed. */
const WAYS = 12;

/**
 * @param {Study} study
 * @param {Use} use
 * @param {number} entry
 * @param {number} offset  of its terms among all of the entry
 * @param {boolean} several
 * @param {import('./fetching.js').Presence} presence  of its numbers
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function useBlock(study, use, entry, offset, several, presence, context) {
  const { words } = context;
  const names = namer(study);
  const { wire, terms } = use;
  const card = /** @type {Card} */ (cardOf(study.scene, wire.to));
  /** @type {HTMLElement[]} */
  const parts = several ? [html('h3', {}, `${words.entries.from} `, html('code', {}, nameOf(study.trace, card.node)))] : [];
  parts.push(...ruleParts(study, use, card, entry, names, context));
  if (terms.length === 0) return [...parts, html('p', { class: 'sentence' }, words.entries.noProducts)];
  const count = words.capital(words.count(terms.length));
  if (presence !== 'here') return [...parts, caption(words.entries.products(count, terms.length === 1)), html('p', { class: 'sentence' }, words.entries.away[presence])];
  return [...parts, ...products(study, use, offset, names, context)];
}

/**
 * @param {Study} study
 * @param {Use} use
 * @param {Card} card
 * @param {number} entry
 * @param {Namer} names
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function ruleParts(study, { wire, terms }, card, entry, names, { words }) {
  /** @type {HTMLElement[]} */
  const parts = [];
  const rule = ruleOf(card, wire);
  const copied = wire.unbroadcast && !rule?.index && rule?.pointwise ? summedRule(study, wire, names, words) : null;
  const general = rule?.index ?? rule?.pointwise ?? rule?.matrix;
  if (general) parts.push(caption(words.entries.rule), formula(copied ?? named(study, card, general, names), 'entry'), ...[where(names, words)].filter((each) => each !== null));
  if (copied) {
    const why = html('p', { class: 'sentence' });
    write(why, unbroadcast(study, wire, words));
    parts.push(why);
  }
  const known = Object.entries(knownLetters(study, card, wire, entry));
  const special = entryRule(study, card, wire, entry);
  if (special && known.length) parts.push(caption(words.entries.forThis(known.map(([letter, at]) => `${letter} = ${at}`).join(words.entries.both))), special);
  const share = shareSaid(study, card, wire, words);
  if (share) parts.push(share);
  const fibre = terms.length === 0 ? undefined : terms[0].factors.flatMap((factor) => fibreRule(study, factor, names) ?? [])[0];
  if (fibre) parts.push(caption(words.entries.slopes), formula(fibre.tree, 'entry'), caption([fibre.delta ? words.entries.delta : null, fibre.where].filter(Boolean).join(', ')));
  return parts;
}

/**
 * @param {Study} study
 * @param {Use} use
 * @param {number} offset
 * @param {Namer} names
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function products(study, { terms, shares, gathered, layout }, offset, names, context) {
  const { words } = context;
  const count = words.capital(words.count(shares.length));
  const box = html('div', { class: `products ${layout.kind}` });
  box.addEventListener('pointerleave', () => context.dispatch({ type: 'term', index: null }));
  const shown = (/** @type {number} */ place) => {
    const { ways } = shares[place];
    const made = button(study, shares[place], offset + ways[0], names, layout.kind === 'list', context);
    return gathered ? [made, opened(words.entries.ways(ways.length), `ways ${offset + ways[0]}`, () => waysOf(study, terms, ways, offset, names, context))] : [made];
  };
  if (layout.kind === 'grid') {
    const name = `d${names.text(terms[0].factors[0].node)}`;
    box.style.setProperty('--columns', String(layout.rows[0].length));
    layout.rows.forEach((row, at) => box.append(...row.flatMap(shown), html('span', { class: 'sum grad' }, number(layout.sums?.[at] ?? 0))));
    return [html('div', { class: 'both caption' }, html('span', {}, words.entries.laidOut(count, name)), html('span', {}, words.entries.rowSums)), box];
  }
  layout.rows.forEach((row, at) => box.append(...row.flatMap(shown), ...(layout.sums ? [both(words.entries.together, layout.sums[at])] : [])));
  if (layout.left) box.append(both(words.entries.rest(layout.left), layout.rest));
  const told = gathered ? words.entries.byOutput(count, shares.length === 1) : words.entries.products(count, shares.length === 1);
  return [
    caption(layout.left ? words.entries.largest(shares.length - layout.left, shares.length) : told),
    ...(gathered ? [html('p', { class: 'sentence' }, words.entries.slopeOf)] : []),
    box,
  ];
}

/** @param {string} text @param {number} sum */
const both = (text, sum) => html('p', { class: 'both' }, html('span', {}, text), html('span', { class: 'grad' }, number(sum)));

/**
 * The products along each way through a closed group, of many the largest.
 * @param {Study} study
 * @param {Use['terms']} terms
 * @param {readonly number[]} ways
 * @param {number} offset
 * @param {Namer} names
 * @param {Context} context
 */
function waysOf(study, terms, ways, offset, names, context) {
  const largest = new Set([...ways].sort((a, b) => Math.abs(terms[b].value) - Math.abs(terms[a].value) || a - b).slice(0, WAYS));
  const rest = ways.filter((place) => !largest.has(place));
  const list = html('div', { class: 'chains' }, ...ways.filter((place) => largest.has(place)).map((place) => button(study, terms[place], offset + place, names, false, context)));
  if (rest.length > 0) list.append(both(context.words.entries.rest(rest.length), rest.reduce((sum, place) => sum + terms[place].value, 0)));
  return list;
}
