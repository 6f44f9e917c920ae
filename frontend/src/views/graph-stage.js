/** Where everything stands: sizes go to the layout, coordinates come back. Made once per scene and direction. */

import { lookup } from '../wire.js';
import { framesOf } from './graph-frames.js';
import { around, stretches } from './graph-room.js';
import { placeSeed } from './graph-seed.js';
import { holds, sizeOf } from './graph-size.js';
import { stopOf } from './graph-stop.js';
import { TAG_HIGH, tagWide } from './graph-wire.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('../store/scene.js').Scene} Scene */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('./graph-size.js').Size} Size */
/** @typedef {import('./graph-size.js').Direction} Direction */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-frames.js').Frame} Frame */
/** @typedef {import('./graph-seed.js').Seed} Seed */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../wire.d.ts').Unbroadcast} Unbroadcast */

/** @typedef {{readonly w: number, readonly h: number}} Room */

/**
 * @typedef {object} Places
 * @property {ReadonlyMap<string, Box>} boxes per card
 * @property {ReadonlyMap<string, readonly Point[]>} lines per wire, from the value to its user
 * @property {ReadonlyMap<string, Box>} spans per wire, the box around its line
 * @property {ReadonlyMap<string, Box>} tags per wire that copies axes
 * @property {ReadonlyMap<string, Seed>} seeds per card of a target
 * @property {readonly Frame[]} frames outermost first
 * @property {import('./graph-stop.js').Stop | null} stop where the program stops
 * @property {readonly Box[]} taken every box and every stretch of wire
 * @property {Box} extent
 */
/** @typedef {Site & {sizes: ReadonlyMap<string, Size>} & Places} Stage */

/** In a canvas lower than this the cells of matrices are as low as in a panel. */
const LOW = 420;
/** Between a tag and the arrow before the port. */
const TAG_CLEAR = 10;
/** Between two tags, one above the other. */
const TAG_APART = 4;

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
 * @param {Stage | null} [before] what is shown: cards of the same program stay as large as they are while they hold their numbers
 * @returns {Plan}
 */
export function plan(site, before = null) {
  const { trace, scene, direction, room } = site;
  const kept = before?.trace.program.text === trace.program.text && before.direction === direction ? before : null;
  const { nodes } = lookup(trace);
  const operands = new Map(scene.cards.map((card) => [card.id, 0]));
  for (const wire of scene.wires) operands.set(wire.to, wire.ports);
  const tagged = new Set(scene.wires.filter(copiesOf).map(({ to }) => to));
  const measured = (/** @type {Card} */ card, wide = false) =>
    sizeOf(card, /** @type {Node} */ (nodes.get(card.node)), operands.get(card.id) ?? 0, direction, { low: room.h < LOW, wide, tagged: tagged.has(card.id) });
  // One that has to grow moves the others. Then all whose numbers change get what these may need, so that it happens once.
  const grows = kept !== null && scene.cards.some((card) => {
    const old = kept.sizes.get(card.id);
    return old && !holds(old, measured(card));
  });
  const sizes = new Map(scene.cards.map((card) => {
    const size = measured(card, grows && changed(lookup(kept.trace).nodes.get(card.node), nodes.get(card.node)));
    const old = kept?.sizes.get(card.id);
    return [card.id, old && holds(old, size) ? old : size];
  }));
  return { ...site, sizes, graph: graphOf(scene, sizes, direction) };
}

/** @param {Node | undefined} before @param {Node | undefined} now */
const changed = (before, now) => String([before?.value.data, before?.grad?.data]) !== String([now?.value.data, now?.grad?.data]);

/**
 * Everything that places depend on: what has the same key stands where the other stood.
 * @param {Plan} plan
 * @returns {string}
 */
export function keyOf({ trace, scene, direction, chrome, room, graph }) {
  const groups = trace.groups.map(({ id, label, parent }) => [id, label, parent]);
  const homes = trace.nodes.map(({ group }) => group);
  return JSON.stringify([direction, chrome, room, graph, scene.wires.map(copiesOf), groups, homes, trace.targets, trace.upstream.data, trace.problems]);
}

/**
 * @param {Plan} plan
 * @param {import('../layout/index.js').Layout} placed
 * @returns {Stage}
 */
export function stage({ graph: _, ...planned }, placed) {
  const { trace, scene, direction, chrome, sizes } = planned;
  const boxes = new Map(scene.cards.map((card) => [card.id, /** @type {Box} */ (placed.nodes.get(card.id))]));
  const lines = new Map(scene.wires.map((wire) => [wire.id, /** @type {readonly Point[]} */ (placed.edges.get(wire.id)?.points ?? [])]));
  const lift = liftsOf(scene, direction);
  const tags = new Map(scene.wires.flatMap((wire) => {
    const copied = copiesOf(wire);
    return copied ? [/** @type {[string, Box]} */ ([wire.id, tagBox(copied, lines.get(wire.id) ?? [], lift.get(wire.id) ?? 0)])] : [];
  }));
  const spans = new Map([...lines].map(([id, points]) => [id, around(stretches(points))]));
  const solid = [...boxes.values(), ...tags.values()];
  const strokes = [...lines.values()].flatMap(stretches);
  const taken = [...solid, ...strokes];
  const seeds = chrome === 'none' ? new Map() : seedsOf(trace, scene, sizes, boxes, solid, strokes, { direction, full: chrome === 'full' });
  const entered = [...seeds.values()].map(({ box, points }) => around([box, ...points.map(boxAt)]));
  const frames = framesOf(trace, scene, boxes, [...entered, ...tags.values()], strokes);
  const stop = stopOf(trace, scene, sizes, boxes, direction);
  const extent = around([...boxes.values(), ...spans.values(), ...(stop ? [stop.box] : []), ...[...seeds.values()].map((seed) => seed.box), ...frames.map((frame) => frame.box)]);
  return { ...planned, boxes, lines, spans, tags, seeds, frames, stop, taken: [...taken, ...[...seeds.values()].map((seed) => seed.box)], extent };
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
  const lift = liftsOf(scene, direction);
  const edges = scene.wires.map((wire) => {
    const { id, from, to, port } = wire;
    const unbroadcast = copiesOf(wire);
    const tag = unbroadcast && (direction === 'down' ? TAG_HIGH + (lift.get(id) ?? 0) : tagWide(unbroadcast));
    return { id, from, to, port, ...(tag ? { room: tag + 2 * TAG_CLEAR } : {}) };
  });
  return { nodes, edges };
}

/**
 * Wires that come from above end closer to each other than their tags are wide: each tag stands higher than the one before.
 * @param {Scene} scene
 * @param {Direction} direction
 * @returns {Map<string, number>} per wire, px
 */
function liftsOf(scene, direction) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return new Map(scene.wires.filter((wire) => direction === 'down' && copiesOf(wire)).map(({ id, to }) => {
    const lift = seen.get(to) ?? 0;
    seen.set(to, lift + TAG_HIGH + TAG_APART);
    return [id, lift];
  }));
}

/**
 * A tag lies on the last straight stretch of its wire; the layout kept it long enough.
 * @param {Unbroadcast} copied
 * @param {readonly Point[]} points
 * @param {number} lift how much further from the port than another tag
 * @returns {Box}
 */
function tagBox(copied, points, lift) {
  const [a, b] = points.slice(-2);
  const w = tagWide(copied);
  const along = TAG_CLEAR + lift + (a[0] === b[0] ? TAG_HIGH : w) / 2;
  const way = [Math.sign(b[0] - a[0]), Math.sign(b[1] - a[1])];
  return { x: Math.round(b[0] - way[0] * along - w / 2), y: Math.round(b[1] - way[1] * along - TAG_HIGH / 2), w, h: TAG_HIGH };
}

/** @param {readonly [number, number]} point */
const boxAt = ([x, y]) => ({ x, y, w: 0, h: 0 });

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Size>} sizes
 * @param {ReadonlyMap<string, Box>} boxes
 * @param {readonly Box[]} solid
 * @param {readonly Box[]} strokes
 * @param {{direction: Direction, full: boolean}} view
 * @returns {Map<string, Seed>}
 */
function seedsOf(trace, scene, sizes, boxes, solid, strokes, view) {
  /** @type {Map<string, Seed>} */
  const seeds = new Map();
  for (const node of trace.targets) {
    const card = scene.cardOf.get(node);
    const [box, size] = [card && boxes.get(card), card && sizes.get(card)];
    if (!card || !box || !size || size.kind === 'constant') continue;
    const others = [...solid.filter((one) => one !== box), ...[...seeds.values()].map((seed) => seed.box)];
    const seed = placeSeed(box, size, trace.upstream, others, strokes, view);
    if (seed) seeds.set(card, seed);
  }
  return seeds;
}
