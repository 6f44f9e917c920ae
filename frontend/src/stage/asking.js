import { request } from '../store/state.js';

/** Who pauses this long between two keys has stopped typing. */
const TYPING_MS = 150;

/** @typedef {import('../store/store.js').Store} Store */
/** @typedef {import('../store/update.js').Action} Action */
/** @typedef {import('../source.js').Source} Source */

/**
 * Asks the service whenever `asked` has grown.
 *
 * Typing: the first key is asked for at once, the rest of a burst when it ends; what is wrong with half a word is not said before.
 * A dragged input: one question at a time, each with the newest value, so that the picture follows the hand instead of every question
 * overtaking the one before.
 * @param {Store} store
 * @param {Source} source
 * @returns {{check: () => void, stop: () => void}}
 */
export function asking(store, source) {
  let seen = 0;
  let seenText = '';
  let sent = 0;
  /** @type {AbortController | null} */
  let open = null;
  /** Runs while somebody types. @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  /** A refusal of half a word. @type {Action | null} */
  let held = null;

  function check() {
    const { asked, text } = store.get();
    if (asked === seen) return;
    const edited = seen > 0 && text !== seenText;
    seen = asked;
    seenText = text;
    if (edited) {
      const first = typing === undefined;
      clearTimeout(typing);
      typing = setTimeout(rest, TYPING_MS);
      if (first) send();
    } else if (!open && typing === undefined) send();
  }

  function rest() {
    typing = undefined;
    if (seen > sent) send();
    else if (held) {
      store.dispatch(held);
      held = null;
    }
  }

  /** @param {number} asked @param {import('../wire.d.ts').Trace} trace */
  function drawn(asked, trace) {
    try {
      store.dispatch({ type: 'answer', asked, trace });
    } catch (error) {
      console.error(error);
      store.dispatch({ type: 'undrawn', asked, error });
    }
  }

  async function send() {
    const state = store.get();
    open?.abort();
    const mine = new AbortController();
    open = mine;
    held = null;
    sent = state.asked;
    const answer = await source.trace(request(state), mine.signal);
    if (open !== mine) return;
    open = null;
    if (answer.ok) drawn(state.asked, answer.trace);
    else if ('offline' in answer) store.dispatch({ type: 'offline', asked: state.asked });
    else {
      held = { type: 'answer', asked: state.asked, problem: answer.problem };
      if (typing === undefined) rest();
    }
    if (store.get().asked > sent && !open && typing === undefined) send();
  }

  return {
    check,
    stop() {
      clearTimeout(typing);
      typing = undefined;
      open?.abort();
      open = null;
    },
  };
}
