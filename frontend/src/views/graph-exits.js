/** Where the connectors of the element view leave a card, and what they go round. */

import { boxes } from './graph-grid.js';
import { around, stretches } from './graph-room.js';

/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../layout/connect.js').Port} Port */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** The way from some entries to the border of their card, and on from there. @typedef {Port & {start: Point}} Exit */

/** What no connector may cross. @param {Stage} stage @returns {Box[]} */
export const obstacles = (stage) => [
  ...stage.boxes.values(),
  ...stage.tags.values(),
  ...[...stage.seeds.values()].map((seed) => around([seed.box, ...stretches(seed.points)])),
];

/**
 * The box around some entries on the stage; half a card where it has no cells.
 * @param {Stage} stage
 * @param {string} card
 * @param {'value' | 'grad'} of
 * @param {Iterable<number>} entries
 * @returns {Box}
 */
export function windowBox(stage, card, of, entries) {
  const box = /** @type {Box} */ (stage.boxes.get(card));
  const size = /** @type {import('./graph-size.js').Size} */ (stage.sizes.get(card));
  if (!size.grid) {
    const top = of === 'value' ? 0 : size.rule;
    return { x: box.x, y: box.y + top, w: box.w, h: (of === 'value' ? size.rule : size.h) - top };
  }
  const { flat, cellW, cellH, x } = size.grid;
  const parts = boxes(entries, flat);
  const top = Math.min(...parts.map(([row]) => row));
  const left = Math.min(...parts.map(([, col]) => col));
  const bottom = Math.max(...parts.map(([row, , rows]) => row + rows));
  const right = Math.max(...parts.map(([, col, , wide]) => col + wide));
  return { x: box.x + x + left * cellW, y: box.y + size.grid[of] + top * cellH, w: (right - left) * cellW, h: (bottom - top) * cellH };
}

/** Price of a connector that ends at the border of its card because other entries lie between. */
const BORDER = 40;

/**
 * Beside the focused row where nothing lies between the entries and the border, between two rows where only an index does.
 * Where other entries do, a connector ends at the border: it never runs over a number.
 * @param {Stage} stage
 * @param {string} card
 * @param {'value' | 'grad'} of
 * @param {Iterable<number>} entries
 * @param {Iterable<number>} focus
 * @returns {Exit[]}
 */
export function exitsOf(stage, card, of, entries, focus) {
  const box = windowBox(stage, card, of, entries);
  const row = middle(windowBox(stage, card, of, focus));
  const at = /** @type {Box} */ (stage.boxes.get(card));
  const grid = stage.sizes.get(card)?.grid;
  const [right, bottom] = [at.x + at.w, at.y + at.h];
  const exit = (/** @type {Port['way']} */ way, /** @type {Point} */ start, /** @type {Point} */ end) => ({ way, start, at: end, cost: start === end ? BORDER : 0 });
  const border = (/** @type {Port['way']} */ way, /** @type {Point} */ end) => exit(way, end, end);
  if (!grid) return [{ ...border('left', [at.x, row]), cost: 0 }, { ...border('right', [right, row]), cost: 0 }];
  const [left, top] = [at.x + grid.x, at.y + grid[of]];
  const [first, last] = [box.x === left, box.x + box.w === left + grid.flat.cols * grid.cellW];
  const indexed = grid.indexed && grid.flat.down.length > 0;
  const lines = Math.round(box.h / grid.cellH) - 1;
  const between = box.y + grid.cellH * Math.max(1, Math.min(lines, Math.round((row - box.y) / grid.cellH)));
  const gutter = !first || (indexed && lines < 1) ? border('left', [at.x, row]) : indexed ? exit('left', [box.x, between], [at.x, between]) : exit('left', [box.x, row], [at.x, row]);
  const under = of === 'grad' && box.y + box.h === top + grid.flat.rows * grid.cellH;
  const centre = box.x + box.w / 2;
  return [
    last ? exit('right', [box.x + box.w, row], [right, row]) : border('right', [right, row]),
    gutter,
    ...(under ? [exit('down', [centre, box.y + box.h], [centre, bottom])] : []),
  ];
}

/** @param {Box} box */
export const middle = (box) => box.y + box.h / 2;
