/**
 * The element view: which entries, multiplied and added, made the chosen entry of a gradient, and which an entry of a value was
 * made from. Found here, drawn in graph-links.js.
 */

import { valueSources } from '../local.js';
import { entryAt } from '../local/indexing.js';
import { nodeOf, productsOf } from './facts.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('./graph-matrix.js').Lit} Lit */
/** @typedef {{value: Lit | null, grad: Lit | null}} LitCard */

/** One end of a connector: some entries of one card. */
/** @typedef {{card: string, of: 'value' | 'grad', entries: ReadonlySet<number>, focus: ReadonlySet<number>}} End */

/**
 * @typedef {object} EntryView
 * @property {'value' | 'grad'} of
 * @property {string} card of the chosen entry
 * @property {number} entry
 * @property {number} value
 * @property {number} count of the products
 * @property {readonly Wire[]} wires they come over
 * @property {readonly End[]} ends where the factors stand: first the upstream entries; of a value, what it was made from
 * @property {ReadonlyMap<string, LitCard>} lit per card
 */

const DARK = Object.freeze({ value: null, grad: null });

/**
 * @param {Study} study
 * @param {State} state
 * @returns {EntryView | null} null unless an entry of something known of a tensor is chosen
 */
export function entryView(study, state) {
  const { scene, pose } = study;
  const { select } = state;
  if (!select || select.entry === null) return null;
  const card = scene.cardById.get(scene.cardOf.get(select.node) ?? '');
  const known = card && pose.cards.get(card.id);
  if (!card || !known || card.node !== select.node || card.shape.length === 0) return null;
  if (select.of === 'grad') return gradientView(study, card, known, select.entry, state.term);
  return known.value ? valueView(study, card, select.entry) : null;
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {import('../store/pose.js').CardPose} known
 * @param {number} entry
 * @param {number | null} focused which product is looked at
 * @returns {EntryView | null}
 */
function gradientView(study, card, known, entry, focused) {
  const { scene } = study;
  if ((known.grad !== 'known' && known.grad !== 'partial') || !known.total) return null;
  const wires = known.arrived.flatMap((id) => scene.wireById.get(id) ?? []);
  const terms = wires.flatMap((wire) => productsOf(study, wire, entry));
  if (terms.length === 0 && !scene.steps.some((step) => step.seed && step.card === card.id)) return null;
  const ends = endsOf(study, terms, focused === null ? null : terms[focused] ?? null);
  return { of: 'grad', card: card.id, entry, value: known.total[entry], count: terms.length, wires, ends, lit: litBy(scene.cards, ends, card.id, 'grad', entry) };
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {number} entry
 * @returns {EntryView | null}
 */
function valueView({ trace, scene }, card, entry) {
  const value = entryAt(nodeOf(trace, card.node).value, entry);
  if (value === null) return null;
  /** @type {Map<string, Set<number>>} */
  const made = new Map();
  for (const source of valueSources(trace, card.node, entry, card.group === null ? {} : { closed: card.group })) {
    const from = scene.cardOf.get(source.node);
    if (from !== undefined && scene.cardById.get(from)?.node === source.node) made.set(from, (made.get(from) ?? new Set()).add(source.entry));
  }
  const ends = [...made].map(([from, entries]) => ({ card: from, of: /** @type {const} */ ('value'), entries, focus: new Set() }));
  return { of: 'value', card: card.id, entry, value, count: ends.length, wires: [], ends, lit: litBy(scene.cards, ends, card.id, 'value', entry) };
}

/**
 * @param {Study} study
 * @param {readonly import('../local.js').Term[]} terms
 * @param {import('../local.js').Term | null} focused
 * @returns {End[]}
 */
function endsOf({ scene }, terms, focused) {
  /** @type {Map<string, {card: string, of: 'value' | 'grad', entries: Set<number>, focus: Set<number>}>} */
  const ends = new Map();
  for (const term of terms) {
    // A slope in a fibre is made of entries of values: they are at work too.
    const made = term.factors.flatMap((factor) => (factor.parts ?? []).map((part) => ({ ...part, of: /** @type {const} */ ('value') })));
    for (const { node, of, entry } of [...term.factors, ...made]) {
      const card = scene.cardById.get(scene.cardOf.get(node) ?? '');
      if (of === 'local' || entry === null || card?.node !== node) continue;
      const key = `${of} ${card.id}`;
      const end = ends.get(key) ?? { card: card.id, of, entries: new Set(), focus: new Set() };
      ends.set(key, end);
      end.entries.add(entry);
      if (term === focused) end.focus.add(entry);
    }
  }
  return [...ends.values()].sort((a, b) => Number(a.of === 'value') - Number(b.of === 'value'));
}

/**
 * All that has no part in it falls back, unless the entry was given and is its only one.
 * @param {readonly Card[]} cards
 * @param {readonly End[]} ends
 * @param {string} chosen
 * @param {'value' | 'grad'} of
 * @param {number} entry
 */
function litBy(cards, ends, chosen, of, entry) {
  /** @type {Map<string, LitCard>} */
  const lit = new Map(ends.length === 0 ? [] : cards.map((card) => [card.id, DARK]));
  for (const end of ends) lit.set(end.card, { ...(lit.get(end.card) ?? DARK), [end.of]: { entries: end.entries, focus: end.focus } });
  const own = lit.get(chosen) ?? DARK;
  const entries = new Set([entry, ...(own[of]?.entries ?? [])]);
  lit.set(chosen, { ...own, [of]: { entries, focus: own[of]?.focus ?? new Set() } });
  return lit;
}
