/** The connectors of the element view, that meet in a formula. Local entries in blue, upstream and result in orange. */

import { draw } from '../draw/svg.js';
import { arrow, path } from '../draw/line.js';
import { connect } from '../layout/connect.js';
import { nameOf } from './facts.js';
import { exitsOf, obstacles } from './graph-exits.js';
import { around, firstFree, stretches } from './graph-room.js';
import { sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./graph-entry.js').EntryView} EntryView */
/** @typedef {typeof import('../words/en.js').words.graph} Words */

/** @typedef {import('../layout/connect.js').Port} Port */
/** @typedef {import('./graph-exits.js').Exit} Exit */
/** @typedef {{text: string, x: number, y: number}} Label */
/** @typedef {{kind: 'local' | 'upstream' | 'result', points: readonly Point[], label: Label | null}} Link */

/**
 * Every connector on its own way round the cards: the result first, since it is what the reader looks for.
 * @param {Study} study
 * @param {Stage} stage
 * @param {EntryView} view
 * @param {Box} formula
 * @param {Words} words
 * @returns {Link[]}
 */
export function linksOf(study, stage, view, formula, words) {
  const own = { kind: /** @type {const} */ ('result'), card: view.card, exits: exitsOf(stage, view.card, 'grad', [view.entry], [view.entry]), label: null };
  const rest = view.ends.map(({ card: id, of, entries, focus }) => {
    const exits = exitsOf(stage, id, of, entries, focus.size > 0 ? focus : entries);
    if (of === 'grad') return { kind: /** @type {const} */ ('upstream'), card: id, exits, label: null };
    const card = /** @type {import('../store/scene.js').Card} */ (study.scene.cardById.get(id));
    const label = entries.size > 1 ? words.entriesOf(entries.size, nameOf(study.trace, card.node)) : null;
    return { kind: /** @type {const} */ ('local'), card: id, exits, label };
  });
  const solid = [...obstacles(stage), formula];
  const beside = [...stage.lines.values()].map((line) => ({ line, near: 5, along: 4, across: 12 }));
  /** @type {Link[]} */
  const links = [];
  const used = new Set();
  for (const { kind, card, exits, label } of [own, ...rest]) {
    const ports = doors(formula, kind, exits).filter(({ at }) => !used.has(`${at}`));
    const found = connect(exits, ports, { solid, beside });
    if (!found) continue;
    used.add(`${found.to.at}`);
    const points = joined(/** @type {Exit} */ (found.from).start, found.points);
    beside.push({ line: points, near: 9, along: 40, across: 80 });
    links.push({ kind, points, label: label === null ? null : placed(label, points, [...solid, ...links.map((link) => around(stretches(link.points)))], /** @type {Box} */ (stage.boxes.get(card))) });
  }
  return links;
}

/** How far beside its card a connector goes up or down. */
const LANE = 18;

/**
 * Where a connector may enter the formula: what comes and what results at its sides, what it is multiplied with from above or
 * below; in the middle, or straight on from where it left.
 * @param {Box} box
 * @param {Link['kind']} kind
 * @param {readonly Exit[]} exits
 * @returns {Port[]}
 */
function doors({ x, y, w, h }, kind, exits) {
  // A side lies nearer by half the width: that alone shall not draw a factor there.
  const [aside, above] = kind === 'local' ? [24 + w / 2, 0] : [0, 24];
  const spread = (/** @type {number} */ start, /** @type {number} */ size, /** @type {readonly number[]} */ shifts, /** @type {readonly number[]} */ wished) => {
    const middle = start + size / 2;
    const inside = wished.filter((at) => Math.abs(at - middle) <= size / 2 - 14 && at !== middle).map((at) => ({ at, cost: 12 }));
    return [...shifts.map((by) => ({ at: middle + by, cost: 2 * Math.abs(by) })), ...inside];
  };
  const rows = spread(y, h, [0, -20, 20], exits.flatMap(({ at, way }) => (way === 'down' ? [at[1] + LANE] : [at[1]])));
  const columns = spread(x, w, [0, -28, 28, -56, 56], exits.flatMap(({ at, way }) => (way === 'down' ? [at[0]] : way === 'left' ? [at[0] - LANE] : [at[0] + LANE])));
  return [
    ...rows.flatMap(({ at, cost }) => [port([x, at], 'left', aside + cost), port([x + w, at], 'right', aside + cost)]),
    ...columns.flatMap(({ at, cost }) => [port([at, y], 'up', above + cost), port([at, y + h], 'down', above + cost)]),
  ];
}

/** @param {Point} at @param {Port['way']} way @param {number} cost @returns {Port} */
const port = (at, way, cost) => ({ at, way, cost });

/** @param {Point} start @param {Point[]} points @returns {Point[]} */
function joined(start, points) {
  const [a, b] = points;
  if (start[0] === a[0] && start[1] === a[1]) return points;
  return (start[0] === a[0] && a[0] === b[0]) || (start[1] === a[1] && a[1] === b[1]) ? [start, ...points.slice(1)] : [start, ...points];
}

/**
 * A label above the first level stretch that has room for it.
 * @param {string} text
 * @param {readonly Point[]} points
 * @param {readonly Box[]} taken
 * @param {Box} card it comes from
 * @returns {Label | null}
 */
function placed(text, points, taken, card) {
  const w = sans(text, 13);
  for (const [i, b] of points.slice(1).entries()) {
    const a = points[i];
    if (a[1] !== b[1]) continue;
    const forth = b[0] > a[0];
    const edge = i > 0 ? a[0] : forth ? Math.max(a[0], card.x + card.w) : Math.min(a[0], card.x);
    const x = forth ? edge + 12 : edge - 12 - w;
    if (forth ? x + w > b[0] : x < b[0]) continue;
    if (firstFree([{ x, y: a[1] - 22, w, h: 18 }], taken, 2)) return { text, x, y: a[1] - 8 };
  }
  return null;
}

/**
 * A gap in what lies below, and above it the lines themselves.
 * @param {readonly Link[]} links
 * @returns {{below: Drawing, above: Drawing}}
 */
export function drawLinks(links) {
  const below = links.map(({ points }, i) => draw('path', { key: `${i}`, class: 'link-gap', d: path(points) }));
  const above = links.flatMap(({ kind, points, label }, i) => [
    draw('path', { key: `${i}`, class: `link link--${kind}`, d: path(kind === 'result' ? [shortened(points), ...points.slice(1)] : points) }),
    kind === 'result' ? draw('path', { key: `head ${i}`, class: 'link-head', d: arrow(points, 8, 9) }) : null,
    label ? draw('text', { key: `label ${i}`, class: 'link-label', x: label.x, y: label.y }, label.text) : null,
  ]);
  return { below: draw('g', { key: 'gaps' }, below), above: draw('g', { key: 'links', class: 'links' }, above) };
}

/** @param {readonly Point[]} points @returns {Point} the start, moved under the arrow */
const shortened = ([[x, y], [nextX, nextY]]) => [x + 6 * Math.sign(nextX - x), y + 6 * Math.sign(nextY - y)];
