// Reads what came over the wire: checks version and shape, restores NaN and the infinities, freezes. Types: wire.d.ts.

import { WireError, checkParts, checkReferences, kindOf } from './wire/check.js';

export { WireError };

const VERSION = 1;

/** @type {Record<string, number>} */
const WORDS = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

/**
 * @param {any} list numbers and the three words, changed in place
 * @param {Iterable<string | number>} keys
 */
function restore(list, keys) {
  for (const key of keys) {
    if (typeof list[key] === 'string') list[key] = WORDS[list[key]] ?? list[key];
  }
}

/** @param {unknown} value */
const plain = (value) => typeof value !== 'object';

/**
 * Restores and freezes all that can be reached. Iterative: a chain of groups or a formula may be deep.
 * @param {any} root
 */
function settle(root) {
  const waiting = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (kindOf(value.summary) === 'object') restore(value.summary, ['min', 'max', 'mean', 'std']);
    for (const key in value) {
      const part = value[key];
      if (part === null || typeof part !== 'object' || Object.isFrozen(part)) continue;
      if (key === 'data' && Array.isArray(part)) restore(part, part.keys());
      // A list of numbers or words has no parts to visit; most of a trace is such lists.
      if (Array.isArray(part) && part.every(plain)) Object.freeze(part);
      else waiting.push(part);
    }
    Object.freeze(value);
  }
}

/**
 * @param {unknown} value parsed JSON; it becomes the trace
 * @returns {import('./wire.d.ts').Trace}
 */
export function read(value) {
  const trace = /** @type {any} */ (value);
  if (kindOf(trace) !== 'object') throw new WireError('trace', `expected an object, found ${kindOf(trace)}`);
  if (trace.version !== VERSION)
    throw new WireError('version', `this page reads version ${VERSION}, the trace has ${JSON.stringify(trace.version)}`);
  checkParts(trace);
  checkReferences(trace);
  settle(trace);
  return trace;
}

/**
 * @param {unknown} value the body of a problem+json answer
 * @returns {import('./wire.d.ts').Refusal}
 */
export function readRefusal(value) {
  const body = /** @type {any} */ (kindOf(value) === 'object' ? value : {});
  const listed = Array.isArray(body.problems) && body.problems.length > 0 ? body.problems : [body];
  const problems = listed.map((/** @type {any} */ problem) => ({
    code: String(problem?.code ?? 'unknown'),
    title: String(problem?.title ?? 'The program was refused'),
    detail: String(problem?.detail ?? ''),
    span: Array.isArray(problem?.span) ? problem.span : null,
    hint: problem?.hint ?? null,
    facts: problem?.facts ?? {},
    node: problem?.node ?? null,
  }));
  settle(problems);
  return Object.freeze({ problems, partial: partial(body.trace) });
}

/** Members of an answer that are a number, or a list of numbers. */
const NUMBERS = ['gradient', 'difference', 'error', 'product', 'count', 'min', 'max', 'mean', 'std'];
const LISTS = ['data', 'slopes'];

/**
 * @param {unknown} value parsed JSON: what a question about a program was answered with
 * @returns {unknown} the same, restored and frozen
 */
export function readAnswer(value) {
  const waiting = [/** @type {any} */ (value)];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (!Array.isArray(part)) restore(part, NUMBERS.filter((name) => name in part));
    for (const name of LISTS) if (Array.isArray(part[name])) restore(part[name], part[name].keys());
    for (const each of Object.values(part)) if (each !== null && typeof each === 'object') waiting.push(each);
    Object.freeze(part);
  }
  return value;
}

/** @param {unknown} value */
function partial(value) {
  try {
    return value ? read(value) : null;
  } catch {
    return null;
  }
}

/** @type {WeakMap<import('./wire.d.ts').Trace, import('./wire.d.ts').Lookup>} */
const lookups = new WeakMap();

/**
 * @param {import('./wire.d.ts').Trace} trace
 * @returns {import('./wire.d.ts').Lookup}
 */
export function lookup(trace) {
  const found = lookups.get(trace);
  if (found) return found;
  /** @type {Map<string, import('./wire.d.ts').Edge[]>} */
  const users = new Map(trace.nodes.map((node) => [node.id, []]));
  for (const edge of trace.edges) users.get(edge.from)?.push(edge);
  const made = Object.freeze({ nodes: byId(trace.nodes), edges: byId(trace.edges), groups: byId(trace.groups), users });
  lookups.set(trace, made);
  return made;
}

/**
 * @template {{readonly id: string}} T
 * @param {readonly T[]} list
 */
const byId = (list) => new Map(list.map((item) => [item.id, item]));
