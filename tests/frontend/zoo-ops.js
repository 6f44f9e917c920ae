// The ops of the zoo, one per kind of relation. Written the long way round, to be a witness against local.js.

import { flat, indices, size } from './zoo-build.js';

/** @typedef {import('./zoo-build.js').Builder} Builder */
/** @typedef {import('./zoo-build.js').Dense} Dense */

/** @param {number[]} a @param {number[]} b */
function broadcastShape(a, b) {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, k) => Math.max(a[k - length + a.length] ?? 1, b[k - length + b.length] ?? 1));
}

/** Position in a tensor of `shape` of an index of the broadcast. @param {number[]} index @param {number[]} shape */
const shrink = (index, shape) =>
  flat(
    index.slice(index.length - shape.length).map((i, k) => (shape[k] === 1 ? 0 : i)),
    shape,
  );

/**
 * @param {Builder} build
 * @param {string} op
 * @param {string} a
 * @param {string} b
 * @param {(x: number, y: number) => [number, number, number]} rule value, slope to a, slope to b
 * @param {string | null} [name]
 */
function pointwise(build, op, a, b, rule, name) {
  const values = [build.node(a).value, build.node(b).value];
  const shape = broadcastShape(values[0].shape, values[1].shape);
  const all = indices(shape);
  const parts = all.map((index) => rule(values[0].data[shrink(index, values[0].shape)], values[1].data[shrink(index, values[1].shape)]));
  const ways = [a, b].map((from, k) => {
    const own = values[k].shape;
    const axes = shape.map((_, axis) => axis).filter((axis) => (own[axis - shape.length + own.length] ?? 1) !== shape[axis]);
    const partial = { shape, data: parts.map((part) => part[k + 1]) };
    const kept = axes.map((axis) => axis >= shape.length - own.length);
    return {
      arg: 'ab'[k],
      from,
      partial,
      relation: { kind: 'pointwise', broadcast: axes },
      unbroadcast: axes.length ? { axes, copies: axes.map((axis) => shape[axis]), kept } : null,
      vjp:
        build.node(from).kind === 'constant'
          ? null
          : (/** @type {number[]} */ g) => {
              const out = new Array(size(own)).fill(0);
              all.forEach((index, o) => (out[shrink(index, own)] += g[o] * partial.data[o]));
              return out;
            },
    };
  });
  return build.op(op, { shape, data: parts.map((part) => part[0]) }, ways, name);
}

/** @param {Builder} build @param {string} a @param {string} b @param {string | null} [name] */
export const add = (build, a, b, name) => pointwise(build, '+', a, b, (x, y) => [x + y, 1, 1], name);

/** @param {Builder} build @param {string} a @param {string} b @param {string | null} [name] */
export const mul = (build, a, b, name) => pointwise(build, '*', a, b, (x, y) => [x * y, y, x], name);

/**
 * @param {Builder} build
 * @param {string} signature `ik,kj->ij`
 * @param {string[]} operands
 * @param {string | null} [name]
 */
export function einsum(build, signature, operands, name) {
  const [left, output] = signature.split('->');
  const inputs = left.split(',');
  const values = operands.map((id) => build.node(id).value);
  /** @type {Record<string, number>} */
  const sizes = {};
  inputs.forEach((word, k) => [...word].forEach((letter, axis) => (sizes[letter] = values[k].shape[axis])));
  const letters = Object.keys(sizes);
  const shape = [...output].map((letter) => sizes[letter]);
  const all = indices(letters.map((letter) => sizes[letter]));
  /** @param {string} word @param {number[]} index */
  const at = (word, index) =>
    flat(
      [...word].map((letter) => index[letters.indexOf(letter)]),
      [...word].map((letter) => sizes[letter]),
    );
  /** @param {number[]} index @param {number} [without] */
  const product = (index, without) => inputs.reduce((p, word, k) => (k === without ? p : p * values[k].data[at(word, index)]), 1);
  const data = new Array(size(shape)).fill(0);
  for (const index of all) data[at(output, index)] += product(index);
  const ways = operands.map((from, k) => ({
    arg: 'abcd'[k],
    from,
    partial: null,
    relation: {
      kind: 'contraction',
      inputs,
      output,
      operand: k,
      companions: operands.filter((_, j) => j !== k),
      companion_operands: operands.map((_, j) => j).filter((j) => j !== k),
    },
    vjp: (/** @type {number[]} */ g) => {
      const out = new Array(values[k].data.length).fill(0);
      for (const index of all) out[at(inputs[k], index)] += g[at(output, index)] * product(index, k);
      return out;
    },
  }));
  return build.op('einsum', { shape, data }, ways, name);
}

/**
 * @param {Builder} build
 * @param {string} op
 * @param {string} from
 * @param {number[]} shape
 * @param {number[]} read the entry of arg per entry of out, -1 for none
 * @param {any} relation
 * @param {string | null} [name]
 */
export function map(build, op, from, shape, read, relation, name) {
  const { value } = build.node(from);
  const data = read.map((i) => (i < 0 ? 0 : value.data[i]));
  const vjp = (/** @type {number[]} */ g) => {
    const out = new Array(value.data.length).fill(0);
    read.forEach((i, o) => i >= 0 && (out[i] += g[o]));
    return out;
  };
  const whole = { kind: 'map', way: 'indices', offset: 0, strides: [], indices: [], ...relation };
  return build.op(op, { shape, data }, [{ arg: 'a', from, partial: null, relation: whole, vjp }], name);
}

/** All windows of a kernel's size: out[i, j, m, n] = a[i + m, j + n]. @param {Builder} build @param {string} from @param {number} rows @param {number} columns */
export function windows(build, from, rows, columns) {
  const [height, width] = build.node(from).shape;
  const shape = [height - rows + 1, width - columns + 1, rows, columns];
  const read = indices(shape).map(([i, j, m, n]) => (i + m) * width + (j + n));
  return map(build, 'windows', from, shape, read, { way: 'read', strides: [width, 1, width, 1] });
}

/** A frame of zeros of width 1. @param {Builder} build @param {string} from */
export function pad(build, from) {
  const [height, width] = build.node(from).shape;
  const shape = [height + 2, width + 2];
  const inner = (/** @type {number[]} */ [i, j]) => i >= 1 && i <= height && j >= 1 && j <= width;
  const read = indices(shape).map((index) => (inner(index) ? (index[0] - 1) * width + index[1] - 1 : -1));
  return map(build, 'pad', from, shape, read, { way: 'place', offset: width + 3, strides: [width + 2, 1] });
}

/** @param {Builder} build @param {string} from @param {number[]} axes @param {boolean} keepdims @param {string | null} [name] */
export function mean(build, from, axes, keepdims, name) {
  const { value } = build.node(from);
  const shape = value.shape.flatMap((/** @type {number} */ n, /** @type {number} */ k) => (axes.includes(k) ? (keepdims ? [1] : []) : [n]));
  const count = axes.reduce((product, k) => product * value.shape[k], 1);
  const kept = indices(value.shape).map((index) =>
    flat(
      index.map((i, k) => (axes.includes(k) ? 0 : i)),
      value.shape.map((/** @type {number} */ n, /** @type {number} */ k) => (axes.includes(k) ? 1 : n)),
    ),
  );
  const data = new Array(size(shape)).fill(0);
  value.data.forEach((/** @type {number} */ each, /** @type {number} */ i) => (data[kept[i]] += each / count));
  const partial = { shape: value.shape, data: value.data.map(() => 1 / count) };
  return build.op(
    'mean',
    { shape, data },
    [{ arg: 'a', from, partial, relation: { kind: 'axes', axes, keepdims }, vjp: (g) => kept.map((o) => g[o] / count) }],
    name,
  );
}

/** Along the last axis. @param {Builder} build @param {string} from @param {string | null} [name] */
export function softmax(build, from, name) {
  const { value } = build.node(from);
  const length = value.shape[value.shape.length - 1];
  const rows = Array.from({ length: value.data.length / length }, (_, r) => value.data.slice(r * length, (r + 1) * length));
  const out = rows.map((row) => {
    const powers = row.map(Math.exp);
    const sum = powers.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
    return powers.map((/** @type {number} */ each) => each / sum);
  });
  const s = out.flat();
  const tensor = (/** @type {number[]} */ data) => ({ shape: value.shape, data });
  const relation = {
    kind: 'fibre',
    axis: value.shape.length - 1,
    diagonal: tensor(s),
    left: tensor(s.map((each) => -each)),
    right: tensor(s),
    reach: 'all',
  };
  const vjp = (/** @type {number[]} */ g) =>
    out.flatMap((row, r) => {
      const inner = row.reduce(
        (/** @type {number} */ sum, /** @type {number} */ each, /** @type {number} */ j) => sum + each * g[r * length + j],
        0,
      );
      return row.map((/** @type {number} */ each, /** @type {number} */ j) => each * (g[r * length + j] - inner));
    });
  return build.op('softmax', tensor(s), [{ arg: 'a', from, partial: null, relation, vjp }], name);
}

/** Sums so far down a matrix. @param {Builder} build @param {string} from @param {string | null} [name] */
export function cumsum(build, from, name) {
  const { value } = build.node(from);
  const [rows, columns] = value.shape;
  const data = value.data.map((/** @type {number} */ _, /** @type {number} */ at) => {
    let sum = 0;
    for (let k = at % columns; k <= at; k += columns) sum += value.data[k];
    return sum;
  });
  const scalar = (/** @type {number} */ each) => ({ shape: [], data: [each] });
  const relation = { kind: 'fibre', axis: 0, diagonal: scalar(0), left: scalar(1), right: scalar(1), reach: 'before' };
  const vjp = (/** @type {number[]} */ g) =>
    g.map((_, at) => {
      let sum = 0;
      for (let k = at; k < rows * columns; k += columns) sum += g[k];
      return sum;
    });
  return build.op('cumsum', { shape: value.shape, data }, [{ arg: 'a', from, partial: null, relation, vjp }], name);
}

/**
 * out[o, b] = the sum over i of matrix[o][i] * a[b, i]; with `reach` before only the i up to o.
 * @param {Builder} build @param {string} from @param {number[][]} matrix @param {'all' | 'before'} reach @param {string | null} [name]
 */
export function blocks(build, from, matrix, reach, name) {
  const { value } = build.node(from);
  const [count, inner] = value.shape;
  const slope = matrix.map((line, o) => line.map((each, i) => (reach === 'before' && i > o ? 0 : each)));
  const shape = [matrix.length, count];
  const out = indices(shape).map(([o, b]) => slope[o].reduce((sum, each, i) => sum + each * value.data[b * inner + i], 0));
  // What the reach leaves out is not looked at: any number may stand there.
  const jacobian = { shape: [count, matrix.length, inner], data: Array.from({ length: count }, () => matrix.flat()).flat() };
  const relation = { kind: 'block', axes: [1], out_axes: [0], jacobian, reach };
  const vjp = (/** @type {number[]} */ g) =>
    indices(value.shape).map(([b, i]) => slope.reduce((sum, line, o) => sum + g[o * count + b] * line[i], 0));
  return build.op('blocks', { shape, data: out }, [{ arg: 'a', from, partial: null, relation, vjp }], name);
}
