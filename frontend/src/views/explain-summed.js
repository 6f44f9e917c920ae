/** An operand that was copied to fit: what comes back to its copies is added up. */

import { mo, row } from '../draw/math-tree.js';
import { ruleOf } from './explain-entry.js';
import { named } from './explain-math.js';
import { cardOf } from './facts.js';

/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */

/**
 * Its rule, the sum over the axes of the copies included: db = ∑ over axis 0 of dh.
 * @param {import('./facts.js').Study} study
 * @param {import('./facts.js').Wire} wire
 * @param {import('./explain-names.js').Namer} names
 * @param {import('../words/en.js').words} words
 * @param {{shapes?: boolean}} [how]
 * @returns {MathTree}
 */
export function summedRule(study, wire, names, words, { shapes = false } = {}) {
  const card = cardOf(study.scene, wire.to);
  const left = names.grad(wire.node).tree;
  const right = card && ruleOf(card, wire)?.pointwise?.mathml.children?.[2];
  const axes = { tag: 'mtext', text: words.axes(wire.unbroadcast?.axes ?? []), className: 'shape over' };
  return row(left, mo('='), { tag: 'munder', children: [mo('∑'), axes] }, card && right ? named(study, card, { text: [], latex: [], mathml: right }, names, { shapes, wire }) : left);
}
