// When things come to hold, for each scene: computed, seeded, on its way, arrived.

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Wire} Wire */
/** @typedef {import('./steps.js').PlayerStep} PlayerStep */

/**
 * The positions from which on things hold; Infinity: never.
 * @typedef {object} Timing
 * @property {number} given
 * @property {number} seeded
 * @property {Map<string, number>} computed per card
 * @property {Map<string, number>} seeds per card that shows a target
 * @property {Map<string, number>} local per wire
 * @property {Map<string, number>} accumulated per wire
 * @property {Map<string, Wire[]>} arrivals per card, the wires that pay into its gradient, in the order of their arrival
 */

/** @type {WeakMap<Scene, Timing>} */
const known = new WeakMap();

/**
 * @param {Scene} scene
 * @returns {Timing}
 */
export function timingOf(scene) {
  const found = known.get(scene);
  if (found) return found;
  const made = measure(scene);
  known.set(scene, made);
  return made;
}

/**
 * @param {Scene} scene
 * @returns {Timing}
 */
function measure(scene) {
  /** @type {Timing} */
  const timing = {
    given: 1,
    seeded: Infinity,
    computed: new Map(),
    seeds: new Map(),
    local: new Map(),
    accumulated: new Map(),
    arrivals: new Map(),
  };
  scene.steps.forEach((step, index) => {
    const at = index + 1;
    if (step.phase === 'forward' && step.card !== null) timing.computed.set(step.card, at);
    if (step.phase === 'seed') seed(timing, scene, step, at);
    if (step.wire === null) return;
    if (step.kind === 'local') timing.local.set(step.wire, at);
    if (step.kind === 'accumulate') arrive(timing, scene, step.wire, at);
  });
  return timing;
}

/**
 * @param {Timing} timing
 * @param {Scene} scene
 * @param {PlayerStep} step
 * @param {number} at
 */
function seed(timing, scene, step, at) {
  timing.seeded = Math.min(timing.seeded, at);
  if (step.card !== null && scene.cardById.get(step.card)?.node === step.node) timing.seeds.set(step.card, at);
}

/**
 * @param {Timing} timing
 * @param {Scene} scene
 * @param {string} id
 * @param {number} at
 */
function arrive(timing, scene, id, at) {
  timing.accumulated.set(id, at);
  const wire = /** @type {Wire} */ (scene.wireById.get(id));
  // A group may hand out several values; its card shows the gradient of one of them.
  // Of a stack it shows how many have come.
  const card = scene.cardById.get(wire.from);
  if (card?.stack === 0 && card.node !== wire.node) return;
  const found = timing.arrivals.get(wire.from);
  if (found) found.push(wire);
  else timing.arrivals.set(wire.from, [wire]);
}
