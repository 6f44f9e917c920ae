// A stack is at work as one: what stands in the program between its members comes before them, and going back after them. It needs
// none of them, or they would not be stacked.

import { around } from './around.js';
import { stacksOf } from './stacks.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../wire.d.ts').Step} Step */

/**
 * @param {Trace} trace
 * @param {ReadonlyMap<string, readonly string[]>} paths
 * @returns {readonly Step[]}
 */
export function gathered(trace, paths) {
  const stacks = [...stacksOf(trace).keys()];
  if (stacks.length === 0) return trace.steps;
  const steps = [...trace.steps];
  const depth = (/** @type {string} */ id) => paths.get(id)?.length ?? 0;
  // The outer ones first, for they move the inner ones.
  for (const level of [...new Set(stacks.map(depth))].sort((a, b) => a - b)) {
    const own = new Set(stacks.filter((id) => depth(id) === level));
    const stackOf = (/** @type {Step} */ step) => around(trace, paths, step.phase === 'seed' ? null : step.node).find((id) => own.has(id)) ?? null;
    /** @type {Map<string, {stack: string, phase: string, from: number, to: number}>} */
    const spans = new Map();
    steps.forEach((step, time) => {
      const stack = stackOf(step);
      if (stack === null) return;
      const found = spans.get(`${step.phase} ${stack}`);
      if (found) found.to = time;
      else spans.set(`${step.phase} ${stack}`, { stack, phase: step.phase, from: time, to: time });
    });
    for (const { stack, phase, from, to } of spans.values()) {
      const part = steps.slice(from, to + 1);
      const inside = part.filter((step) => stackOf(step) === stack);
      const between = part.filter((step) => stackOf(step) !== stack);
      steps.splice(from, part.length, ...(phase === 'backward' ? [...inside, ...between] : [...between, ...inside]));
    }
  }
  return steps;
}
