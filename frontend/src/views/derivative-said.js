/** Sentences about a derivative: what its numbers mean, and which way of finding them takes fewer passes. */

import { number } from '../store/format.js';
import { plainText, sentence } from '../draw/sentence.js';
import { nodeOf } from './facts.js';
import { size } from '../store/derivative.js';
import { namesOf } from './derivative-asked.js';

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Counts} Counts */
/** @typedef {import('../store/derivative.js').Asked} Asked */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {Words} words
 * @returns {Part[]}
 */
export function meaning(trace, asked, words) {
  return sentence(words.derivative.meaning[form(trace, asked)], filled(namesOf(trace, asked)));
}

/**
 * @param {Trace} trace
 * @param {Asked} asked
 * @returns {keyof Words['derivative']['meaning']}
 */
function form(trace, { kind, of, by }) {
  const one = nodeOf(trace, of).shape.length === 0;
  const byOne = nodeOf(trace, by).shape.length === 0;
  if (kind === 'row') return one ? (byOne ? 'slope' : 'gradient') : byOne ? 'rowOne' : 'row';
  if (kind === 'column') return byOne ? (one ? 'columnSlope' : 'columnAll') : one ? 'columnOne' : 'column';
  return kind;
}

/**
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {Words} words
 * @returns {Part[]}
 */
export const noPath = (trace, asked, words) => sentence(words.derivative.noPath, filled(namesOf(trace, asked)));

/** Whether it is of second derivatives, whose passes are not those of a Jacobian. @param {Asked} asked */
export const second = ({ kind }) => kind === 'hessian' || kind === 'hvp';

/**
 * Which way takes fewer passes for the whole Jacobian, and why; of second derivatives, how many passes they take.
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {Counts} counts
 * @param {Words} words
 * @returns {Part[]}
 */
export function cheaper(trace, asked, { reverse_passes: rows, forward_passes: columns }, words) {
  const { cost } = words.derivative;
  const [one, byOne] = [rows === 1, columns === 1];
  const template = second(asked) ? (byOne ? cost.secondOne : cost.second) : one && byOne ? cost.both : one ? cost.reverse1 : byOne ? cost.forward1 : rows < columns ? cost.lessReverse : rows > columns ? cost.lessForward : cost.same;
  return sentence(template, filled({ ...namesOf(trace, asked), rows: number(rows), columns: number(columns) }));
}

/**
 * The view in one sentence.
 * @param {Trace} trace
 * @param {Asked} asked
 * @param {Words} words
 */
export const spoken = (trace, asked, words) => `${words.derivative.kinds[asked.kind]}. ${plainText(meaning(trace, asked, words))}`;

/** @param {Record<string, string>} names @returns {(slot: string) => string | null} */
const filled = (names) => (slot) => names[slot] ?? null;

/** Entries of the one by entries of the other. @param {Trace} trace @param {Asked} asked */
export const extent = (trace, { of, by }) => [size(nodeOf(trace, of).shape), size(nodeOf(trace, by).shape)];
