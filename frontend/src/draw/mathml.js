/** MathML elements out of filled formulas; the only place that makes them. */

import { MATHML, elementNS } from './node.js';

/** @typedef {import('./math-tree.js').MathTree} MathTree */

/**
 * @param {MathTree} tree
 * @param {string} [className]
 * @returns {Element} a formula in display style: nested fractions shrink below legibility otherwise
 */
export function math(tree, className) {
  return elementNS(MATHML, 'math', { displaystyle: 'true', class: className }, element(tree));
}

/**
 * @param {MathTree} tree
 * @returns {Element}
 */
function element(tree) {
  const attributes = { class: tree.className, stretchy: tree.text === '[' || tree.text === ']' ? 'true' : undefined, mathvariant: tree.className === 'upright' ? 'normal' : undefined };
  if (tree.tag === 'mspace') return elementNS(MATHML, 'mspace', { height: '0.9em', depth: '0.3em', width: '0' });
  if (tree.text !== undefined) return elementNS(MATHML, tree.tag, attributes, tree.text);
  return elementNS(MATHML, tree.tag, { class: tree.className }, ...(tree.children ?? []).map(element));
}
