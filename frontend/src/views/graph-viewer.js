/** The camera in use: by hand, by the zoom buttons, or after the step. */

import { clock } from '../motion/clock.js';
import { travel } from '../motion/ease.js';
import { CAMERA } from '../motion/packet.js';
import { beginning, between, farthest, fit, follow, kept, pan, scaleFor, stop, together, zoom } from './graph-camera.js';

/** @typedef {import('./graph-camera.js').Camera} Camera */
/** @typedef {import('./graph-camera.js').Field} Field */
/** @typedef {import('./graph-room.js').Box} Box */

/**
 * @typedef {object} Subject what there is to look at
 * @property {() => Field} field
 * @property {() => Box | null} extent of the graph; null: nothing
 * @property {() => Box | null} reach the same with what stands beside it for a while
 * @property {() => readonly [fit: number, follow: number]} least the smallest scale that can be read, and the one of a view that follows the step
 * @property {() => number} most the largest scale of a graph that fits
 * @property {() => readonly Box[]} work what is at work, the most important first
 * @property {() => void} render
 */

/** @param {Subject} subject */
export function viewer({ field, extent, reach, least, most, work, render }) {
  /** @type {Camera} */
  let camera = { x: 0, y: 0, k: 1 };
  /** Fitted to what can be read, to all there is, or moved by hand. @type {'read' | 'all' | 'held'} */
  let mode = 'read';
  let end = () => {};
  const soon = clock.once(render);

  /** @param {Camera} next by hand: from now on nothing is fitted */
  function look(next) {
    end();
    mode = 'held';
    const box = reach();
    camera = box ? kept(next, box, field()) : next;
    soon.ask();
  }

  /** @param {Camera} next */
  function glide(next) {
    end();
    const from = camera;
    end = clock.run(CAMERA, (alpha) => {
      camera = alpha < 1 ? between(from, next, travel(alpha)) : next;
      render();
    });
  }

  /** @param {number} factor */
  function zoomBy(factor) {
    const { w, h } = field();
    zoomAt(factor, w / 2, h / 2);
  }

  /** @param {number} factor @param {number} x @param {number} y */
  const zoomAt = (factor, x, y) => look(zoom(camera, factor, x, y, farthest(reach(), field())));

  /** @param {Camera} from @param {readonly Box[]} [boxes] @returns {Camera | null} */
  function followed(from, boxes = work()) {
    const [box, all] = [together(boxes, field(), from.k), reach()];
    return box && all && field().w > 0 ? follow(from, box, field(), all) : null;
  }

  const fitted = () => {
    const box = extent();
    if (!box || field().w <= 0) return null;
    const [readable, following] = mode === 'all' ? [0, 0] : least();
    const k = scaleFor(box, field(), readable, following, most());
    const next = fit(box, field(), k, together(work(), field(), k));
    return mode === 'all' ? next : followed(next) ?? next;
  };

  return {
    camera: () => camera,
    zoomIn: () => zoomBy(stop(camera.k, 1) / camera.k),
    zoomOut: () => zoomBy(stop(camera.k, -1) / camera.k),
    whole: () => zoomBy(1 / camera.k),
    fit() {
      mode = 'all';
      const next = fitted();
      if (next) glide(next);
    },
    /** Without motion, unless a hand has moved it. */
    settle() {
      const next = mode === 'held' ? null : fitted();
      if (!next) return;
      end();
      camera = next;
    },
    release() {
      mode = 'read';
    },
    /** @param {readonly Box[]} boxes the most important first */
    reveal(boxes) {
      const next = followed(camera, boxes);
      if (next) glide(next);
    },
    /** What was just opened, whatever is at work. @param {Box} box */
    open(box) {
      const next = beginning(camera, box, field());
      if (next.x !== camera.x || next.y !== camera.y) glide(next);
    },
    /** @param {number} dx @param {number} dy */
    pan: (dx, dy) => look(pan(camera, dx, dy)),
    zoomAt,
    /** @param {number} x @param {number} y @returns {[number, number]} on the stage */
    onStage: (x, y) => [(x - camera.x) / camera.k, (y - camera.y) / camera.k],
    stop() {
      end();
      soon.cancel();
    },
  };
}
