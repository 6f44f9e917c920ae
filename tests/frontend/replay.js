// One step at a time: the other way to a pose, and the witness for the direct one.

import { pose } from '../../frontend/src/store/pose.js';

/** @typedef {import('../../frontend/src/wire.d.ts').Trace} Trace */
/** @typedef {import('../../frontend/src/store/scene.js').Scene} Scene */

/**
 * @param {Trace} trace
 * @param {Scene} scene
 */
function blank(trace, scene) {
  const paying = scene.wires.filter((wire) => wire.live && scene.cardById.get(wire.from)?.node === wire.node);
  const cards = new Map(
    scene.cards.map((card) => [
      card.id,
      {
        value: false,
        working: /** @type {string | null} */ (null),
        grad: 'blank',
        total: /** @type {number[] | null} */ (null),
        arrived: /** @type {string[]} */ ([]),
        expected: paying.filter((wire) => wire.from === card.id).length,
        incoming: /** @type {string | null} */ (null),
        large: false,
      },
    ]),
  );
  return { trace, scene, cards, wires: new Map(scene.wires.map((wire) => [wire.id, 'idle'])), seeded: false };
}

/** @typedef {ReturnType<typeof blank>} Replay */

/**
 * @param {Replay} replay changed in place
 * @param {number} k the step taken
 */
function take({ trace, scene, cards, wires, ...rest }, k) {
  const step = scene.steps[k - 1];
  const replay = { trace, scene, cards, wires, ...rest };
  for (const card of cards.values()) card.working = null;
  for (const [id, state] of wires) if (state === 'forward') wires.set(id, 'delivered');
  if (step.card !== null) /** @type {any} */ (cards.get(step.card)).working = step.phase === 'forward' ? 'forward' : 'backward';
  if (step.phase === 'given') given(replay);
  if (step.phase === 'forward') compute(replay, /** @type {string} */ (step.card));
  if (step.phase === 'seed') seed(replay, step);
  if (step.kind === 'local') {
    const wire = /** @type {any} */ (scene.wireById.get(/** @type {string} */ (step.wire)));
    wires.set(wire.id, 'backward');
    if (scene.cardById.get(wire.from)?.node === wire.node) /** @type {any} */ (cards.get(wire.from)).incoming = wire.id;
  }
  if (step.kind === 'accumulate') accumulate(replay, /** @type {string} */ (step.wire));
  return replay;
}

/** @param {Replay} replay */
function given({ scene, cards }) {
  const computed = new Set(scene.steps.filter((step) => step.phase === 'forward').map((step) => step.card));
  for (const [id, card] of cards) card.value = !computed.has(id);
}

/** @param {Replay} replay @param {string} id */
function compute({ scene, cards, wires }, id) {
  /** @type {any} */ (cards.get(id)).value = true;
  for (const wire of scene.wires) if (wire.to === id) wires.set(wire.id, 'forward');
}

/** @param {Replay} replay @param {import('../../frontend/src/store/steps.js').PlayerStep} step */
function seed(replay, step) {
  const { trace, scene, cards, wires } = replay;
  replay.seeded = true;
  for (const card of scene.cards) {
    if (card.kind !== 'constant' && nodeOf(trace, card.node).grad === null) /** @type {any} */ (cards.get(card.id)).grad = 'none';
  }
  for (const wire of scene.wires) {
    if (!wire.live && nodeOf(trace, wire.node).kind !== 'constant') wires.set(wire.id, 'nopath');
  }
  const card = /** @type {any} */ (cards.get(/** @type {string} */ (step.card)));
  if (scene.cardById.get(/** @type {string} */ (step.card))?.node !== step.node) return;
  const before = card.total ?? nodeOf(trace, /** @type {string} */ (step.node)).value.data?.map(() => 0);
  card.total = before.map((/** @type {number} */ each, /** @type {number} */ i) => each + (trace.upstream.data?.[i] ?? NaN));
  card.grad = card.arrived.length === card.expected ? 'known' : 'partial';
}

/** @param {Replay} replay @param {string} id */
function accumulate({ trace, scene, cards, wires }, id) {
  const wire = /** @type {any} */ (scene.wireById.get(id));
  wires.set(id, 'returned');
  const card = /** @type {any} */ (cards.get(wire.from));
  if (scene.cardById.get(wire.from)?.node !== wire.node) return;
  card.incoming = null;
  card.arrived.push(id);
  for (const edgeId of wire.edges) {
    const data = trace.edges.find((edge) => edge.id === edgeId)?.contribution?.data;
    if (!data) card.large = true;
    else card.total = data.map((each, i) => (card.total?.[i] ?? 0) + each);
  }
  const target = scene.steps.some((step) => step.phase === 'seed' && step.card === wire.from && step.node === wire.node);
  card.grad = card.arrived.length === card.expected && (!target || card.total) ? 'known' : 'partial';
}

/** @param {Trace} trace @param {string} id */
const nodeOf = (trace, id) => /** @type {import('../../frontend/src/wire.d.ts').Node} */ (trace.nodes.find((node) => node.id === id));

/**
 * What differs between a pose and a replay; '' when nothing does.
 * @param {import('../../frontend/src/store/pose.js').Pose} shown
 * @param {Replay} replay
 */
function difference(shown, { scene, cards, wires, seeded }) {
  if (shown.seeded !== seeded) return `seeded ${shown.seeded}`;
  for (const card of scene.cards) {
    const is = /** @type {any} */ (shown.cards.get(card.id));
    const was = /** @type {any} */ (cards.get(card.id));
    for (const key of ['value', 'working', 'grad', 'expected']) if (is[key] !== was[key]) return `${card.id} ${key}: ${is[key]} for ${was[key]}`;
    if (String(is.arrived) !== String(was.arrived)) return `${card.id} arrived ${is.arrived} for ${was.arrived}`;
    if ((is.incoming?.wire ?? null) !== was.incoming) return `${card.id} incoming ${is.incoming?.wire} for ${was.incoming}`;
    // Contributions too large to travel cannot be added up here.
    if (was.large) continue;
    if ((is.total === null) !== (was.total === null)) return `${card.id} total ${is.total} for ${was.total}`;
    const off = is.total?.findIndex((/** @type {number} */ each, /** @type {number} */ i) => !near(each, was.total[i])) ?? -1;
    if (off >= 0) return `${card.id} total[${off}]: ${is.total[off]} for ${was.total[off]}`;
  }
  for (const wire of scene.wires) {
    if (shown.wires.get(wire.id)?.state !== wires.get(wire.id)) return `${wire.id} ${shown.wires.get(wire.id)?.state} for ${wires.get(wire.id)}`;
  }
  return '';
}

/** Sums in another order differ in the last bits. @param {number} a @param {number} b */
const near = (a, b) => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * Where stepping forward, stepping back or jumping shows something else than the replay; '' for nowhere.
 * @param {Trace} trace
 * @param {Scene} scene
 */
export function disagreement(trace, scene) {
  let replay = blank(trace, scene);
  const last = scene.steps.length;
  /** @type {Replay[]} */
  const replays = [];
  for (let k = 0; k <= last; k++) {
    if (k > 0) replay = take(replay, k);
    replays.push({ ...replay, cards: new Map([...replay.cards].map(([id, card]) => [id, { ...card, arrived: [...card.arrived] }])), wires: new Map(replay.wires) });
  }
  const walks = {
    'stepping forward': replays.map((_, k) => k),
    'stepping back': replays.map((_, k) => last - k),
    jumping: replays.map((_, k) => (k % 2 === 0 ? k / 2 : last - (k - 1) / 2)),
  };
  for (const [way, walk] of Object.entries(walks)) {
    for (const k of walk) {
      const found = difference(pose(trace, scene, k), replays[k]);
      if (found) return `${way}, position ${k}: ${found}`;
    }
  }
  return '';
}
