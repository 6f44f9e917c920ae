/** One tensor on a card: numbers in cells, a heat map, or a histogram with its rms. */

import { draw } from '../draw/svg.js';
import { heat, scale } from '../draw/heat.js';
import { number } from '../store/format.js';
import { boxes } from './graph-grid.js';
import { shownScalar } from './graph-size.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/svg.js').Maybe} Maybe */
/** @typedef {import('./graph-size.js').Grid} Grid */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */
/** @typedef {readonly number[] | Float64Array} Data */

/**
 * What the element view lights: `entries` of this tensor, of which `focus` is looked at now.
 * @typedef {{readonly entries: ReadonlySet<number>, readonly focus: ReadonlySet<number>}} Lit
 */

/**
 * @param {Grid} grid
 * @param {'value' | 'grad'} of
 * @param {Data | null} data  null: not yet known
 * @param {{tinted: boolean, lit: Lit | null, dim: boolean, around: number}} look  `dim`: the element view is open and this card is in it
 * @returns {Maybe[]}
 */
export function numbersIn(grid, of, data, { tinted, lit, dim, around }) {
  const { flat, cellW, cellH, x } = grid;
  const y = grid[of];
  const largest = data && tinted ? scale(data, around) : 0;
  /** @type {Drawing[]} */
  const tints = [];
  /** @type {Drawing[]} */
  const texts = [];
  for (let i = 0; data && i < flat.rows * flat.cols; i++) {
    const [row, col] = flat.place(i);
    const [left, top] = [x + col * cellW, y + row * cellH];
    const bright = lit?.entries.has(i) ?? false;
    const focus = lit?.focus.has(i) ?? false;
    const tint = focus ? 'cell-focus' : tinted && (!dim || bright) ? heat(data[i], largest) : 'heat-0';
    if (tint !== 'heat-0') tints.push(draw('rect', { class: tint, x: left, y: top, width: cellW, height: cellH }));
    const text = number(data[i]);
    const kind = `cell${text.length >= 4 ? ' cell--narrow' : ''}${focus ? ' cell--focus' : dim && !bright ? ' cell--dim' : ''}`;
    texts.push(draw('text', { class: kind, x: left + cellW / 2, y: top + cellH / 2 + 5.5 }, text));
  }
  const frame = { x: x + 0.5, y: y + 0.5, width: flat.cols * cellW - 1, height: flat.rows * cellH - 1 };
  return [
    draw('rect', { key: 'ground', class: 'cells', ...frame }),
    draw('g', { key: 'tints' }, tints),
    draw('path', { key: 'lines', class: 'cell-lines', d: lines(grid, y, 1, 1) }),
    (flat.rows > flat.block[0] || flat.cols > flat.block[1]) && draw('path', { key: 'blocks', class: 'block-lines', d: lines(grid, y, flat.block[0], flat.block[1]) }),
    draw('rect', { key: 'frame', class: 'cells-frame', ...frame }),
    draw('g', { key: 'indices' }, indices(grid, y)),
    draw('g', { key: 'numbers' }, texts),
    draw('g', { key: 'windows' }, lit ? windows(grid, y, lit.entries) : []),
  ];
}

/**
 * @param {Grid} grid
 * @param {number} y
 * @param {number} everyRow
 * @param {number} everyCol
 */
function lines({ flat: { rows, cols }, cellW, cellH, x }, y, everyRow, everyCol) {
  let d = '';
  for (let c = everyCol; c < cols; c += everyCol) d += `M${x + c * cellW + 0.5} ${y + 1}v${rows * cellH - 2}`;
  for (let r = everyRow; r < rows; r += everyRow) d += `M${x + 1} ${y + r * cellH + 0.5}h${cols * cellW - 2}`;
  return d;
}

/** @param {Grid} grid @param {number} y */
function indices({ flat: { down, across }, cellW, cellH, x }, y) {
  return [
    ...across.map((label, c) => draw('text', { class: 'index', x: x + (c + 0.5) * cellW, y: y - 4 }, label)),
    ...down.map((label, r) => draw('text', { class: 'index index--row', x: x - 6, y: y + (r + 0.5) * cellH + 4 }, label)),
  ];
}

/**
 * The frames of the lit entries.
 * @param {Grid} grid
 * @param {number} y
 * @param {ReadonlySet<number>} entries
 */
function windows({ flat, cellW, cellH, x }, y, entries) {
  return boxes(entries, flat).map(([row, col, rows, cols]) => draw('rect', {
    class: 'window', x: x + col * cellW - 0.25, y: y + row * cellH - 0.25, width: cols * cellW + 0.5, height: rows * cellH + 0.5,
  }));
}

/**
 * One path per tint: a 64 × 64 map is eleven elements. There are no numbers to read in it, so what has no part keeps its heat, paler.
 * @param {Grid} grid
 * @param {'value' | 'grad'} of
 * @param {Data | null} data
 * @param {{tinted: boolean, lit: Lit | null, dim: boolean, around: number}} look
 * @returns {Drawing[]}
 */
export function heatIn(grid, of, data, { tinted, lit, dim, around }) {
  const { flat, cellW, cellH, x } = grid;
  const y = grid[of];
  const largest = data ? scale(data, around) : 0;
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (let i = 0; data && i < flat.rows * flat.cols; i++) {
    const tint = lit?.focus.has(i) ? 'cell-focus' : tinted ? heat(data[i], largest) : 'heat-0';
    if (tint === 'heat-0') continue;
    const kind = dim && !lit?.entries.has(i) ? `${tint} is-pale` : tint;
    const [row, col] = flat.place(i);
    const cell = `M${x + col * cellW} ${y + row * cellH}h${cellW}v${cellH}h-${cellW}z`;
    paths.set(kind, (paths.get(kind) ?? '') + cell);
  }
  const frame = { class: 'cells-frame', x: x - 0.5, y: y - 0.5, width: flat.cols * cellW + 1, height: flat.rows * cellH + 1 };
  return [
    draw('rect', { ...frame, class: 'cells' }),
    ...[...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, d]) => draw('path', { key: kind, class: kind, d })),
    draw('rect', frame),
    ...(lit ? windows(grid, y, lit.entries) : []),
  ];
}

const BARS = 18;
const [BARS_WIDE, BARS_HIGH] = [72, 36];

/** @param {Tensor} tensor @returns {readonly number[]} counts */
export function histogram(tensor) {
  if (tensor.summary) return tensor.summary.histogram;
  const data = (tensor.data ?? []).filter(Number.isFinite);
  const counts = new Array(BARS).fill(0);
  const [low, high] = data.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  for (const v of data) counts[high === low ? BARS >> 1 : Math.min(BARS - 1, Math.floor(((v - low) / (high - low)) * BARS))] += 1;
  return counts;
}

/**
 * @param {Tensor | null} tensor  null: not yet known
 * @param {'value' | 'grad'} of
 * @param {number} top of this half of the card
 * @param {number} w of the card
 * @returns {Drawing[]}
 */
export function barsIn(tensor, of, top, w) {
  const base = top + 68;
  const out = [draw('path', { class: 'bars-base', d: `M12 ${base + 0.5}h${BARS_WIDE}` })];
  if (!tensor) return out;
  const counts = histogram(tensor);
  const most = Math.max(1, ...counts);
  const step = BARS_WIDE / counts.length;
  const d = counts.map((count, i) => {
    const high = count === 0 ? 0 : Math.max(1, Math.round((BARS_HIGH * count) / most));
    return high === 0 ? '' : `M${12 + i * step} ${base}v-${high}h${Math.max(1, step - 1)}v${high}z`;
  }).join('');
  out.push(draw('path', { class: `bars bars--${of}`, d }));
  out.push(draw('text', { class: 'caption caption--end', x: w - 12, y: top + 50 }, 'rms'));
  out.push(draw('text', { class: `amount amount--${of}`, x: w - 12, y: top + 68 }, shownScalar(tensor)));
  return out;
}
