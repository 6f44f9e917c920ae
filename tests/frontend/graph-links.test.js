import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connect } from '../../frontend/src/layout/connect.js';
import { pose } from '../../frontend/src/store/pose.js';
import { scene } from '../../frontend/src/store/scene.js';
import { initial } from '../../frontend/src/store/state.js';
import { arrange } from '../../frontend/src/views/graph-arrange.js';
import { READABLE, fit, free, inView, scaleFor } from '../../frontend/src/views/graph-camera.js';
import { entryView } from '../../frontend/src/views/graph-entry.js';
import { windowBox } from '../../frontend/src/views/graph-exits.js';
import { placeFormula } from '../../frontend/src/views/graph-formula.js';
import { linksOf } from '../../frontend/src/views/graph-links.js';
import { stretches, touches, within } from '../../frontend/src/views/graph-room.js';
import { plan, stage } from '../../frontend/src/views/graph-stage.js';
import { words } from '../../frontend/src/words/en.js';
import { all, conv } from './zoo.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/views/graph-stage.js').Room} Room */

/** The canvas at 1440 × 900, 1024 × 768, 768 × 1000, and of a frame of 720 × 420. */
const ROOMS = [{ w: 816, h: 600 }, { w: 616, h: 468 }, { w: 672, h: 716 }, { w: 696, h: 292 }];

/** @param {Trace} trace @param {Room} room */
function staged(trace, room) {
  const of = scene(trace);
  const planned = plan({ trace, scene: of, direction: 'right', chrome: 'full', room });
  return { study: { trace, scene: of, pose: pose(trace, of, of.steps.length) }, on: stage(planned, arrange(planned)) };
}

/** @param {ReturnType<typeof staged>} of @param {string} node @param {'value' | 'grad'} kind @param {number} entry */
function looked({ study, on }, node, kind, entry) {
  const view = entryView(study, { ...initial(), trace: study.trace, select: { node, of: kind, entry } });
  if (!view || kind === 'value') return { view, box: null, links: [] };
  const box = placeFormula(on, view, 240, 72);
  return { view, box, links: linksOf(study, on, view, box, words.graph) };
}

test('no connector runs through a card, whatever the canvas and the entry', () => {
  let seen = 0;
  for (const make of Object.values(all)) {
    for (const room of ROOMS) {
      const of = staged(make(), room);
      for (const { id, shape, grad } of of.study.trace.nodes) {
        const size = shape.reduce((product, n) => product * n, 1);
        for (let entry = 0; grad && shape.length > 0 && entry < Math.min(size, 9); entry++) {
          const { view, box, links } = looked(of, id, 'grad', entry);
          if (!view || !box) continue;
          for (const { points, label } of links) {
            seen += 1;
            // The first stretch may cross the rim of its own card, never another entry.
            const [first, ...rest] = stretches(points);
            for (const [card, at] of of.on.boxes) {
              assert.ok(!rest.some((line) => touches(line, at, -1)), `${id}[${entry}] through ${card} in ${room.w} × ${room.h}`);
              if (touches(first, at, -1)) assert.ok([view.card, ...view.ends.map((end) => end.card)].includes(card));
              if (label) assert.ok(!touches({ x: label.x, y: label.y - 12, w: 40, h: 12 }, at, 0));
            }
            assert.ok(!rest.some((line) => touches(line, box, -1)));
          }
        }
      }
    }
  }
  assert.ok(seen > 100);
});

test('a connector never lies on the numbers between an entry and the border', () => {
  const of = staged(conv(), ROOMS[0]);
  const x = of.study.trace.nodes.find((node) => node.name === 'x');
  assert.ok(x);
  const card = of.on.boxes.get(of.study.scene.cardOf.get(x.id) ?? '');
  const result = looked(of, x.id, 'grad', 5).links.find((link) => link.kind === 'result');
  assert.ok(card && result && !touches(stretches(result.points)[0], card, -0.5));
});

test('an entry on the rim is touched by its connector', () => {
  const of = staged(conv(), ROOMS[0]);
  const w = of.study.trace.nodes.find((node) => node.name === 'w');
  assert.ok(w);
  const { links } = looked(of, w.id, 'grad', 1);
  const own = windowBox(of.on, of.study.scene.cardOf.get(w.id) ?? '', 'grad', [1]);
  const [start] = links.find((link) => link.kind === 'result')?.points ?? [];
  assert.deepEqual(start, [own.x + own.w, own.y + own.h / 2]);
});

test('in a frame of 720 by 420 the convolution, its entry and its formula are all in view and can be read', () => {
  const room = { w: 696, h: 292 };
  const of = staged(conv(), room);
  const field = { w: 720, h: 316, inset: 12, bottom: 12 };
  assert.deepEqual(free(field), room);
  const k = scaleFor(of.on.extent, field);
  assert.ok(k >= READABLE);
  const seen = inView(fit(of.on.extent, field, k), field, 0);
  const w = of.study.trace.nodes.find((node) => node.name === 'w');
  const { box } = looked(of, w?.id ?? '', 'grad', 1);
  assert.ok(box && within(box, seen));
  for (const card of of.on.boxes.values()) assert.ok(within(card, seen));
});

test('z[1, 1] of the convolution lights the window it was made from and all of w', () => {
  const of = staged(conv(), ROOMS[0]);
  const named = (/** @type {string} */ name) => of.study.trace.nodes.find((node) => node.name === name)?.id ?? '';
  const { view } = looked(of, named('z'), 'value', 4);
  const lit = (/** @type {string} */ name) => [...(view?.lit.get(of.study.scene.cardOf.get(named(name)) ?? '')?.value?.entries ?? [])].sort((a, b) => a - b);
  assert.deepEqual(lit('x'), [5, 6, 9, 10]);
  assert.deepEqual(lit('w'), [0, 1, 2, 3]);
  assert.deepEqual(lit('z'), [4]);
});

test('a connector goes round what stands between, in as few bends as it can', () => {
  const [a, b, wall] = [{ x: 0, y: 0, w: 40, h: 40 }, { x: 200, y: 0, w: 40, h: 40 }, { x: 100, y: -60, w: 40, h: 100 }];
  const ports = /** @type {const} */ ([[{ at: [40, 20], way: 'right', cost: 0 }], [{ at: [200, 20], way: 'left', cost: 0 }]]);
  assert.deepEqual(connect(...ports, { solid: [a, b], beside: [] })?.points, [[40, 20], [200, 20]]);
  const round = connect(...ports, { solid: [a, b, wall], beside: [] });
  assert.equal(round?.points.length, 6);
  assert.ok(round.points.every(([, y]) => y <= 60));
  assert.equal(connect(...ports, { solid: [a, b, { x: 36, y: 0, w: 40, h: 40 }], beside: [] }), null);
});
