/** How large a card is, where its parts stand and where its wires end, from its shape and numbers alone. */

import { number } from '../store/format.js';
import { flat } from './graph-grid.js';
import { mono, sans } from './graph-text.js';

/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {'right' | 'down'} Direction */

/**
 * A matrix on a card: `x`, `y` of its first cell, for the value and for the gradient.
 * @typedef {object} Grid
 * @property {import('./graph-grid.js').Flat} flat
 * @property {number} cellW
 * @property {number} cellH
 * @property {number} x
 * @property {number} value y of the value's first row
 * @property {number} grad y of the gradient's first row
 * @property {boolean} indexed false where cells are too small for an index
 */

/**
 * @typedef {object} Size
 * @property {'constant' | 'scalar' | 'compact' | 'matrix' | 'heat' | 'bars'} kind
 * @property {number} w
 * @property {number} h
 * @property {number} rule y of the line between value and gradient; the height where there is no gradient
 * @property {number} axis distance from the top (from the left when wires go down) at which the wire leaves
 * @property {readonly number[]} ports of the operands, relative to the axis
 * @property {boolean} small
 * @property {Grid | null} grid
 */

const INSET = 12;
const GUTTER = 16;
const HEADER = 28;
const INDEX = 12;
const GRAD_HEADER = 24;
const BELOW = 10;
/** What a number in a cell keeps free, both sides together. */
const CELL_PAD = 12;
/** Names and signs are set at 14 or 15, and at 15 where the picture is small: there is room for the larger. */
export const NAME = 15;
/** Captions are set at 12, and at this where the picture is small. */
export const CAPTION = 14.5;
/** Without a name of its own a gradient is called by a word: what that takes with the insets. */
const CALLED = 80;
/** Plex at 88 % of its width axis: digits hardly shrink. */
const NARROW = 0.955;
/** As wide as a number gets beside a name, and as one in a cell gets before it needs its zeros behind the point. */
const [WIDEST, WIDE_CELL] = ['−0.0001234', '−0.1234'];
/** A histogram with its rms on a phone, where two such cards stand side by side. */
const SLIM = 160;
const MOST_NUMBERS = 6;
const MOST_CELLS = 64;

/** @param {number} wanted @param {number} least @param {number} step @param {number} most */
const grown = (wanted, least, step, most) => Math.min(most, least + step * Math.max(0, Math.ceil((wanted - least) / step)));

/**
 * @param {number} operands
 * @param {Direction} direction
 * @param {boolean} [tagged] tags stand on the wires, one above the other
 * @returns {number[]}
 */
export function portsOf(operands, direction, tagged = false) {
  const apart = operands > 2 && !(tagged && direction === 'right') ? 16 : direction === 'down' ? 28 : 24;
  return Array.from({ length: operands }, (_, i) => (i - (operands - 1) / 2) * apart);
}

/** @param {Tensor} tensor */
const whole = (tensor) => tensor.data !== undefined;

/**
 * @param {Card} card
 * @param {Node} node
 * @param {number} operands
 * @param {Direction} direction
 * @param {{low?: boolean, wide?: boolean, tagged?: boolean}} [how] `low`: the canvas is, and cells are 28 high, not 32; `wide`: with room
 *   for what its numbers may become; `tagged`: tags stand on its wires
 * @returns {Size}
 */
export function sizeOf(card, node, operands, direction, { low = false, wide = false, tagged = false } = {}) {
  const ports = portsOf(operands, direction, tagged);
  const plain = { ports, small: false, grid: null };
  if (card.stack > 0) return stack(card, ports, direction);
  const { rows, cols } = flat(node.shape);
  const known = whole(node.value) && (node.grad === null || whole(node.grad)) && rows * cols > 0;
  if (node.shape.length === 0) {
    if (card.kind === 'constant') return constant(node);
    return direction === 'down' ? compact(card, node, ports, wide) : scalar(card, node, ports, wide);
  }
  if (known && rows <= MOST_NUMBERS && cols <= MOST_NUMBERS) return matrix(card, node, direction, ports, low ? 28 : 32, wide);
  if (known && rows <= MOST_CELLS && cols <= MOST_CELLS) return heatmap(card, node, direction, ports);
  const down = direction === 'down';
  const h = card.kind === 'constant' ? 86 : lost(node) ? 86 + HEADER : 172;
  const w = grown(header(card, node), down ? SLIM : 184, 16, 248);
  return { ...plain, kind: 'bars', w, h, rule: 86, axis: down ? w / 2 : Math.min(86, h / 2) };
}

/**
 * Whether a card of the size `old` has room for what needs `size`.
 * @param {Size} old
 * @param {Size} size
 */
export const holds = (old, size) =>
  old.kind === size.kind && old.h === size.h && old.rule === size.rule && old.w >= size.w &&
  (old.grid?.cellW ?? 0) >= (size.grid?.cellW ?? 0) && String(old.ports) === String(size.ports);

/**
 * The same card for whatever lies in it: its members' numbers are not one number.
 * @param {Card} card
 * @param {number[]} ports
 * @param {Direction} direction
 * @returns {Size}
 */
function stack(card, ports, direction) {
  const heading = left(card) + 8 + sans(`× ${card.stack}`, 14);
  const reach = (ports.at(-1) ?? 0) + 8;
  const common = { ports, small: false, grid: null };
  if (direction === 'down') {
    const w = Math.max(grown(heading + 16, 112, 20, 152), 2 * reach);
    return { ...common, kind: 'compact', w, h: 48, rule: 24, axis: w / 2 };
  }
  const rule = Math.max(52, reach);
  const w = grown(heading + 16, 112, 16, 160);
  return { ...common, kind: 'scalar', w, h: rule + Math.max(28, reach), rule, axis: rule };
}

/** @param {Node} node @returns {Size} */
function constant(node) {
  const w = grown(sans(number(node.value.data?.[0] ?? NaN), 14) + 16, 28, 4, 96);
  return { kind: 'constant', w, h: 24, rule: 24, axis: 12, ports: [], small: true, grid: null };
}

/** @param {Tensor} tensor @param {boolean} wide @returns {number} px at 16 */
const figure = (tensor, wide) => Math.max(sans(shownScalar(tensor), 16), wide ? sans(WIDEST, 16) : 0);

/** @param {Node} node @param {boolean} wide the widest of its two numbers */
function numbers(node, wide) {
  return Math.max(...[node.value, node.grad].map((tensor) => (tensor === null ? 0 : figure(tensor, wide))));
}

/** @param {Tensor} tensor the number, or the rms of a tensor */
export function shownScalar(tensor) {
  if (tensor.shape.length === 0 && tensor.data) return number(tensor.data[0]);
  const size = rms(tensor);
  if (size === 0 || size >= 0.1 || !Number.isFinite(size)) return number(size);
  const [mantissa, exponent] = size.toExponential(2).split('e');
  return `${mantissa}e${Number(exponent) < 0 ? '−' : ''}${Math.abs(Number(exponent))}`;
}

/** @param {Tensor} tensor */
export function rms(tensor) {
  if (tensor.summary) return Math.hypot(tensor.summary.mean, tensor.summary.std);
  const data = tensor.data ?? [];
  return data.length === 0 ? 0 : Math.sqrt(data.reduce((sum, v) => sum + v * v, 0) / data.length);
}

export const CHEVRON = 13;
/** What the words take that stand where a gradient would. */
export const NO_PATH = 44;

/** @param {Card} card what stands left of its name */
const left = (card) => (card.group ? CHEVRON : 0) + mono(card.glyph, NAME);

/** @param {Card} card @param {Node} node @param {number[]} ports @param {boolean} wide @returns {Size} */
function scalar(card, node, ports, wide) {
  const name = card.name ?? '';
  const glyph = left(card);
  const wanted = Math.max(numbers(node, wide) + (card.group ? 56 : 0), glyph + mono(name, NAME) + (glyph && name ? 8 : 0)) + 16;
  const reach = (ports.at(-1) ?? 0) + 8;
  const rule = Math.max(52, reach);
  return { kind: 'scalar', w: grown(wanted, 80, 16, 160), h: rule + Math.max(28, reach), rule, axis: rule, ports, small: false, grid: null };
}

/** @param {Card} card @param {Node} node @param {number[]} ports @param {boolean} wide @returns {Size} */
function compact(card, node, ports, wide) {
  const [above, below] = compactRows(card);
  const value = figure(node.value, wide);
  const grad = node.grad === null ? NO_PATH : figure(node.grad, wide);
  const chevron = card.group ? CHEVRON : 0;
  const wanted = Math.max(chevron + mono(above, 14) + 8 + value, (below ? mono(below, 14) + 8 : 0) + grad) + 16;
  const least = card.glyph ? 92 : 80;
  const w = Math.max(grown(wanted, least, 20, 152), 2 * ((ports.at(-1) ?? 0) + 8));
  return { kind: 'compact', w, h: 48, rule: 24, axis: w / 2, ports, small: false, grid: null };
}

/**
 * What stands left of the value and left of the gradient: what is given has only its name, above.
 * @param {Card} card
 * @returns {[string, string]}
 */
export const compactRows = (card) => (card.glyph ? [card.glyph, card.name ?? ''] : [card.name ?? '', '']);

/** @param {Card} card @param {Node} node the width its headings need, that of the value and that of the gradient */
function header(card, node) {
  const name = card.name ?? '';
  const value = 2 * INSET + left(card) + (card.glyph && name ? 8 : 0) + mono(name, NAME) + shapeRoom(node.shape);
  return name || card.kind === 'constant' || lost(node) ? value : Math.max(value, CALLED);
}

/** @param {readonly number[]} shape what it takes on the right of a heading */
export const shapeRoom = (shape) => sans(shape.join(' × '), CAPTION) + 12;

/** @param {Node} node no gradient will ever come: the words "no path" need no matrix */
const lost = (node) => node.grad === null && !node.connected;

/** @param {Card} card @param {Node} node @param {Direction} direction @param {number[]} ports @param {number} cellH @param {boolean} wide @returns {Size} */
function matrix(card, node, direction, ports, cellH, wide) {
  const lie = flat(node.shape);
  const longest = Math.max(0, ...lie.down.map((label) => label.length));
  const gutter = longest === 0 ? 0 : Math.max(GUTTER, Math.ceil(longest * 6.6 + 9));
  const texts = [node.value, node.grad].flatMap((tensor) => [...(tensor?.data ?? [])].map(number));
  const cellW = grown(Math.max(...[...texts, ...(wide ? [WIDE_CELL] : [])].map(cellWidth)), 40, 4, 96);
  const w = Math.max(2 * INSET + gutter + lie.cols * cellW, 16 * Math.ceil(header(card, node) / 16));
  return filled({ kind: 'matrix', flat: lie, cellW, cellH, x: INSET + gutter, top: HEADER + INDEX, w }, card, node, direction, ports);
}

/** @param {string} text */
function cellWidth(text) {
  return sans(text, 15) * (text.length >= 4 ? NARROW : 1) + CELL_PAD;
}

/** A column of many rows is as high as this, where its cells stay to be seen: its gradient stands below it. */
const TALL = 168;

/** @param {Card} card @param {Node} node @param {Direction} direction @param {number[]} ports @returns {Size} */
function heatmap(card, node, direction, ports) {
  const lie = flat(node.shape);
  const [cellW, cellH] = [112 / lie.cols, TALL / lie.rows].map((share) => Math.max(4, Math.min(12, Math.floor(share))));
  const w = Math.max(2 * INSET + lie.cols * cellW, 16 * Math.ceil(header(card, node) / 16));
  return filled({ kind: 'heat', flat: lie, cellW, cellH, x: INSET, top: HEADER, w }, card, node, direction, ports);
}

/**
 * @param {{kind: 'matrix' | 'heat', flat: import('./graph-grid.js').Flat, cellW: number, cellH: number, x: number, top: number, w: number}} measured
 * @param {Card} card
 * @param {Node} node
 * @param {Direction} direction
 * @param {number[]} ports
 * @returns {Size}
 */
function filled({ kind, flat: lie, cellW, cellH, x, top, w }, card, node, direction, ports) {
  const high = lie.rows * cellH;
  const lone = card.kind === 'constant';
  const rule = top + high + (lone ? INSET : BELOW);
  const grad = rule + GRAD_HEADER + (kind === 'heat' ? 4 : INDEX);
  const h = lone ? rule : lost(node) ? rule + HEADER : grad + high + INSET;
  const axis = direction === 'down' ? w / 2 : lone ? h / 2 : rule;
  return { kind, w, h, rule, axis, ports, small: false, grid: { flat: lie, cellW, cellH, x, value: top, grad, indexed: kind === 'matrix' } };
}

/**
 * The entry under a point of a card, null beside the cells.
 * @param {Size} size
 * @param {'value' | 'grad'} of
 * @param {number} x from the card's left
 * @param {number} y from the card's top
 * @returns {number | null}
 */
export function entryAt(size, of, x, y) {
  if (!size.grid) return size.kind === 'bars' || size.kind === 'constant' ? null : 0;
  const { flat: lie, cellW, cellH, x: start } = size.grid;
  const col = Math.floor((x - start) / cellW);
  const row = Math.floor((y - size.grid[of]) / cellH);
  return row >= 0 && row < lie.rows && col >= 0 && col < lie.cols ? lie.entry(row, col) : null;
}
