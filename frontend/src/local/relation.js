// Relations of all kinds, read in both directions. `column`: what an entry of arg does to out, each with its local factors;
// `row`: which entries of arg an entry of out was made from.

import { along, expanded, reduced, shrunk, stretched } from './axes.js';
import { acrossBlock, blockOf } from './block.js';
import { walk } from './contraction.js';
import { factor, nodeOf } from './factor.js';
import { fibreColumn } from './fibre.js';
import { entryAt } from './indexing.js';
import { listOf, tableOf } from './map.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Edge} Edge */
/** @typedef {import('./factor.js').Factor} Factor */
/** @typedef {import('../wire.d.ts').Block} Block */
/** @typedef {import('../wire.d.ts').Contraction} Contraction */

/**
 * One entry of out and the factors between it and the entry of arg: their product is the local derivative, or a part of it.
 * @typedef {{entry: number, factors: Factor[]}} Link
 */

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {number} i entry of arg
 * @returns {Link[]} ascending in the entries of out
 */
export function column(trace, edge, i) {
  const arg = nodeOf(trace, edge.from).shape;
  const out = nodeOf(trace, edge.to).shape;
  const { relation, partial } = edge;
  /** @param {number} o @param {number} at @returns {Link} */
  const sloped = (o, at) => ({ entry: o, factors: [factor(edge.to, 'local', at, entryAt(partial, at), edge.id)] });
  switch (relation.kind) {
    case 'pointwise':
      return stretched(arg, out, i).map((o) => sloped(o, o));
    case 'axes':
      return [sloped(reduced(relation, arg, i), i)];
    case 'map':
      return listOf(tableOf(edge, arg, out).users, i).map((o) => ({ entry: o, factors: [] }));
    case 'contraction':
      return contracted(trace, edge, relation, i);
    case 'fibre':
      return fibreColumn(trace, edge, i);
    case 'block':
      return block(edge, relation, arg, out, i);
    case 'influence':
      return [];
  }
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {number} o entry of out
 * @returns {number[]} entries of arg, ascending; empty for an influence, which has no entry of its own
 */
export function row(trace, edge, o) {
  const arg = nodeOf(trace, edge.from).shape;
  const out = nodeOf(trace, edge.to).shape;
  const { relation } = edge;
  switch (relation.kind) {
    case 'pointwise':
      return [shrunk(arg, out, o)];
    case 'axes':
      return expanded(relation, arg, o);
    case 'map':
      return listOf(tableOf(edge, arg, out).sources, o);
    case 'contraction':
      return sources(trace, edge, relation, o);
    case 'fibre':
      return along(out, relation.axis, o).filter((i) => relation.reach === 'all' || i <= o);
    case 'block': {
      const { place } = blockOf(out, relation.out_axes, o);
      const all = acrossBlock(out, relation.out_axes, o, arg, relation.axes);
      return (relation.reach === 'all' ? all : all.slice(0, place + 1)).sort((a, b) => a - b);
    }
    case 'influence':
      return [];
  }
}

/**
 * @param {Edge} edge
 * @param {Block} relation
 * @param {readonly number[]} arg
 * @param {readonly number[]} out
 * @param {number} i
 * @returns {Link[]}
 */
function block(edge, { axes, out_axes: outAxes, jacobian, reach }, arg, out, i) {
  const { number, place, size } = blockOf(arg, axes, i);
  const rows = acrossBlock(arg, axes, i, out, outAxes);
  return rows
    .map((o, k) => ({ entry: o, k, slope: entryAt(jacobian, (number * rows.length + k) * size + place) }))
    .filter(({ k }) => reach === 'all' || k >= place)
    .sort((a, b) => a.entry - b.entry)
    .map(({ entry, slope }) => ({ entry, factors: [factor(edge.to, 'local', entry, slope, edge.id)] }));
}

/**
 * Letters and shapes of all operands and of out, out last.
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {Contraction} relation
 */
function operands(trace, edge, relation) {
  const shapes = relation.inputs.map(() => /** @type {readonly number[]} */ ([]));
  shapes[relation.operand] = nodeOf(trace, edge.from).shape;
  relation.companion_operands.forEach((which, k) => (shapes[which] = nodeOf(trace, relation.companions[k]).shape));
  shapes.push(nodeOf(trace, edge.to).shape);
  return { words: [...relation.inputs, relation.output], shapes };
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {Contraction} relation
 * @param {number} i
 * @returns {Link[]}
 */
function contracted(trace, edge, relation, i) {
  const { words, shapes } = operands(trace, edge, relation);
  const { operand, companions, companion_operands: places, output } = relation;
  const values = companions.map((id) => nodeOf(trace, id).value);
  /** @type {Link[]} */
  const links = [];
  walk(words, shapes, operand, i, [words.length - 1, ...places], output, ([o, ...at]) => {
    links.push({ entry: o, factors: at.map((entry, k) => factor(companions[k], 'value', entry, entryAt(values[k], entry))) });
  });
  return links;
}

/**
 * @param {Trace} trace
 * @param {Edge} edge
 * @param {Contraction} relation
 * @param {number} o
 */
function sources(trace, edge, relation, o) {
  const { words, shapes } = operands(trace, edge, relation);
  /** @type {Set<number>} */
  const found = new Set();
  walk(words, shapes, words.length - 1, o, [relation.operand], relation.inputs[relation.operand], ([i]) => found.add(i));
  return [...found].sort((a, b) => a - b);
}
