/** The upstream gradient: a dashed card with its number, or a diamond where the number already stands on the target. */

import { draw } from '../draw/svg.js';
import { arrow, path } from '../draw/line.js';
import { number } from '../store/format.js';
import { firstFree } from './graph-room.js';
import { sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-size.js').Size} Size */
/** @typedef {import('../wire.d.ts').Tensor} Tensor */

/**
 * `points` run from the target's card to the seed.
 * @typedef {{box: Box, points: readonly Point[], look: 'card' | 'diamond'}} Seed
 */

/**
 * @param {Box} target
 * @param {Size} size
 * @param {Tensor} upstream
 * @param {readonly Box[]} solid what it may not cover
 * @param {readonly Box[]} strokes what it rather does not cover
 * @param {{direction: 'right' | 'down', full: boolean}} view
 * @returns {Seed | null}
 */
export function placeSeed(target, size, upstream, solid, strokes, { direction, full }) {
  const scalar = upstream.shape.length === 0;
  const asCard = scalar && full;
  const { x, y, w, h } = target;
  const number0 = scalar ? sans(number(upstream.data?.[0] ?? NaN), 16) : 0;
  const middle = y + (size.grid ? size.grid.grad + (size.grid.flat.rows * size.grid.cellH) / 2 : size.rule + (size.h - size.rule) / 2);
  const seedW = asCard ? Math.max(80, 8 * Math.ceil((number0 + 16) / 8)) : 16 + (number0 ? number0 + 6 : 0);
  const seedH = asCard ? (direction === 'down' ? 48 : 44) : 16;
  const away = asCard ? 31 : size.grid ? 38 : 28;
  const centre = x + w / 2;
  /** @type {(Box & {points: Point[]})[]} */
  const places = [];
  const right = { x: x + w + away, y: asCard ? y : middle - 8, w: seedW, h: seedH };
  const beside = asCard ? y + h / 2 : middle;
  const below = { x: asCard ? x : centre - 8, y: y + h + 28, w: seedW, h: seedH };
  const above = { ...below, y: y - 28 - seedH };
  const sideways = { ...right, points: /** @type {Point[]} */ ([[x + w + 1, beside], [right.x, beside]]) };
  const left = { ...right, x: x - away - seedW };
  const otherSide = { ...left, points: /** @type {Point[]} */ ([[x - 1, beside], [left.x + seedW, beside]]) };
  const under = { ...below, points: /** @type {Point[]} */ ([[centre, y + h + 3], [centre, below.y]]) };
  const over = { ...above, points: /** @type {Point[]} */ ([[centre, y - 3], [centre, above.y + seedH]]) };
  if (asCard && direction === 'right') places.push(under, sideways, over);
  else places.push(sideways, otherSide, under, over);
  const found = firstFree(places, [...solid, ...strokes], 4) ?? firstFree(places, solid, 4) ?? places[0];
  const { points, ...box } = found;
  return { box, points, look: asCard ? 'card' : 'diamond' };
}

/**
 * @param {Seed} seed
 * @param {Tensor} upstream
 * @param {boolean} seeded
 * @param {string} key
 * @param {typeof import('../words/en.js').words.graph} words
 * @returns {Drawing}
 */
export function drawSeed({ box, points, look }, upstream, seeded, key, words) {
  const shown = upstream.shape.length === 0 ? number(upstream.data?.[0] ?? NaN) : '';
  const [from, to] = points;
  const start = seeded ? /** @type {Point} */ ([from[0] + Math.sign(to[0] - from[0]) * 8, from[1] + Math.sign(to[1] - from[1]) * 8]) : from;
  const wire = draw('g', { key: 'wire', class: `wire wire--${seeded ? 'returned' : 'idle'}` }, [
    draw('path', { key: 'line', class: 'wire-line', d: path([start, to]) }),
    seeded && draw('path', { key: 'head', class: 'wire-head', d: arrow(points, 8, 9) }),
  ]);
  const centre = box.y + box.h / 2;
  const body = look === 'card'
    ? [
        draw('rect', { key: 'frame', class: 'seed-frame', x: box.x + 0.5, y: box.y + 0.5, width: box.w - 1, height: box.h - 1, rx: 4 }),
        draw('text', { key: 'label', class: 'caption', x: box.x + 8, y: box.y + 17 }, words.upstream),
        draw('text', { key: 'number', class: 'number number--grad', x: box.x + box.w - 8, y: box.y + box.h - 8 }, shown),
      ]
    : [
        draw('path', { key: 'diamond', class: 'seed-diamond', d: `M${box.x + 8} ${centre - 6}l6 6l-6 6l-6 -6Z` }),
        shown && draw('text', { key: 'number', class: 'number number--seed', x: box.x + 20, y: centre + 5.5 }, shown),
      ];
  return draw('g', { key, class: 'seed', 'data-seed': key }, [wire, ...body]);
}
