/** What moves during a step, as a function of alpha. Times are for speed 1. */

import { out, travel } from './ease.js';

/** @typedef {import('../store/steps.js').PlayerStep} PlayerStep */

/**
 * `flight`: the share of the way the packet has gone. `landed`: what the step brings is there. `settle`: how final it looks.
 * @typedef {{readonly flight: number, readonly landed: boolean, readonly settle: number}} Moment
 */

export const FLIGHT = 420;
export const SETTLE = 160;
export const CAMERA = 320;

/** A product waits halfway: the step "local" makes it, the step "accumulate" delivers it. */
const HALFWAY = 0.5;

/** @type {Moment} */
export const REST = Object.freeze({ flight: 1, landed: true, settle: 1 });

/**
 * @param {PlayerStep | null} step
 * @returns {number} ms; 0 where nothing travels
 */
export function duration(step) {
  if (!step || step.phase === 'given' || step.kind === 'unbroadcast') return 0;
  return step.kind === 'accumulate' || step.kind === 'seed' ? FLIGHT + SETTLE : FLIGHT;
}

/**
 * @param {PlayerStep | null} step
 * @param {number} alpha share of `duration`
 * @returns {Moment}
 */
export function moment(step, alpha) {
  const ms = duration(step);
  if (!step || ms === 0 || alpha >= 1) return { ...REST, flight: step ? rest(step) : 1 };
  const gone = alpha * ms;
  const flown = travel(Math.min(1, gone / FLIGHT));
  const [from, to] = [step.kind === 'accumulate' ? HALFWAY : 0, step.kind === 'local' ? HALFWAY : 1];
  const landed = step.kind !== 'local' && gone >= FLIGHT;
  return { flight: from + (to - from) * flown, landed: landed || step.kind === 'local', settle: landed ? out((gone - FLIGHT) / SETTLE) : 0 };
}

/** @param {PlayerStep} step */
const rest = (step) => (step.kind === 'local' || step.kind === 'unbroadcast' ? HALFWAY : 1);
