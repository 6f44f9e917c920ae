import { writeAddress } from '../store/address.js';

const DRAFT = 'chainrule.draft';
/** Browsers refuse an address that changes much more often. */
const ADDRESS_MS = 250;

/** @typedef {import('../store/state.js').State} State */

/**
 * What was typed outlives a reload: the address follows the state, and where a frame or a limit forbids that, a draft is kept.
 * @param {Window} page
 */
export function keeping(page) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let written = '';

  return {
    /** @param {State} state */
    check(state) {
      // Until the first answer the state has not yet arrived where the address asked it to be.
      if (state.embed || state.answered === 0 || page.top !== page.self) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        save(page, state.text);
        const address = writeAddress(state) || page.location.pathname;
        if (address === written) return;
        written = address;
        page.history.replaceState(null, '', address);
      }, ADDRESS_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** The text typed before, where the address has none. Storage may be forbidden, which is no reason to stop. @param {Window} page */
export function draft(page) {
  try {
    return page.sessionStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

/** @param {Window} page @param {string} text */
function save(page, text) {
  try {
    page.sessionStorage.setItem(DRAFT, text);
  } catch {
    // The address has it too.
  }
}
