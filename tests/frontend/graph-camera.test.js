import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fit, follow, inView, kept, stop, zoom } from '../../frontend/src/views/graph-camera.js';
import { around, firstFree, stretches, touches, within } from '../../frontend/src/views/graph-room.js';

const field = { w: 864, h: 704, inset: 24, bottom: 80 };

test('a small graph grows to 125 % at most, and stands in the middle', () => {
  const camera = fit({ x: 0, y: 0, w: 200, h: 100 }, field);
  assert.equal(camera.k, 1.25);
  assert.equal(camera.x, 307);
});

test('a scale near 100 % is 100 %, so that hairlines stay sharp', () => {
  assert.equal(fit({ x: 0, y: 0, w: 822, h: 389 }, field).k, 1);
});

test('a graph that would need less than 50 % keeps 50 % and shows what is at work', () => {
  const box = { x: 0, y: 0, w: 5000, h: 100 };
  const start = fit(box, field);
  assert.deepEqual([start.k, start.x], [0.5, 24]);
  const work = { x: 3000, y: 0, w: 100, h: 100 };
  const seen = inView(fit(box, field, work), field, 0);
  assert.ok(within(work, seen));
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
  assert.equal(stop(0.1, -1), 0.1);
});

test('the camera moves only when what works is out of view', () => {
  const camera = { x: 0, y: 0, k: 1 };
  assert.equal(follow(camera, { x: 100, y: 100, w: 80, h: 80 }, field), null);
  const next = follow(camera, { x: 2000, y: 100, w: 80, h: 80 }, field);
  assert.ok(next && within({ x: 2000, y: 100, w: 80, h: 80 }, inView(next, field, 0)));
  assert.equal(next?.y, 0);
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
