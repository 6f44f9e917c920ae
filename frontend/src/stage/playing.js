import { clock } from '../motion/clock.js';

/** One step at 1×. */
const STEP_MS = 900;

/** @typedef {import('../store/store.js').Store} Store */

/**
 * While the state plays, moves one step after every beat.
 * @param {Store} store
 * @returns {{check: () => void, stop: () => void}}
 */
export function playing(store) {
  /** @type {(() => void) | null} */
  let cancel = null;
  let speed = 0;

  function beat() {
    speed = store.get().speed;
    cancel = clock.wait(STEP_MS / speed, () => {
      cancel = null;
      store.dispatch({ type: 'move', by: 1 });
      check();
    });
  }

  function stop() {
    cancel?.();
    cancel = null;
  }

  function check() {
    const state = store.get();
    if (!state.playing) return stop();
    if (cancel && state.speed !== speed) stop();
    if (!cancel) beat();
  }

  return { check, stop };
}
