// An answer came: the step, the selection and the opened groups stay where they still make sense.

import { lookup } from '../wire.js';
import { fitting, lessened } from './misfits.js';
import { selectionOf } from './select.js';
import { scene } from './scene.js';
import { position, stepCount } from './steps.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Selection} Selection */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Refusal} Refusal */

/**
 * @param {State} state
 * @param {{asked: number, trace?: Trace, problem?: Refusal}} answer
 * @returns {Partial<State>}
 */
export function settle(state, { asked, trace, problem }) {
  // A newer question is under way: the picture follows, the state stays that of the newer one.
  const newest = asked >= state.asked;
  if (!trace) {
    const { problems, partial } = problem ?? { problems: Object.freeze([]), partial: null };
    if (!newest) return { answered: asked };
    const less = lessened(state, problems);
    if (less) return { ...less, answered: asked, asked: state.asked + 1, status: 'asking' };
    return { answered: asked, status: 'problem', problems, partial, playing: false };
  }
  const kept = newest ? { ...fitting(state, trace), offer: null } : {};
  return {
    answered: asked,
    status: newest ? 'ready' : state.status,
    problems: newest ? Object.freeze([...trace.problems]) : state.problems,
    partial: null,
    trace,
    ...kept,
    ...place({ ...state, ...kept }, trace, newest),
  };
}

/**
 * @param {State} state
 * @param {Trace} trace
 * @param {boolean} newest
 * @returns {Partial<State>}
 */
function place(state, trace, newest) {
  const before = state.trace;
  const open = opened(state.open, before, trace);
  const { steps } = scene(trace, open);
  const select = keep(state.select, before, trace);
  const term = select === state.select ? state.term : null;
  const hover = keep(state.hover, before, trace);
  if (newest && (state.wanted.step !== null || state.wanted.select !== null)) {
    return { open, hover, ...arrive(state, trace, open, select, term) };
  }
  const ended = before !== null && state.step >= scene(before, state.open).steps.length;
  return { open, select, term, hover, step: ended ? steps.length : Math.min(state.step, steps.length) };
}

/** Nodes that are taken in at a glance. */
const GLANCE = 24;

/**
 * Calls, loops and passes come open, until somebody closes them: a macro says closed what it does, by its card, they have none. A
 * backward pass inside the program comes open where it can be followed at a glance.
 * @param {readonly string[]} open
 * @param {Trace | null} before
 * @param {Trace} trace
 */
function opened(open, before, trace) {
  const { groups } = lookup(trace);
  const was = before === null ? null : lookup(before).groups;
  const had = new Set(open);
  const same = (/** @type {string} */ id) => was === null || groups.get(id)?.label === was.get(id)?.label;
  const comes = (/** @type {string} */ kind) => (kind === 'backward' ? trace.nodes.length <= GLANCE : kind !== 'macro');
  const fresh = trace.groups.filter(({ id, kind }) => comes(kind) && !had.has(id) && (was === null || !same(id))).map(({ id }) => id);
  const still = kept(open, same);
  return fresh.length === 0 ? still : Object.freeze([...still, ...fresh]);
}

/**
 * What the address asked for, now that there is a trace to find it in.
 * @param {State} state
 * @param {Trace} trace
 * @param {readonly string[]} open
 * @param {Selection | null} select
 * @param {number | null} term
 * @returns {Partial<State>}
 */
function arrive(state, trace, open, select, term) {
  const stage = scene(trace, open);
  const { step, select: asked } = state.wanted;
  const at = step === null ? null : position(stage, step);
  const found = asked === null ? null : selectionOf(trace, asked);
  const notices = [...state.notices];
  if (step !== null && at === null) notices.push(`There is no step ${step}: the last one is ${stepCount(stage)}.`);
  if (asked !== null && found === null) notices.push(`There is no ${asked} to select.`);
  return {
    wanted: Object.freeze({ step: null, select: null }),
    step: step === null ? Math.min(state.step, stage.steps.length) : (at ?? stage.steps.length),
    select: found ?? select,
    term: found ? null : term,
    tab: found && found.entry !== null ? 'entries' : state.tab,
    notices: Object.freeze(notices),
  };
}

/**
 * @param {readonly string[]} ids
 * @param {(id: string) => boolean} still
 */
const kept = (ids, still) => (ids.every(still) ? ids : Object.freeze(ids.filter(still)));

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
