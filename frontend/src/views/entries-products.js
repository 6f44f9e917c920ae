/**
 * How the products behind one entry are laid out: like the upstream gradient when they fill a rectangle of it, else one to a
 * line, and of many only the largest.
 */

import { number, unravel } from '../store/format.js';

/** @typedef {import('../local.js').Term} Term */
/**
 * `rows`: places in the list of terms. Rows of the upstream gradient have their sums; a list knows how many it leaves out and what they
 * come to.
 * @typedef {{kind: 'grid' | 'list', rows: number[][], sums: number[] | null, left: number, rest: number}} Arrangement
 */

const MOST = 12;
const LARGEST = 8;

/**
 * @param {readonly Term[]} terms
 * @param {readonly number[]} dims  of the upstream gradient
 * @param {(term: Term) => number} width  of a product as text, in letters
 * @param {number} room  letters beside each other, those of the row sums with them
 * @returns {Arrangement}
 */
export function arrange(terms, dims, width, room) {
  const rows = rectangle(terms, dims);
  if (rows) {
    const columns = rows[0].map((_, column) => Math.max(...rows.map((row) => width(terms[row[column]]))));
    const sums = rows.map((row) => row.reduce((sum, place) => sum + terms[place].value, 0));
    const beside = Math.max(...sums.map((sum) => number(sum).length));
    const fits = columns.reduce((sum, each) => sum + each, beside) <= room;
    if (fits || terms.length <= MOST) return { kind: fits ? 'grid' : 'list', rows, sums, left: 0, rest: 0 };
  }
  const order = terms.map((_, place) => place);
  if (terms.length <= MOST) return { kind: 'list', rows: [order], sums: null, left: 0, rest: 0 };
  const largest = new Set([...order].sort((a, b) => Math.abs(terms[b].value) - Math.abs(terms[a].value) || a - b).slice(0, LARGEST));
  const rest = terms.reduce((sum, term, place) => (largest.has(place) ? sum : sum + term.value), 0);
  return { kind: 'list', rows: [order.filter((place) => largest.has(place))], sums: null, left: terms.length - LARGEST, rest };
}

/**
 * Rows and columns of the upstream entries, when two of its axes vary and every combination occurs once.
 * @param {readonly Term[]} terms
 * @param {readonly number[]} dims
 * @returns {number[][] | null}
 */
function rectangle(terms, dims) {
  if (terms.length < 2 || terms.length > 6 * MOST) return null;
  const places = terms.map((term) => unravel(term.factors[0].entry ?? 0, dims));
  const varying = dims.map((_, axis) => axis).filter((axis) => new Set(places.map((place) => place[axis])).size > 1);
  if (varying.length !== 2) return null;
  const [down, across] = varying;
  const rows = [...new Set(places.map((place) => place[down]))].sort((a, b) => a - b);
  const columns = [...new Set(places.map((place) => place[across]))].sort((a, b) => a - b);
  if (rows.length * columns.length !== terms.length) return null;
  const grid = rows.map((row) => columns.map((column) => places.findIndex((place) => place[down] === row && place[across] === column)));
  return grid.every((row) => row.every((place) => place >= 0)) ? grid : null;
}
