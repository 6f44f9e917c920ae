/** What comes back to one entry of a gradient: per use of the value its products, laid out, and what the line below them adds up. */

import { arrange } from './entries-products.js';
import { product } from './entries-term.js';
import { cardOf, nodeOf, productsOf } from './facts.js';
import { lacking } from './fetching.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Wire} Wire */
/** @typedef {import('../local.js').Term} Term */
/** @typedef {import('../words/en.js').words} Words */
/** `ways`: which of the terms it adds up. @typedef {Term & {ways: readonly number[]}} Share */
/**
 * `gathered`: the ways through a closed group are added up to one slope per output. `lacks`: a number is not here, and the sum is none.
 * @typedef {{wire: Wire, terms: readonly Term[], shares: readonly Share[], gathered: boolean, layout: import('./entries-products.js').Arrangement, sum: number, lacks: boolean}} Use
 */

/** How many letters of 14 px stand beside each other in the inspector. */
const ROOM = 28;
/** Factors of a product that are told one by one. */
export const FACTORS = 3;
/** Products or sums that are added up in one line. */
export const SUMMED = 6;

/**
 * @param {Study} study
 * @param {Wire} wire
 * @param {number} entry
 * @param {Words} words
 * @returns {Use}
 */
export function useOf(study, wire, entry, words) {
  const terms = productsOf(study, wire, entry);
  const byOutput = gatheredBy(study, wire, terms);
  const shares = byOutput ?? terms.map((term, place) => ({ ...term, ways: [place] }));
  const dims = terms.length > 0 ? nodeOf(study.trace, terms[0].factors[0].node).shape : [];
  const layout = arrange(shares, dims, (term) => (byOutput ? Infinity : product(term, words).length + 1), ROOM);
  const sum = terms.reduce((total, term) => total + term.value, 0);
  return { wire, terms, shares, gathered: byOutput !== null, layout, sum, lacks: lacking(study.trace, terms).length > 0 };
}

/**
 * @param {readonly Use[]} uses
 * @returns {readonly number[]} what comes to the total and is listed: the sums of the uses, or of rows, or the products; none where only the largest are
 */
export function addends(uses) {
  if (uses.length !== 1) return uses.map((use) => use.sum);
  const [{ layout, shares }] = uses;
  if (layout.sums) return layout.sums;
  return layout.left > 0 ? [] : shares.map((share) => share.value);
}

/**
 * Where several ways through a closed group lead to one output, or a way is long, they are one slope of that output.
 * @param {Study} study
 * @param {Wire} wire
 * @param {readonly Term[]} terms
 * @returns {Share[] | null}
 */
function gatheredBy({ scene }, wire, terms) {
  if ((cardOf(scene, wire.to)?.group ?? null) === null) return null;
  /** @type {Map<string, number[]>} */
  const outputs = new Map();
  terms.forEach(({ factors: [{ node, entry }] }, place) => outputs.set(`${node} ${entry}`, [...(outputs.get(`${node} ${entry}`) ?? []), place]));
  if (outputs.size === terms.length && terms.every(({ factors }) => factors.length <= FACTORS)) return null;
  return [...outputs.values()].map((ways) => {
    const [{ factors: [upstream], stopped }] = ways.map((place) => terms[place]);
    const value = ways.reduce((sum, place) => sum + terms[place].value, 0);
    const slope = ways.reduce((sum, place) => sum + along(terms[place]), 0);
    const still = ways.every((place) => terms[place].stopped !== null) ? stopped : null;
    return { factors: [upstream, { node: upstream.node, of: /** @type {const} */ ('local'), entry: upstream.entry, value: slope }], value, sign: Math.sign(value) || 0, stopped: still, ways };
  });
}

/** The slope along one way. @param {Term} term */
const along = ({ factors, stopped }) => (stopped ? 0 : factors.slice(1).reduce((by, factor) => by * factor.value, 1));
