/** Where a program stops: a card for the value that could not be made, after what it was to be made from. */

import { draw } from '../draw/svg.js';
import { path } from '../draw/line.js';
import { connect } from '../layout/connect.js';
import { fitted } from './graph-text.js';

/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Problem} Problem */
/** @typedef {import('../store/scene.js').Scene} Scene */
/** @typedef {import('./graph-size.js').Size} Size */
/** @typedef {import('./graph-room.js').Box} Box */

/** @typedef {{box: Box, text: string, fact: string, lines: readonly (readonly Point[])[]}} Stop */

const [WIDE, HIGH, RULE, AWAY, APART] = [112, 80, 52, 72, 24];

/** @param {Problem['facts']} facts @returns {string} the two numbers that should have been the same */
export function factOf({ left, right, inner, shapes, axis }) {
  const pair = Array.isArray(inner) ? inner : Array.isArray(shapes) && typeof axis === 'number' ? shapes.map((shape) => (Array.isArray(shape) ? shape.at(axis) : null)) : [left, right];
  return pair.length === 2 && pair.every((each) => typeof each === 'number') ? `${pair[0]} ≠ ${pair[1]}` : '!';
}

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Size>} sizes
 * @param {ReadonlyMap<string, Box>} boxes
 * @param {'right' | 'down'} direction
 * @returns {Stop | null} null unless shapes did not fit and no node stands for what failed
 */
export function stopOf(trace, scene, sizes, boxes, direction) {
  const problem = trace.problems.find((each) => each.node === null && each.span !== null && Array.isArray(each.facts.shapes));
  if (!problem?.span) return null;
  const text = trace.program.text.slice(...problem.span);
  const names = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  // The last value of a name is the one the line was about.
  const made = new Map(trace.nodes.filter((node) => node.name !== null && names.has(node.name)).map((node) => [node.name, scene.cardOf.get(node.id)]));
  const operands = [...made.values()].flatMap((id) => {
    const [box, size] = [id && boxes.get(id), id && sizes.get(id)];
    return box && size ? [{ box, axis: size.axis }] : [];
  });
  if (operands.length === 0) return null;
  const down = direction === 'down';
  const mean = operands.reduce((sum, { box, axis }) => sum + (down ? box.x : box.y) + axis, 0) / operands.length;
  const edge = Math.max(...[...boxes.values()].map(({ x, y, w, h }) => (down ? y + h : x + w)));
  const box = down ? { x: Math.round(mean - WIDE / 2), y: edge + AWAY / 2, w: WIDE, h: HIGH } : { x: edge + AWAY, y: Math.round(mean - RULE), w: WIDE, h: HIGH };
  const lines = operands.flatMap(({ box: from, axis }, i) => {
    const port = (i - (operands.length - 1) / 2) * APART;
    const [start, end] = /** @type {[Point, Point]} */ (down
      ? [[from.x + axis, from.y + from.h], [box.x + WIDE / 2 + port, box.y]]
      : [[from.x + from.w, from.y + axis], [box.x, box.y + RULE + port]]);
    /** @type {[import('../layout/connect.js').Way, import('../layout/connect.js').Way]} */
    const [out, back] = down ? ['down', 'up'] : ['right', 'left'];
    const found = connect([{ at: start, way: out, cost: 0 }], [{ at: end, way: back, cost: 0 }], { solid: [...boxes.values(), box], beside: [] });
    return found ? [found.points] : [];
  });
  return { box, text, fact: factOf(problem.facts), lines };
}

/**
 * @param {Stop} stop
 * @param {typeof import('../words/en.js').words.graph} words
 * @returns {import('../draw/svg.js').Drawing}
 */
export function drawStop({ box: { x, y, w, h }, text, fact, lines }, words) {
  return draw('g', { key: 'stop', class: 'stop' }, [
    ...lines.map((line, i) => draw('g', { key: `line ${i}`, class: 'wire wire--idle' }, [draw('path', { class: 'wire-line', d: path(line) })])),
    draw('g', { key: 'card', class: 'card is-err', transform: `translate(${x} ${y})`, role: 'graphics-object', 'aria-label': `${text}: ${fact}, ${words.stops}` }, [
      draw('rect', { class: 'card-face', x: 0.5, y: 0.5, width: w - 1, height: h - 1, rx: 4 }),
      draw('path', { class: 'card-axis', d: `M1 ${RULE + 0.5}H${w - 1}` }),
      draw('text', { class: 'name', x: 8, y: 18 }, fitted(text, 14, w - 16)),
      draw('text', { class: 'fact', x: 8, y: RULE - 9 }, fact),
      draw('text', { class: 'caption caption--end caption--err', x: w - 8, y: RULE + 18.5 }, words.stops),
    ]),
  ]);
}
