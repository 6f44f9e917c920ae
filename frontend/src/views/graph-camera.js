/** The transform between the stage and the screen: x, y in screen px, k the scale. */

/** @typedef {import('./graph-room.js').Box} Box */
/** @typedef {{readonly x: number, readonly y: number, readonly k: number}} Camera */
/** What may be drawn on: the size of the region and what its edges keep free. */
/** @typedef {{readonly w: number, readonly h: number, readonly inset: number, readonly bottom: number}} Field */

export const [LEAST, MOST] = [0.5, 1.25];
const [FARTHEST, NEAREST] = [0.1, 4];
const PIECE = 96;

/** @param {number} k */
const held = (k) => Math.min(NEAREST, Math.max(FARTHEST, k));

/**
 * Everything in view, centred, between 50 and 125 %. Hairlines stay sharp at 100 %, so a scale near it becomes it.
 * @param {Box} box
 * @param {Field} field
 * @param {Box | null} [work] what to stand by when the whole does not fit
 * @returns {Camera}
 */
export function fit(box, field, work = null) {
  const [w, h] = [field.w - 2 * field.inset, field.h - field.inset - field.bottom];
  const wanted = Math.min(w / Math.max(1, box.w), h / Math.max(1, box.h));
  const k = wanted > 0.97 && wanted < 1.06 ? 1 : Math.min(MOST, Math.max(LEAST, Math.floor(wanted * 100) / 100));
  const place = (/** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room, /** @type {number} */ edge, /** @type {number} */ middle) => {
    const spare = room - size * k;
    // What does not fit begins at its start, or as far along as the work needs.
    if (spare >= -2 * (field.inset - 8)) return edge + spare / 2 - start * k;
    return edge - Math.min(Math.max(middle * k - room / 2, start * k), (start + size) * k - room);
  };
  const middle = work ? [work.x + work.w / 2, work.y + work.h / 2] : [box.x, box.y];
  return {
    k,
    x: Math.round(place(box.x, box.w, w, field.inset, middle[0])),
    y: Math.round(place(box.y, box.h, h, field.inset, middle[1])),
  };
}

/**
 * @param {Camera} camera
 * @param {number} factor
 * @param {number} x the point that stays, in screen px
 * @param {number} y
 * @returns {Camera}
 */
export function zoom(camera, factor, x, y) {
  const k = held(camera.k * factor);
  const ratio = k / camera.k;
  return { k, x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio };
}

/** The next stop of the zoom buttons. @param {number} k @param {1 | -1} way */
export function stop(k, way) {
  const stops = [0.1, 0.2, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4];
  return way > 0 ? stops.find((each) => each > k + 0.005) ?? NEAREST : stops.filter((each) => each < k - 0.005).at(-1) ?? FARTHEST;
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
 * The camera that shows a box, centred, or null when it is in view already. What is larger than the view only has to reach its middle.
 * @param {Camera} camera
 * @param {Box} box
 * @param {Field} field
 * @returns {Camera | null}
 */
export function follow(camera, box, field) {
  const along = (/** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room, /** @type {number} */ free) => {
    if (size > room) return start <= room / 2 && start + size >= room / 2 ? null : free / 2 - (start + size / 2);
    return start >= 0 && start + size <= room ? null : free / 2 - (start + size / 2);
  };
  const [dx, dy] = [
    along(box.x * camera.k + camera.x, box.w * camera.k, field.w, field.w),
    along(box.y * camera.k + camera.y, box.h * camera.k, field.h, field.h - field.bottom),
  ];
  return dx === null && dy === null ? null : { ...camera, x: Math.round(camera.x + (dx ?? 0)), y: Math.round(camera.y + (dy ?? 0)) };
}
