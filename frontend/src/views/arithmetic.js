/** Sums and products inside a sentence, written as a careful hand would write them. */

import { plainText } from '../draw/sentence.js';
import { equals, shownValue } from '../store/format.js';

/** @typedef {import('../draw/sentence.js').Part} Part */

const NUMBER = '−?(?:\\d+(?:\\.\\d+)?(?:e−?\\d+)?|∞)';
const OPERATOR = ' [+−×·/] ';
const NEGATIVE = new RegExp(`(?<=${OPERATOR})${NUMBER}(?!\\d)`, 'g');
const CLAIM = new RegExp(`(?<![\\p{L}\\d.\\])] ?[+−×·/] ?)(${NUMBER}(?:${OPERATOR}${NUMBER})+) = (${NUMBER})(?!\\d|${OPERATOR})`, 'gu');

const BEFORE = /(?:[·×^/−+] ?|\b\d |\bln )$/;
const BEHIND = /^ ?[·×^²³/]/;

/**
 * Arithmetic as it is written by hand: a negative number after an operator stands in brackets, and so does a sum that is called by its
 * own text; where the numbers as shown miss the result by what was rounded away, it is only nearly equal.
 * @example '4 + −3 = 1' // 4 + (−3) = 1
 * @param {readonly Part[]} parts
 * @returns {Part[]}
 */
export function arithmetic(parts) {
  return withNumbers(parts.map((part, place) => {
    const bare = part.kind === 'name' && (BEFORE.test(parts[place - 1]?.text ?? '') || BEHIND.test(parts[place + 1]?.text ?? ''));
    return bare && composed(part.text) ? { ...part, text: `(${part.text})` } : part;
  }));
}

/**
 * A name that is an expression with an operator outside its brackets.
 * @example composed('x + 1'), composed('f(x + 1)') // true, false
 * @param {string} name
 * @returns {boolean}
 */
function composed(name) {
  const outside = name.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  return outside === name ? /[-+*/%@ ]/.test(name) : composed(outside);
}

/**
 * @param {readonly Part[]} parts
 * @returns {Part[]}
 */
function withNumbers(parts) {
  const text = plainText(parts);
  /** @type {Map<number, string>} what stands at a place instead of the one letter there */
  const instead = new Map();
  for (const claim of text.matchAll(CLAIM)) {
    if (equals(computed(claim[1]), shownValue(claim[2])) === '≈') instead.set(claim.index + claim[1].length + 1, '≈');
  }
  for (const { 0: found, index } of text.matchAll(NEGATIVE)) {
    if (!found.startsWith('−')) continue;
    const last = index + found.length - 1;
    instead.set(index, '(−');
    instead.set(last, `${text[last]})`);
  }
  let at = 0;
  return parts.map((part) => {
    const changed = part.text.split('').map((letter, k) => instead.get(at + k) ?? letter).join('');
    at += part.text.length;
    return { ...part, text: changed };
  });
}

/** @param {string} text  numbers with operators between them; products first */
function computed(text) {
  const [first, ...rest] = text.split(/ ([+−×·/]) /);
  /** @type {number[]} */
  const sum = [shownValue(first)];
  for (let k = 0; k < rest.length; k += 2) {
    const by = shownValue(rest[k + 1]);
    if (rest[k] === '+') sum.push(by);
    else if (rest[k] === '−') sum.push(-by);
    else sum.push(/** @type {number} */ (sum.pop()) * (rest[k] === '/' ? 1 / by : by));
  }
  return sum.reduce((total, each) => total + each, 0);
}
