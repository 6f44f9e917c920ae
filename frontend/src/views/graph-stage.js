/** Where everything stands: sizes go to the layout, coordinates come back. Made once per scene and direction. */

import { lookup } from '../wire.js';
import { arrange } from './graph-arrange.js';
import { around, stretches } from './graph-room.js';
import { placeSeed } from './graph-seed.js';
import { sizeOf } from './graph-size.js';
import { TAG_HIGH, tagWide } from './graph-wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/scene.js').Scene} Scene */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('./graph-size.js').Size} Size */
/** @typedef {import('./graph-size.js').Direction} Direction */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-seed.js').Seed} Seed */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */

/** @typedef {{readonly w: number, readonly h: number}} Room */
/** @typedef {{id: string, label: string, box: Box, nodes: number, level: number}} Frame an opened group */

/**
 * @typedef {object} Places
 * @property {ReadonlyMap<string, Box>} boxes per card
 * @property {ReadonlyMap<string, readonly Point[]>} lines per wire, from the value to its user
 * @property {ReadonlyMap<string, Box>} spans per wire, the box around its line
 * @property {ReadonlyMap<string, Box>} tags per wire that copies axes
 * @property {ReadonlyMap<string, Seed>} seeds per card of a target
 * @property {readonly Frame[]} frames outermost first
 * @property {readonly Box[]} taken every box and every stretch of wire
 * @property {Box} extent
 */
/** @typedef {Site & {sizes: ReadonlyMap<string, Size>} & Places} Stage */

/** In a canvas lower than this the cells of matrices are as low as in a panel. */
const LOW = 420;
/** Between a tag and the arrow before the port. */
const TAG_CLEAR = 10;
const FRAME_TITLE = 40;
const FRAME_INSET = 16;

/**
 * What a stage is made for: the same again is the same stage.
 * @typedef {object} Site
 * @property {Trace} trace
 * @property {Scene} scene
 * @property {Direction} direction
 * @property {'full' | 'min' | 'none'} chrome
 * @property {Room} room px a graph may use at 100 %
 */

/** @typedef {Site & {sizes: ReadonlyMap<string, Size>, graph: import('../layout/index.js').GraphInput}} Plan what the layout has to place */

/**
 * @param {Site} site
 * @returns {Plan}
 */
export function plan(site) {
  const { trace, scene, direction, room } = site;
  const { nodes } = lookup(trace);
  const operands = new Map(scene.cards.map((card) => [card.id, 0]));
  for (const wire of scene.wires) operands.set(wire.to, wire.ports);
  const sizes = new Map(scene.cards.map((card) => [
    card.id,
    sizeOf(card, /** @type {import('../wire.d.ts').Node} */ (nodes.get(card.node)), operands.get(card.id) ?? 0, direction, room.h < LOW),
  ]));
  return { ...site, sizes, graph: graphOf(scene, sizes, direction) };
}

/**
 * @param {Plan} plan
 * @param {import('../layout/index.js').Layout} [placed] where that is known already
 * @returns {Stage}
 */
export function stage({ graph, ...planned }, placed = arrange(graph, planned.sizes, planned.direction, planned.room)) {
  const { trace, scene, direction, chrome, sizes } = planned;
  const boxes = new Map(scene.cards.map((card) => [card.id, /** @type {Box} */ (placed.nodes.get(card.id))]));
  const lines = new Map(scene.wires.map((wire) => [wire.id, /** @type {readonly Point[]} */ (placed.edges.get(wire.id)?.points ?? [])]));
  const tags = new Map(scene.wires.flatMap((wire) => {
    const copied = copiesOf(wire);
    return copied ? [/** @type {[string, Box]} */ ([wire.id, tagBox(copied, lines.get(wire.id) ?? [])])] : [];
  }));
  const spans = new Map([...lines].map(([id, points]) => [id, around(stretches(points))]));
  const taken = [...boxes.values(), ...tags.values(), ...[...lines.values()].flatMap(stretches)];
  const seeds = chrome === 'none' ? new Map() : seedsOf(trace, scene, sizes, boxes, taken, { direction, full: chrome === 'full' });
  const frames = framesOf(trace, scene, boxes);
  const extent = around([...boxes.values(), ...[...seeds.values()].map((seed) => seed.box), ...frames.map((frame) => frame.box)]);
  return { ...planned, boxes, lines, spans, tags, seeds, frames, taken: [...taken, ...[...seeds.values()].map((seed) => seed.box)], extent };
}

/** What will be summed on the way back. A constant is copied too, but nothing comes back to it. @param {import('../store/scene.js').Wire} wire */
const copiesOf = (wire) => (wire.live ? wire.unbroadcast : null);

/**
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Size>} sizes
 * @param {Direction} direction
 */
function graphOf(scene, sizes, direction) {
  const nodes = scene.cards.map((card) => {
    const { w, h, axis, ports, small } = /** @type {Size} */ (sizes.get(card.id));
    return { id: card.id, w, h, axis, ports, small };
  });
  const edges = scene.wires.map((wire) => {
    const { id, from, to, port } = wire;
    const unbroadcast = copiesOf(wire);
    const tag = unbroadcast && (direction === 'down' ? TAG_HIGH : tagWide(unbroadcast));
    return { id, from, to, port, ...(tag ? { room: tag + 2 * TAG_CLEAR } : {}) };
  });
  return { nodes, edges };
}

/**
 * A tag lies on the last straight stretch of its wire; the layout kept it long enough.
 * @param {Unbroadcast} copied
 * @param {readonly Point[]} points
 * @returns {Box}
 */
function tagBox(copied, points) {
  const [a, b] = points.slice(-2);
  const w = tagWide(copied);
  const along = TAG_CLEAR + (a[0] === b[0] ? TAG_HIGH : w) / 2;
  const way = [Math.sign(b[0] - a[0]), Math.sign(b[1] - a[1])];
  return { x: Math.round(b[0] - way[0] * along - w / 2), y: Math.round(b[1] - way[1] * along - TAG_HIGH / 2), w, h: TAG_HIGH };
}

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Size>} sizes
 * @param {ReadonlyMap<string, Box>} boxes
 * @param {readonly Box[]} taken
 * @param {{direction: Direction, full: boolean}} view
 * @returns {Map<string, Seed>}
 */
function seedsOf(trace, scene, sizes, boxes, taken, view) {
  /** @type {Map<string, Seed>} */
  const seeds = new Map();
  for (const node of trace.targets) {
    const card = scene.cardOf.get(node);
    const [box, size] = [card && boxes.get(card), card && sizes.get(card)];
    if (!card || !box || !size || size.kind === 'constant') continue;
    const others = [...taken.filter((one) => one !== box), ...[...seeds.values()].map((seed) => seed.box)];
    const seed = placeSeed(box, size, trace.upstream, others, view);
    if (seed) seeds.set(card, seed);
  }
  return seeds;
}

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Box>} boxes
 * @returns {Frame[]}
 */
function framesOf(trace, scene, boxes) {
  const { nodes, groups } = lookup(trace);
  /** @type {Map<string, Box[]>} */
  const members = new Map();
  for (const card of scene.cards) {
    let group = card.group === null ? nodes.get(card.node)?.group ?? null : groups.get(card.group)?.parent ?? null;
    for (; group !== null; group = groups.get(group)?.parent ?? null) {
      const found = members.get(group) ?? [];
      found.push(/** @type {Box} */ (boxes.get(card.id)));
      members.set(group, found);
    }
  }
  const depthOf = (/** @type {string} */ id) => {
    let level = 0;
    for (let at = groups.get(id)?.parent ?? null; at !== null; at = groups.get(at)?.parent ?? null) level += 1;
    return level;
  };
  const deepest = Math.max(0, ...[...members.keys()].map(depthOf));
  return [...members].map(([id, inside]) => {
    const level = depthOf(id);
    const { x, y, w, h } = around(inside);
    const nest = deepest - level;
    const inset = FRAME_INSET * (nest + 1);
    const title = FRAME_TITLE * (nest + 1);
    return {
      id,
      level,
      label: groups.get(id)?.label ?? id,
      nodes: insideOf(trace, id),
      box: { x: x - inset, y: y - title, w: w + 2 * inset, h: h + title + inset },
    };
  }).sort((a, b) => a.level - b.level);
}

/** @param {Trace} trace @param {string} id @returns {number} how many nodes a group holds, those of its groups included */
export function insideOf(trace, id) {
  const { groups } = lookup(trace);
  const within = (/** @type {string | null} */ group) => {
    for (let at = group; at !== null; at = groups.get(at)?.parent ?? null) if (at === id) return true;
    return false;
  };
  return trace.nodes.filter((node) => within(node.group)).length;
}
