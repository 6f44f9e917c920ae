/** Sentences of a step with its names and numbers put in. */

import { number, shape } from '../store/format.js';
import { plainText, sentence } from '../draw/sentence.js';
import { html } from '../draw/node.js';
import { arithmetic } from './arithmetic.js';
import { argumentsOf, nameOf, nodeOf } from './facts.js';
import { starredIn } from './own-letters.js';

/** A longer name may be cut short by its line, and is whole in its title. */
const LONG_NAME = 24;

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('../draw/sentence.js').Kind} Kind */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @param {ArrayLike<number> | undefined | null} data
 * @param {readonly number[]} dims
 * @returns {string} a number, a short list, or the shape of what is too long for a sentence
 */
export function brief(data, dims) {
  if (data && dims.length === 0) return number(data[0]);
  if (!data || dims.length !== 1) return shape(dims);
  const texts = Array.from(data, (each) => number(each));
  return `[${(texts.length <= 4 ? texts : [...texts.slice(0, 2), '…', texts.at(-1)]).join(', ')}]`;
}

/** Terms of a sum that are all written; of more, the first and the last. */
const [WRITTEN, BEGUN] = [12, 3];

/**
 * @example sumText([3, -2]) // 3 − 2
 * @param {readonly number[]} values
 */
export function sumText(values) {
  const few = values.length <= WRITTEN;
  const texts = few ? values.map(number) : [...values.slice(0, BEGUN).map(number), '…', number(values[values.length - 1])];
  return texts.map((text, place) => (place === 0 ? text : text.startsWith('−') ? ` − ${text.slice(1)}` : ` + ${text}`)).join('');
}

/**
 * The slots of an op's own sentences.
 * @param {Study} study
 * @param {Card} card
 * @param {{wire?: Wire | null, data?: Float64Array | null, slope?: number | null}} back  what comes back along the wire
 * @param {Words} words
 * @returns {(slot: string) => Part | string | null}
 */
export function slots(study, card, back, words) {
  const { trace } = study;
  const names = argumentsOf(trace, card);
  const target = back.wire ? back.wire.node : card.node;
  /** @type {(slot: string, kind: Kind, text: string) => Part} */
  const part = (_slot, kind, text) => ({ kind, text });
  return (slot) => {
    const out = nodeOf(trace, card.node);
    if (slot === 'to') return part(slot, 'name', nameOf(trace, target));
    if (slot === 'g') return part(slot, 'grad', brief(out.grad?.data, out.shape));
    if (slot === 'result') return part(slot, 'grad', brief(back.data, nodeOf(trace, target).shape));
    if (slot === 'local') return back.slope === null || back.slope === undefined ? null : part(slot, 'local', number(back.slope));
    if (slot === 'axes') return words.axes(axesOf(study, back.wire ?? null, card));
    const [, before, name, after] = /^(shape:)?([^.]*)(\.value)?$/.exec(slot) ?? [];
    if (!(name in names)) return null;
    const node = nodeOf(trace, names[name]);
    if (before) return shape(node.shape);
    if (after) return part(slot, 'value', brief(node.value.data, node.shape));
    return part(slot, 'name', nameOf(trace, names[name]));
  };
}

/**
 * @param {Study} study
 * @param {Wire | null} wire
 * @param {Card} card
 * @returns {readonly number[]}
 */
function axesOf({ trace }, wire, card) {
  const ids = new Set(wire ? wire.edges : nodeOf(trace, card.node).edges_in);
  for (const edge of trace.edges) {
    if (!ids.has(edge.id)) continue;
    if (edge.relation.kind === 'axes') return edge.relation.axes;
    if (edge.relation.kind === 'fibre') return [edge.relation.axis];
  }
  return [];
}

/**
 * @param {Study} study
 * @param {Card} card
 * @param {string} template
 * @param {{wire?: Wire | null, data?: Float64Array | null, slope?: number | null}} back
 * @param {Words} words
 */
export function phrase(study, card, template, back, words) {
  const dims = nodeOf(study.trace, card.node).shape;
  // "Has shape 3" would read as the number 3.
  const said = dims.length > 1 ? template : template.replace('has shape {shape:out}', words.extent(dims));
  return arithmetic(sentence(starredIn(study, card, said), slots(study, card, back, words)));
}

/**
 * @param {HTMLElement} element
 * @param {readonly Part[]} parts
 */
export function write(element, parts) {
  element.replaceChildren(
    ...parts.map(({ kind, text }) => {
      if (kind === 'plain') return text;
      return kind === 'name' ? html('code', { class: kind, title: text.length > LONG_NAME ? text : null }, text) : html('b', { class: kind }, text);
    }),
  );
}

export { plainText };
