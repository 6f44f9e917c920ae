// Which groups are open: how they come, what the reader changed of that, and how an address says it.

import { lookup } from '../wire.js';
import { anatomy } from './anatomy.js';
import { around } from './around.js';
import { beside } from './beside.js';
import { stacksOf } from './stacks.js';

/** @typedef {import('../wire.d.ts').Trace} Trace */

/** Nodes that are taken in at a glance. */
const FEW = 24;

/**
 * Calls, loops and passes come open, until somebody closes them: a macro says closed what it does, by its card, they have none.
 * A backward pass inside the program comes open where it can be followed at a glance, and so do a stack and what is computed beside the
 * target, such as a backward pass written out; the members of a closed stack are closed with it, so that opening it shows them as one
 * card each.
 * @param {readonly string[]} open
 * @param {Trace | null} before
 * @param {Trace} trace
 */
export function opened(open, before, trace) {
  const { groups } = lookup(trace);
  const was = before === null ? null : lookup(before).groups;
  const had = new Set(open);
  const same = (/** @type {string} */ id) => was === null || groups.get(id)?.label === was.get(id)?.label;
  const few = trace.nodes.length <= FEW;
  const shut = new Set([...many(trace), ...(few ? [] : beside(trace))]);
  const comes = (/** @type {string} */ kind) => (kind === 'backward' ? few : kind !== 'macro');
  const fresh = trace.groups.filter(({ id, kind }) => comes(kind) && !shut.has(id) && !had.has(id) && (was === null || !same(id))).map(({ id }) => id);
  const still = kept(open, same);
  return fresh.length === 0 ? still : Object.freeze([...still, ...fresh]);
}

/** @param {Trace} trace @returns {ReadonlySet<string>} the stacks that come closed, and what lies in them */
function many(trace) {
  const { sizes } = anatomy(trace);
  return new Set([...stacksOf(trace)].flatMap(([id, members]) => ((sizes.get(id) ?? 0) > FEW ? [id, ...members] : [])));
}

/**
 * A place inside a stack opens it, and the member it is in.
 * @param {readonly string[]} open
 * @param {Trace} trace
 * @param {string | null | undefined} node
 */
export function unstacked(open, trace, node) {
  const { groups } = lookup(trace);
  const stacks = stacksOf(trace);
  const shut = around(trace, anatomy(trace).paths, node ?? null).filter((id) => (stacks.has(id) || stacks.has(groups.get(id)?.parent ?? '')) && groups.get(id)?.kind !== 'macro' && !open.includes(id));
  return shut.length === 0 ? open : Object.freeze([...open, ...shut]);
}

/**
 * @param {readonly string[]} ids
 * @param {(id: string) => boolean} still
 */
const kept = (ids, still) => (ids.every(still) ? ids : Object.freeze(ids.filter(still)));

/** What stands before a group that was closed. */
const SHUT = '-';

/**
 * The groups that are not as they come: those opened, and with a minus those closed.
 * @example toggledOf(trace, open)  // ['g4', '-g1']
 * @param {Trace} trace
 * @param {readonly string[]} open
 */
export function toggledOf(trace, open) {
  const comes = new Set(opened([], null, trace));
  const is = new Set(open);
  return [...open.filter((id) => !comes.has(id)), ...[...comes].filter((id) => !is.has(id)).map((id) => SHUT + id)];
}

/**
 * What `toggledOf` says, done; a group the trace does not have is passed over.
 * @param {readonly string[]} open
 * @param {Trace} trace
 * @param {readonly string[]} toggled
 */
export function withToggled(open, trace, toggled) {
  const { groups } = lookup(trace);
  const shut = new Set(toggled.filter((each) => each.startsWith(SHUT)).map((each) => each.slice(SHUT.length)));
  const more = toggled.filter((id) => groups.has(id) && !open.includes(id));
  return Object.freeze([...open.filter((id) => !shut.has(id)), ...more]);
}
