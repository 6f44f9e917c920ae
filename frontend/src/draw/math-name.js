/**
 * Names, numbers and typed expressions as formulas. Trailing digits become a subscript here and nowhere else:
 * `w0` prints as w₀, `-dot` as −dot, `x**2` as x².
 */

import { ATOM, MINUS, POWER, PRODUCT, SUM, mi, mn, mo, put, row } from './math-tree.js';

/** @typedef {import('./math-tree.js').MathTree} MathTree */
/** @typedef {import('./math-tree.js').Piece} Piece */

/**
 * @param {string} name  as typed, with a leading d for a gradient and ′ for later versions
 * @returns {MathTree}
 */
export function nameTree(name) {
  const [, letters, digits, primes] = /^(.*?)(\d*)(′*)$/.exec(name) ?? ['', name, '', ''];
  if (letters === '') return mn(name);
  const base = mi(letters.replace(/_$/, ''));
  const primed = primes ? { tag: 'msup', children: [base, mo(primes)] } : base;
  return digits ? { tag: 'msub', children: [primed, mn(digits)] } : primed;
}

/**
 * @param {string} text  a formatted number; a minus in front binds like a unary minus
 * @returns {Piece}
 */
export function numberPiece(text) {
  if (text.startsWith('−')) return { tree: row(mo('−'), mn(text.slice(1))), binds: MINUS };
  return { tree: mn(text), binds: ATOM };
}

const TOKEN = /[\p{L}_][\p{L}\p{N}_]*′*|\d+\.?\d*(?:e[+-]?\d+)?|\*\*|\/\/|[<>=!]=|\S/gu;
/** @type {Readonly<Record<string, string>>} */
const SIGN = { '*': '·', '-': '−', '<=': '≤', '>=': '≥', '!=': '≠', '==': '=' };
/** @type {Readonly<Record<string, number>>} */
const BINDS = { '+': SUM, '-': SUM, '<': SUM, '>': SUM, '<=': SUM, '>=': SUM, '*': PRODUCT, '/': PRODUCT, '@': PRODUCT, '//': PRODUCT, '%': PRODUCT, '**': POWER };

/**
 * @param {string} text  source text of a value
 * @returns {Piece}
 */
export function labelPiece(text) {
  const tokens = text.match(TOKEN) ?? [];
  /** @type {MathTree[]} */
  const out = [];
  let depth = 0;
  let binds = ATOM;
  tokens.forEach((token, place) => {
    const unary = token === '-' && (place === 0 || tokens[place - 1] in BINDS || /^[([,=]$/.test(tokens[place - 1]));
    if (/^[([]$/.test(token)) depth += 1;
    if (/^[)\]]$/.test(token)) depth -= 1;
    if (depth === 0 && token in BINDS) binds = Math.min(binds, unary ? MINUS : BINDS[token]);
    const base = out.at(-1);
    if (tokens[place - 1] === '**' && out.length > 1 && /^[\p{L}\d_]/u.test(token)) {
      out.pop();
      out.push({ tag: 'msup', children: [/** @type {MathTree} */ (out.pop()), word(token)] });
    } else if (base && unary) out.push({ ...mo('−'), className: 'unary' });
    else out.push(/^[\p{L}\d_]/u.test(token) ? word(token) : mo(SIGN[token] ?? token));
  });
  return { tree: row(...out), binds };
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
