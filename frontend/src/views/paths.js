import { html } from '../draw/node.js';
import { stopOf } from '../local.js';
import { entryAt } from '../local/indexing.js';
import { number, productSign, sumSign } from '../store/format.js';
import { lookup } from '../wire.js';
import { rebuild } from './cells.js';
import { nameOf, nodeOf, studyOf, wireOf } from './facts.js';
import { told } from './explain-parts.js';
import { noPathSaid } from './no-path.js';
import { sumText } from './phrases.js';
import { operand, which } from './twins.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Context} Context */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../wire.d.ts').PathEntry} PathEntry */
/** @typedef {import('../wire.d.ts').PathsAnswer} PathsAnswer */
/** @typedef {import('../words/en.js').words} Words */

/** Paths listed, products added in one line, names listed. */
const LISTED = 12;
const SUMMED = 6;
const NAMED = 24;

/**
 * The ways the gradient takes from the target back to a value: the product along each, their sum, and what reaches the target at all.
 * @type {View}
 */
export const view = {
  name: 'paths',

  mount(root, context) {
    /** @type {readonly unknown[]} */
    let drawn = [];

    return {
      show(snapshot) {
        if (root.hidden) {
          drawn = [];
          return;
        }
        const { state, scene, pose } = snapshot;
        const key = [state.trace, scene, pose?.index, state.select, state.told];
        if (drawn.length && key.every((part, place) => part === drawn[place])) return;
        drawn = key;
        const study = studyOf(snapshot);
        rebuild(root, () => (study && state.trace ? build(study, nodeAt(study, state.select), context) : []));
      },
      describe(snapshot) {
        const study = studyOf(snapshot);
        const id = study && nodeAt(study, snapshot.state.select);
        return study && id ? `${context.words.paths.heading}: ${nameOf(study.trace, id)}` : context.words.paths.none;
      },
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * @param {Study} study
 * @param {import('../store/state.js').Selection | null} select
 * @returns {string | null}
 */
const nodeAt = ({ scene, pose: { step } }, select) => select?.node ?? wireOf(scene, step?.wire ?? null)?.node ?? step?.node ?? null;

/**
 * @param {Study} study
 * @param {string | null} id
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function build(study, id, context) {
  const words = context.words.paths;
  const { trace } = study;
  if (!context.ask || !id || trace.targets.length === 0) return [html('p', { class: 'sentence' }, words.none)];
  const reply = context.ask('paths', { node: id, most: LISTED });
  const head = heading(study, id, reply.status === 'answered' ? reply.answer : null, context.words);
  if (reply.status !== 'answered') {
    const said = reply.status === 'refused' ? reply.detail : reply.status === 'offline' ? words.offline : words.asking;
    return [head, html('p', { class: reply.status === 'asking' ? 'caption' : 'sentence' }, said)];
  }
  const { answer } = reply;
  return [head, ...ways(study, id, answer, context), ...gate(study, answer, context), ...reach(study, answer, context)];
}

/**
 * @param {Study} study
 * @param {string} id
 * @param {PathsAnswer | null} answer
 * @param {Words} words
 */
function heading({ trace }, id, answer, words) {
  const names = { target: nameOf(trace, trace.targets[0]), name: nameOf(trace, id) };
  const alone = !answer || answer.count === 0 || trace.targets.includes(id);
  const sub = alone ? null : told(words.paths.from(words.capital(counted(answer.count, words)), answer.count === 1), names, 'sub');
  return html('header', { class: 'heading' }, html('h2', {}, html('code', {}, names.name)), sub);
}

/** @param {number} count @param {Words} words */
const counted = (count, words) => (count === Infinity ? words.paths.endless : count <= 12 ? words.count(count) : number(count));

/**
 * @param {Study} study
 * @param {string} id
 * @param {PathsAnswer} answer
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
function ways(study, id, answer, context) {
  const words = context.words.paths;
  const { trace } = study;
  if (trace.targets.includes(id)) return [html('p', { class: 'sentence' }, words.self)];
  if (answer.count === 0) return [noPathSaid(study, id, context.words)];
  const rest = answer.count - answer.paths.length;
  const lines = answer.paths.map((path) => way(study, path, context));
  if (!answer.scalar) {
    if (rest > 0) lines.push(html('li', { class: 'caption' }, words.more(counted(rest, context.words))));
    return [html('ol', { class: 'ways' }, ...lines), html('p', { class: 'sentence' }, words.tensors)];
  }
  const products = answer.paths.map((path) => path.product);
  const total = entryAt(nodeOf(trace, id).grad, 0) ?? NaN;
  if (rest > 0) {
    const left = total - products.reduce((sum, each) => sum + each, 0);
    lines.push(html('li', { class: 'both' }, html('span', {}, words.rest(counted(rest, context.words))), html('b', { class: 'grad' }, number(left))));
  }
  const sum = rest === 0 && products.length > 1 && products.length <= SUMMED ? `${sumText(products)} ${sumSign(products, total)}` : '=';
  const outcome = html('p', { class: 'outcome summed' }, html('span', {}, sum), html('b', { class: 'big grad' }, number(total)));
  if (answer.count === 1) return [html('ol', { class: 'ways' }, ...lines), html('p', { class: 'sentence' }, words.alone)];
  return [html('p', { class: 'caption' }, words.sum), html('ol', { class: 'ways' }, ...lines), outcome, html('p', { class: 'sentence' }, words.because)];
}

/**
 * One path: its values from the target back, and the product of its slopes.
 * @param {Study} study
 * @param {PathEntry} path
 * @param {Context} context
 */
function way(study, path, context) {
  const { edges } = lookup(study.trace);
  const on = path.edges.map((id) => /** @type {import('../wire.d.ts').Edge} */ (edges.get(id)));
  const ids = [on[0].to, ...on.map((edge) => edge.from)];
  const names = html('span', { class: 'nodes' }, ...ids.flatMap((id, place) => [
    place ? html('span', { class: 'arrow' }, '←') : null,
    link(study, id, context),
    note(which(study.trace, id, context.words)),
    place ? note(operand(study.trace, on[place - 1], context.words)) : null,
  ]));
  if (path.slopes.length === 0) return html('li', {}, names);
  const [upstream, ...slopes] = path.slopes;
  const factors = slopes.map((slope) => ({ slope, look: 'value' }));
  if (study.trace.upstream_given) factors.unshift({ slope: upstream, look: 'grad' });
  const shown = factors.flatMap(({ slope, look }, place) => [place ? ' · ' : '', html('b', { class: look }, place && slope < 0 ? `(${number(slope)})` : number(slope))]);
  const product = html('b', { class: 'grad' }, number(path.product));
  const stopped = path.product === 0 && !Number.isFinite(path.slopes.reduce((by, slope) => by * slope, 1)) ? stopOn(on) : null;
  if (stopped) return html('li', {}, names, html('span', { class: 'both' }, html('span', {}, ...shown), html('span', {}, context.words.entries.stopped[stopped])));
  return html('li', {}, names, html('span', { class: 'both' }, html('span', {}, ...shown, factors.length > 1 ? ` ${productSign(factors.map(({ slope }) => slope), path.product)}` : ''), product));
}

/** @param {readonly import('../wire.d.ts').Edge[]} on */
const stopOn = (on) => on.map((edge) => stopOf(edge, edge.partial?.data?.[0] ?? NaN)).find((stop) => stop !== null) ?? null;

/**
 * @param {Study} study
 * @param {string} id
 * @param {Context} context
 */
function link({ trace }, id, context) {
  const name = nameOf(trace, id);
  const button = html('button', { type: 'button', class: 'link code', title: name, 'data-key': `node ${id}` }, name);
  button.addEventListener('click', () => context.dispatch({ type: 'select', node: id }));
  button.addEventListener('pointerenter', () => context.dispatch({ type: 'hover', node: id }));
  button.addEventListener('pointerleave', () => context.dispatch({ type: 'hover', node: null }));
  return button;
}

/** @param {string | null} text what tells a value apart */
const note = (text) => (text === null ? null : html('small', { class: 'caption' }, ` ${text}`));

/**
 * The values that lie on every path, its ends left out.
 * @param {Study} study
 * @param {PathsAnswer} answer
 * @param {Context} context
 */
function gate(study, answer, context) {
  const between = answer.gate.slice(1, -1);
  if (between.length === 0 || answer.count <= 1) return [];
  return [section(html('h3', {}, context.words.paths.gate), listed(study, between, context))];
}

/**
 * @param {Study} study
 * @param {PathsAnswer} answer
 * @param {Context} context
 */
function reach(study, answer, context) {
  const words = context.words.paths;
  const { trace } = study;
  const names = { target: nameOf(trace, trace.targets[0]) };
  const reaching = new Set(answer.reaching);
  const apart = trace.inputs.map((input) => input.node).filter((id) => !reaching.has(id));
  const parts = answer.reaching.length ? [title(words.reach, names), listed(study, answer.reaching, context)] : [];
  if (apart.length) parts.push(title(words.apart, names), listed(study, apart, context));
  return parts.length ? [section(...parts)] : [];
}

/** @param {string} template @param {Record<string, string>} names */
function title(template, names) {
  return html('h3', {}, ...told(template, names, '').childNodes);
}

/** @param {...HTMLElement} parts */
const section = (...parts) => html('section', { class: 'about' }, ...parts);

/**
 * @param {Study} study
 * @param {readonly string[]} ids
 * @param {Context} context
 */
function listed(study, ids, context) {
  const more = ids.length - NAMED;
  return html('p', { class: 'named' }, ...ids.slice(0, NAMED).map((id) => html('span', {}, link(study, id, context), note(which(study.trace, id, context.words)))), more > 0 ? html('span', { class: 'caption' }, context.words.paths.more(String(more))) : null);
}
