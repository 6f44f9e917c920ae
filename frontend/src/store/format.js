// Numbers, shapes and names of entries as they are shown. Real minus sign, no locale: an expression always has `.`.

const MINUS = '\u2212';
/** What binary fractions leave behind: 0.1 + 0.2 is 0.3 and 4e-17. */
const NOISE = 1e-12;

/**
 * 4 significant digits; what is exact in 4 digits bare; below 1e-4 and from 1e6 on in powers of ten.
 * @example number(-0.19661) // −0.1966
 * @param {number} x
 * @returns {string}
 */
export function number(x) {
  if (Number.isNaN(x)) return 'NaN';
  if (x < 0) return MINUS + number(-x);
  if (x === Infinity) return '∞';
  if (x === 0) return '0';
  if (Number.isInteger(x) && x < 1e6) return String(x);
  if (x < 1e-4 || x >= 1e6) return scientific(x);
  const rounded = Number(x.toPrecision(4));
  // 0.5 is exact and stays 0.5, and so is 0.1 + 0.2; 0.50001 was rounded and says so: 0.5000. From 10,000 on every whole digit is kept.
  if (Math.abs(rounded - x) <= NOISE * x) return String(rounded);
  return x >= 9999.5 ? x.toFixed(0) : x.toPrecision(4);
}

/** Places of an index that are all written; of more, the first and the last. */
const [PLACES, BEGUN] = [6, 3];

/**
 * @example placeText([0, '1:3', [0, 2]]) // 0, 1:3, [0, 2]
 * @param {unknown} key
 * @returns {string} what stands between the brackets of an index
 */
export function placeText(key) {
  const item = (/** @type {unknown} */ each) => (Array.isArray(each) ? `[${few(each).join(', ')}]` : each === null ? 'None' : String(each));
  return Array.isArray(key) ? key.map(item).join(', ') : item(key);
}

/** @param {readonly unknown[]} items */
const few = (items) => (items.length <= PLACES ? items : [...items.slice(0, BEGUN), '…', items.at(-1)]);

/** Letters of a number that fit in a narrow cell, its sign not counted. */
const NARROW = 6;

/**
 * The same in at most eight letters: where 4 digits behind a point need more, in powers of ten.
 * @example compact(-0.00045292) // −4.53e−4
 * @param {number} x
 * @returns {string}
 */
export function compact(x) {
  if (x < 0) return MINUS + compact(-x);
  const text = number(x);
  return text.length <= NARROW || !Number.isFinite(x) ? text : scientific(x);
}

/** @param {number} x positive */
function scientific(x) {
  const [mantissa, exponent] = x.toExponential(2).split('e');
  const exact = Math.abs(Number(`${mantissa}e${exponent}`) - x) <= NOISE * x;
  const power = Number(exponent);
  return `${exact ? Number(mantissa) : mantissa}e${power < 0 ? MINUS + -power : power}`;
}

/**
 * @example shape([4, 4]) // 4 × 4
 * @param {readonly number[]} sizes
 */
export const shape = (sizes) => (sizes.length === 0 ? 'scalar' : sizes.join(' × '));

/**
 * Row-major index of a flat position.
 * @example unravel(5, [2, 3]) // [1, 2]
 * @param {number} flat
 * @param {readonly number[]} sizes
 * @returns {number[]}
 */
export function unravel(flat, sizes) {
  const index = new Array(sizes.length);
  let rest = flat;
  for (let k = sizes.length - 1; k >= 0; k--) {
    index[k] = rest % sizes[k];
    rest = Math.floor(rest / sizes[k]);
  }
  return index;
}

/**
 * @example ravel([1, 2], [2, 3]) // 5
 * @param {readonly number[]} index
 * @param {readonly number[]} sizes
 * @returns {number}
 */
export const ravel = (index, sizes) => index.reduce((flat, i, k) => flat * sizes[k] + i, 0);

/**
 * @example entryName('w', [2, 2], 1) // w[0, 1]
 * @param {string} name
 * @param {readonly number[]} sizes
 * @param {number | null} flat
 */
export const entryName = (name, sizes, flat) =>
  flat === null || sizes.length === 0 ? name : `${name}[${unravel(flat, sizes).join(', ')}]`;

/**
 * The name with the primes of its version.
 * @example primed('x', 1) // x′
 * @param {string} name
 * @param {number} version
 */
export const primed = (name, version) => (version <= 3 ? name + '′'.repeat(version) : `${name}′${superscript(version)}`);

/** @param {number} n */
const superscript = (n) => [...String(n)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');

/**
 * The sign before a result: digits behind a point say themselves that there may be more, a whole number does not.
 * @example sign(30239.9992) // ≈, for it is shown as 30240
 * @param {number} x
 */
export function sign(x) {
  const text = number(x);
  return text.includes('.') ? '=' : equals(x, shownValue(text));
}

/** @param {string} shown a number as it is shown */
export const shownValue = (shown) => (shown === '∞' ? Infinity : shown === `${MINUS}∞` ? -Infinity : Number(shown.replaceAll(MINUS, '-')));

/**
 * The sign between what was computed with and what came out: the numbers as shown may miss each other by what was rounded away.
 * @example equals(0.5345 * 0.3679, 0.1966) // ≈
 * @param {number} computed with the numbers as they are shown
 * @param {number} shown
 */
export function equals(computed, shown) {
  if (Number.isNaN(computed) || !Number.isFinite(shown)) return '=';
  return Math.abs(computed - shown) <= NOISE * Math.max(Math.abs(computed), Math.abs(shown), 1e-300) ? '=' : '≈';
}

/**
 * The sign between a sum and its terms, all as they are shown.
 * @example sumSign([0.3333, 0.33333], 0.66663) // ≈
 * @param {readonly number[]} terms
 * @param {number} result
 */
export const sumSign = (terms, result) => equals(terms.reduce((sum, each) => sum + shownValue(number(each)), 0), shownValue(number(result)));

/**
 * The sign between a product and its factors, all as they are shown.
 * @param {readonly number[]} factors
 * @param {number} result
 */
export const productSign = (factors, result) => equals(factors.reduce((by, each) => by * shownValue(number(each)), 1), shownValue(number(result)));
