/** One wire, drawn in the state it is in. A line always runs from the value to its user, so dashes of a shared trunk fall together. */

import { draw } from '../draw/svg.js';
import { arrow, distance, inside, lengthOf, part, path, pointAt } from '../draw/line.js';
import { sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/pose.js').WirePose} WirePose */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */

const [ARROW_LONG, ARROW_WIDE] = [5, 7];
const [BACK_LONG, BACK_WIDE] = [8, 9];
const BAR = 12;
/** A line longer than this is drawn where it is in view: a browser draws each of its dashes, in view or not. */
const LONG = 4000;
/** A multiple of every pattern of dashes, so that those of a trunk fall together wherever its lines begin. */
const DASHES = 176;

/** What is at work lies on top. */
const DEPTH = { idle: 0, nopath: 1, delivered: 2, returned: 3, forward: 4, backward: 5 };

/** @param {WirePose} a */
export const depth = (a) => DEPTH[a.state];

/**
 * @param {Wire} wire
 * @param {readonly Point[]} points
 * @param {WirePose} pose
 * @param {number} flight share of the way a packet on it has gone
 * @param {boolean} quiet the element view is open: every wire falls back
 * @param {import('./graph-room.js').Box} view
 * @returns {Drawing}
 */
export function drawWire(wire, points, pose, flight, quiet, view) {
  const state = quiet ? (pose.state === 'idle' ? 'idle' : 'delivered') : pose.state;
  const kinds = `wire wire--${state}${wire.flat && !quiet ? ' wire--flat' : ''}${quiet ? ' wire--quiet' : ''}`;
  return draw('g', { key: wire.id, class: kinds }, strokes(state, points, flight, view));
}

/**
 * @param {WirePose['state']} state
 * @param {readonly Point[]} points
 * @param {number} flight
 * @param {import('./graph-room.js').Box} view
 * @returns {Drawing[]}
 */
function strokes(state, points, flight, view) {
  const all = lengthOf(points);
  const [first, last] = all <= LONG ? [0, all] : (inside(points, view) ?? [0, 0]);
  const line = (/** @type {string} */ kind, /** @type {number} */ from, /** @type {number} */ to) => {
    const start = from + DASHES * Math.floor(Math.max(0, first - from) / DASHES);
    return draw('path', { key: kind, class: kind, d: path(part(points, start, Math.min(to, last))) });
  };
  const head = (/** @type {readonly Point[]} */ at, /** @type {number} */ long, /** @type {number} */ wide) =>
    draw('path', { key: 'head', class: 'wire-head', d: arrow(at, long, wide) });
  const reversed = () => [...points].reverse();
  switch (state) {
    case 'idle':
      return [line('wire-line', 0, all)];
    case 'delivered':
      return [line('wire-line', 0, all - ARROW_LONG + 1), head(reversed(), ARROW_LONG, ARROW_WIDE)];
    case 'forward':
      if (flight >= 1) return [line('wire-behind', 0, all - ARROW_LONG), head(reversed(), 7, 9)];
      return [line('wire-ahead', 0, all), line('wire-behind', 0, flight * all)];
    case 'backward':
      return [line('wire-ahead', 0, (1 - flight) * all), line('wire-behind', (1 - flight) * all, all)];
    case 'returned':
      return [line('wire-line', BACK_LONG, all), head(points, BACK_LONG, BACK_WIDE)];
    case 'nopath':
      return [line('wire-line', 0, all), draw('path', { key: 'bar', class: 'wire-bar', d: bar(points) })];
  }
}

/** @param {readonly Point[]} points across the middle of the longest stretch */
function bar(points) {
  const stretches = points.slice(1).map((b, i) => [points[i], b]);
  const [a, b] = stretches.reduce((best, each) => (distance(each[0], each[1]) > distance(best[0], best[1]) ? each : best));
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return a[1] === b[1] ? `M${x} ${y - BAR / 2}v${BAR}` : `M${x - BAR / 2} ${y}h${BAR}`;
}

/**
 * Where the packet on a wire is.
 * @param {readonly Point[]} points
 * @param {'forward' | 'backward'} way
 * @param {number} flight
 */
export const packetAt = (points, way, flight) => pointAt(points, lengthOf(points) * (way === 'forward' ? flight : 1 - flight));

/** @param {Unbroadcast} copied */
export const tagText = (copied) => copied.axes.map((axis, k) => `axis ${axis} × ${copied.copies[k]}`).join(', ');

export const TAG_HIGH = 20;

/** @param {Unbroadcast} copied */
export const tagWide = (copied) => 2 * Math.ceil((sans(tagText(copied), 12) + 16) / 2);

/**
 * @param {Wire} wire
 * @param {{x: number, y: number, w: number, h: number}} box
 * @param {boolean} working the sum over the copies is this step
 * @returns {Drawing}
 */
export function drawTag(wire, box, working) {
  const copied = /** @type {Unbroadcast} */ (wire.unbroadcast);
  return draw('g', { key: `tag ${wire.id}`, class: working ? 'tag is-backward' : 'tag', transform: `translate(${box.x} ${box.y})` }, [
    draw('rect', { x: 0.5, y: 0.5, width: box.w - 1, height: box.h - 1, rx: 3 }),
    draw('text', { x: box.w / 2, y: 14 }, tagText(copied)),
  ]);
}
