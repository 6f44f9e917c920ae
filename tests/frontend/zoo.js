// Tiny named traces that the tests share.

import { Builder } from './zoo-build.js';
import { add, blocks, cumsum, einsum, map, mean, mul, pad, softmax, windows } from './zoo-ops.js';

/** (x + y) * z at -2, 5, -4: gradients -4, -4, 3. */
export function circuit() {
  const build = new Builder('f = (x + y) * z');
  const [x, y, z] = [build.input('x', [], [-2]), build.input('y', [], [5]), build.input('z', [], [-4])];
  return build.trace(mul(build, add(build, x, y), z, 'f'));
}

/** x*x + 3*x at 2: three contributions to x, 3 and 2 and 2. A value beside the path: u = x + x. */
export function fork() {
  const build = new Builder('y = x*x + 3*x');
  const x = build.input('x', [], [2]);
  const square = mul(build, x, x);
  const triple = mul(build, build.constant(3), x);
  const y = add(build, square, triple, 'y');
  add(build, x, x, 'u');
  return build.trace(y);
}

/** The same with an `x = x + 1` in front: x and x′. */
export function versions() {
  const build = new Builder('x = x + 1\ny = x * x');
  const x = add(build, build.input('x', [], [2]), build.constant(1), 'x');
  build.node(x).version = 1;
  return build.trace(mul(build, x, x, 'y'));
}

/** z = x @ y, 2 x 3 and 3 x 2. */
export function matmul() {
  const build = new Builder('z = x @ y');
  const x = build.input('x', [2, 3], [1, 2, 3, 4, 5, 6]);
  const y = build.input('y', [3, 2], [1, -2, 3, -4, 5, -6]);
  return build.trace(einsum(build, 'ik,kj->ij', [x, y], 'z'), [1, 2, 3, 4]);
}

/** z = a + b * c, 2 x 3 with 3 and with 2 x 1. */
export function broadcast() {
  const build = new Builder('z = a + b * c');
  const a = build.input('a', [2, 3], [1, 2, 3, 4, 5, 6]);
  const b = build.input('b', [3], [10, 20, 30]);
  const c = build.input('c', [2, 1], [7, 8]);
  return build.trace(add(build, a, mul(build, b, c), 'z'), [1, 2, 3, 4, 5, 6]);
}

/** z = softmax(x), two rows. */
export function fibre() {
  const build = new Builder('z = softmax(x)');
  const x = build.input('x', [2, 3], [3, 4, 5, 1, 0, -1]);
  return build.trace(softmax(build, x, 'z'), [1, 2, 3, -1, 0, 2]);
}

/** z = blocks(blocks(cumsum(x))), the second with entries up to their own place only. */
export function reaching() {
  const build = new Builder('z = blocks(blocks(cumsum(x)))');
  const x = build.input('x', [2, 3], [1, 2, 3, -4, 5, 6]);
  const whole = blocks(build, cumsum(build, x), [[1, -2, 3], [0, 5, 7]], 'all');
  return build.trace(blocks(build, whole, [[2, 9], [-3, 4]], 'before', 'z'), [1, 2, 3, 4]);
}

/** Axes reduced with and without keepdims, entries picked by a list, a diagonal, a letter that is only summed. */
export function relations() {
  const build = new Builder('relations');
  const x = build.input('x', [2, 3], [1, 2, 3, 4, 5, 6]);
  const m = build.input('m', [2, 2], [1, 2, 3, 4]);
  const centre = mean(build, x, [1], true);
  const columns = mean(build, x, [0], false);
  const picked = map(build, 'index', x, [4], [5, 0, 5, -1], { way: 'indices', indices: [5, 0, 5, -1] });
  const diagonal = einsum(build, 'ii->i', [m]);
  const sums = einsum(build, 'ij,kj->i', [m, m]);
  const parts = [mul(build, centre, columns), picked, diagonal, sums];
  const scalars = parts.map((part) =>
    mean(
      build,
      part,
      build.node(part).shape.map((/** @type {number} */ _, /** @type {number} */ k) => k),
      false,
    ),
  );
  return build.trace(scalars.reduce((sum, each) => add(build, sum, each)));
}

export const X = [3, 4, 5, 6, 4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9];
export const DZ = [1, 1, 1, 2, 2, 2, 3, 3, 3];

/** z = conv2d(x, w): a group of windows and a contraction; dw[0, 1] = 114 of nine products. */
export function conv() {
  const build = new Builder('z = conv2d(x, w)');
  const x = build.input('x', [4, 4], X);
  const w = build.input('w', [2, 2], [1, 2, 3, 4]);
  const z = build.group('conv2d', { x, w }, () => einsum(build, 'ijmn,mn->ij', [windows(build, x, 2, 2), w], 'z'));
  return build.trace(z, DZ);
}

/** The same with a frame of zeros and a bias, and the windows in a group inside the group. */
export function padded() {
  const build = new Builder('y = conv2d(x, w, b, padding=1) * w');
  const x = build.input('x', [2, 2], [1, 2, 3, 4]);
  const w = build.input('w', [2, 2], [5, 6, 7, 8]);
  const b = build.input('b', [], [9]);
  const z = build.group('conv2d', { x, w, b }, () => {
    const seen = build.group('patches', { x }, () => windows(build, pad(build, x), 2, 2));
    return add(build, einsum(build, 'ijmn,mn->ij', [seen, w]), b, 'z');
  });
  const top = map(build, 'slice', z, [2, 2], [0, 1, 3, 4], { way: 'read', strides: [3, 1] });
  return build.trace(mul(build, top, w, 'y'), [1, 2, 3, 4]);
}

/** z = scaled(x, w, b): two operands of three are copied along an axis of x. */
export function scaled() {
  const build = new Builder('z = scaled(x, w, b)');
  const [x, w, b] = [build.input('x', [2, 3], [1, 2, 3, 4, 5, 6]), build.input('w', [3], [1, 2, 3]), build.input('b', [3], [0, 0, 0])];
  return build.trace(build.group('scaled', { x, w, b }, () => add(build, mul(build, x, w), b, 'z')), [1, 1, 1, 1, 1, 1]);
}

export const all = { circuit, fork, versions, matmul, broadcast, fibre, reaching, relations, conv, padded };
