/** @typedef {import('../wire.d.ts').Slider} Slider */

/** How much of its range a number may take, so that there is room on both sides. */
const MOST = 0.9;
const LEAST = 0.02;
/** Steps to each side of 0. */
const HALF = 50;

/**
 * A round range around 0 for a number: the one there is while one drags inside it or while the number stands well in it. A whole number
 * (see Slider) keeps its steps of 1.
 * @example roomy({ min: -5, max: 5, step: 0.1 }, 5, false) // { min: -10, max: 10, step: 0.2 }
 * @param {Slider | null} range
 * @param {number} value
 * @param {boolean} dragging
 * @returns {Slider | null}
 */
export function roomy(range, value, dragging) {
  if (!range || !Number.isFinite(value)) return range;
  const size = Math.abs(value);
  const whole = range.step !== range.max / HALF;
  if (dragging && size <= range.max) return range;
  if (size <= MOST * range.max && (size === 0 || size >= LEAST * range.max || range.max <= 1)) return range;
  const reach = rounded(Math.max(size / MOST, whole ? 2 : 1));
  if (whole) return { min: reach === HALF ? -2 * reach : -reach, max: reach === HALF ? 2 * reach : reach, step: 1 };
  return { min: -reach, max: reach, step: reach / HALF };
}

/** The next of 1, 5, 10, 20, 50, 100, … @param {number} least */
function rounded(least) {
  if (least <= 1) return 1;
  if (least <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-12)) ?? 10;
  return digit * power;
}
