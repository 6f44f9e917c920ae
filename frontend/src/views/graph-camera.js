/** The transform between the stage and the screen: x, y in screen px, k the scale. */

import { around } from './graph-room.js';

/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {{readonly x: number, readonly y: number, readonly k: number}} Camera */
/** What may be drawn on: the size of the region and what its edges keep free; `top` where that is more than the inset. */
/** @typedef {{readonly w: number, readonly h: number, readonly inset: number, readonly bottom: number, readonly top?: number}} Field */

/** Where numbers in cells and numbers on cards would become smaller than 11 px; what a view has that follows the step; the most, and the most before an audience. */
export const [READABLE, SCALARS, FOLLOWING, MOST, PRESENTED] = [0.75, 0.7, 0.8, 1.25, 2];
const [FARTHEST, NEAREST] = [0.1, 4];
const PIECE = 96;
/** What an edge keeps free at the very least. */
const EDGE = 12;

/**
 * Everything in view between `least` and `most`, else the scale of a view that follows the step. Hairlines stay sharp at 100 %, so
 * a scale near it becomes it.
 * @param {Box} box
 * @param {Field} field
 * @param {number} [least]
 * @param {number} [following]
 * @param {number} [most]
 */
export function scaleFor(box, field, least = READABLE, following = least, most = MOST) {
  const { w, h } = free(field);
  const wanted = Math.min(w / Math.max(1, box.w), h / Math.max(1, box.h));
  const slack = 2 * (field.inset - EDGE);
  const whole = wanted < 1.06 && box.w <= w + slack && box.h <= h + slack;
  if (whole) return 1;
  return wanted < least ? following : Math.min(most, rounded(wanted));
}

/** Down to a whole percent, or to a tenth of one where that is much. @param {number} k */
const rounded = (k) => (k < FARTHEST ? Math.floor(k * 1000) / 1000 || k : Math.floor(k * 100) / 100);

/** The smallest scale there is: that of all in view, where it takes less than others need. @param {Box | null} box @param {Field} field */
export const farthest = (box, field) => (box ? Math.min(FARTHEST, scaleFor(box, field, 0)) : FARTHEST);

/** @param {Field} field what may be drawn on */
export const free = (field) => ({ w: field.w - 2 * field.inset, h: field.h - upper(field) - field.bottom });

/** @param {Field} field */
const upper = ({ top, inset }) => top ?? inset;

/**
 * The camera of a scale: centred where all is in view, else by the work, not beyond the graph.
 * @param {Box} box
 * @param {Field} field
 * @param {number} k
 * @param {Box | null} [work]
 * @returns {Camera}
 */
export function fit(box, field, k, work = null) {
  const { w, h } = free(field);
  const [x, y] = work ? [work.x + work.w / 2, work.y + work.h / 2] : [box.x, box.y];
  return { k, x: along(box.x, box.w, w, field.inset, k, x), y: along(box.y, box.h, h, upper(field), k, y) };
}

/**
 * One axis of it.
 * @param {number} start
 * @param {number} size
 * @param {number} room
 * @param {number} edge
 * @param {number} k
 * @param {number} middle of the work
 */
function along(start, size, room, edge, k, middle) {
  const spare = room - size * k;
  if (spare >= -2 * (edge - EDGE)) return Math.round(edge + spare / 2 - start * k);
  // What does not fit begins at its start, or as far along as the work needs.
  return Math.round(edge - Math.min(Math.max(middle * k - room / 2, start * k), (start + size) * k - room));
}

/**
 * As many of some boxes, the most important first, as a view of this scale can hold together.
 * @param {readonly Box[]} boxes
 * @param {Field} field
 * @param {number} k
 * @returns {Box | null}
 */
export function together(boxes, field, k) {
  const { w, h } = free(field);
  let all = boxes[0] ?? null;
  for (const box of boxes.slice(1)) {
    const more = around([/** @type {Box} */ (all), box]);
    if (more.w * k <= w && more.h * k <= h) all = more;
  }
  return all;
}

/**
 * @param {Camera} camera
 * @param {number} factor
 * @param {number} x the point that stays, in screen px
 * @param {number} y
 * @param {number} [least]
 * @returns {Camera}
 */
export function zoom(camera, factor, x, y, least = FARTHEST) {
  const k = Math.min(NEAREST, Math.max(least, camera.k * factor));
  const ratio = k / camera.k;
  return { k, x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio };
}

/** The next stop of the zoom buttons. @param {number} k @param {1 | -1} way */
export function stop(k, way) {
  const stops = [0.01, 0.02, 0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4];
  return way > 0 ? stops.find((each) => each > k + 0.005) ?? NEAREST : stops.filter((each) => each < k - 0.005).at(-1) ?? stops[0];
}

/** @param {Camera} camera @param {number} dx @param {number} dy @returns {Camera} */
export const pan = (camera, dx, dy) => ({ ...camera, x: camera.x + dx, y: camera.y + dy });

/**
 * A piece of the graph always stays in view.
 * @param {Camera} camera
 * @param {Box} box
 * @param {Field} field
 * @returns {Camera}
 */
export function kept({ x, y, k }, box, { w, h }) {
  const inside = (/** @type {number} */ at, /** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room) => {
    const edge = Math.min(PIECE, room / 2);
    return Math.min(room - edge - start * k, Math.max(edge - (start + size) * k, at));
  };
  return { k, x: inside(x, box.x, box.w, w), y: inside(y, box.y, box.h, h) };
}

/** @param {Camera} a @param {Camera} b @param {number} t @returns {Camera} */
export const between = (a, b, t) => ({ k: a.k + (b.k - a.k) * t, x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/**
 * The part of the stage in view, `margin` screen px more on every side.
 * @param {Camera} camera
 * @param {Field} field
 * @param {number} margin
 * @returns {Box}
 */
export function inView({ x, y, k }, { w, h }, margin) {
  return { x: (-x - margin) / k, y: (-y - margin) / k, w: (w + 2 * margin) / k, h: (h + 2 * margin) / k };
}

/**
 * The camera that shows a box from its beginning: all of it where it fits.
 * @param {Camera} camera
 * @param {Box} box
 * @param {Field} field
 * @returns {Camera}
 */
export function beginning({ x, y, k }, box, field) {
  const { w, h } = free(field);
  const from = (/** @type {number} */ at, /** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room, /** @type {number} */ edge) =>
    Math.max(edge - start * k, Math.min(at, edge + room - (start + size) * k));
  return { k, x: from(x, box.x, box.w, w, field.inset), y: from(y, box.y, box.h, h, upper(field)) };
}

/**
 * The camera that shows a box, centred as far as the graph reaches, or null when it is in view already. What is larger than the
 * view only has to reach its middle.
 * @param {Camera} camera
 * @param {Box} box
 * @param {Field} field
 * @param {Box} graph
 * @returns {Camera | null}
 */
export function follow(camera, box, field, graph) {
  const { w, h } = free(field);
  const { k } = camera;
  const away = (/** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room) => {
    const slack = Math.min(EDGE, field.inset) - 4;
    return size > room ? start > room / 2 || start + size < room / 2 : start < -slack || start + size > room + slack;
  };
  const [left, up] = [away(box.x * k + camera.x - field.inset, box.w * k, w), away(box.y * k + camera.y - upper(field), box.h * k, h)];
  if (!left && !up) return null;
  const goal = fit(graph, field, k, box);
  const next = { k, x: left ? goal.x : camera.x, y: up ? goal.y : camera.y };
  return next.x === camera.x && next.y === camera.y ? null : next;
}
