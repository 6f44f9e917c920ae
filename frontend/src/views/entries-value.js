/** The entries of a value: all of them to choose from, or one and what it was made from. */

import { html } from '../draw/node.js';
import { valueSources } from '../local.js';
import { entryName, number } from '../store/format.js';
import { cardOf, nameOf, nodeOf } from './facts.js';
import { named, namer } from './explain-math.js';
import { caption, formula, heading, resultCells, resultRow } from './explain-parts.js';

/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */

/**
 * @param {Study} study
 * @param {string} id
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function overview(study, id, context) {
  const { words } = context;
  const node = nodeOf(study.trace, id);
  const card = cardOf(study.scene, study.scene.cardOf.get(id) ?? null);
  const pose = card && study.pose.cards.get(card.id);
  const value = pose?.value ? resultCells(node.value.data, node.value, id, 'value', study, context) : caption(words.entries.blank);
  const parts = [
    heading(study, nameOf(study.trace, id), id, html('p', { class: 'sub' }, words.shape(node.shape)), words),
    html('h3', {}, words.entries.value),
    value,
  ];
  parts[0].classList.add('code');
  if (node.kind === 'constant') return parts;
  parts.push(html('h3', {}, words.entries.gradient));
  if (pose?.grad === 'known' && node.grad) parts.push(resultCells(node.grad.data, node.grad, id, 'grad', study, context));
  else if (pose?.grad === 'partial' && pose.total) parts.push(resultCells(pose.total, node.value, id, 'grad', study, context), caption(words.explain.waiting(pose.expected - pose.arrived.length)));
  else parts.push(caption(pose?.grad === 'none' ? words.table.noPath : words.entries.blank));
  return parts;
}

const SHOWN = 8;

/**
 * @param {Study} study
 * @param {{node: string, entry: number}} select
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function valueEntry(study, select, context) {
  const { words } = context;
  const node = nodeOf(study.trace, select.node);
  const card = cardOf(study.scene, study.scene.cardOf.get(select.node) ?? null);
  const known = card && study.pose.cards.get(card.id)?.value;
  if (!card || !known) return [caption(words.entries.blank)];
  const result = [caption(words.explain.result), resultRow(number(node.value.data?.[select.entry] ?? NaN), 'value')];
  if (!card.card) return [...result, html('p', { class: 'sentence' }, words.entries.given)];
  /** @type {Map<string, number[]>} */
  const sources = new Map();
  for (const { node: from, entry } of valueSources(study.trace, select.node, select.entry, card.group === null ? {} : { closed: card.group })) {
    sources.set(from, [...(sources.get(from) ?? []), entry]);
  }
  const lists = [...sources].map(([from, entries]) => {
    const source = nodeOf(study.trace, from);
    const rows = entries.slice(0, SHOWN).map((entry) => {
      const name = html('button', { type: 'button', class: 'link code', 'data-key': `${from} ${entry}` }, entryName(nameOf(study.trace, from), source.shape, entry));
      name.addEventListener('click', () => context.dispatch({ type: 'select', node: from, of: 'value', entry }));
      return html('div', {}, html('dt', {}, name), html('dd', { class: 'value' }, number(source.value.data?.[entry] ?? NaN)));
    });
    if (entries.length > SHOWN) rows.push(html('div', {}, html('dt', { class: 'caption' }, words.entries.more(entries.length - SHOWN))));
    return html('dl', { class: 'made' }, ...rows);
  });
  return [
    caption(words.entries.rule),
    formula(named(study, card, card.card.forward, namer(study)), 'entry'),
    ...(lists.length ? [caption(words.entries.madeFrom), ...lists] : []),
    ...result,
  ];
}
