/** What is on its way: the packet, the call-out with what it carries, the chip beside the card it will reach. */

import { draw } from '../draw/svg.js';
import { stopOf } from '../local.js';
import { number } from '../store/format.js';
import { firstFree, within } from './graph-room.js';
import { sans } from './graph-text.js';

/** @typedef {import('../draw/svg.js').Drawing} Drawing */
/** @typedef {import('../draw/line.js').Point} Point */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {typeof import('../words/en.js').words.graph} Words */

/** What stands in a call-out, piece by piece. @typedef {readonly [text: string, kind: string][]} Product */

/**
 * @param {Point} at
 * @param {'forward' | 'backward'} way
 * @param {string} key
 * @returns {Drawing}
 */
export const drawPacket = (at, way, key) => draw('g', { key, class: `packet packet--${way}`, transform: `translate(${at[0]} ${at[1]})` }, [
  draw('circle', { class: 'packet-halo', r: 8.5 }),
  draw('circle', { class: 'packet-body', r: 6.5 }),
]);

/**
 * The product a packet carries; null where it is not one product of three numbers.
 * @param {readonly Edge[]} edges
 * @param {Node} user
 * @param {Words} words
 * @returns {Product | null}
 */
export function productOf(edges, user, words) {
  if (edges.length !== 1) return null;
  const [upstream, local, result] = [user.grad, edges[0].partial, edges[0].contribution].map((tensor) =>
    tensor?.shape.length === 0 ? tensor.data?.[0] : undefined);
  if (upstream === undefined || local === undefined || result === undefined) return null;
  const stopped = Number.isFinite(upstream) ? null : stopOf(edges[0], local);
  if (stopped) return [[words.stopped[stopped], 'result']];
  return [[number(upstream), 'upstream'], ['×', 'sign'], [number(local), 'local'], ['=', 'sign'], [number(result), 'result']];
}

const [HIGH, HANGS, CLEAR, PAD, GAP] = [32, 32, 12, 13, 6];

/** @param {Product} product @returns {[text: string, kind: string, width: number][]} */
function pieces(product) {
  return product.map(([content, kind]) => [content, kind, sans(content, 16) + (kind === 'result' ? 1 : 0)]);
}

/**
 * Below the working card, else above it, else below or above the packet; none when nothing is free.
 * @param {Product} product
 * @param {Point} packet
 * @param {Box} card
 * @param {readonly Box[]} taken
 * @param {readonly Box[]} beside  what else is said of this step
 * @param {Box} seen  what is on the screen
 * @returns {Box | null}
 */
export function calloutBox(product, packet, card, taken, beside, seen) {
  const w = Math.round(2 * PAD + (product.length - 1) * GAP + pieces(product).reduce((sum, [, , wide]) => sum + wide, 0));
  const centre = card.x + card.w / 2;
  const x = Math.round(Math.min(packet[0] - 24, Math.max(packet[0] + 24 - w, centre - w / 2)));
  // A little further off where a chip hangs between.
  const [below, above] = [card.y + card.h + HANGS, card.y - HANGS - HIGH];
  const rows = [below, below + 16, above, above - 16, packet[1] + 44, packet[1] - 44 - HIGH];
  const near = [packet[0] + 24 - w, packet[0] - 24];
  const past = beside.flatMap((box) => [box.x + box.w + CLEAR + 1, box.x - CLEAR - 1 - w]).filter((left) => left >= near[0] && left <= near[1]);
  const shifts = [x, ...past, near[1], near[0]].map(Math.round);
  const candidates = rows.flatMap((y) => shifts.map((left) => ({ x: left, y: Math.round(y), w, h: HIGH })));
  return candidates.find((box) => within(box, seen)
    && firstFree([box], [...taken, ...beside], CLEAR) && firstFree([leader(packet, box)], [...taken, ...beside], 2)) ?? null;
}

/** @param {Point} packet @param {Box} box @returns {Box} the line from the packet to its call-out */
function leader(packet, box) {
  const below = box.y > packet[1];
  const [from, to] = below ? [packet[1] + 8, box.y] : [box.y + box.h, packet[1] - 8];
  return { x: packet[0], y: from, w: 0, h: Math.max(0, to - from) };
}

/** @param {Product} product @param {Point} packet @param {Box} box @returns {Drawing} */
export function drawCallout(product, packet, box) {
  const line = leader(packet, box);
  let x = PAD;
  const texts = pieces(product).map(([content, kind, wide], i) => {
    const made = draw('text', { key: `${i}`, class: `callout-text callout-text--${kind}`, x, y: 21.5 }, content);
    x += wide + GAP;
    return made;
  });
  return draw('g', { key: 'callout', class: 'callout' }, [
    draw('path', { key: 'leader', class: 'callout-leader', d: `M${line.x} ${line.y}v${line.h}` }),
    draw('g', { key: 'box', transform: `translate(${box.x} ${box.y})` }, [
      draw('rect', { key: 'frame', class: 'callout-frame', x: 0.5, y: 0.5, width: box.w - 1, height: box.h - 1, rx: 3.5 }),
      ...texts,
    ]),
  ]);
}

/** @param {number} value */
const signed = (value) => (value < 0 || Number.isNaN(value) ? number(value) : `+${number(value)}`);

/**
 * The chip, and what has arrived so far, beside a card that waits for more.
 * @param {CardPose} pose
 * @param {readonly (number | null)[]} parts what has arrived; null where it is not a number
 * @param {Box} card
 * @param {number} rule y of the line between value and gradient, from the card's top
 * @param {{taken: readonly Box[], seen: Box, words: Words}} around
 * @returns {{drawings: Drawing[], boxes: Box[]}}
 */
export function waiting(pose, parts, card, rule, { taken, seen, words }) {
  const [right, bottom] = [card.x + card.w, card.y + card.h];
  /** @type {Drawing[]} */
  const drawings = [];
  /** @type {Box[]} */
  const boxes = [];
  const free = (/** @type {[number, number][]} */ places, /** @type {number} */ w, /** @type {number} */ h) => {
    const box = firstFree(places.map(([x, y]) => ({ x, y, w, h })).filter((one) => within(one, seen)), [...taken, ...boxes], 1);
    if (box) boxes.push(box);
    return box;
  };
  const chip = pose.incoming?.data?.length === 1 ? signed(pose.incoming.data[0]) : null;
  if (chip) {
    const w = Math.max(36, Math.ceil(sans(chip, 14)) + 12);
    const box = free([[right + 8, card.y + rule + 8], [right - w, bottom + 6], [card.x, bottom + 6], [right + 8, bottom - 24], [card.x - w - 8, card.y + rule + 3], [right - w, card.y - 28]], w, 22);
    if (box) drawings.push(drawChip(chip, box));
  }
  const caption = captionOf(pose, parts, words);
  if (caption) {
    const w = sans(caption.join(''), 13);
    const box = free([[card.x, bottom + 4], [right - w, bottom + 4], [card.x, bottom + 30], [right - w, bottom + 30], [card.x, card.y - 24], [card.x - w - 8, card.y + rule + 4]], w, 20);
    if (box) drawings.push(drawCaption(caption, box));
  }
  return { drawings, boxes };
}

/** @param {string} content @param {Box} box */
const drawChip = (content, { x, y, w, h }) => draw('g', { key: 'chip', class: 'chip', transform: `translate(${x} ${y})` }, [
  draw('rect', { x: 0.75, y: 0.75, width: w - 1.5, height: h - 1.5, rx: 3 }),
  draw('text', { x: w / 2, y: 16 }, content),
]);

/** @param {readonly [string, string]} caption @param {Box} box */
const drawCaption = ([arrived, rest], { x, y }) => draw('text', { key: 'caption', class: 'waiting', x, y: y + 15 }, [
  draw('tspan', { key: 'in', class: 'waiting-in' }, arrived),
  draw('tspan', { key: 'rest' }, rest),
]);

/**
 * @param {CardPose} pose
 * @param {readonly (number | null)[]} parts
 * @param {Words} words
 * @returns {[string, string] | null}
 */
export function captionOf(pose, parts, words) {
  if (pose.expected < 2 || pose.arrived.length === pose.expected) return null;
  const rest = pose.expected - pose.arrived.length;
  if (parts.length === 0) return ['', words.toCome(rest)];
  const known = parts.every((value) => value !== null) && parts.length <= 4;
  const sum = parts.map((value, i) => (i === 0 ? number(value ?? 0) : `${(value ?? 0) < 0 ? '−' : '+'} ${number(Math.abs(value ?? 0))}`)).join(' ');
  return [known ? sum : String(parts.length), words.inAndToCome(rest)];
}
