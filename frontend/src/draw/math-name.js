/**
 * Names, numbers and typed expressions as formulas. Trailing digits become a subscript here and nowhere else:
 * `w0` prints as w₀, `-dot` as −dot, `x**2` as x².
 */

import { ATOM, MINUS, POWER, PRODUCT, SUM, mi, mn, mo, put, row } from './math-tree.js';

/** @typedef {import('./math-tree.js').MathTree} MathTree */
/** @typedef {import('./math-tree.js').Piece} Piece */

const PRIMED = /^(.*?)(′*)([⁰¹²³⁴⁵⁶⁷⁸⁹]*)$/;
/** Names longer than this are cut in a formula. */
const LONGEST = 16;

/**
 * @param {string} name  as typed, with ′ for later versions
 * @param {string} [before]  d for a gradient
 * @returns {MathTree}
 */
export function nameTree(name, before = '') {
  const [, typed, primes, count] = PRIMED.exec(name) ?? ['', name, '', ''];
  // Only a plain name has an index in its digits: in a path, such as train[0][0] or net.fc1, they are a part of it.
  const [, letters, digits] = /^([\p{L}_][\p{L}\p{M}\p{N}_]*?)(\d*)$/u.exec(typed) ?? ['', typed, ''];
  if (/^\d/.test(name)) return mn(name);
  const base = mi(before + letters.replace(/_$/, ''));
  // Raised digits would be signs of their own, far apart from each other, where they are raised once more.
  const raised = count ? row(mo(primes), mn(count.replace(/./g, (digit) => String(RAISED.indexOf(digit))))) : mo(primes);
  const primed = primes ? { tag: 'msup', children: [base, raised] } : base;
  return digits ? { tag: 'msub', children: [primed, mn(digits)] } : primed;
}

/**
 * As much of a name as a formula has room for: of a path its end, which tells it from others.
 * @example short('model.lm_head.weight′') // …lm_head.weight′
 * @param {string} name
 */
export function short(name) {
  const [, typed, primes, count] = PRIMED.exec(name) ?? ['', name, '', ''];
  if (typed.length <= LONGEST) return name;
  const end = typed.slice(1 - LONGEST).replace(/^[^.[]*\.?/, '');
  return `${end ? `…${end}` : `${typed.slice(0, LONGEST - 1)}…`}${primes}${count}`;
}

/**
 * @param {string} text  a formatted number; a minus in front binds like a unary minus
 * @returns {Piece}
 */
export function numberPiece(text) {
  if (text.startsWith('−')) return { tree: row(mo('−'), mn(text.slice(1))), binds: MINUS };
  return { tree: mn(text), binds: ATOM };
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const TOKEN = /[\p{L}_][\p{L}\d_]*(?:′+[⁰¹²³⁴⁵⁶⁷⁸⁹]*)?|\d+\.?\d*(?:e[+-]?\d+)?|\*\*|\/\/|[<>=!]=|\S/gu;
/** @type {Readonly<Record<string, string>>} */
const SIGN = { '*': '·', '-': '−', '<=': '≤', '>=': '≥', '!=': '≠', '==': '=' };
/** @type {Readonly<Record<string, number>>} */
const BINDS = { '+': SUM, '-': SUM, '<': SUM, '>': SUM, '<=': SUM, '>=': SUM, '*': PRODUCT, '/': PRODUCT, '@': PRODUCT, '//': PRODUCT, '%': PRODUCT, '**': POWER };

/**
 * @param {string} text  source text of a value
 * @returns {Piece}
 */
export const labelPiece = (text) => pieceOf(text.match(TOKEN) ?? []);

/**
 * @param {readonly string[]} tokens
 * @returns {Piece}
 */
function pieceOf(tokens) {
  /** @type {MathTree[]} */
  const out = [];
  let depth = 0;
  let binds = ATOM;
  let raised = 0;
  tokens.forEach((token, place) => {
    if (place < raised) return;
    const unary = token === '-' && (place === 0 || tokens[place - 1] in BINDS || /^[([,=]$/.test(tokens[place - 1]));
    if (/^[([]$/.test(token)) depth += 1;
    if (/^[)\]]$/.test(token)) depth -= 1;
    if (depth === 0 && token in BINDS) binds = Math.min(binds, unary ? MINUS : BINDS[token]);
    const base = out.at(-1);
    if (token === '**' && base) {
      raised = exponentEnd(tokens, place + 1);
      const bare = tokens[place + 1] === '(' && closing(tokens, place + 1) === raised ? tokens.slice(place + 2, raised - 1) : tokens.slice(place + 1, raised);
      out[out.length - 1] = { tag: 'msup', children: [base, pieceOf(bare).tree] };
    } else if (base && unary) out.push({ ...mo('−'), className: 'unary' });
    else out.push(/^[\p{L}\d_]/u.test(token) ? (tokens[place - 1] === '.' ? mi(token) : word(token)) : mo(SIGN[token] ?? token));
  });
  return { tree: row(...out), binds };
}

/**
 * @param {readonly string[]} tokens
 * @param {number} from  where an exponent begins
 * @returns {number} where it ends: after its signs, a name or a number or brackets, and an exponent of its own
 */
function exponentEnd(tokens, from) {
  let at = from;
  while (/^[-+]$/.test(tokens[at] ?? '')) at += 1;
  if (/^[\p{L}\d_]/u.test(tokens[at] ?? '')) at += 1;
  if (/^[([]$/.test(tokens[at] ?? '')) at = closing(tokens, at);
  return tokens[at] === '**' ? exponentEnd(tokens, at + 1) : at;
}

/**
 * @param {readonly string[]} tokens
 * @param {number} from  where a bracket opens
 * @returns {number} after the one that closes it
 */
function closing(tokens, from) {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    depth += Number(/^[([]$/.test(tokens[at])) - Number(/^[)\]]$/.test(tokens[at]));
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

/** @param {string} token */
const word = (token) => (/^\d/.test(token) ? mn(token) : nameTree(token));

/**
 * @param {Piece} above
 * @param {Piece} below
 * @param {string} [className]
 * @returns {MathTree}  ∂above / ∂below
 */
export function slope(above, below, className) {
  const parts = [above, below].map((piece) => row(mi('∂'), put({ ...piece, className: undefined }, ATOM)));
  return { tag: 'mfrac', children: parts, ...(className ? { className } : {}) };
}

/**
 * @param {readonly (readonly string[])[]} rows  formatted numbers
 * @returns {Piece}
 */
export function matrixPiece(rows) {
  const cells = rows.map((line) => ({ tag: 'mtr', children: line.map((text) => ({ tag: 'mtd', children: [numberPiece(text).tree] })) }));
  return { tree: row(mo('['), { tag: 'mtable', children: cells }, mo(']')), binds: ATOM };
}
