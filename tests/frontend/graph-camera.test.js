import assert from 'node:assert/strict';
import { test } from 'node:test';

import { beginning, farthest, fit, follow, inView, kept, scaleFor, stop, together, zoom } from '../../frontend/src/views/graph-camera.js';
import { around, firstFree, stretches, touches, within } from '../../frontend/src/views/graph-room.js';

const field = { w: 864, h: 704, inset: 24, bottom: 80 };

test('a small graph grows to 125 % at most, and stands in the middle', () => {
  const box = { x: 0, y: 0, w: 200, h: 100 };
  const k = scaleFor(box, field);
  assert.equal(k, 1.25);
  assert.equal(fit(box, field, k).x, 307);
});

test('before an audience it grows to 200 %', () => {
  assert.equal(scaleFor({ x: 0, y: 0, w: 200, h: 100 }, field, 0.75, 0.75, 2), 2);
});

test('a scale near 100 % is 100 %, so that hairlines stay sharp', () => {
  assert.equal(scaleFor({ x: 0, y: 0, w: 822, h: 389 }, field), 1);
});

test('on a narrow page the edge is kept free all the same', () => {
  const phone = { w: 390, h: 581, inset: 12, bottom: 12 };
  const box = { x: 0, y: 0, w: 350, h: 566 };
  const k = scaleFor(box, phone);
  assert.ok(k < 1);
  const { y } = fit(box, phone, k);
  assert.ok(y >= 12 && y + box.h * k <= 581 - 12);
});

test('a graph that would need less than 75 % keeps what can be read and shows what is at work', () => {
  const box = { x: 0, y: 0, w: 5000, h: 100 };
  assert.equal(scaleFor(box, field), 0.75);
  assert.equal(scaleFor(box, field, 0.1), 0.16);
  assert.equal(fit(box, field, 0.75).x, 24);
  const work = { x: 3000, y: 0, w: 100, h: 100 };
  assert.ok(within(work, inView(fit(box, field, 0.75, work), field, 0)));
});

test('however large a graph is, all of it fits into the view, and no less than that is to be had', () => {
  const box = { x: -40, y: 10, w: 30220, h: 25810 };
  const k = scaleFor(box, field, 0);
  assert.ok(within(box, inView(fit(box, field, k), field, 0)), `${k}`);
  assert.equal(zoom({ x: 0, y: 0, k }, 0.5, 0, 0, farthest(box, field)).k, k);
  assert.equal(zoom({ x: 0, y: 0, k }, 2, 0, 0, farthest(box, field)).k, 2 * k);
  assert.equal(farthest({ x: 0, y: 0, w: 200, h: 100 }, field), 0.1);
  assert.ok(scaleFor({ x: 0, y: 0, w: 4e6, h: 100 }, field, 0) > 0);
});

test('of what is at work the most important comes first into a small view', () => {
  const small = { w: 400, h: 300, inset: 24, bottom: 24 };
  const [first, far, near] = [{ x: 0, y: 0, w: 80, h: 80 }, { x: 900, y: 0, w: 80, h: 80 }, { x: 0, y: 150, w: 200, h: 80 }];
  assert.deepEqual(together([first, far, near], small, 1), { x: 0, y: 0, w: 200, h: 230 });
  assert.equal(together([], small, 1), null);
});

test('zooming keeps the point under the pointer where it is', () => {
  const camera = { x: 10, y: 20, k: 1 };
  const next = zoom(camera, 1.5, 300, 200);
  assert.equal((300 - camera.x) / camera.k, (300 - next.x) / next.k);
  assert.equal(zoom(camera, 100, 0, 0).k, 4);
  assert.equal(zoom(camera, 0.001, 0, 0).k, 0.1);
});

test('the zoom buttons stop at round figures', () => {
  assert.equal(stop(1, 1), 1.25);
  assert.equal(stop(1, -1), 0.9);
  assert.equal(stop(4, 1), 4);
  assert.deepEqual([stop(0.1, -1), stop(0.023, 1), stop(0.01, -1)], [0.05, 0.05, 0.01]);
});

test('the camera moves only when what works is out of view, and not beyond the graph', () => {
  const graph = { x: 0, y: 0, w: 2080, h: 400 };
  const camera = { x: 24, y: 100, k: 1 };
  assert.equal(follow(camera, { x: 100, y: 100, w: 80, h: 80 }, field, graph), null);
  const last = { x: 2000, y: 100, w: 80, h: 80 };
  const next = follow(camera, last, field, graph);
  assert.ok(next && within(last, inView(next, field, -16)));
  assert.equal(next?.x, 864 - 24 - 2080);
  assert.equal(next?.y, 100);
});

test('what is opened is shown whole, or from its beginning where it is larger than the view', () => {
  const camera = { x: 24, y: 100, k: 1 };
  const seen = (/** @type {import('../../frontend/src/views/graph-room.js').Box} */ box) => inView(beginning(camera, box, field), field, -24);
  const here = { x: 100, y: 100, w: 80, h: 80 };
  assert.deepEqual(beginning(camera, here, field), camera);
  for (const away of [{ ...here, y: -300 }, { ...here, x: 2000 }]) assert.ok(within(away, seen(away)));
  const large = { x: -200, y: -500, w: 3000, h: 2000 };
  assert.deepEqual([seen(large).x, seen(large).y], [large.x, large.y]);
});

test('a graph cannot be pushed out of the view', () => {
  const box = { x: 0, y: 0, w: 400, h: 300 };
  for (const at of [-1e6, 1e6]) assert.ok(touches(box, inView(kept({ x: at, y: at, k: 1 }, box, field), field, 0), 0));
  assert.deepEqual(kept({ x: 30, y: 40, k: 1 }, box, field), { x: 30, y: 40, k: 1 });
});

test('the first free place is taken', () => {
  const taken = [{ x: 0, y: 0, w: 100, h: 100 }];
  const [here, near, far] = [{ x: 50, y: 50, w: 10, h: 10 }, { x: 105, y: 0, w: 10, h: 10 }, { x: 120, y: 0, w: 10, h: 10 }];
  assert.equal(firstFree([here, near, far], taken, 12), far);
  assert.equal(firstFree([here, near, far], taken, 0), near);
  assert.equal(firstFree([here], taken, 0), null);
});

test('a line is as many boxes as it has stretches', () => {
  assert.deepEqual(stretches([[0, 0], [10, 0], [10, 20]]), [{ x: 0, y: 0, w: 10, h: 0 }, { x: 10, y: 0, w: 0, h: 20 }]);
  assert.deepEqual(around([{ x: 1, y: 2, w: 3, h: 4 }, { x: -1, y: 5, w: 1, h: 9 }]), { x: -1, y: 2, w: 5, h: 12 });
});
