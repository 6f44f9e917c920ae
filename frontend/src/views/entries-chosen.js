/** How an entry of a value was chosen, where it is one of the entries it was made from: the largest of a row, one of two, a sorted place. */

import { html } from '../draw/node.js';
import { sentence } from '../draw/sentence.js';
import { valueSources } from '../local.js';
import { entryAt } from '../local/indexing.js';
import { entryName } from '../store/format.js';
import { lookup } from '../wire.js';
import { termsInto } from './entries-made.js';
import { caption, resultRow } from './explain-parts.js';
import { entryText, nodeOf } from './facts.js';
import { write } from './phrases.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {{node: string, entry: number}} Source */

const MOST = 400;
const SHOWN = 8;

/**
 * What was chosen, of several equal ones each, and what was not; nothing is where a single entry was not let through.
 * @param {Study} study
 * @param {Card} card
 * @param {number} entry
 * @returns {{chosen: readonly Source[], others: readonly Source[]} | null} null where the value is made in another way
 */
export function choiceOf(study, card, entry) {
  const { trace, scene } = study;
  const value = entryAt(nodeOf(trace, card.node).value, entry);
  const sources = valueSources(trace, card.node, entry, card.group === null ? {} : { closed: card.group });
  if (value === null || sources.length === 0 || sources.length > MOST) return null;
  const wires = (scene.wiresInto.get(card.id) ?? []).filter((wire) => wire.live);
  const [only] = sources;
  if (sources.length === 1 && !wires.some((wire) => wire.node === only.node)) {
    // No slope tells what became of a constant; the numbers do where it only moved.
    return entryAt(nodeOf(trace, only.node).value, only.entry) === value ? { chosen: sources, others: [] } : null;
  }
  /** @type {number[]} */
  const shares = [];
  for (const source of sources) {
    const terms = wires.filter((wire) => wire.node === source.node).flatMap((wire) => termsInto(study, wire, source.entry, card, entry));
    const share = terms.reduce((sum, term) => sum + chance(study, term), 0);
    if (Number.isNaN(share)) return null;
    shares.push(share);
  }
  const chosen = sources.filter((_, place) => shares[place] !== 0);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const whole = sources.length === 1 ? all === 0 || all === 1 : Math.abs(all - 1) < 1e-9;
  const equal = chosen.every(({ node, entry: at }) => entryAt(nodeOf(trace, node).value, at) === value);
  return whole && equal ? { chosen, others: sources.filter((_, place) => shares[place] === 0) } : null;
}

/**
 * The share along one way; NaN where there is more to it than choosing.
 * @param {Study} study
 * @param {import('../local.js').Term} term
 */
function chance({ trace }, { factors }) {
  const { edges } = lookup(trace);
  return factors.slice(1).reduce((by, { of, edge, value }) => by * (of === 'local' && edges.get(edge ?? '')?.selects ? value : NaN), 1);
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {{node: string, entry: number}} select
 * @param {import('./explain-names.js').Namer} names
 * @param {Context} context
 * @returns {HTMLElement[] | null} null where it was not chosen
 */
export function chosen(study, card, select, names, context) {
  const choice = choiceOf(study, card, select.entry);
  if (!choice) return null;
  const { words } = context;
  const called = (/** @type {Source} */ { node, entry }) => entryName(names.text(node), nodeOf(study.trace, node).shape, entry);
  const count = choice.chosen.length + choice.others.length;
  const alone = choice.chosen.length === 0 ? words.entries.notLet : words.entries.unchanged;
  const template = count === 1 ? alone : choice.chosen.length === 1 ? words.entries.oneChosen : words.entries.equalChosen;
  /** @type {Record<string, string>} */
  const slots = { entry: called(select), chosen: called(choice.chosen[0] ?? choice.others[0]), value: entryText(nodeOf(study.trace, select.node).value, select.entry), count: words.count(count), equal: words.count(choice.chosen.length) };
  const said = html('p', { class: 'sentence' });
  write(said, sentence(template, (slot) => slots[slot] ?? null));
  const listed = (/** @type {string} */ title, /** @type {readonly Source[]} */ sources) => {
    if (sources.length === 0) return [];
    const rows = sources.slice(0, SHOWN).map((source) => row(study, source, called(source), context));
    if (sources.length > SHOWN) rows.push(html('div', {}, html('dt', { class: 'caption' }, words.entries.more(sources.length - SHOWN))));
    return [caption(title), html('dl', { class: 'made' }, ...rows)];
  };
  const result = [caption(words.explain.result), resultRow(entryAt(nodeOf(study.trace, select.node).value, select.entry), 'value')];
  return [said, ...listed(count === 1 ? words.entries.madeFrom : words.entries.chosen, choice.chosen), ...listed(count === 1 ? words.entries.madeFrom : words.entries.notChosen, choice.others), ...result];
}

/**
 * An entry that leads to itself, and its number.
 * @param {Study} study
 * @param {Source} source
 * @param {string} name
 * @param {Context} context
 */
export function row(study, { node, entry }, name, context) {
  const link = html('button', { type: 'button', class: 'link code', 'data-key': `${node} ${entry}` }, name);
  link.addEventListener('click', () => context.dispatch({ type: 'select', node, of: 'value', entry }));
  return html('div', {}, html('dt', {}, link), html('dd', { class: 'value' }, entryText(nodeOf(study.trace, node).value, entry)));
}
