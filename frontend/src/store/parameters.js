// What an address may say: one row per parameter. `read` answers undefined for what it cannot read.

import { KINDS, TABS } from './state.js';

/** @typedef {import('./nested.d.ts').Nested} Nested */
/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} Parameters
 * @property {string} expr
 * @property {Record<string, Nested>} vars
 * @property {string} target
 * @property {Nested} upstream
 * @property {number} seed
 * @property {string} step `8`, `end`
 * @property {readonly string[]} open groups opened, and with a minus those closed: `g4,-g1`
 * @property {string} select `w`, `w[0,1]`, `grad(w)`, `grad(w)[0,1]`
 * @property {State['tab']} tab
 * @property {State['derivative']} derivative `row:z:w:3`, `jacobian:z:w`, `tangent:z:w:[1,0]`
 * @property {State['theme']} theme
 * @property {State['chrome']} chrome
 */

/**
 * @typedef {object} Parameter
 * @property {keyof Parameters} name
 * @property {(text: string) => unknown} read
 * @property {string} expects the second half of the notice about a bad value
 */

/** `x`, `model.fc1.weight`, `train[0][0]` */
const PATH = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+|\[\d+\])*`;
const NAME = new RegExp(`^${PATH}$`, 'u');
/** A comma parts two pairs only where a name and a colon or an equals sign follow it. */
const BETWEEN = new RegExp(String.raw`,(?=\s*${PATH}\s*[:=])`, 'u');

/** @type {readonly Parameter[]} */
export const parameters = [
  { name: 'expr', read: (text) => text, expects: 'a program' },
  { name: 'vars', read: readVars, expects: 'names and numbers, x:2,w:-3.5 or w:[[1,2],[3,4]]' },
  { name: 'target', read: (text) => (NAME.test(text) ? text : undefined), expects: 'the name of a value' },
  { name: 'upstream', read: readNested, expects: 'a number or nested lists of numbers' },
  { name: 'seed', read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined), expects: 'a whole number' },
  { name: 'step', read: (text) => (/^(end|\d+)$/.test(text) ? text : undefined), expects: 'a step such as 8 or end' },
  { name: 'open', read: (text) => (/^-?g[\w-]+(,-?g[\w-]+)*$/.test(text) ? Object.freeze(text.split(',')) : undefined), expects: 'groups, g4,-g1' },
  { name: 'select', read: (text) => (text.trim() === '' ? undefined : text), expects: 'a value such as w, w[0,1] or grad(w)' },
  { name: 'tab', read: oneOf(...TABS), expects: `${TABS.slice(0, -1).join(', ')} or ${TABS.at(-1)}` },
  { name: 'derivative', read: readDerivative, expects: 'a kind and two names, jacobian:z:w, row:z:w:3 or tangent:z:w:[1,0]' },
  { name: 'theme', read: oneOf('auto', 'light', 'dark', 'contrast'), expects: 'auto, light, dark or contrast' },
  { name: 'chrome', read: oneOf('full', 'min', 'none'), expects: 'full, min or none' },
];

/** @param {...string} words */
function oneOf(...words) {
  return (/** @type {string} */ text) => (words.includes(text) ? text : undefined);
}

/**
 * A number or nested lists of numbers, `NaN` and the infinities included.
 * @param {string} text
 * @returns {Nested | undefined}
 */
export function readNested(text) {
  // The three words are no JSON; the minus sign of the page is not the one of JSON either, nor are +2, .5, 2. and 01.
  const json = text
    .replaceAll('\u2212', '-')
    .replace(/-?\b(?:NaN|Infinity)\b/g, (word) => `"${word}"`)
    .replace(/[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?/gi, plain);
  try {
    return numbers(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** A number as JSON spells it. @param {string} typed */
const plain = (typed) =>
  typed
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=[0-9])/, '$1')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?![0-9])/, '');

/**
 * @param {unknown} value
 * @returns {Nested | undefined}
 */
function numbers(value) {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  if (!Array.isArray(value)) return undefined;
  const items = value.map(numbers);
  return items.includes(undefined) ? undefined : /** @type {Nested[]} */ (items);
}

/**
 * @example readVars('x:2,w=[[1,2],[3,4]]') // {x: 2, w: [[1, 2], [3, 4]]}
 * @param {string} text
 * @returns {Record<string, Nested> | undefined}
 */
function readVars(text) {
  /** @type {Map<string, Nested>} */
  const vars = new Map();
  for (const pair of text.split(BETWEEN)) {
    const sign = pair.search(/[:=]/);
    const name = pair.slice(0, sign).trim();
    const value = readNested(pair.slice(sign + 1).trim());
    if (sign < 0 || !NAME.test(name) || value === undefined || vars.has(name)) return undefined;
    vars.set(name, value);
  }
  return Object.fromEntries(vars);
}

/**
 * @param {Nested} value
 * @returns {string}
 */
export const writeNested = (value) => {
  if (typeof value !== 'number') return `[${value.map(writeNested).join(',')}]`;
  return Object.is(value, -0) ? '-0' : String(value);
};

/** @param {Readonly<Record<string, Nested>>} vars */
export const writeVars = (vars) =>
  Object.entries(vars)
    .map(([name, value]) => `${name}:${writeNested(value)}`)
    .join(',');

/**
 * The kind, of what, by what, and then the entry in reading order or the direction; what is not said is left to the program.
 * @example readDerivative('row:z:w:3') // {kind: 'row', of: 'z', by: 'w', entry: 3, direction: null}
 * @param {string} text
 * @returns {State['derivative'] | undefined}
 */
function readDerivative(text) {
  const [asked, of = '', by = '', rest = '', ...more] = text.split(':').map((part) => part.trim());
  const kind = KINDS.find((each) => each === asked);
  const value = rest === '' ? null : readNested(rest);
  if (!kind || value === undefined || more.length > 0) return undefined;
  const directed = value !== null && (typeof value !== 'number' || kind === 'tangent' || kind === 'hvp');
  const entry = directed ? 0 : value ?? 0;
  if (!Number.isInteger(entry) || entry < 0) return undefined;
  return Object.freeze({ kind, of: of || null, by: by || null, entry, direction: directed ? flattened(value) : null });
}

/** @param {Nested} value @returns {number[]} in reading order */
const flattened = (value) => (typeof value === 'number' ? [value] : value.flatMap(flattened));

/** @param {State['derivative']} derivative @returns {string} '' for what is shown unasked */
export function writeDerivative({ kind, of, by, entry, direction }) {
  const text = [kind, of ?? '', by ?? '', direction ? writeNested([...direction]) : entry || ''].join(':').replace(/:+$/, '');
  return text === KINDS[0] ? '' : text;
}
