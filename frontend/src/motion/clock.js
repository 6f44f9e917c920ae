/** The one place that knows time. Everything else is told an alpha between 0 and 1. */

/** @returns {boolean} whether the reader asked for no motion */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Calls `onAlpha` once a frame until it has been called with 1. Without motion it is called with 1 at once.
 * @param {number} ms
 * @param {(alpha: number) => void} onAlpha
 * @returns {() => void} cancels; what was called last stays
 */
function run(ms, onAlpha) {
  if (ms <= 0 || still()) {
    onAlpha(1);
    return () => {};
  }
  /** @type {number | null} */
  let start = null;
  let frame = requestAnimationFrame(tick);
  /** @param {number} now */
  function tick(now) {
    start ??= now;
    const alpha = Math.min(1, (now - start) / ms);
    if (alpha < 1) frame = requestAnimationFrame(tick);
    onAlpha(alpha);
  }
  return () => cancelAnimationFrame(frame);
}

/**
 * Calls once after a while, measured in frames: a page nobody looks at waits. Not a motion, so it also runs where motion is unwanted.
 * @param {number} ms
 * @param {() => void} call
 * @returns {() => void} cancels
 */
function wait(ms, call) {
  /** @type {number | null} */
  let start = null;
  let frame = requestAnimationFrame(tick);
  /** @param {number} now */
  function tick(now) {
    start ??= now;
    if (now - start >= ms) call();
    else frame = requestAnimationFrame(tick);
  }
  return () => cancelAnimationFrame(frame);
}

/**
 * Puts off what a burst of events asks for to the next frame, once.
 * @param {() => void} call
 * @returns {{ask: () => void, cancel: () => void}}
 */
function once(call) {
  let frame = 0;
  return {
    ask() {
      if (frame === 0) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          call();
        });
      }
    },
    cancel() {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

/** What a frame can spare for work that may wait. */
const SPARE_MS = 8;

/**
 * Does a long work a few slices a frame, so that the page goes on answering.
 * @template T
 * @param {Generator<void, T>} slices
 * @param {(result: T) => void} onDone
 * @returns {() => void} cancels
 */
function spread(slices, onDone) {
  let frame = requestAnimationFrame(work);
  function work() {
    const end = performance.now() + SPARE_MS;
    do {
      const { done, value } = slices.next();
      if (done) return onDone(value);
    } while (performance.now() < end);
    frame = requestAnimationFrame(work);
  }
  return () => cancelAnimationFrame(frame);
}

export const clock = Object.freeze({ run, wait, once, spread, still });
