// Address <-> state. The names are those of parameters.js; a fragment says the same as a query and wins over it.

import { toggledOf } from './opening.js';
import { parameters, writeDerivative, writeNested, writeVars } from './parameters.js';
import { replussed } from './plus.js';
import { scene } from './scene.js';
import { selectionText, tabOf } from './select.js';
import { written } from './steps.js';

/** @typedef {import('./parameters.js').Parameters} Parameters */
/** @typedef {import('./state.js').State} State */

/**
 * A bad value falls back to its default and leaves a notice; `unknown` are names nobody reads.
 * @param {string} search `?expr=x*y&step=3`
 * @param {string} [hash] `#step=4`
 * @returns {Partial<Parameters> & {notices: string[], unknown: string[], offer: string | null}}
 */
export function readAddress(search, hash = '') {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {Record<string, unknown>} */
  const read = {};
  const notices = [];
  for (const { name, read: parse, expects } of parameters) {
    const [text, ...more] = fragment.has(name) ? fragment.getAll(name) : query.getAll(name);
    if (text === undefined) continue;
    if (more.length > 0) notices.push(`The address says ${name} more than once; the first counts.`);
    const value = parse(text);
    if (value === undefined) notices.push(`The address says ${name}=${shortened(text)}; expected ${expects}.`);
    else read[name] = value;
  }
  const known = new Set(parameters.map(({ name }) => /** @type {string} */ (name)));
  const unknown = [...new Set([...query.keys(), ...fragment.keys()])].filter((name) => !known.has(name));
  const lost = typeof read.expr === 'string' && /[?&#]expr=[^&#]*\+/.test(search + hash);
  return { ...read, notices, unknown, offer: lost ? replussed(String(read.expr)) : null };
}

const LONGEST = 40;

/** @param {string} text */
const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * The query string for a state, '' when there is nothing to say. What has its default value is left out.
 * @param {State} state
 */
export function writeAddress(state) {
  const out = new URLSearchParams();
  /** @param {string} name @param {string | null} value */
  const say = (name, value) => value !== null && value !== '' && out.set(name, value);
  say('expr', state.text);
  say('vars', writeVars(state.vars));
  say('target', state.target);
  say('upstream', state.upstream === null ? null : writeNested(state.upstream));
  say('seed', state.seed === 0 ? null : String(state.seed));
  say('step', state.wanted.step ?? (state.trace && written(scene(state.trace, state.open), state.step)));
  say('open', (state.wanted.open ?? (state.trace ? toggledOf(state.trace, state.open) : [])).join(','));
  say('select', state.wanted.select ?? (state.trace && state.select && selectionText(state.trace, state.select)));
  say('tab', state.tab === tabOf(state.select) ? null : state.tab);
  say('derivative', writeDerivative(state.derivative));
  say('theme', state.theme === 'auto' ? null : state.theme);
  say('chrome', state.chrome === 'full' ? null : state.chrome);
  const text = out.toString();
  return text && `?${text}`;
}
