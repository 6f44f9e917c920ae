// Holds the one state and tells who listens.

import { update } from './update.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./update.js').Action} Action */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(action: Action) => void} dispatch
 * @property {(listener: (state: State) => void) => () => void} subscribe answers how to stop listening
 */

/**
 * A listener may dispatch: its action waits until all have seen the change before.
 * @param {State} first
 * @returns {Store}
 */
export function createStore(first) {
  let state = first;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();
  /** @type {Action[]} */
  const waiting = [];
  let busy = false;

  /** @param {Action} action */
  function dispatch(action) {
    waiting.push(action);
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const before = state;
        state = update(state, next);
        if (state !== before) for (const listener of [...listeners]) listener(state);
      }
    } finally {
      busy = false;
      waiting.length = 0;
    }
  }

  return {
    get: () => state,
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
