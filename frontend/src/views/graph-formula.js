/** The formula of the element view: what it says, and a free place for it. */

import { html } from '../draw/node.js';
import { math } from '../draw/mathml.js';
import { number } from '../store/format.js';
import { knownLetters, ruleOf } from './explain-entry.js';
import { named } from './explain-math.js';
import { namer } from './explain-names.js';
import { READABLE } from './graph-camera.js';
import { middle, obstacles, windowBox } from './graph-exits.js';
import { touches } from './graph-room.js';

/** @typedef {import('../draw/math-tree.js').MathTree} MathTree */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {import('./graph-stage.js').Stage} Stage */
/** @typedef {import('./graph-entry.js').EntryView} EntryView */
/** @typedef {typeof import('../words/en.js').words.graph} Words */

const CLEAR = 24;
const STEP = 12;

/**
 * Between the chosen entry and its upstream entries, clear of cards, and of wires where it can be.
 * @param {Stage} stage
 * @param {EntryView} view
 * @param {number} w
 * @param {number} h
 * @returns {Box}
 */
export function placeFormula(stage, view, w, h) {
  const own = windowBox(stage, view.card, 'grad', [view.entry]);
  const [first] = view.ends;
  const upstream = first ? windowBox(stage, first.card, first.of, first.entries) : own;
  const [from, to] = [first?.card ?? view.card, view.card].map((card) => /** @type {Box} */ (stage.boxes.get(card)));
  const wished = { x: (to.x + to.w + from.x) / 2, y: (middle(own) + middle(upstream)) / 2 };
  const cards = obstacles(stage);
  const upright = stage.taken.filter((line) => line.w === 0);
  const { extent } = stage;
  const canvas = canvasOf(stage);
  let best = { x: wished.x - w / 2, y: wished.y - h / 2, w, h };
  let least = Infinity;
  const start = (/** @type {number} */ at, /** @type {number} */ least) => at - STEP * Math.max(0, Math.ceil((at - least) / STEP));
  for (let y = start(best.y, extent.y - h - CLEAR); y <= extent.y + extent.h + CLEAR; y += STEP) {
    for (let x = start(best.x, extent.x - w - CLEAR); x <= extent.x + extent.w + CLEAR; x += STEP) {
      const box = { x, y, w, h };
      const far = Math.abs(x + w / 2 - wished.x) + Math.abs(y + h / 2 - wished.y) + 3 * beyond(box, extent) + 30 * beyond(box, canvas);
      if (far >= least || cards.some((card) => touches(card, box, CLEAR))) continue;
      const crossed = stage.taken.filter((line) => (line.w === 0 || line.h === 0) && touches(line, box, 8)).length;
      // A connector that ran along a wire would hide it.
      const hidden = upright.filter((line) => Math.abs(line.x - x - w / 2) < 12).length;
      const cost = far + 60 * crossed + 40 * hidden;
      if (cost < least) [best, least] = [box, cost];
    }
  }
  return levelled(best, middle(own), cards);
}

/** @param {Box} box @param {Box} all how far the box reaches beyond */
const beyond = ({ x, y, w, h }, all) => Math.max(0, all.x - x, x + w - all.x - all.w) + Math.max(0, all.y - y, y + h - all.y - all.h);

/** What is in view with the whole graph in its middle. @param {Stage} stage @returns {Box} */
function canvasOf({ extent, room }) {
  const k = Math.max(READABLE, Math.min(1, room.w / extent.w, room.h / extent.h));
  const [w, h] = [Math.max(extent.w, room.w / k), Math.max(extent.h, room.h / k)];
  return { x: extent.x + (extent.w - w) / 2, y: extent.y + (extent.h - h) / 2, w, h };
}

/**
 * A connector that would bend by a few px is made straight.
 * @param {Box} box
 * @param {number} y
 * @param {readonly Box[]} cards
 */
function levelled(box, y, cards) {
  const moved = { ...box, x: Math.round(box.x), y: y - box.h / 2 };
  const near = Math.abs(moved.y - box.y) <= 2 * STEP && !cards.some((card) => touches(card, moved, STEP));
  return near ? moved : { ...moved, y: Math.round(box.y) };
}

/**
 * What stands in the card where they meet.
 * @param {Study} study
 * @param {EntryView} view
 * @param {Words} words
 * @returns {HTMLElement}
 */
export function formulaOf(study, view, words) {
  const right = rightSide(study, view);
  const result = html('b', { class: 'meeting-result' }, number(view.value));
  const told = right ? math(right, 'meeting-math') : html('span', { class: 'meeting-count' }, words.sumOf(view.count));
  return html('div', { class: 'meeting' }, told, html('span', { class: 'meeting-sign' }, '='), result);
}

/**
 * The rule's index form right of its sign of equality, with the chosen entry's letters put in; null where several rules add up.
 * @param {Study} study
 * @param {EntryView} view
 * @returns {MathTree | null}
 */
function rightSide(study, { wires, entry }) {
  const [wire] = wires;
  const card = study.scene.cardById.get(wire.to);
  const rule = card && ruleOf(card, wire)?.index;
  if (wires.length !== 1 || !card || !rule) return null;
  const tree = named(study, card, rule, namer(study), { known: knownLetters(study, card, wire, entry) });
  const children = tree.children ?? [];
  const sign = children.findIndex((child) => child.tag === 'mo' && child.text === '=');
  return sign < 0 ? null : { tag: 'mrow', children: children.slice(sign + 1) };
}
