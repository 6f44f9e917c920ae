/** The share a rule of a largest or smallest entry speaks of: 1 for what was chosen, else 0, and parts of 1 where several are equal. */

import { html } from '../draw/node.js';
import { inside } from '../local/group.js';
import { lookup } from '../wire.js';
import { ruleOf } from './explain-entry.js';
import { productsOf } from './facts.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('../wire.d.ts').MathNode} MathNode */
/** @typedef {import('../words/en.js').words} Words */

/** @param {MathNode} tree @returns {boolean} */
const says = ({ text, children }) => text === 'share' || (children ?? []).some(says);

/**
 * What "share" means, below a rule that has it.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {Words} words
 * @returns {HTMLElement | null}
 */
export function shareSaid(study, card, wire, words) {
  const rule = ruleOf(card, wire);
  const formula = rule?.index ?? rule?.local;
  if (!formula || !says(formula.mathml)) return null;
  return html('p', { class: 'caption' }, tiesIn(study, card, wire).length > 0 ? words.explain.shareSplit : words.explain.share);
}

/**
 * The parts of 1 that equal entries have, with the place of each in the slopes.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 */
function tiesIn({ trace }, card, wire) {
  const { edges } = lookup(trace);
  const within = card.group === null ? null : inside(trace, card.group);
  const own = within ? trace.edges.filter((edge) => within.has(edge.to)) : wire.edges.flatMap((id) => edges.get(id) ?? []);
  return own.filter((edge) => edge.selects).flatMap((edge) => (edge.partial?.data ?? []).flatMap((share, entry) => (share > 0 && share < 1 ? [{ share, entry }] : [])));
}

/**
 * How the first gradient was split that equal entries have to share.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @returns {{count: number, upstream: number, part: number} | null} null where nothing was split
 */
export function splitOf(study, card, wire) {
  const rule = ruleOf(card, wire)?.index;
  if (card.group !== null || !rule || !says(rule.mathml)) return null;
  const [tie] = tiesIn(study, card, wire);
  if (!tie) return null;
  const [{ factors: [upstream], value }] = productsOf(study, wire, tie.entry);
  return { count: Math.round(1 / tie.share), upstream: upstream.value, part: value };
}
