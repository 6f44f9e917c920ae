/** The sentence about one entry of a gradient: how many products came back, and what they add up to. */

import { sentence } from '../draw/sentence.js';
import { entryName, number } from '../store/format.js';
import { ledgerOf, nameOf, nodeOf, productsOf } from './facts.js';
import { sumText } from './phrases.js';

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/state.js').Selection} Selection */
/** @typedef {import('../words/en.js').words} Words */

const SUMMED = 6;

/**
 * With an entry of the receiving gradient selected: w[0, 1] took part in nine outputs, so nine products come back.
 * @param {Study} study
 * @param {Wire} wire
 * @param {Selection | null} select
 * @param {Words} words
 * @returns {Part[] | null}
 */
export function entryOf(study, wire, select, words) {
  if (!select || select.of !== 'grad' || select.entry === null || select.node !== wire.node) return null;
  return entrySaid(study, [wire], select.node, select.entry, words);
}

/**
 * At the end every gradient is there: the sentence follows the entry that is chosen, whichever step was the last.
 * @param {Study} study
 * @param {Selection | null} select
 * @param {Words} words
 */
export function entryChosen(study, select, words) {
  if (!select || select.of !== 'grad' || select.entry === null) return null;
  const id = study.scene.cardOf.get(select.node) ?? '';
  if (study.scene.cardById.get(id)?.stack) return null;
  const ledger = ledgerOf(study, id);
  if (!ledger || ledger.rows.length === 0 || ledger.rows.some((row) => row.wire.node !== select.node)) return null;
  return entrySaid(study, ledger.rows.map((row) => row.wire), select.node, select.entry, words);
}

/**
 * @param {Study} study
 * @param {readonly Wire[]} wires
 * @param {string} id
 * @param {number} entry
 * @param {Words} words
 */
function entrySaid(study, wires, id, entry, words) {
  const terms = wires.flatMap((wire) => productsOf(study, wire, entry));
  const node = nodeOf(study.trace, id);
  const outputs = new Set(terms.map(({ factors: [upstream] }) => `${upstream.node} ${upstream.entry}`)).size;
  const several = outputs < terms.length ? words.narration.entryWays : words.narration.entry;
  const template = terms.length === 0 ? words.narration.entryNone : terms.length === 1 ? words.narration.entryOne : several;
  const total = terms.reduce((sum, term) => sum + term.value, 0);
  return sentence(template, (slot) => {
    if (slot === 'entry') return { kind: 'name', text: entryName(nameOf(study.trace, id), node.shape, entry) };
    if (slot === 'outputs') return outputs === 1 ? 'one output' : `${words.count(outputs)} outputs`;
    if (slot === 'count') return words.count(terms.length);
    if (slot === 'result') return { kind: 'grad', text: number(total) };
    if (slot === 'product' && terms[0].stopped) return `${words.entries.stopped[terms[0].stopped].split(':')[0]}, `;
    if (slot === 'product') return terms[0].factors.length > 1 ? `${terms[0].factors.map((factor) => number(factor.value)).join(' × ')} = ` : '';
    const sums = rowSums(study, terms);
    return sums.length > 1 && sums.length <= SUMMED ? `${sumText(sums)} = ` : '';
  });
}

/**
 * @param {Study} study
 * @param {readonly import('../local.js').Term[]} terms
 * @returns {number[]} sums over the rows of the upstream gradient; each product alone when there are few
 */
function rowSums({ trace }, terms) {
  if (terms.length <= SUMMED) return terms.map((term) => term.value);
  const upstream = terms[0].factors[0];
  const columns = nodeOf(trace, upstream.node).shape.at(-1) ?? 1;
  /** @type {Map<number, number>} */
  const rows = new Map();
  for (const term of terms) {
    const row = Math.floor((term.factors[0].entry ?? 0) / columns);
    rows.set(row, (rows.get(row) ?? 0) + term.value);
  }
  return [...rows.values()];
}
