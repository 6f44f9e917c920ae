/** The element view: which entries, multiplied and added, made the chosen entry of a gradient. Found here, drawn in graph-links.js. */

import { productsOf } from './facts.js';

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
 * @property {string} card of the chosen entry
 * @property {number} entry
 * @property {number} value
 * @property {number} count of the products
 * @property {readonly Wire[]} wires they come over
 * @property {readonly End[]} ends where the factors stand: first the upstream entries
 * @property {ReadonlyMap<string, LitCard>} lit per card
 */

const DARK = Object.freeze({ value: null, grad: null });

/**
 * @param {Study} study
 * @param {State} state
 * @returns {EntryView | null} null unless an entry of a known gradient of a tensor is chosen
 */
export function entryView(study, state) {
  const { scene, pose } = study;
  const { select } = state;
  if (!select || select.of !== 'grad' || select.entry === null) return null;
  const card = scene.cardById.get(scene.cardOf.get(select.node) ?? '');
  const known = card && pose.cards.get(card.id);
  if (!card || card.node !== select.node || card.shape.length === 0) return null;
  if (!known || (known.grad !== 'known' && known.grad !== 'partial') || !known.total) return null;
  const entry = select.entry;
  const wires = known.arrived.flatMap((id) => scene.wireById.get(id) ?? []);
  const terms = wires.flatMap((wire) => productsOf(study, wire, entry));
  if (terms.length === 0) return null;
  const ends = endsOf(study, terms, state.term === null ? null : terms[state.term] ?? null);
  return { card: card.id, entry, value: known.total[entry], count: terms.length, wires, ends, lit: litBy(scene.cards, ends, card.id, entry) };
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
    for (const { node, of, entry } of term.factors) {
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
 * @param {readonly Card[]} cards
 * @param {readonly End[]} ends
 * @param {string} chosen
 * @param {number} entry
 */
function litBy(cards, ends, chosen, entry) {
  /** @type {Map<string, LitCard>} */
  const lit = new Map(cards.map((card) => [card.id, DARK]));
  for (const { card, of, entries, focus } of ends) lit.set(card, { ...(lit.get(card) ?? DARK), [of]: { entries, focus } });
  const own = lit.get(chosen) ?? DARK;
  const entries = new Set([entry, ...(own.grad?.entries ?? [])]);
  lit.set(chosen, { ...own, grad: { entries, focus: own.grad?.focus ?? new Set() } });
  return lit;
}
