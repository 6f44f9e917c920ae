/** The sentence about one entry of a gradient: how many products came back, and what they add up to. */

import { sentence } from '../draw/sentence.js';
import { entryAt } from '../local/indexing.js';
import { entryName, number } from '../store/format.js';
import { lookup } from '../wire.js';
import { ledgerOf, nameOf, nodeOf } from './facts.js';
import { sumText } from './phrases.js';
import { SUMMED, addends, useOf } from './returned.js';

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/state.js').Selection} Selection */
/** @typedef {import('../words/en.js').words} Words */

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
  const uses = wires.map((wire) => useOf(study, wire, entry, words));
  const terms = uses.flatMap((use) => use.terms);
  const node = nodeOf(study.trace, id);
  const outputs = new Set(terms.map(({ factors: [upstream] }) => `${upstream.node} ${upstream.entry}`)).size;
  const total = uses.some((use) => use.lacks) ? brought(study, wires, entry) : uses.reduce((sum, use) => sum + use.sum, 0);
  const template = total === null ? words.narration.entryWaiting : templateOf(uses, terms.length, outputs, words.narration);
  return sentence(template, (slot) => {
    if (slot === 'entry') return { kind: 'name', text: entryName(nameOf(study.trace, id), node.shape, entry) };
    if (slot === 'outputs') return outputs === 1 ? 'one output' : `${words.count(outputs)} outputs`;
    if (slot === 'count') return words.count(terms.length);
    if (slot === 'result') return { kind: 'grad', text: number(total ?? NaN) };
    if (uses.some((use) => use.lacks)) return '';
    if (slot === 'product' && terms[0].stopped) return `${words.entries.stopped[terms[0].stopped].split(':')[0]}, `;
    if (slot === 'product') return terms[0].factors.length > 1 ? `${terms[0].factors.map((factor) => number(factor.value)).join(' × ')} = ` : '';
    const shares = uses.flatMap((use) => use.shares);
    const sums = shares.length <= SUMMED ? shares.map((share) => share.value) : addends(uses);
    return sums.length > 1 && sums.length <= SUMMED ? `${sumText(sums)} = ` : '';
  });
}

/**
 * @param {readonly import('./returned.js').Use[]} uses
 * @param {number} count  of products
 * @param {number} outputs
 * @param {Words['narration']} told
 */
function templateOf(uses, count, outputs, told) {
  if (count === 0) return told.entryNone;
  if (uses.some((use) => use.gathered)) return told.entryShared;
  if (count === 1) return told.entryOne;
  return outputs < count ? told.entryWays : told.entry;
}

/**
 * What the wires bring back together, where that itself is here.
 * @param {Study} study
 * @param {readonly Wire[]} wires
 * @param {number} entry
 * @returns {number | null}
 */
function brought({ trace, scene, pose }, wires, entry) {
  const tensors = wires.flatMap((wire) => wire.edges.flatMap((id) => lookup(trace).edges.get(id)?.contribution ?? []));
  const parts = tensors.map((tensor) => entryAt(tensor, entry));
  if (parts.every((part) => part !== null)) return parts.reduce((sum, part) => sum + part, 0);
  const [{ from, node }] = wires;
  const card = scene.cardById.get(from);
  return card?.node === node && pose.cards.get(from)?.grad === 'known' ? entryAt(nodeOf(trace, node).grad, entry) : null;
}
