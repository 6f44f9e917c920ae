/** What others open: the address of the page as it stands, and the frame that a course page holds. */

import { writeAddress } from '../store/address.js';

/** @typedef {import('../store/state.js').State} State */

/** A frame as high as its graph, its sentence and its player need at the width of a text. */
const HEIGHT = 520;

/** @param {State} state @param {string} base */
export const link = (state, base) => new URL(`./${writeAddress(state)}`, base).href;

/**
 * @param {State} state
 * @param {string} base
 * @param {string} title what a screen reader calls the frame
 */
export function frame(state, base, title) {
  const src = new URL(`./embed${writeAddress({ ...state, chrome: 'full' })}`, base).href;
  const attributes = { src, title, width: '100%', height: HEIGHT, loading: 'lazy', allow: 'fullscreen; clipboard-write' };
  return `<iframe ${Object.entries(attributes).map(([name, value]) => `${name}="${escaped(String(value))}"`).join(' ')}></iframe>`;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
