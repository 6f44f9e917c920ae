// An answer came: the step, the selection and the opened groups stay where they still make sense.

import { lookup, readRefusal } from '../wire.js';
import { fitting, lessened } from './misfits.js';
import { opened, unstacked, withToggled } from './opening.js';
import { selectionOf, tabOf } from './select.js';
import { scene } from './scene.js';
import { shown } from './state.js';
import { stacked } from './stacks.js';
import { position } from './steps.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Selection} Selection */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Refusal} Refusal */

/**
 * @param {State} state
 * @param {{asked: number, trace?: Trace, problem?: Refusal}} answer
 * @returns {Partial<State>}
 */
export function settle(state, { asked, trace: came, problem }) {
  const trace = came && stacked(came);
  // A newer question is under way: the picture follows, the state stays that of the newer one.
  const newest = asked >= state.asked;
  if (!trace) {
    const { problems, partial } = problem ?? { problems: Object.freeze([]), partial: null };
    if (!newest) return { answered: asked };
    const less = lessened(state, problems);
    if (less) return { ...less, answered: asked, asked: state.asked + 1, status: 'asking' };
    const refused = /** @type {const} */ ({ answered: asked, status: 'problem', problems, playing: false });
    return partial ? { ...refused, late: false, partial, trace: null, ...part(state, partial) } : { ...refused, late: shown(state) !== null };
  }
  const kept = newest ? { ...fitting(state, trace), offer: null } : {};
  return {
    answered: asked,
    status: newest ? 'ready' : state.status,
    problems: newest ? Object.freeze([...trace.problems]) : state.problems,
    late: false,
    partial: null,
    trace,
    ...kept,
    ...place({ ...state, ...kept }, trace, newest),
  };
}

/**
 * The service answered and the page cannot show that: it says so, and shows no half of it.
 * @param {State} state
 * @param {{asked: number, error: unknown}} failure
 * @returns {Partial<State>}
 */
export function undrawn(state, { asked, error }) {
  const hint = 'The text is kept. Change it, or reload the page: it may be older than the service.';
  const { problems } = readRefusal({ code: 'undrawn', title: 'The page cannot draw this program', detail: String(error), hint });
  const nothing = /** @type {const} */ ({ trace: null, partial: null, select: null, hover: null, term: null, late: false, playing: false });
  return { ...nothing, answered: Math.max(state.answered, asked), status: 'problem', problems };
}

/**
 * A text that runs up to a fault shows that part, and the step is kept for when it is mended: the end stays the end.
 * @param {State} state
 * @param {Trace} partial
 * @returns {Partial<State>}
 */
function part(state, partial) {
  const before = shown(state);
  const ended = state.trace !== null && state.step >= scene(state.trace, state.open).steps.length;
  return {
    open: opened(state.open, before, partial),
    select: keep(state.select, before, partial),
    hover: keep(state.hover, before, partial),
    term: null,
    wanted: ended ? Object.freeze({ ...state.wanted, step: 'end' }) : state.wanted,
  };
}

/**
 * @param {State} state
 * @param {Trace} trace
 * @param {boolean} newest
 * @returns {Partial<State>}
 */
function place(state, trace, newest) {
  const before = shown(state);
  const open = opened(state.open, before, trace);
  const { steps } = scene(trace, open);
  const select = keep(state.select, before, trace);
  const term = select === state.select ? state.term : null;
  const hover = keep(state.hover, before, trace);
  if (newest && (state.wanted.step !== null || state.wanted.select !== null)) {
    return { hover, ...arrive(state, trace, open, select, term) };
  }
  const ended = state.trace !== null && state.step >= scene(state.trace, state.open).steps.length;
  return { open, select, term, hover, step: ended ? steps.length : Math.min(state.step, steps.length) };
}

/**
 * What the address asked for, now that there is a trace to find it in.
 * @param {State} state
 * @param {Trace} trace
 * @param {readonly string[]} before what is open without it
 * @param {Selection | null} select
 * @param {number | null} term
 * @returns {Partial<State>}
 */
function arrive(state, trace, before, select, term) {
  const { step, open: toggled, select: asked, tab } = state.wanted;
  const found = asked === null ? null : selectionOf(trace, asked);
  const open = unstacked(toggled ? withToggled(before, trace, toggled) : before, trace, found?.node);
  const stage = scene(trace, open);
  const at = step === null ? null : position(stage, step);
  const notices = [...state.notices];
  if (step !== null && at === null) notices.push(`There is no step ${step}: the last one is ${stage.steps.length}.`);
  if (asked !== null && found === null) notices.push(`There is no ${asked} to select.`);
  return {
    open,
    wanted: Object.freeze({ step: null, open: null, select: null, tab: null }),
    step: step === null ? Math.min(state.step, stage.steps.length) : (at ?? stage.steps.length),
    select: found ?? select,
    term: found ? null : term,
    tab: tab ?? (found && found.entry !== null ? tabOf(found) : state.tab),
    notices: Object.freeze(notices),
  };
}

/**
 * @param {Selection | null} select
 * @param {Trace | null} before
 * @param {Trace} after
 * @returns {Selection | null}
 */
function keep(select, before, after) {
  if (select === null || before === null) return null;
  const was = lookup(before).nodes.get(select.node);
  const is = lookup(after).nodes.get(select.node);
  if (!was || !is || was.label !== is.label) return null;
  if (select.entry === null || String(was.shape) === String(is.shape)) return select;
  return Object.freeze({ ...select, entry: null });
}
