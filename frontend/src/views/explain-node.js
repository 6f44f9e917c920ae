/** What is said of a value: how it was computed, and what has come back to it. */

import { ATOM, mo, row, slotsOf } from '../draw/math-tree.js';
import { html } from '../draw/node.js';
import { cardOf, ledgerOf, nameOf, nodeOf, unreached } from './facts.js';
import { named, numbered } from './explain-math.js';
import { namer } from './explain-names.js';
import { noPathSaid } from './no-path.js';
import { brief } from './phrases.js';
import { caption, formula, heading, ledgerSection, resultCells, resultRow, told, where } from './explain-parts.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./view.d.ts').Context} Context */

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function valueOf(study, card, context) {
  const { words } = context;
  const node = nodeOf(study.trace, card.node);
  const title = card.kind === 'input' ? words.explain.input : card.kind === 'constant' ? words.explain.constantTitle : card.title;
  const head = heading(study, title, card.node, told(words.explain.valueOf, { name: nameOf(study.trace, card.node) }, 'sub'), words);
  const known = study.pose.cards.get(card.id)?.value ?? false;
  const plain = card.kind === 'constant' ? html('p', { class: 'sentence' }, words.explain.constant) : null;
  return [head, ...computed(study, card, known, context), ...(known ? result(study, card, node, context) : [caption(words.explain.blank)]), plain];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {import('../wire.d.ts').Node} node
 * @param {Context} context
 */
function result(study, card, node, context) {
  const { explain } = context.words;
  const given = card.card === null;
  if (node.shape.length === 0) return [given ? caption(explain.value) : caption(explain.result), resultRow(node.value.data?.[0] ?? NaN, 'value')];
  return [caption((given ? explain.valueIs : explain.resultOf)(context.words.shape(node.shape))), resultCells(node.value.data, node.value, card.node, 'value', study, context)];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {boolean} known
 * @param {Context} context
 */
function computed(study, card, known, context) {
  const { explain } = context.words;
  const forward = card.card?.forward;
  if (!forward) return [];
  const names = namer(study);
  const scalar = slotsOf(forward.mathml).every((slot) => dimsOf(study, card, slot) === 0);
  const tree = named(study, card, forward, names, { shapes: !scalar, ink: 'out' });
  const whole = slotsOf(forward.mathml).includes('out');
  const title = nodeOf(study.trace, card.node).name;
  const left = whole || title === null ? null : row(named(study, card, { text: [], latex: [], mathml: { slot: 'out', prec: ATOM } }, names, { shapes: !scalar, ink: 'out' }), mo('='));
  const worked = known ? numbered(study, card, forward) : null;
  return [
    caption(explain.rule),
    formula(left ? row(left, tree) : tree, scalar ? '' : 'rule'),
    where(names, context.words),
    ...(worked ? [caption(explain.numbers), formula(worked, 'worked')] : []),
  ];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} slot
 */
function dimsOf(study, card, slot) {
  const id = slot === 'out' ? card.node : (study.scene.wires.find((wire) => wire.to === card.id && wire.arg === slot)?.node ?? card.node);
  return nodeOf(study.trace, id).shape.length;
}

const LISTED = 12;

/**
 * The given things, or the seed: what stands at the start of either pass.
 * @param {Study} study
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function start(study, context) {
  const { words } = context;
  const { step } = study.pose;
  const title = step ? words.explain.given : words.explain.start;
  const text = step ? words.explain.givenText : words.explain.startText;
  const given = step ? study.trace.inputs : [];
  const rows = given.slice(0, LISTED).map((input) => {
    const { value } = nodeOf(study.trace, input.node);
    return html('div', {}, html('dt', {}, html('code', {}, input.name)), html('dd', { class: 'value' }, brief(value.data, value.shape)));
  });
  if (given.length > LISTED) rows.push(html('div', {}, html('dt', {}, words.entries.more(given.length - LISTED))));
  return [heading(study, title, null, null, words), html('p', { class: 'sentence' }, text), rows.length ? html('dl', { class: 'made' }, ...rows) : null];
}

/**
 * @param {Study} study
 * @param {string} id
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function seed(study, id, context) {
  const { words } = context;
  const { trace } = study;
  const node = nodeOf(trace, id);
  const scalar = node.shape.length === 0;
  const name = nameOf(trace, id);
  const text = trace.upstream_given ? words.explain.seedGivenText : scalar ? words.explain.seedText : words.explain.seedOnesText;
  const data = trace.upstream.data;
  return [
    heading(study, words.explain.seed, id, told(words.explain.seedOf, { name }, 'sub'), words),
    caption(scalar ? words.explain.result : words.explain.resultOf(words.shape(node.shape))),
    scalar ? resultRow(data?.[0] ?? NaN, 'grad') : resultCells(data, trace.upstream, id, 'grad', study, context),
    told(text, { name }, 'sentence'),
  ];
}

/**
 * What has arrived at the gradient of a card; the words "no path" where nothing ever will.
 * @param {Study} study
 * @param {Card} card
 * @param {Context} context
 * @param {string} [node]  of a closed group the output that it is about
 * @returns {HTMLElement | null}
 */
export function gradientOf(study, card, context, node = card.node) {
  const { words } = context;
  const pose = study.pose.cards.get(card.id);
  if (pose?.grad === 'none' && node === card.node) {
    return html('section', { class: 'ledger' }, noPathSaid(study, node, words));
  }
  const ledger = card.kind === 'constant' ? null : ledgerOf(study, card.id, node);
  if (!ledger) return null;
  const seeded = study.trace.targets.includes(node) && study.pose.seeded;
  return ledgerSection(study, node, ledger, seeded, words);
}

/**
 * At the end, what no gradient ever reached.
 * @param {Study} study
 * @param {string | null} told  the card that says it of itself
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function missed(study, told, context) {
  if (study.pose.index < study.scene.steps.length) return [];
  return unreached(study).flatMap((id) => {
    const card = cardOf(study.scene, study.scene.cardOf.get(id) ?? null);
    const section = card && card.stack === 0 && card.id !== told ? gradientOf(study, card, context) : null;
    return section ? [section] : [];
  });
}
