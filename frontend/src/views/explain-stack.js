/** What is said of a stack: that its members are alike, what comes and goes, and none of the numbers that differ between them. */

import { html } from '../draw/node.js';
import { arriving, nameOf, nodeOf } from './facts.js';
import { caption, heading, resultCells, resultRow, told } from './explain-parts.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('./view.d.ts').Context} Context */

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function stackOf(study, card, context) {
  const { explain, graph } = context.words;
  const pose = study.pose.cards.get(card.id);
  const value = pose?.value ? graph.values(card.stack, card.shape) : graph.valuesBlank;
  const back = gradients(study, card, context);
  return [
    heading(study, card.title, card.node, html('p', { class: 'sub' }, graph.stack(card.stack)), context.words),
    html('p', { class: 'sentence' }, explain.stack(card.stack)),
    caption(value),
    back === null ? null : caption(back),
    opener(card, context),
  ];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @returns {string | null}
 */
export function gradients(study, card, { words: { graph } }) {
  const pose = study.pose.cards.get(card.id);
  if (!pose || pose.grad === 'blank') return null;
  return pose.grad === 'none' ? graph.noPath : pose.grad === 'known' ? graph.gradients(card.stack) : graph.gradientsSoFar(pose.arrived.length, pose.expected);
}

/**
 * A step back: all that the members bring to one value, added up.
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function stackBack(study, card, wire, context) {
  const { words } = context;
  const node = nodeOf(study.trace, wire.node);
  const data = arriving(study, wire);
  const ends = { from: card.title, to: nameOf(study.trace, wire.node) };
  const scalar = node.shape.length === 0;
  return [
    heading(study, card.title, card.node, told(words.explain.onItsWay, ends, 'sub'), words),
    caption(scalar ? words.explain.result : words.explain.resultOf(words.shape(node.shape))),
    scalar ? resultRow(data?.[0] ?? NaN, 'grad') : resultCells(data, node.grad ?? node.value, wire.node, 'grad', study, context),
    html('p', { class: 'sentence' }, words.explain.stackBack(card.stack)),
    opener(card, context),
  ];
}

/** @param {Card} card @param {Context} context */
function opener(card, context) {
  const button = html('button', { type: 'button', class: 'link', 'data-key': 'open' }, context.words.explain.openStack);
  button.addEventListener('click', () => context.dispatch({ type: 'toggle-group', id: /** @type {string} */ (card.group) }));
  return html('p', {}, button);
}
