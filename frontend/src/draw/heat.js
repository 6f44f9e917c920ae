/** Sign and size as a class: purple below 0, green above, the card's colour at exactly 0. */

const STEPS = 5;

/** What rounding leaves of numbers that cancel, as a share of those. */
const NOISE = 1e-12;

/**
 * @param {readonly number[] | Float64Array} data
 * @param {number} [around]  the largest magnitude of what the numbers were made from: what vanishes beside that is no strong colour
 * @returns {number} the largest finite magnitude; each matrix has a scale of its own
 */
export function scale(data, around = 0) {
  let largest = NOISE * around;
  for (const v of data) if (Number.isFinite(v) && Math.abs(v) > largest) largest = Math.abs(v);
  return largest;
}

/**
 * @example heat(-3, 5) // 'heat-n3'
 * @param {number} value
 * @param {number} largest  what `scale` says of the matrix
 */
export function heat(value, largest) {
  if (Number.isNaN(value)) return 'heat-nan';
  if (value === 0) return 'heat-0';
  const step = Math.abs(value) >= largest ? STEPS : Math.ceil((STEPS * Math.abs(value)) / largest);
  return `heat-${value < 0 ? 'n' : 'p'}${step}`;
}

/** Every class from the most negative to the most positive, for the legend. */
export const HEAT = Object.freeze([
  ...[5, 4, 3, 2, 1].map((step) => `heat-n${step}`),
  'heat-0',
  ...[1, 2, 3, 4, 5].map((step) => `heat-p${step}`),
]);
