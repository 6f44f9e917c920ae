/** The entries of a value: all of them to choose from, or one and what it was made from. */

import { html } from '../draw/node.js';
import { valueSources } from '../local.js';
import { entryAt } from '../local/indexing.js';
import { entryName } from '../store/format.js';
import { chosen, row } from './entries-chosen.js';
import { termsInto } from './entries-made.js';
import { summed } from './entries-sum.js';
import { cardOf, nameOf, nodeOf } from './facts.js';
import { named } from './explain-math.js';
import { namer } from './explain-names.js';
import { caption, formula, heading, resultCells, resultRow, summary, where } from './explain-parts.js';
import { lacking, provide, wanting } from './fetching.js';
import { large, region, sliders } from './region.js';

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
  const parts = [
    heading(study, nameOf(study.trace, id), id, html('p', { class: 'sub' }, words.shape(node.shape)), words),
    ...(large(node.shape) && pose?.value && (node.value.data || context.ask) ? [sliders(study, id, context)] : []),
    html('h3', {}, words.entries.value),
    ...(pose?.value ? sheetsOf(study, id, 'value', node.value.data, context) : [caption(words.entries.blank)]),
  ];
  parts[0].classList.add('code');
  if (node.kind === 'constant') return parts;
  parts.push(html('h3', {}, words.entries.gradient));
  if (pose?.grad === 'known' && node.grad) parts.push(...sheetsOf(study, id, 'grad', node.grad.data, context));
  else if (pose?.grad === 'partial' && pose.total) parts.push(...sheetsOf(study, id, 'grad', pose.total, context), caption(words.explain.waiting(pose.expected - pose.arrived.length)));
  else parts.push(caption(pose?.grad === 'none' ? words.table.noPath : words.entries.blank));
  return parts;
}

/**
 * All entries, or the part of them in sight; of a tensor too large to travel what is said of it as well.
 * @param {Study} study
 * @param {string} id
 * @param {'value' | 'grad'} of
 * @param {ArrayLike<number> | undefined} data
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function sheetsOf(study, id, of, data, context) {
  const node = nodeOf(study.trace, id);
  const tensor = (of === 'grad' && node.grad) || node.value;
  if (!large(node.shape)) return [resultCells(data, tensor, id, of, study, context)];
  const name = (of === 'grad' ? 'd' : '') + nameOf(study.trace, id);
  const shown = region(study, id, of, data, name, context);
  return [...(shown ? [shown] : []), ...(data ? [] : [summary(tensor, context.words)])];
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
  const presence = provide(study, wanting(study.trace, select.node, 'value', select.entry), context);
  const result = [caption(words.explain.result), resultRow(entryAt(node.value, select.entry), 'value')];
  if (presence !== 'here') result.push(caption(words.entries.awayAlone[presence]));
  if (!card.card) return [...result, html('p', { class: 'sentence' }, card.group === null ? words.entries.given : words.entries.inside)];
  /** @type {Map<string, number[]>} */
  const sources = new Map();
  const made = valueSources(study.trace, select.node, select.entry, card.group === null ? {} : { closed: card.group });
  provide(study, made.flatMap(({ node: from, entry }) => wanting(study.trace, from, 'value', entry)), context);
  provide(study, slopesInto(study, card, select.entry, made), context);
  for (const { node: from, entry } of made) {
    sources.set(from, [...(sources.get(from) ?? []), entry]);
  }
  const lists = [...sources].map(([from, entries]) => {
    const source = nodeOf(study.trace, from);
    const rows = entries.slice(0, SHOWN).map((entry) => row(study, { node: from, entry }, entryName(nameOf(study.trace, from), source.shape, entry), context));
    if (entries.length > SHOWN) rows.push(html('div', {}, html('dt', { class: 'caption' }, words.entries.more(entries.length - SHOWN))));
    return html('dl', { class: 'made' }, ...rows);
  });
  const names = namer(study);
  const rule = [caption(words.entries.rule), formula(named(study, card, card.card.forward, names), 'entry'), ...[where(names, words)].filter((each) => each !== null)];
  const sum = chosen(study, card, select, names, context) ?? summed(study, card, select, names, context);
  return sum ? [...rule, ...sum] : [...rule, ...(lists.length ? [caption(words.entries.madeFrom), ...lists] : []), ...result];
}

/**
 * The slopes that tell how an op made an entry, where they are not here.
 * @param {Study} study
 * @param {import('./facts.js').Card} card
 * @param {number} entry
 * @param {readonly {node: string, entry: number}[]} sources
 */
function slopesInto(study, card, entry, sources) {
  if (card.group !== null) return [];
  const wires = (study.scene.wiresInto.get(card.id) ?? []).filter((wire) => wire.live);
  const terms = sources.flatMap((source) => wires.filter((wire) => wire.node === source.node).flatMap((wire) => termsInto(study, wire, source.entry, card, entry)));
  return lacking(study.trace, terms.map((term) => ({ ...term, factors: term.factors.slice(1) })));
}
