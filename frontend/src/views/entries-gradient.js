/** One entry of a gradient: the rule read for it, every product that came back, their sum. */

import { html } from '../draw/node.js';
import { entryAt } from '../local/indexing.js';
import { equals, number, shownValue } from '../store/format.js';
import { check } from './check.js';
import { arrange } from './entries-products.js';
import { button, product } from './entries-term.js';
import { entryRule, knownLetters, question, ruleOf } from './explain-entry.js';
import { fibreRule } from './explain-fibre.js';
import { named } from './explain-math.js';
import { namer } from './explain-names.js';
import { caption, formula, where } from './explain-parts.js';
import { because } from './explain-step.js';
import { summedRule } from './explain-summed.js';
import { cardOf, ledgerOf, nameOf, nodeOf, productsOf } from './facts.js';
import { unbroadcast } from './narration-text.js';
import { sumText, write } from './phrases.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('../local.js').Term} Term */

/** How many letters of 14 px stand beside each other in the inspector. */
const ROOM = 28;
const SUMMED = 6;

/**
 * @param {Study} study
 * @param {{node: string, entry: number}} select
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function gradientEntry(study, { node, entry }, context) {
  const { words } = context;
  const id = study.scene.cardOf.get(node) ?? '';
  const ledger = ledgerOf(study, id);
  const seeded = study.trace.targets.includes(node) && study.pose.seeded;
  if (study.pose.cards.get(id)?.grad === 'none') return [caption(words.table.noPath)];
  if (!ledger || (ledger.rows.length === 0 && !seeded)) return [caption(words.entries.blank)];
  const several = ledger.rows.length + (seeded ? 1 : 0) > 1;
  /** @type {HTMLElement[]} */
  const parts = [];
  /** @type {number[]} */
  const sums = [];
  let sum = 0;
  if (seeded) {
    const upstream = entryAt(study.trace.upstream, entry) ?? NaN;
    parts.push(html('div', { class: 'ledger' }, html('dl', {}, html('div', {}, html('dt', {}, words.entries.seeded), html('dd', { class: 'grad' }, number(upstream))))));
    sums.push(upstream);
    sum += upstream;
  }
  let offset = 0;
  for (const row of ledger.rows) {
    const terms = productsOf(study, row.wire, entry);
    const block = wireBlock(study, row.wire, entry, terms, offset, several, context);
    parts.push(...block.parts);
    const own = terms.reduce((total, term) => total + term.value, 0);
    sums.push(...(several ? [own] : block.sums));
    sum += own;
    offset += terms.length;
  }
  parts.push(total(sum, sums, ledger.waiting, context));
  const last = ledger.rows.at(-1);
  const card = last && cardOf(study.scene, last.wire.to);
  if (last && card && !several) parts.push(...[because(study, card, last.wire, null, context), question(study, card, last.wire, context)].filter((each) => each !== null));
  return parts;
}

/**
 * The entry beside its difference, once all of it is there.
 * @param {Study} study
 * @param {{node: string, entry: number}} select
 * @param {Context} context
 * @returns {HTMLElement | null}
 */
export function checkOfEntry(study, select, context) {
  const ledger = ledgerOf(study, study.scene.cardOf.get(select.node) ?? '');
  return ledger && ledger.rows.length > 0 && ledger.waiting === 0 ? check(study, select, context) : null;
}

/**
 * @param {number} all
 * @param {readonly number[]} sums  what it is added up from, as far as that is listed
 * @param {number} waiting
 * @param {Context} context
 */
function total(all, sums, waiting, context) {
  const shown = sums.length > 1 && sums.length <= SUMMED ? `${sumText(sums)} ${equals(sums.reduce((sum, each) => sum + shownValue(number(each)), 0), shownValue(number(all)))}` : '=';
  return html('p', { class: 'outcome summed' }, html('span', {}, shown), html('b', { class: 'big grad' }, number(all)), waiting > 0 ? html('span', { class: 'waiting' }, context.words.explain.waiting(waiting)) : null);
}

/**
 * What one use of the value brings back.
 * @param {Study} study
 * @param {Wire} wire
 * @param {number} entry
 * @param {readonly Term[]} terms
 * @param {number} offset  of its terms among all of the entry
 * @param {boolean} several
 * @param {Context} context
 * @returns {{parts: HTMLElement[], sums: number[]}}
 */
function wireBlock(study, wire, entry, terms, offset, several, context) {
  const { words } = context;
  const card = /** @type {Card} */ (cardOf(study.scene, wire.to));
  const parts = several ? [html('h3', {}, `${words.entries.from} `, html('code', {}, nameOf(study.trace, card.node)))] : [];
  const rule = ruleOf(card, wire);
  const names = namer(study);
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
  if (terms.length === 0) return { parts: [...parts, html('p', { class: 'sentence' }, words.entries.noProducts)], sums: [0] };
  const fibre = terms[0].factors.flatMap((factor) => fibreRule(study, factor, names) ?? [])[0];
  if (fibre) parts.push(caption(words.entries.slopes), formula(fibre.tree, 'entry'), caption([fibre.delta ? words.entries.delta : null, fibre.where].filter(Boolean).join(', ')));
  const upstream = nodeOf(study.trace, terms[0].factors[0].node);
  const layout = arrange(terms, upstream.shape, (term) => product(term, words).length + 1, ROOM);
  const count = words.capital(words.count(terms.length));
  const box = html('div', { class: `products ${layout.kind}` });
  if (layout.kind === 'grid') {
    parts.push(html('div', { class: 'both caption' }, html('span', {}, words.entries.laidOut(count, `d${names.text(upstream.id)}`)), html('span', {}, words.entries.rowSums)));
    box.style.setProperty('--columns', String(layout.rows[0].length));
    layout.rows.forEach((row, at) => {
      box.append(...row.map((place) => button(study, terms[place], offset + place, names, false, context)), html('span', { class: 'sum grad' }, number(layout.sums[at])));
    });
  } else {
    parts.push(caption(layout.left ? words.entries.largest(layout.order.length, terms.length) : words.entries.products(count, terms.length === 1)));
    box.append(...layout.order.map((place) => button(study, terms[place], offset + place, names, true, context)));
    if (layout.left) box.append(html('p', { class: 'both' }, html('span', {}, words.entries.rest(layout.left)), html('span', { class: 'grad' }, number(layout.rest))));
  }
  box.addEventListener('pointerleave', () => context.dispatch({ type: 'term', index: null }));
  const sums = layout.kind === 'grid' ? layout.sums : layout.left ? [] : terms.map((term) => term.value);
  return { parts: [...parts, box], sums };
}
