/** A gradient beside its central difference: do they agree, and where they do not, why. */

import { icon } from '../draw/icon.js';
import { sentence } from '../draw/sentence.js';
import { html } from '../draw/node.js';
import { number } from '../store/format.js';
import { lookup } from '../wire.js';
import { nodeOf } from './facts.js';
import { write } from './phrases.js';

/** @typedef {import('../wire.d.ts').CheckAnswer} CheckAnswer */
/** @typedef {import('../wire.d.ts').CheckEntry} CheckEntry */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('../words/en.js').words} Words */

/** Entries that are checked of a whole tensor. */
const MOST = 64;

/**
 * @param {Study} study
 * @param {{node: string, entry: number | null}} select  null: the first entries of the whole gradient
 * @param {Context} context
 * @returns {HTMLElement | null}
 */
export function check({ trace }, { node, entry }, context) {
  if (!context.ask || context.getState().trace !== trace || trace.targets.includes(node)) return null;
  const words = context.words.check;
  const one = entry !== null || nodeOf(trace, node).shape.length === 0;
  const reply = context.ask('check', one ? { node, entry: entry ?? 0 } : { node, most: MOST });
  if (reply.status === 'answered' && reply.answer.entries.length > 0) return answered(trace, reply.answer, one, context.words);
  const said = reply.status === 'refused' ? reply.detail : reply.status === 'offline' ? words.offline : words.asking;
  return section(words, html('span', { class: 'waiting' }, reply.status === 'asking' ? said : ''), [
    ...(reply.status === 'asking' ? [row(words.difference, ''), row(words.relative, '')] : [html('p', { class: 'sentence' }, said)]),
  ]);
}

/**
 * @param {Trace} trace
 * @param {CheckAnswer} answer
 * @param {boolean} one
 * @param {Words} all
 */
function answered(trace, { entries, total }, one, all) {
  const words = all.check;
  const agreeing = entries.filter((each) => each.verdict === 'agree');
  const others = [...new Map(entries.filter((each) => each.verdict !== 'agree').map((each) => [each.verdict, each])).values()];
  const shares = agreeing.map(relative).filter((share) => share !== null);
  const apart = shares.length ? [row(one ? words.relative : words.largest, ...power(Math.max(...shares)))] : [];
  const rows = one ? [row(words.difference, number(entries[0].difference)), ...apart] : [row(words.entries, words.of(entries.length, total)), ...apart];
  return section(words, verdict(entries, agreeing, one, words), [...rows, ...others.map((each) => reason(trace, each, all))]);
}

/**
 * @param {readonly CheckEntry[]} entries
 * @param {readonly CheckEntry[]} agreeing
 * @param {boolean} one
 * @param {Words['check']} words
 */
function verdict(entries, agreeing, one, words) {
  if (agreeing.length === entries.length) return html('span', { class: 'verdict' }, icon('check'), one ? words.agree : words.allAgree);
  const wrong = entries.some((each) => each.verdict === 'differs') ? ' wrong' : '';
  const [first] = entries;
  const said = cornered(first) && same(first) ? words.mean : words.verdicts[/** @type {'kink'} */ (first.verdict)];
  return html('span', { class: `verdict${wrong}` }, one ? said : words.someAgree(agreeing.length, entries.length));
}

/**
 * @param {Words['check']} words
 * @param {HTMLElement} said
 * @param {readonly HTMLElement[]} rows
 */
function section(words, said, rows) {
  const lines = rows.filter((each) => each.tagName !== 'P');
  return html('section', { class: 'check' }, html('div', { class: 'both' }, html('h3', {}, words.heading), said), lines.length ? html('dl', {}, ...lines) : null, ...rows.filter((each) => each.tagName === 'P'));
}

/** @param {string} name @param {...(Node | string)} value */
const row = (name, ...value) => html('div', {}, html('dt', {}, name), html('dd', {}, ...value));

/** @param {CheckEntry} entry */
const cornered = ({ verdict }) => verdict === 'kink' || verdict === 'tie';

/** Share of the larger by which two numbers may be apart that read as the same. */
const ALIKE = 1e-6;

/**
 * Whether what we take at a corner is what lies midway between the slopes of its sides.
 * @param {CheckEntry} entry
 */
const same = ({ gradient, difference }) => Math.abs(gradient - difference) <= ALIKE * Math.max(Math.abs(gradient), Math.abs(difference));

/** Share of the larger that the difference must be sure of, or both are 0 as far as one can tell. */
const SURE = 1e-3;

/**
 * How far the two are apart, as a share of the larger; null where that is too small to tell.
 * @param {{gradient: number, difference: number, error: number}} entry
 */
export function relative({ gradient, difference, error }) {
  const scale = Math.max(Math.abs(gradient), Math.abs(difference));
  if (gradient === difference) return 0;
  return error > SURE * scale ? null : Math.abs(gradient - difference) / scale;
}

/**
 * @example power(2.4e-11) // 2.4 × 10 and a raised −11
 * @param {number} value
 * @returns {(Node | string)[]}
 */
function power(value) {
  if (value === 0 || value >= 1e-3) return [number(value)];
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return [`${mantissa} × 10`, html('sup', {}, number(Number(exponent)))];
}

/**
 * @param {Trace} trace
 * @param {CheckEntry} entry
 * @param {Words} words
 */
function reason(trace, entry, words) {
  const element = html('p', { class: 'sentence' });
  write(element, sentence(because(trace, entry, words), () => null));
  return element;
}

/**
 * @param {Trace} trace
 * @param {CheckEntry} entry
 * @param {Words} words
 * @returns {string} a template without slots: names stand between backticks
 */
export function because(trace, entry, words) {
  const { verdict: what, error, difference, gradient } = entry;
  const { check: told } = words;
  if (cornered(entry) && same(entry)) return told.midway;
  if (what === 'rounding') return told.rounding(number(error));
  if (what === 'stated') return told.stated;
  if (what === 'differs') return told.differs(number(difference), number(gradient));
  if (what === 'not finite') return trace.notices.find((each) => each.code === 'gradient-born' || each.code === 'born')?.text ?? told.notFinite;
  const notice = trace.notices.find((each) => each.code === 'kink');
  if (!notice) return told.corner;
  const card = lookup(trace).nodes.get(notice.nodes[0])?.card;
  const { op, kinks } = (card && trace.cards[card]) || { op: '', kinks: [] };
  const [, at] = /^a = (\S+)$/.exec(kinks[0]?.where ?? '') ?? [];
  return kinks.length === 1 && at && /^\d/.test(kinks[0].value) ? told.kink(op, at, kinks[0].value) : `${told.onPurpose} ${notice.text}`;
}
