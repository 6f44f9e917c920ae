/** One entry of a gradient: the rule read for it, every product that came back, their sum. */

import { html } from '../draw/node.js';
import { entryAt } from '../local/indexing.js';
import { number, sumSign } from '../store/format.js';
import { check } from './check.js';
import { useBlock } from './entries-use.js';
import { question } from './explain-entry.js';
import { caption } from './explain-parts.js';
import { because } from './explain-step.js';
import { cardOf, entryText, ledgerOf, nodeOf, productsOf } from './facts.js';
import { lacking, provide, wanting } from './fetching.js';
import { sumText } from './phrases.js';
import { SUMMED, addends, useOf } from './returned.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */

/**
 * @param {Study} study
 * @param {{node: string, entry: number}} select
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function gradientEntry(study, { node, entry }, context) {
  const { words } = context;
  const { trace } = study;
  const id = study.scene.cardOf.get(node) ?? '';
  const ledger = ledgerOf(study, id);
  const seeded = trace.targets.includes(node) && study.pose.seeded;
  if (study.pose.cards.get(id)?.grad === 'none') return [caption(words.table.noPath)];
  if (!ledger || (ledger.rows.length === 0 && !seeded)) return [caption(words.entries.blank)];
  const wires = ledger.rows.map((row) => row.wire);
  const presences = wires.map((wire) => provide(study, lacking(trace, productsOf(study, wire, entry)), context));
  // Only now: what has come is read from here on.
  const uses = wires.map((wire) => useOf(study, wire, entry, words));
  const several = uses.length + (seeded ? 1 : 0) > 1;
  const upstream = seeded ? entryAt(trace.upstream, entry) : 0;
  /** @type {HTMLElement[]} */
  const parts = [];
  if (seeded) parts.push(html('div', { class: 'ledger' }, html('dl', {}, html('div', {}, html('dt', {}, words.entries.seeded), html('dd', { class: 'grad' }, entryText(trace.upstream, entry))))));
  let offset = 0;
  uses.forEach((use, place) => {
    parts.push(...useBlock(study, use, entry, offset, several, presences[place], context));
    offset += use.terms.length;
  });
  const whole = upstream !== null && presences.every((each) => each === 'here');
  const sums = whole ? [...(seeded ? [upstream] : []), ...addends(uses)] : [];
  const sum = whole ? uses.reduce((all, use) => all + use.sum, upstream) : known(study, node, entry, ledger.waiting, context);
  parts.push(total(sum, sums, ledger.waiting, context));
  const last = ledger.rows.at(-1);
  const card = last && cardOf(study.scene, last.wire.to);
  if (last && card && !several) parts.push(...[because(study, card, last.wire, null, context), question(study, card, last.wire, context)].filter((each) => each !== null));
  return parts;
}

/**
 * The number itself, where its products cannot be had.
 * @param {Study} study
 * @param {string} node
 * @param {number} entry
 * @param {number} waiting
 * @param {Context} context
 */
function known(study, node, entry, waiting, context) {
  if (waiting > 0) return null;
  provide(study, wanting(study.trace, node, 'grad', entry), context);
  return entryAt(nodeOf(study.trace, node).grad, entry);
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
 * @param {number | null} all  null: not known
 * @param {readonly number[]} sums  what it is added up from, as far as that is listed
 * @param {number} waiting
 * @param {Context} context
 */
function total(all, sums, waiting, context) {
  const listed = all !== null && sums.length > 1 && sums.length <= SUMMED;
  const shown = listed ? `${sumText(sums)} ${sumSign(sums, all)}` : '=';
  return html('p', { class: 'outcome summed' }, html('span', {}, shown), html('b', { class: 'big grad' }, all === null ? '…' : number(all)), waiting > 0 ? html('span', { class: 'waiting' }, context.words.explain.waiting(waiting)) : null);
}
