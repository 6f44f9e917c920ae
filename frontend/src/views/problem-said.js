/** What every place that tells a problem says of it: where it is, words in which code stands between backticks, what is left of an older text. */

import { lineOf } from '../draw/lines.js';
import { html } from '../draw/node.js';

/** @typedef {import('../wire.d.ts').Problem} Problem */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @param {Problem} problem
 * @param {string} text
 * @param {Words} words
 */
export const placeOf = ({ span }, text, words) => (span ? words.problems.line(lineOf(text, span[0]) + 1) : words.problems.whole);

/** @param {string} text */
export const coded = (text) => text.split('`').map((piece, k) => (k % 2 === 1 ? html('code', {}, piece) : piece));

/** Seen while what is beside it is that of an older text: the style sheet knows when. @param {Words} words */
export const outdated = (words) => html('span', { class: 'outdated' }, words.program.problem);
