/** The connectors of the element view, that meet in a formula. Local entries in blue, upstream and result in orange. */

import { draw } from '../draw/svg.js';
import { arrow, path } from '../draw/line.js';
import { nameOf } from './facts.js';
import { boxes } from './graph-grid.js';
import { sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./graph-entry.js').EntryView} EntryView */
/** @typedef {typeof import('../words/en.js').words.graph} Words */

/** @typedef {{kind: 'local' | 'upstream' | 'result', points: readonly Point[], card: Box, label: string | null}} Link */

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

/**
 * @param {Study} study
 * @param {Stage} stage
 * @param {EntryView} view
 * @param {Box} formula
 * @param {Words} words
 * @returns {Link[]}
 */
export function linksOf(study, stage, view, formula, words) {
  const locals = view.ends.filter((end) => end.of === 'value');
  const links = view.ends.map((end, i) => {
    const leaving = leave(stage, end.card, end.of, end.entries, end.focus.size > 0 ? end.focus : end.entries);
    if (end.of === 'grad') return { kind: /** @type {const} */ ('upstream'), points: straight(leaving, formula, i), card: leaving.card, label: null };
    const card = /** @type {import('../store/scene.js').Card} */ (study.scene.cardById.get(end.card));
    const label = end.entries.size > 1 ? words.entriesOf(end.entries.size, nameOf(study.trace, card.node)) : null;
    const shift = (locals.indexOf(end) - (locals.length - 1) / 2) * 24;
    return { kind: /** @type {const} */ ('local'), points: bent(leaving, formula, shift), card: leaving.card, label };
  });
  const own = leave(stage, view.card, 'grad', [view.entry], [view.entry]);
  return [...links, { kind: 'result', points: straight(own, formula, 0), card: own.card, label: null }];
}

/** Where a connector may leave some entries: their box, and the height on either side. @typedef {{box: Box, card: Box, left: number, right: number}} Leaving */

/**
 * Beside the focused row where the way out of the card is free; between two rows where other cells or an index lie on it.
 * @param {Stage} stage
 * @param {string} card
 * @param {'value' | 'grad'} of
 * @param {Iterable<number>} entries
 * @param {Iterable<number>} focus
 * @returns {Leaving}
 */
function leave(stage, card, of, entries, focus) {
  const box = windowBox(stage, card, of, entries);
  const row = middle(windowBox(stage, card, of, focus));
  const grid = stage.sizes.get(card)?.grid;
  const at = /** @type {Box} */ (stage.boxes.get(card));
  if (!grid) return { box, card: at, left: row, right: row };
  const [left, top] = [at.x + grid.x, at.y + grid[of]];
  const line = Math.max(1, Math.min(Math.max(1, grid.flat.rows - 1), Math.round((row - top) / grid.cellH)));
  const between = top + line * grid.cellH;
  const indexed = grid.indexed && grid.flat.down.length > 0;
  return {
    box,
    card: at,
    left: box.x > left || indexed ? between : row,
    right: box.x + box.w < left + grid.flat.cols * grid.cellW ? between : row,
  };
}

/** @param {Box} box */
export const middle = (box) => box.y + box.h / 2;

/**
 * Side to side, with one step between; starts at the entries.
 * @param {Leaving} leaving
 * @param {Box} formula
 * @param {number} turn  keeps several apart
 * @returns {Point[]}
 */
function straight({ box, card, left, right }, formula, turn) {
  const goal = middle(formula);
  const [start, end] = [box.x + box.w, formula.x + formula.w];
  if (box.x >= end) {
    const bend = end + 12 + 6 * turn;
    return left === goal ? [[box.x, left], [end, goal]] : [[box.x, left], [bend, left], [bend, goal], [end, goal]];
  }
  if (card.x + card.w < formula.x) {
    const bend = (card.x + card.w + formula.x) / 2;
    return right === goal ? [[start, right], [formula.x, goal]] : [[start, right], [bend, right], [bend, goal], [formula.x, goal]];
  }
  // One above the other: round the right side of both.
  const bend = Math.max(card.x + card.w, end) + 14 + 6 * turn;
  return [[start, right], [bend, right], [bend, goal], [end, goal]];
}

/**
 * Out sideways, then down or up into the formula.
 * @param {Leaving} leaving
 * @param {Box} formula
 * @param {number} shift
 * @returns {Point[]}
 */
function bent(leaving, formula, shift) {
  const { box, left, right } = leaving;
  const x = formula.x + formula.w / 2 + shift;
  const [start, y] = x >= box.x + box.w ? [box.x + box.w, right] : [box.x, left];
  if (y >= formula.y - 8 && y <= formula.y + formula.h + 8) return straight(leaving, formula, 1);
  const goal = y < formula.y ? formula.y : formula.y + formula.h;
  if (x > box.x && x < box.x + box.w) return [[x, y < formula.y ? box.y + box.h : box.y], [x, goal]];
  return [[start, y], [x, y], [x, goal]];
}

/**
 * A gap in what lies below, and above it the lines themselves.
 * @param {readonly Link[]} links
 * @returns {{below: Drawing, above: Drawing}}
 */
export function drawLinks(links) {
  const below = links.map(({ points }, i) => draw('path', { key: `${i}`, class: 'link-gap', d: path(points) }));
  const above = links.flatMap(({ kind, points, card, label }, i) => [
    draw('path', { key: `${i}`, class: `link link--${kind}`, d: path(kind === 'result' ? [shortened(points), ...points.slice(1)] : points) }),
    kind === 'result' ? draw('path', { key: `head ${i}`, class: 'link-head', d: arrow(points, 8, 9) }) : null,
    label ? draw('text', { key: `label ${i}`, class: 'link-label', ...labelAt(points, card, label) }, label) : null,
  ]);
  return { below: draw('g', { key: 'gaps' }, below), above: draw('g', { key: 'links', class: 'links' }, above) };
}

/** @param {readonly Point[]} points @returns {Point} the start, moved under the arrow */
function shortened([[x, y], [next]]) {
  return [x + 6 * Math.sign(next - x), y];
}

/** Above the line, where it has left its card. @param {readonly Point[]} points @param {Box} card @param {string} label */
const labelAt = ([[x, y], [next]], card, label) => ({ x: next >= x ? card.x + card.w + 12 : card.x - 12 - sans(label, 13), y: y - 8 });
