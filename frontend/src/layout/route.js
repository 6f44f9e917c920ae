import { tracks } from './tracks.js';

/**
 * Route: the columns' places along the flow, and an orthogonal line for every edge. All edges of a value follow its
 * trunk and leave it in the gap before their user: forks come as late as possible (the hyperedges of Sander,
 * "Layout of Directed Hypergraphs with Orthogonal Hyperedges", 2003).
 *
 * @typedef {[number, number]} Point along, across
 * @typedef {{points: Point[], trunk: number}} Line
 * @typedef {{at: Float64Array, length: number, lines: Line[]}} Routed at: start of every card along the flow
 */

/** Free space on both sides of the tracks of a gap: half a gap with one track. Distance of two tracks. */
const MARGIN = 13;
const TRACK = 10;

/**
 * @param {import('./layers.js').Layers} layers
 * @param {import('./crossings.js').Order} order
 * @param {Float64Array} axis
 * @param {number} least distance of two ranks
 * @returns {Generator<void, Routed>}
 */
export function* route(layers, order, axis, least) {
  const { graph, depth, count, from, to, shift, outs } = layers;
  const turnAt = new Float64Array(count).fill(NaN);
  const levelAt = new Float64Array(count).fill(NaN);
  const secondAt = new Float64Array(count).fill(NaN);
  const at = new Float64Array(graph.count);
  const room = roomBefore(layers);
  let begin = 0;
  for (let r = 0; r < depth; r++) {
    const row = order.items.subarray(order.start[r], order.start[r + 1]);
    let widest = 0;
    for (const x of row) if (x < graph.count) widest = Math.max(widest, graph.along[x]);
    for (const x of row) {
      if (x >= graph.count) continue;
      // Inputs lean towards their users, operations towards their operands.
      const leaf = graph.ins.start[x] === graph.ins.start[x + 1];
      at[x] = begin + (leaf && r + 1 < depth ? widest - graph.along[x] : 0);
    }
    if (r + 1 === depth) {
      begin += widest;
      break;
    }
    const passing = Array.from(row).filter((x) => outs.start[x] < outs.start[x + 1]);
    const nets = passing.map((x) => {
      const ends = [];
      for (let j = outs.start[x]; j < outs.start[x + 1]; j++) ends.push(axis[to[outs.items[j]]] + shift[outs.items[j]]);
      return { start: axis[x], ends };
    });
    const turns = tracks(nets);
    const used = 2 * MARGIN + Math.max(0, turns.count - 1) * TRACK + room[r + 1];
    // Spare room goes before the tracks and behind them alike; a label's room stays behind.
    const left = begin + widest + MARGIN + Math.max(0, least - used) / 2;
    passing.forEach((x, i) => {
      const { track, level, second } = turns.turns[i];
      turnAt[x] = left + track * TRACK;
      levelAt[x] = level;
      secondAt[x] = left + second * TRACK;
    });
    begin += widest + Math.max(least, used);
    if (r % 256 === 255) yield;
  }
  yield;

  /** Goes on from the last point to height y, where element x turns. @param {Point[]} points @param {number} x @param {number} y */
  const turn = (points, x, y) => {
    if (axis[x] === y) return;
    if (Number.isNaN(levelAt[x])) points.push([turnAt[x], axis[x]], [turnAt[x], y]);
    else points.push([turnAt[x], axis[x]], [turnAt[x], levelAt[x]], [secondAt[x], levelAt[x]], [secondAt[x], y]);
  };
  /** @type {Line[]} */
  const lines = Array.from({ length: graph.from.length }, () => ({ points: [], trunk: 0 }));
  for (let v = 0; v < graph.count; v++) {
    const edges = graph.outs.items.subarray(graph.outs.start[v], graph.outs.start[v + 1]);
    if (edges.length === 0) continue;
    /** @type {Point[]} the trunk so far, and how much of it lies before each of its elements */
    const trunk = [[at[v] + graph.along[v], axis[v]]];
    const known = [1];
    const end = v + 1 < graph.count ? layers.first[v + 1] : count;
    for (let x = layers.first[v], before = v; x < end; before = x++) {
      turn(trunk, before, axis[x]);
      known.push(trunk.length);
    }
    for (const e of edges) {
      const s = layers.bent + e;
      const x = from[s];
      const points = trunk.slice(0, known[x === v ? 0 : x - layers.first[v] + 1]);
      const y = axis[to[s]] + shift[s];
      turn(points, x, y);
      points.push([at[to[s]], y]);
      lines[e].points = points;
    }
    if (edges.length > 1) share(lines, Array.from(edges));
  }
  return { at, length: begin, lines };
}

/** The longest room an edge asks for just before its port, per rank. @param {import('./layers.js').Layers} layers */
function roomBefore({ graph, rank, depth }) {
  const room = new Float64Array(depth);
  for (let e = 0; e < graph.to.length; e++) room[rank[graph.to[e]]] = Math.max(room[rank[graph.to[e]]], graph.room[e]);
  return room;
}

/**
 * How far each of a value's lines runs together with another one. In lexicographic order that other one is a neighbour.
 * @param {Line[]} lines
 * @param {number[]} edges
 */
function share(lines, edges) {
  edges.sort((a, b) => compare(lines[a].points, lines[b].points) || a - b);
  for (let i = 1; i < edges.length; i++) {
    const [a, b] = [lines[edges[i - 1]], lines[edges[i]]];
    const length = common(a.points, b.points);
    a.trunk = Math.max(a.trunk, length);
    b.trunk = Math.max(b.trunk, length);
  }
}

/** @param {Point[]} a @param {Point[]} b */
function compare(a, b) {
  const n = Math.min(a.length, b.length);
  for (let i = 1; i < n; i++) {
    const difference = a[i][0] - b[i][0] || a[i][1] - b[i][1];
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Length of the common beginning of two orthogonal lines. @param {Point[]} a @param {Point[]} b */
function common(a, b) {
  let length = 0;
  for (let i = 1; i < Math.min(a.length, b.length); i++) {
    const [dx, dy] = [a[i][0] - a[i - 1][0], a[i][1] - a[i - 1][1]];
    const [ex, ey] = [b[i][0] - b[i - 1][0], b[i][1] - b[i - 1][1]];
    if (dx === ex && dy === ey) {
      length += Math.abs(dx) + Math.abs(dy);
      continue;
    }
    const parallel = Math.sign(dx) === Math.sign(ex) && Math.sign(dy) === Math.sign(ey);
    if (parallel) length += Math.min(Math.abs(dx) + Math.abs(dy), Math.abs(ex) + Math.abs(ey));
    break;
  }
  return length;
}
