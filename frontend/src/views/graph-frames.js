/** Opened groups: a frame round their cards. */

import { anatomy } from '../store/anatomy.js';
import { stacksOf } from '../store/stacks.js';
import { lookup } from '../wire.js';
import { around, spread, touches } from './graph-room.js';
import { sans } from './graph-text.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/scene.js').Scene} Scene */
/** @typedef {import('./graph-room.js').Box} Box */

/** `whole`: the frame holds nothing else; if not, `box` is only that of the name. @typedef {{id: string, label: string, box: Box, nodes: number, level: number, whole: boolean}} Frame */

const FRAME_TITLE = 40;
const FRAME_INSET = 16;
/** With 4 on either side it fits between two cards, one above the other. */
const NAME_HIGH = 20;

/**
 * @param {Trace} trace
 * @param {Scene} scene
 * @param {ReadonlyMap<string, Box>} boxes
 * @param {readonly Box[]} [kept] room that no name may take
 * @param {readonly Box[]} [lines] what a name rather does not stand on
 * @returns {Frame[]}
 */
export function framesOf(trace, scene, boxes, kept = [], lines = []) {
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
  const { sizes } = anatomy(trace);
  const deepest = Math.max(0, ...[...members.keys()].map(depthOf));
  const cards = spread([...boxes.values()]);
  const all = [...members].map(([id, inside]) => {
    const level = depthOf(id);
    const stacked = stacksOf(trace).get(id)?.length;
    const label = `${groups.get(id)?.label ?? id}${stacked ? ` × ${stacked}` : ''}`;
    const { x, y, w, h } = around(inside);
    const nest = deepest - level;
    const inset = FRAME_INSET * (nest + 1);
    const title = FRAME_TITLE * (nest + 1);
    const box = { x: x - inset, y: y - title, w: w + 2 * inset, h: h + title + inset };
    const own = new Set(inside);
    // A frame round a card that does not belong would lie: then only the name stands there, to close the group by.
    const whole = cards(box, 0).every((card) => own.has(card));
    return { id, level, label, nodes: sizes.get(id) ?? 0, whole, box, inside, nest };
  });
  const outer = new Set(all.map(({ id }) => groups.get(id)?.parent));
  const titles = all.flatMap(({ whole, box }) => (whole ? [{ ...box, h: FRAME_TITLE }] : []));
  const solid = spread([...boxes.values(), ...kept, ...titles]);
  const strokes = spread(lines);
  /** @type {Box[]} */
  const names = [];
  const beside = (/** @type {Box} */ place) => solid(place, 2).length === 0 && !names.some((other) => touches(place, other, 2));
  const apart = (/** @type {Box} */ place) => strokes(place, 1).length === 0;
  return all.map(({ inside, nest, ...frame }) => {
    if (frame.whole) return frame;
    const places = placesOf(frame.label, inside, outer.has(frame.id) ? nest : 0);
    const box = places.find((place) => beside(place) && apart(place)) ?? places.find(beside) ?? places[0];
    names.push(box);
    return { ...frame, box };
  }).sort((a, b) => a.level - b.level);
}

/**
 * Where its name may stand, best first: beside one of its cards, above or below, at its left end or its right, else at its side. Frames
 * within the group may stand round the card.
 * @param {string} label
 * @param {readonly Box[]} inside
 * @param {number} nest how many
 * @returns {Box[]}
 */
function placesOf(label, inside, nest) {
  const w = Math.ceil(sans(label, 14)) + 40;
  return [...inside].sort((a, b) => a.y - b.y).flatMap((card) => [
    ...[card.x, card.x + card.w - w].flatMap((x) => [card.y - NAME_HIGH - 4, card.y + card.h + 4, card.y - FRAME_TITLE * nest - NAME_HIGH - 4].map((y) => ({ x, y }))),
    ...[card.x - w - 8, card.x + card.w + 8].map((x) => ({ x, y: card.y + 2 })),
  ].map((place) => ({ ...place, w, h: NAME_HIGH })));
}
