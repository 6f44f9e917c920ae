// One record per command: buttons, shortcuts and the help page come from it.

import { scene } from './store/scene.js';
import { placeAfter, placeBefore } from './store/steps.js';

/** @typedef {import('./store/state.js').State} State */
/** @typedef {{zoomIn?: () => void, zoomOut?: () => void, fit?: () => void}} Camera */
/** @typedef {import('./store/store.js').Store} Store */
/** @typedef {{readonly camera: Camera}} Context what else a command may move */

/**
 * @typedef {object} Command
 * @property {string} id
 * @property {string} label
 * @property {readonly string[]} key values of `KeyboardEvent.key`; a letter means both cases
 * @property {(state: State) => boolean} when
 * @property {(store: Store, context: Context) => void} run
 */

/** @param {State} state */
const traced = (state) => state.trace !== null && state.dialog === null;

/** @param {State} state */
const framed = (state) => state.chrome !== 'none';

/** @param {State} state */
const whole = (state) => state.chrome === 'full' && !state.embed;

/** @type {readonly State['theme'][]} */
const THEMES = ['auto', 'light', 'dark', 'contrast'];

/** @type {readonly Command[]} */
export const commands = [
  {
    id: 'back',
    label: 'Step back',
    key: ['ArrowLeft'],
    when: traced,
    run: ({ dispatch }) => dispatch({ type: 'move', by: -1 }),
  },
  {
    id: 'forward',
    label: 'Step forward',
    key: ['ArrowRight'],
    when: traced,
    run: ({ dispatch }) => dispatch({ type: 'move', by: 1 }),
  },
  {
    id: 'first',
    label: 'Go to the start',
    key: ['Home'],
    when: traced,
    run: ({ dispatch }) => dispatch({ type: 'step', to: 0 }),
  },
  {
    id: 'last',
    label: 'Go to the end',
    key: ['End'],
    when: traced,
    run: ({ dispatch }) => dispatch({ type: 'step', to: Infinity }),
  },
  {
    id: 'play',
    label: 'Play or pause',
    key: [' '],
    when: traced,
    run: ({ dispatch, get }) => dispatch({ type: get().playing ? 'pause' : 'play' }),
  },
  {
    id: 'previous-node',
    label: 'Previous node',
    key: ['['],
    when: traced,
    run: toPlace(placeBefore),
  },
  {
    id: 'next-node',
    label: 'Next node',
    key: [']'],
    when: traced,
    run: toPlace(placeAfter),
  },
  {
    id: 'zoom-in',
    label: 'Zoom in',
    key: ['+', '='],
    when: traced,
    run: (_, { camera }) => camera.zoomIn?.(),
  },
  {
    id: 'zoom-out',
    label: 'Zoom out',
    key: ['-'],
    when: traced,
    run: (_, { camera }) => camera.zoomOut?.(),
  },
  {
    id: 'fit',
    label: 'Show the whole graph',
    key: ['0'],
    when: traced,
    run: (_, { camera }) => camera.fit?.(),
  },
  {
    id: 'theme',
    label: 'Change the theme',
    key: ['t'],
    when: framed,
    run: ({ dispatch, get }) => dispatch({ type: 'theme', theme: THEMES[(THEMES.indexOf(get().theme) + 1) % THEMES.length] }),
  },
  {
    id: 'present',
    label: 'Present: fold both panels, write larger',
    key: ['p'],
    when: whole,
    run: ({ dispatch }) => dispatch({ type: 'present' }),
  },
  {
    id: 'export',
    label: 'Export the program',
    key: ['e'],
    when: (state) => state.trace !== null && (state.dialog === null || state.dialog === 'export') && whole(state),
    run: ({ dispatch, get }) => dispatch({ type: 'dialog', dialog: get().dialog === 'export' ? null : 'export' }),
  },
  {
    id: 'help',
    label: 'List the shortcuts',
    key: ['?'],
    when: framed,
    run: ({ dispatch, get }) => dispatch({ type: 'dialog', dialog: get().dialog === 'help' ? null : 'help' }),
  },
  {
    id: 'leave',
    label: 'Close, or select nothing',
    key: ['Escape'],
    when: (state) => state.dialog !== null || state.term !== null || state.select !== null,
    run: leave,
  },
];

/**
 * Escape takes back one thing at a time, the newest first.
 * @param {Store} store
 */
function leave({ dispatch, get }) {
  const { dialog, term } = get();
  if (dialog !== null) dispatch({ type: 'dialog', dialog: null });
  else if (term !== null) dispatch({ type: 'term', index: null });
  else dispatch({ type: 'select', node: null });
}

/**
 * @param {(scene: import('./store/scene.js').Scene, k: number) => number} place
 * @returns {Command['run']}
 */
function toPlace(place) {
  return ({ dispatch, get }) => {
    const { trace, open, step } = get();
    if (trace !== null) dispatch({ type: 'step', to: place(scene(trace, open), step) });
  };
}

/**
 * @param {Document} document
 * @param {Store} store
 * @param {Context} context
 * @returns {() => void} unbinds
 */
export function bindKeys(document, store, context) {
  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = typing(event.target);
    if (field && event.key !== 'Escape') return;
    if (taken(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const command = commands.find((each) => each.key.includes(key));
    if (!command?.when(store.get())) return;
    command.run(store, context);
    event.preventDefault();
  }
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

/**
 * A key here is text or moves a caret, a slider or a choice.
 * @param {EventTarget | null} target
 */
function typing(target) {
  const element = /** @type {Partial<HTMLElement> | null} */ (target);
  return Boolean(element?.isContentEditable) || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element?.tagName ?? '');
}

/**
 * Space and Enter press the button or link that has the focus.
 * @param {KeyboardEvent} event
 */
function taken({ key, target }) {
  const { tagName } = /** @type {Partial<HTMLElement>} */ (target ?? {});
  return key === ' ' && ['BUTTON', 'A', 'SUMMARY'].includes(tagName ?? '');
}
