/** A step back along one operand, in three levels: the rule in symbols, the same with numbers, the result. */

import { scrolling } from '../draw/goes-on.js';
import { numberPiece, slope } from '../draw/math-name.js';
import { math } from '../draw/mathml.js';
import { ATOM, factor, mo, put, slotsOf } from '../draw/math-tree.js';
import { html } from '../draw/node.js';
import { sentence } from '../draw/sentence.js';
import { mostCopies } from '../local.js';
import { number, sign } from '../store/format.js';
import { lookup } from '../wire.js';
import { question, ruleOf } from './explain-entry.js';
import { arriving, bringing, brought, cardOf, nameOf, nodeOf } from './facts.js';
import { copiedInto, named, numbered } from './explain-math.js';
import { gradientName, namer } from './explain-names.js';
import { big, caption, equationRow, formula, heading, resultCells, resultRow, symbolRow, told, where } from './explain-parts.js';
import { summedRule } from './explain-summed.js';
import { scalarSlope, stoppedOf } from './narration-text.js';
import { phrase, write } from './phrases.js';
import { shareSaid, splitOf } from './share.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('./facts.js').Card} Card */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../store/steps.js').PlayerStep} PlayerStep */

/**
 * @param {Study} study
 * @param {PlayerStep} step
 * @param {Wire} wire
 * @param {Context} context
 * @returns {(HTMLElement | null)[]}
 */
export function stepBack(study, step, wire, context) {
  const { words } = context;
  const card = /** @type {Card} */ (cardOf(study.scene, wire.to));
  const ends = { from: bringing(study, wire), to: nameOf(study.trace, wire.node) };
  const way = { local: words.explain.onItsWay, unbroadcast: words.explain.summing, accumulate: words.explain.arrived }[/** @type {'local'} */ (step.kind)];
  const head = heading(study, card.title, card.node, told(way, ends, 'sub'), words);
  const slopeHere = scalarSlope(study, wire);
  if (step.kind === 'unbroadcast') return [head, ...summing(study, wire, context)];
  const body = slopeHere !== null ? scalar(study, card, wire, slopeHere, context) : tensor(study, card, wire, step, context);
  return [head, ...body, because(study, card, wire, slopeHere, context), card.group === null ? copied(study, wire, context) : null, question(study, card, wire, context)];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number} slopeHere
 * @param {Context} context
 */
function scalar(study, card, wire, slopeHere, context) {
  const { explain } = context.words;
  const names = namer(study);
  const gradient = gradientName(study, names);
  const up = nodeOf(study.trace, card.node).grad?.data?.[0] ?? NaN;
  const local = ruleOf(card, wire)?.local;
  const rule = local ? { ...local, mathml: factor(local.mathml) } : null;
  const slots = rule ? slotsOf(rule.mathml) : [];
  const rows = [
    full(caption(explain.rule)),
    ...symbolRow(gradient(wire.node), gradient(card.node, 'bwd'), slope(names.piece(card.node), names.piece(wire.node), 'fwd')),
  ];
  if (rule && slots.length) rows.push(...symbolRow(null, gradient(card.node, 'bwd'), inBlue(named(study, card, rule, names))));
  rows.push(full(caption(explain.numbers)));
  const worked = rule && slots.length && !(slots.length === 1 && rule.mathml.slot) ? numbered(study, card, rule) : null;
  const upstream = put({ ...numberPiece(number(up)), className: 'bwd' }, 0);
  if (worked) rows.push(...symbolRow(null, upstream, inBlue(worked)));
  rows.push(...equationRow(null, upstream, put({ ...numberPiece(number(slopeHere)), className: 'fwd' }, ATOM), 'figures'));
  rows.push(html('div', { class: 'left' }), html('div'), under(explain.upstream), html('div'), under(explain.slope));
  const stopped = stoppedOf(study, wire);
  if (stopped) rows.push(full(caption(context.words.entries.stopped[stopped])));
  const result = arriving(study, wire)?.[0] ?? NaN;
  rows.push(full(caption(explain.result)), html('div'), html('div', {}, math(mo(sign(result)))), big(number(result), 'grad'));
  return [scrolling(html('div', { class: 'equation' }, ...rows)), where(names, context.words)];
}

/** @param {import('../draw/math-tree.js').MathTree} tree @returns {import('../draw/math-tree.js').MathTree} */
const inBlue = (tree) => ({ tag: 'mrow', className: 'fwd', children: [tree] });

/** @param {HTMLElement} element */
function full(element) {
  element.classList.add('full');
  return element;
}

/** @param {string} text */
const under = (text) => html('div', { class: 'under' }, text);

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {PlayerStep} step
 * @param {Context} context
 */
function tensor(study, card, wire, step, context) {
  const { explain } = context.words;
  const names = namer(study);
  const rule = ruleOf(card, wire);
  const whole = rule?.matrix ?? rule?.pointwise ?? null;
  const added = step.kind === 'accumulate' && wire.unbroadcast !== null && Boolean(rule?.pointwise);
  const parts = [];
  if (whole) {
    const said = added ? summedRule(study, wire, names, context.words, { shapes: true }) : named(study, card, whole, names, { shapes: true, wire });
    parts.push(caption(explain.rule), formula(said, 'rule'));
  }
  if (rule?.index) parts.push(caption(whole ? explain.oneEntry : explain.rule), formula(named(study, card, rule.index, names), 'entry'));
  const factors = whole ? slotsOf(whole.mathml).filter((slot) => !slot.startsWith('d.')) : [];
  const worked = whole && factors.length && !added ? numbered(study, card, whole, { left: names.grad(wire.node) }) : null;
  if (worked) parts.push(caption(explain.numbers), formula(worked, 'worked'));
  const node = nodeOf(study.trace, wire.node);
  const summed = step.kind === 'local' && wire.unbroadcast !== null;
  const into = summed ? copiedInto(study, wire) : node;
  const data = summed ? beforeSumming(study, wire) : arriving(study, wire);
  parts.push(where(names, context.words), shareSaid(study, card, wire, context.words));
  return summed && !data ? parts : [...parts, ...came(study, wire, data, into, context)];
}

/**
 * What comes back in this step; nothing where that did not travel.
 * @param {Study} study
 * @param {Wire} wire
 * @param {ArrayLike<number> | null} data
 * @param {{readonly id: string, readonly shape: readonly number[]}} into
 * @param {Context} context
 */
function came(study, wire, data, { id, shape }, context) {
  const { explain } = context.words;
  if (shape.length === 0) return [caption(explain.result), resultRow(data?.[0] ?? NaN, 'grad')];
  const tensor = data ? { shape } : brought(study, wire);
  return tensor ? [caption(explain.resultOf(context.words.shape(shape))), resultCells(data, tensor, id, 'grad', study, context)] : [];
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @returns {Float64Array | null} upstream times local, entry by entry, as it is before the copies are added up
 */
function beforeSumming({ trace }, wire) {
  const edge = lookup(trace).edges.get(wire.edges[0]);
  const upstream = edge ? nodeOf(trace, edge.to).grad?.data : null;
  const local = edge?.partial;
  if (!upstream) return null;
  if (!local) return Float64Array.from(upstream);
  return local.data ? Float64Array.from(upstream, (each, at) => each * (local.data?.[local.shape.length ? at : 0] ?? NaN)) : null;
}

/**
 * A map only moves entries, but one that went to several places gets several gradients back.
 * @param {Study} study
 * @param {Wire} wire
 * @param {Context} context
 */
function copied({ trace }, wire, { words }) {
  const most = wire.edges.length === 1 ? mostCopies(trace, wire.edges[0]) : 0;
  if (most < 2) return null;
  const said = html('p', { class: 'sentence' });
  write(said, sentence(words.explain.copies(`\`${nameOf(trace, wire.node)}\``, most), () => null));
  return said;
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @param {Context} context
 */
function summing(study, wire, context) {
  const { words } = context;
  const names = namer(study);
  const node = nodeOf(study.trace, wire.node);
  return [
    caption(words.explain.rule),
    formula(summedRule(study, wire, names, words, { shapes: true }), 'rule'),
    where(names, words),
    ...came(study, wire, arriving(study, wire), node, context),
  ];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {Wire} wire
 * @param {number | null} slopeHere
 * @param {Context} context
 */
export function because(study, card, wire, slopeHere, context) {
  const template = card.card?.sentences.because[wire.arg];
  if (!template) return null;
  const sentence = html('p', { class: 'sentence' });
  const whole = splitOf(study, card, wire) ? `${template} ${context.words.explain.tie}` : template;
  write(sentence, phrase(study, card, whole, { wire, data: arriving(study, wire), slope: slopeHere }, context.words));
  return sentence;
}
