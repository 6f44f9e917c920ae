/** Which of several layouts suits the canvas: ranks close together, apart where there is room, or one card beside the other. */

import { layout } from '../layout/index.js';

/** @typedef {import('../layout/index.js').GraphInput} GraphInput */
/** @typedef {import('../layout/index.js').Layout} Layout */
/** @typedef {import('./graph-stage.js').Room} Room */

/** The least gap between ranks, one that lets connectors pass, the least that holds a formula with its connectors, and the most that still looks like one graph. */
const [CLOSE, PASSAGE, FORMULA_ROOM, WIDEST] = [26, 96, 272, 392];
const SEED_ROOM = 52;
const FEW = 24;
/** How much larger a graph must become to be laid out in a row. */
const GAIN = 1.1;

/**
 * Ranks of matrices stand apart where there is room, so that the formula of the element view or at least its connectors fit
 * between them. Where the canvas is too low for cards above each other, they stand in a row.
 * @param {import('./graph-stage.js').Plan} plan
 * @returns {Layout}
 */
export function arrange({ graph, sizes, direction, room }) {
  const close = layout(graph, { direction });
  if (direction === 'down' || graph.nodes.length > FEW || ![...sizes.values()].some((size) => size.kind === 'matrix')) return close;
  const wide = spread(graph, close, room, false);
  if (scaleOf(wide, room) >= 1) return wide;
  const row = spread(graph, layout(graph, { direction, apart: true }), room, true);
  return scaleOf(row, room) > GAIN * scaleOf(wide, room) ? row : wide;
}

/** @param {Layout} laid @param {Room} room */
const scaleOf = ({ width, height }, room) => Math.min(1, room.w / (width + SEED_ROOM), room.h / height);

/**
 * @param {GraphInput} graph
 * @param {Layout} close
 * @param {Room} room
 * @param {boolean} apart
 */
function spread(graph, close, room, apart) {
  // One pixel more in each gap tells how many gaps there are.
  const gaps = layout(graph, { rankGap: CLOSE + 1, apart }).width - close.width;
  const across = room.w / scaleOf(close, room);
  const gap = CLOSE + Math.floor((across - SEED_ROOM - close.width) / Math.max(1, gaps));
  if (gap <= CLOSE) return close;
  return layout(graph, { rankGap: Math.min(gap, gap < FORMULA_ROOM ? PASSAGE : WIDEST), apart });
}
