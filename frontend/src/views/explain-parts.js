/** The pieces an explanation is laid out from: headings, captions, equations in columns, results, the ledger of a gradient. */

import { continued, scrolling } from '../draw/goes-on.js';
import { math } from '../draw/mathml.js';
import { length, mo, row } from '../draw/math-tree.js';
import { matrixPiece, nameTree } from '../draw/math-name.js';
import { html } from '../draw/node.js';
import { opened } from '../draw/opened.js';
import { number, sign, shape } from '../store/format.js';
import { cells } from './cells.js';
import { lineOf, nameOf, nodeOf } from './facts.js';
import { brief } from './phrases.js';

/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./facts.js').Ledger} Ledger */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../words/en.js').words} Words */

/** @param {string} text */
export const caption = (text) => html('p', { class: 'caption' }, text);

/** @param {readonly string[]} names */
const codes = (names) => names.flatMap((name, place) => [...(place ? [', '] : []), html('code', {}, name)]);

/**
 * A sentence whose slots are names: "Gradient on its way from -dot to dot".
 * @param {string} template
 * @param {Record<string, string | readonly string[]>} names
 * @param {string} className
 */
export function told(template, names, className) {
  const parts = template.split(/\{(\w+)\}/).flatMap((piece, place) => (place % 2 ? codes([names[piece]].flat()) : [piece]));
  return html('p', { class: className }, ...parts);
}

/**
 * @param {Study} study
 * @param {string} title
 * @param {string | null} node
 * @param {HTMLElement | null} sub
 * @param {Words} words
 */
export function heading(study, title, node, sub, words) {
  const line = node === null ? null : lineOf(study.trace, node);
  return html('header', { class: 'heading' }, html('h2', {}, title), line === null ? null : html('span', { class: 'caption' }, words.explain.line(line)), sub);
}

/**
 * @param {MathTree} tree
 * @param {string} [className]
 */
export const formula = (tree, className = '') => scrolling(html('div', { class: `formula ${className}` }, math(tree)));

/**
 * One row of an equation whose factors stand in columns; a missing left side leaves its column empty.
 * @param {MathTree | null} left
 * @param {MathTree} upstream
 * @param {MathTree | null} local
 * @param {string} [look]
 */
export function equationRow(left, upstream, local, look = '') {
  const cell = (/** @type {MathTree | null} */ tree, own = '') => html('div', {}, tree ? math(tree, own) : null);
  const first = cell(left);
  first.classList.add('left');
  return [first, cell(mo('=')), cell(upstream, look), cell(local ? mo('·') : null), cell(local, look)];
}

/** Letters that fit in the columns of both gradients, and in that of the local slope. */
const [GRADIENTS, SLOPE] = [18, 9];

/**
 * A row of the rule, or with a written out slope; one that is long leaves the columns and has the whole width.
 * @param {MathTree | null} left
 * @param {MathTree} upstream
 * @param {MathTree} local
 */
export function symbolRow(left, upstream, local) {
  const start = left ? [left] : [];
  if (length(row(...start, upstream)) <= GRADIENTS && length(local) <= SLOPE) return equationRow(left, upstream, local);
  const whole = formula(row(...start, mo('='), upstream, mo('·'), local), 'worked');
  whole.classList.add('full');
  return [whole];
}

/**
 * "u = 1 + exp(-dot)" for each letter that stands in for an expression. The letter is of the formula, the expression of the program.
 * @param {import('./explain-names.js').Namer} names
 * @param {Words} words
 */
export function where(names, words) {
  const { standIns } = names;
  if (standIns.length === 0) return null;
  const legends = standIns.map(({ letter, label }) => html('span', {}, math(row(nameTree(letter), mo('='))), ' ', html('code', {}, label)));
  return html('p', { class: 'where caption' }, words.explain.where, ...legends);
}

/**
 * @param {number | null} value null: it did not travel
 * @param {'grad' | 'value'} kind
 */
export const resultRow = (value, kind) => html('p', { class: 'outcome' }, math(mo(value === null ? '=' : sign(value))), big(value === null ? '…' : number(value), kind));

/**
 * @param {string} text
 * @param {'grad' | 'value'} kind
 */
export const big = (text, kind) => html('b', { class: `big ${kind}` }, text);

/**
 * A tensor that came out of a step: its cells, or what is said of one that is too large.
 * @param {ArrayLike<number> | null | undefined} data
 * @param {Tensor} tensor
 * @param {string} node
 * @param {'value' | 'grad'} of
 * @param {Study} study
 * @param {Context} context
 */
export function resultCells(data, tensor, node, of, study, context) {
  const name = of === 'grad' ? `d${nameOf(study.trace, node)}` : nameOf(study.trace, node);
  if (!data || data.length === 0) return summary(tensor, context.words);
  const options = { name, of, corner: context.words.entries.corner, pick: (/** @type {number} */ entry) => context.dispatch({ type: 'select', node, of, entry }) };
  return continued(cells(data, tensor.shape, options));
}

/**
 * @param {Tensor} tensor
 * @param {Words} words
 */
export function summary(tensor, words) {
  if (!tensor.summary) return html('p', { class: 'caption' }, shape(tensor.shape));
  const { min, max, mean, std, zeros } = tensor.summary;
  const facts = { rms: number(Math.hypot(mean, std)), mean: number(mean), min: number(min), max: number(max), zeros: String(zeros) };
  const rows = Object.entries(facts).map(([key, text]) => html('div', {}, html('dt', {}, words.explain.stats[/** @type {keyof typeof facts} */ (key)]), html('dd', {}, text)));
  return html('dl', { class: 'stats' }, ...rows);
}

const ROWS = 4;
/** Letters of a matrix that stand beside "from conv2d". */
const BESIDE = 20;

/**
 * @param {ArrayLike<number>} data
 * @param {readonly number[]} dims
 */
function small(data, dims) {
  if (dims.length < 2) return true;
  if (dims.length > 2 || dims[0] > ROWS || data.length === 0) return false;
  const widest = Math.max(...Array.from(data, (each) => number(each).length));
  return (widest + 1) * dims[1] <= BESIDE;
}

/**
 * A number, a short list or a small matrix; of what is larger its shape, said as one.
 * @param {ArrayLike<number> | null | undefined} data
 * @param {readonly number[]} dims
 * @param {Words} words
 */
export function figures(data, dims, words) {
  if (!data || !small(data, dims)) return words.explain.shapeIs(shape(dims));
  if (dims.length < 2) return brief(data, dims);
  const lines = Array.from({ length: dims[0] }, (_, at) => Array.from({ length: dims[1] }, (_, k) => number(data[at * dims[1] + k])));
  return math(matrixPiece(lines).tree, 'small');
}

/**
 * What is too large to stand beside its name opens to its cells.
 * @param {ArrayLike<number>} data
 * @param {readonly number[]} dims
 * @param {string} node
 * @param {string} key
 * @param {Study} study
 * @param {Words} words
 */
function closed(data, dims, node, key, study, words) {
  const options = { name: `d${nameOf(study.trace, node)}`, of: /** @type {'grad'} */ ('grad'), corner: words.entries.corner, pick: null };
  return html('dd', { class: 'waiting opens' }, opened(words.explain.shapeIs(shape(dims)), `ledger ${key}`, () => continued(cells(data, dims, options))));
}

/** Contributions that are all listed; of more, the first and the one that came last. */
const [LISTED, BEGUN] = [12, 5];

/**
 * What has arrived at a gradient, one by one, and what is still to come.
 * @param {Study} study
 * @param {string} node
 * @param {Ledger} ledger
 * @param {boolean} seeded  the upstream gradient is one of the things that arrived
 * @param {Words} words
 */
export function ledgerSection(study, node, ledger, seeded, words) {
  const dims = nodeOf(study.trace, node).shape;
  const amount = (/** @type {ArrayLike<number> | null | undefined} */ data, /** @type {string} */ key) =>
    data?.length && !small(data, dims) ? closed(data, dims, node, key, study, words) : html('dd', { class: data && small(data, dims) ? 'grad' : 'waiting' }, figures(data, dims, words));
  const row = (/** @type {import('./facts.js').LedgerRow} */ each) => html('div', { class: each.state }, html('dt', {}, `${words.explain.from} `, ...codes(each.from), each.state === 'coming' ? html('i', {}, words.explain.coming) : null), amount(each.data, `from ${each.wire.id}`));
  const [few, rest, last] = ledger.rows.length <= LISTED ? [ledger.rows, [], []] : [ledger.rows.slice(0, BEGUN), ledger.rows.slice(BEGUN, -1), ledger.rows.slice(-1)];
  const rows = few.map(row);
  if (seeded) rows.unshift(html('div', {}, html('dt', {}, words.explain.seeded), amount(study.trace.upstream.data, 'seeded')));
  const done = ledger.waiting === 0;
  const total = html('div', { class: 'total' }, html('dt', {}, words.explain.total), done ? amount(ledger.total, 'total') : html('dd', { class: 'waiting' }, ledger.total ? html('b', { class: small(ledger.total, dims) ? 'grad' : null }, figures(ledger.total, dims, words)) : null, words.explain.waiting(ledger.waiting)));
  const more = rest.length === 0 ? null : opened(words.explain.showMore(rest.length), 'ledger', () => html('dl', { class: 'rest', tabindex: 0 }, ...rest.map(row)));
  const end = [...last.map(row), total];
  return html('section', { class: 'ledger' }, html('h3', {}, `${words.explain.gradientOf} `, html('code', {}, nameOf(study.trace, node))), html('dl', {}, ...rows, ...(more ? [] : end)), more, more && html('dl', {}, ...end));
}
