// The next state: `update(state, action)`. Pure; a state that does not change is answered as the identical object.

import { lookup } from '../wire.js';
import { another } from './another.js';
import { settle, undrawn } from './answer.js';
import { without } from './misfits.js';
import { scene } from './scene.js';
import { tabOf } from './select.js';
import { shown } from './state.js';
import { moved } from './steps.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./nested.d.ts').Nested} Nested */
/** @typedef {import('./state.js').Selection} Selection */
/** @typedef {import('../wire.d.ts').GalleryItem} GalleryItem */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Refusal} Refusal */

/**
 * `select` and `hover` without a node clear. `answer` carries either a trace or a refusal.
 * @typedef {{type: 'edit', text: string}
 *   | {type: 'var', name: string, value: Nested}
 *   | {type: 'reset-var', name: string}
 *   | {type: 'target', name: string | null}
 *   | {type: 'upstream', value: Nested | null}
 *   | {type: 'load', item: GalleryItem}
 *   | {type: 'answer', asked: number, trace?: Trace, problem?: Refusal}
 *   | {type: 'undrawn', asked: number, error: unknown}
 *   | {type: 'offline', asked: number}
 *   | {type: 'step', to: number}
 *   | {type: 'move', by: number}
 *   | {type: 'play'} | {type: 'pause'}
 *   | {type: 'speed', speed: State['speed']}
 *   | {type: 'select' | 'hover', node?: string | null, of?: Selection['of'], entry?: number | null}
 *   | {type: 'term', index: number | null}
 *   | {type: 'region', node: string, offsets: readonly number[]}
 *   | {type: 'derivative', change: Partial<State['derivative']>}
 *   | {type: 'told'}
 *   | {type: 'toggle-group', id: string}
 *   | {type: 'tab', tab: State['tab']}
 *   | {type: 'place', place: State['place']}
 *   | {type: 'panel', name: 'program' | 'inspector'}
 *   | {type: 'present'}
 *   | {type: 'theme', theme: State['theme']}
 *   | {type: 'dialog', dialog: State['dialog']}
 *   | {type: 'format', format: State['format']}
 *   | {type: 'gallery', items: readonly GalleryItem[]}} Action
 */

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function update(state, action) {
  const change = changes(state, action);
  const different = Object.entries(change).some(([name, value]) => !Object.is(value, state[/** @type {keyof State} */ (name)]));
  return different ? Object.freeze({ ...state, ...change }) : state;
}

/**
 * @param {State} state
 * @param {Action} action
 * @returns {Partial<State>}
 */
function changes(state, action) {
  switch (action.type) {
    case 'edit':
      return action.text === state.text ? {} : ask(state, { ...(another(state.text, action.text) ? bare : {}), text: action.text, offer: null });
    case 'var':
      return ask(state, { vars: Object.freeze({ ...state.vars, [action.name]: action.value }) });
    case 'reset-var':
      return Object.hasOwn(state.vars, action.name) ? ask(state, { vars: without(state.vars, [action.name]) }) : {};
    case 'target':
      // An upstream gradient has the shape of the target it was typed for.
      return action.name === state.target ? {} : ask(state, { target: action.name, upstream: null });
    case 'upstream':
      return ask(state, { upstream: action.value });
    case 'load':
      return load(state, action.item);
    case 'answer':
      return action.asked <= state.answered ? {} : settle(state, action);
    case 'undrawn':
      return undrawn(state, action);
    case 'offline':
      return action.asked <= state.answered ? {} : { answered: action.asked, status: 'offline', late: shown(state) !== null, playing: false };
    case 'step':
      return seek(state, action.to);
    case 'move':
      return seek(state, state.step + action.by);
    case 'play':
      return play(state);
    case 'pause':
      return { playing: false };
    case 'speed':
      return { speed: action.speed };
    case 'select':
      return select(state, selection(state.select, action));
    case 'hover':
      return { hover: selection(state.hover, action) };
    case 'term':
      return { term: action.index };
    case 'region':
      return { region: Object.freeze({ node: action.node, offsets: Object.freeze([...action.offsets]) }) };
    case 'derivative':
      return { derivative: derivative(state.derivative, action.change) };
    case 'told':
      return { told: state.told + 1 };
    case 'toggle-group':
      return toggle(state, action.id);
    case 'tab':
      // Only a phone shows places, and there the table has no tab.
      return { tab: action.tab, place: state.place === 'table' ? 'explain' : state.place };
    case 'place':
      // On a phone the table is a place, not a tab: coming back, the explanation is there.
      return { place: action.place, tab: state.tab === 'table' ? 'explain' : state.tab };
    case 'panel':
      return { panels: Object.freeze({ ...state.panels, [action.name]: !state.panels[action.name] }), presenting: null };
    case 'present':
      return { panels: state.presenting ?? folded, presenting: state.presenting ? null : state.panels };
    case 'theme':
      return { theme: action.theme };
    case 'dialog':
      return { dialog: action.dialog, playing: state.playing && action.dialog === null };
    case 'format':
      return { format: action.format };
    case 'gallery':
      return { gallery: Object.freeze([...action.items]) };
  }
}

/**
 * @param {State} state
 * @param {Partial<State>} change
 * @returns {Partial<State>}
 */
const ask = (state, change) => ({ ...change, asked: state.asked + 1, status: 'asking' });

const folded = Object.freeze({ program: false, inspector: false });

/** What is asked of a text of which nothing was chosen yet. @satisfies {Partial<State>} */
const bare = { vars: Object.freeze({}), target: null, upstream: null, seed: 0 };

/**
 * The first example of a visit keeps what the address asked for; every other starts anew.
 * @param {State} state
 * @param {GalleryItem} item
 * @returns {Partial<State>}
 */
function load(state, item) {
  const first = state.text === '' && shown(state) === null;
  // An example asks about its own target without being told.
  const own = !first || state.target === null || state.target === item.target;
  const anew = { ...bare, wanted: Object.freeze({ step: '1', open: null, select: null, tab: null }) };
  return ask(state, {
    ...(first ? {} : anew),
    text: item.program,
    upstream: first && state.upstream !== null ? state.upstream : own ? /** @type {Nested | null} */ (item.upstream) : null,
    title: item.title,
    playing: false,
    select: null,
    hover: null,
    term: null,
    open: Object.freeze([]),
    dialog: null,
    offer: null,
  });
}

/** @param {State} state */
const last = (state) => (state.trace === null ? 0 : scene(state.trace, state.open).steps.length);

/**
 * @param {State} state
 * @param {number} to
 * @returns {Partial<State>}
 */
function seek(state, to) {
  if (state.trace === null) return {};
  const step = Math.max(0, Math.min(Math.trunc(to), last(state)));
  return { step, playing: state.playing && step < last(state) };
}

/**
 * Playing from the end starts again.
 * @param {State} state
 * @returns {Partial<State>}
 */
function play(state) {
  const end = last(state);
  return end === 0 ? {} : { playing: true, step: state.step >= end ? 0 : state.step };
}

/**
 * @param {Selection | null} before
 * @param {{node?: string | null, of?: Selection['of'], entry?: number | null}} asked
 * @returns {Selection | null}
 */
function selection(before, { node, of = 'value', entry = null }) {
  if (!node) return null;
  const same = before !== null && before.node === node && before.of === of && before.entry === entry;
  return same ? before : Object.freeze({ node, of, entry });
}

/**
 * @param {State} state
 * @param {Selection | null} next
 * @returns {Partial<State>}
 */
function select(state, next) {
  const trace = shown(state);
  if (next === state.select || (next && !(trace && lookup(trace).nodes.has(next.node)))) return {};
  if (next && trace) next = whole(trace, state.open, next).select ?? next;
  // An entry is explained on its own tab; without one that tab has nothing to say.
  const tab = (next && next.entry !== null) || state.tab === 'entries' ? tabOf(next) : state.tab;
  return { select: next, term: null, tab };
}

/**
 * An entry is that of one value, and a direction has the shape of one.
 * @param {State['derivative']} before
 * @param {Partial<State['derivative']>} change
 * @returns {State['derivative']}
 */
function derivative(before, change) {
  const entry = 'kind' in change || 'of' in change || 'by' in change ? 0 : before.entry;
  const direction = 'by' in change ? null : before.direction;
  return Object.freeze({ ...before, entry, direction, ...change });
}

/**
 * Nothing shows an entry of one that lies in a closed stack.
 * @param {Trace} trace
 * @param {readonly string[]} open
 * @param {Selection | null} select
 * @returns {{select?: Selection}} what changes
 */
function whole(trace, open, select) {
  if (!select || select.entry === null) return {};
  const { cardOf, cardById } = scene(trace, open);
  return cardById.get(cardOf.get(select.node) ?? '')?.stack ? { select: Object.freeze({ ...select, entry: null }) } : {};
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {Partial<State>}
 */
function toggle(state, id) {
  const trace = shown(state);
  if (trace === null || !lookup(trace).groups.has(id)) return {};
  const open = Object.freeze(state.open.includes(id) ? state.open.filter((each) => each !== id) : [...state.open, id]);
  // The step of a text that runs again is kept beside the part of it that is shown.
  const step = state.trace === null ? state.step : moved(scene(trace, state.open), state.step, scene(trace, open));
  return { open, step, playing: false, ...whole(trace, open, state.select) };
}
