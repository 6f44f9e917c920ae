/** @typedef {import('../wire.d.ts').Problem} Problem */

/**
 * The shapes a problem is about, axes under axes from the right, as broadcasting compares them; `bad`: the sizes that do not fit.
 * @param {Problem['facts']} facts
 * @returns {{ size: string, bad: boolean }[][]} rows of equal length, without a shape none
 */
export function aligned(facts) {
  const shapes = Array.isArray(facts.shapes) ? /** @type {number[][]} */ (facts.shapes) : [];
  if (shapes.length < 2) return [];
  const widest = Math.max(...shapes.map((shape) => shape.length));
  return shapes.map((shape, row) => {
    const bad = failing(facts, shape, row);
    const before = widest - shape.length;
    return Array.from({ length: widest }, (_, k) => ({ size: k < before ? '' : String(shape[k - before]), bad: k >= before && k - before === bad }));
  });
}

/** The place of the axis that does not fit; -1 where none is named. @param {Problem['facts']} facts @param {number[]} shape @param {number} row */
function failing(facts, shape, row) {
  // A matrix product joins the last axis of the first factor with the last but one of the second, or with its only one.
  if (Array.isArray(facts.inner)) return row === 0 ? shape.length - 1 : Math.max(shape.length - 2, 0);
  if (typeof facts.axis !== 'number') return -1;
  return facts.axis < 0 ? shape.length + facts.axis : facts.axis;
}
