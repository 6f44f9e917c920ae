/** How an entry of a value was made, where it is a sum of products: z[1, 1] = x[1, 1] · w[0, 0] + ... */

import { valueSources } from '../local.js';
import { entryAt } from '../local/indexing.js';
import { lookup } from '../wire.js';
import { nodeOf, productsOf } from './facts.js';
import { FACTORS } from './returned.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** One number in a product: an entry of a value, or a plain number such as the 1/3 of a mean. */
/** @typedef {{node: string | null, entry: number, value: number}} Made */
/** @typedef {{products: readonly (readonly Made[])[], values: readonly number[], value: number}} Making */

const MOST = 400;

/**
 * Every slope times the entry it belongs to, added up: that is the value itself wherever the op is linear in one operand, and
 * in what else it adds. Whether it is, the sum says.
 * @param {Study} study
 * @param {Card} card
 * @param {number} entry
 * @returns {Making | null} null where the value is no such sum
 */
export function makingOf(study, card, entry) {
  const { trace, scene } = study;
  const value = entryAt(nodeOf(trace, card.node).value, entry);
  const sources = valueSources(trace, card.node, entry, card.group === null ? {} : { closed: card.group });
  const wires = (scene.wiresInto.get(card.id) ?? []).filter((wire) => wire.live);
  const { edges } = lookup(trace);
  if (value === null || sources.length === 0 || sources.length > MOST) return null;
  if (wires.some((wire) => wire.edges.some((id) => edges.get(id)?.selects))) return null;
  const met = new Set();
  /** Of a reduction: one number for a sum or a mean, but a norm has its slopes from its entries. @type {Set<number>} */
  const slopes = new Set();
  /** @type {Made[][]} */
  const products = [];
  for (const wire of wires) {
    // What another operand was multiplied with is told already.
    if (met.has(wire.node)) continue;
    for (const source of sources.filter(({ node }) => node === wire.node)) {
      const terms = termsInto(study, wire, source.entry, card, entry);
      // Slopes of a whole function, such as of a norm, come to its value by chance or by its degree, and say nothing of how it was made.
      if (card.group !== null && (terms.length > 1 || terms.some((term) => term.factors.length > FACTORS))) return null;
      for (const { factors: [, ...factors] } of terms) {
        const own = { node: source.node, entry: source.entry, value: entryAt(nodeOf(trace, source.node).value, source.entry) ?? NaN };
        const others = factors.filter((each) => each.of === 'value' || each.value !== 1);
        others.forEach((each) => each.of === 'value' && met.add(each.node));
        for (const each of factors) if (edges.get(each.edge ?? '')?.relation.kind === 'axes') slopes.add(each.value);
        products.push([own, ...others.map((each) => ({ node: each.of === 'value' ? each.node : null, entry: each.entry ?? 0, value: each.value }))]);
      }
    }
    met.add(wire.node);
  }
  const values = products.map((factors) => factors.reduce((by, each) => by * each.value, 1));
  const sum = values.reduce((total, each) => total + each, 0);
  const size = values.reduce((most, each) => Math.max(most, Math.abs(each)), Math.abs(value));
  return products.length > 0 && slopes.size <= 1 && Math.abs(sum - value) <= 1e-9 * size ? { products, values, value } : null;
}

/**
 * The products that an entry of an operand brings back from one entry of the card.
 * @param {Study} study
 * @param {import('./facts.js').Wire} wire
 * @param {number} from
 * @param {Card} card
 * @param {number} entry
 */
export const termsInto = (study, wire, from, card, entry) => productsOf(study, wire, from).filter(({ factors: [upstream] }) => upstream.node === card.node && upstream.entry === entry);
