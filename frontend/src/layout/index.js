import { indexed } from './graph.js';
import { inset } from './inset.js';
import { layered } from './layers.js';
import { order } from './order.js';
import { place } from './place.js';
import { oneEach, rank } from './rank.js';
import { route } from './route.js';

/**
 * Layered layout (Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981):
 * rank, order, place, route. Pure, deterministic and iterative; it knows sizes, never what a card shows.
 *
 *     layout({ nodes: [x, y], edges: [{ id: 'e', from: 'x', to: 'y', port: 0 }] }).edges.get('e')
 *         ->  { points: [[80, 52], [106, 52]], trunk: 0 }
 *
 * A card's out-port and the axis of its in-ports lie `axis` below its top (direction right) or right of its left side
 * (down); ports[i] is the offset of operand i from there. Node order is program order. `small` marks constants.
 * `room` asks for that much straight line in front of the port, for a tag on the wire.
 * `trunk` is the length, from the source on, that an edge's line shares with another edge of the same value.
 *
 * @typedef {{id: string, w: number, h: number, axis: number, ports: readonly number[], small?: boolean}} NodeInput
 * @typedef {{id: string, from: string, to: string, port: number, room?: number}} EdgeInput
 * @typedef {{nodes: readonly NodeInput[], edges: readonly EdgeInput[]}} GraphInput
 * `apart` gives every card a rank of its own: low and wide, for a few large cards where height is dear.
 *
 * @typedef {{direction?: 'right' | 'down', rankGap?: number, apart?: boolean}} Options
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 * @typedef {{points: [number, number][], trunk: number}} Wire
 * @typedef {{width: number, height: number, nodes: Map<string, Box>, edges: Map<string, Wire>}} Layout
 */

/** Least distances across the flow. On a phone (down) cards stand side by side and space is dear. */
const GAPS = {
  right: { rows: 28, beside: 14, wires: 10, small: 12 },
  down: { rows: 12, beside: 12, wires: 10, small: 12 },
};
const RANK_GAP = 26;

/**
 * @param {GraphInput} graph
 * @param {Options} [options]
 * @returns {Layout}
 */
export function layout(graph, options) {
  const slices = layoutSlices(graph, options);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/**
 * The same in slices, for a page that must stay responsive without a worker.
 * @param {GraphInput} input
 * @param {Options} [options]
 * @returns {Generator<void, Layout>}
 */
export function* layoutSlices(input, { direction = 'right', rankGap = RANK_GAP, apart = false } = {}) {
  let { layers, rows } = yield* arranged(input, direction, apart);
  const aside = inset(input, layers, rows, direction);
  if (aside) ({ layers, rows } = yield* arranged(aside.rest, direction, apart));
  const axis = yield* place(layers, rows, GAPS[direction]);
  const routed = yield* route(layers, rows, axis, rankGap);
  const drawing = drawn(aside?.rest ?? input, layers, axis, routed, direction);
  return aside ? aside.insert(drawing) : drawing;
}

/**
 * @param {GraphInput} input
 * @param {'right' | 'down'} direction
 * @param {boolean} apart
 */
function* arranged(input, direction, apart) {
  const graph = indexed(input, direction);
  const ranks = rank(graph);
  const layers = layered(graph, apart ? oneEach(ranks) : ranks);
  yield;
  return { layers, rows: yield* order(layers) };
}

/**
 * From along and across to x and y, from index to id, with the origin at the top left of the drawing.
 * @param {GraphInput} input
 * @param {import('./layers.js').Layers} layers
 * @param {Float64Array} axis
 * @param {import('./route.js').Routed} routed
 * @param {'right' | 'down'} direction
 * @returns {Layout}
 */
function drawn(input, { graph, count }, axis, { at, length, lines }, direction) {
  let [first, last] = [Infinity, -Infinity];
  for (let x = 0; x < count; x++) {
    first = Math.min(first, axis[x] - (x < graph.count ? graph.above[x] : 0));
    last = Math.max(last, axis[x] + (x < graph.count ? graph.below[x] : 0));
  }
  const breadth = graph.count > 0 ? last - first : 0;
  const down = direction === 'down';
  const nodes = new Map(input.nodes.map(({ id, w, h }, v) => {
    const across = axis[v] - graph.above[v] - first;
    return [id, down ? { x: across, y: at[v], w, h } : { x: at[v], y: across, w, h }];
  }));
  const edges = new Map(input.edges.map(({ id }, e) => {
    const { points, trunk } = lines[e];
    /** @type {[number, number][]} */
    const turned = points.map(([along, across]) => (down ? [across - first, along] : [along, across - first]));
    return [id, { points: turned, trunk }];
  }));
  return { width: down ? breadth : length, height: down ? length : breadth, nodes, edges };
}
