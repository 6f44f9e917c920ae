/** The sentence of a step, as parts. One sentence, the reader's names, real numbers. */

import { number, sign } from '../store/format.js';
import { sentence } from '../draw/sentence.js';
import { lookup } from '../wire.js';
import { arriving, bringing, cardOf, ledgerOf, nameOf, nodeOf, productsOf, slopeOf, unreached, wireOf } from './facts.js';
import { arithmetic } from './arithmetic.js';
import { entryChosen, entryOf } from './narration-entry.js';
import { noPath } from './no-path.js';
import { brief, phrase, sumText } from './phrases.js';
import { splitOf } from './share.js';

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../store/scene.js').Wire} Wire */
/** @typedef {import('../store/state.js').Selection} Selection */
/** @typedef {import('../words/en.js').words} Words */

/** @type {(text: string) => Part} */
const name = (text) => ({ kind: 'name', text });
/** @type {(text: string) => Part} */
const grad = (text) => ({ kind: 'grad', text });
/** @type {(text: string) => Part} */
const plain = (text) => ({ kind: 'plain', text });
/** @type {(text: string) => Part} */
const value = (text) => ({ kind: 'value', text });

/**
 * @param {Study} study
 * @param {Selection | null} select
 * @param {Words} words
 * @returns {Part[]}
 */
export function narrate(study, select, words) {
  return arithmetic(told(study, select, words));
}

/**
 * @param {Study} study
 * @param {Selection | null} select
 * @param {Words} words
 * @returns {Part[]}
 */
function told(study, select, words) {
  const { step } = study.pose;
  const apart = unreached(study, select?.node ?? null);
  if (apart.length) return noPath(study, apart, words);
  const done = study.pose.index === study.scene.steps.length && step !== null;
  const chosen = done ? entryChosen(study, select, words) : null;
  if (chosen) return chosen;
  const said = ofStep(study, select, words);
  const missed = done && !select ? unreached(study) : [];
  return missed.length ? [...said, plain(' '), ...noPath(study, missed, words)] : said;
}

/**
 * @param {Study} study
 * @param {Selection | null} select
 * @param {Words} words
 * @returns {Part[]}
 */
function ofStep(study, select, words) {
  const { step } = study.pose;
  if (!step) return sentence(words.narration.before, () => null);
  if (step.phase === 'given') return given(study, words);
  if (step.seed) return seed(study, step.node ?? '', words);
  const card = cardOf(study.scene, step.card);
  const wire = wireOf(study.scene, step.wire);
  const stack = ofStack(study, card, wire, words);
  if (stack) return stack;
  if (!card) return [];
  if (!wire) return card.card ? phrase(study, card, card.card.sentences.forward, {}, words) : sentence(words.narration.group, () => name(card.label));
  const entry = entryOf(study, wire, select, words);
  if (entry) return entry;
  if (step.kind === 'unbroadcast') return unbroadcast(study, wire, words);
  if (step.kind === 'accumulate') return accumulate(study, wire, words);
  return accumulating(study, wire, words) ?? local(study, wire, words);
}

/**
 * A step of a stack, or one that ends there.
 * @param {Study} study
 * @param {import('./facts.js').Card | null} card
 * @param {Wire | null} wire
 * @param {Words} words
 * @returns {Part[] | null}
 */
function ofStack(study, card, wire, words) {
  const receiver = cardOf(study.scene, wire?.from ?? null);
  const stack = card && card.stack > 0 ? card : receiver && receiver.stack > 0 ? receiver : null;
  if (!stack) return null;
  const template = !wire ? words.narration.stack : stack === card ? words.narration.stackBack : words.narration.toStack;
  return sentence(template, (slot) => {
    if (slot === 'count') return String(stack.stack);
    if (slot === 'name') return name(stack.glyph);
    if (slot === 'to') return name(wire ? nameOf(study.trace, wire.node) : '');
    return wire ? grad(brief(arriving(study, wire), nodeOf(study.trace, wire.node).shape)) : null;
  });
}

/** @param {Study} study @param {Words} words */
function given({ trace }, words) {
  const inputs = trace.inputs.slice(0, 5).flatMap((input, place) => {
    const node = nodeOf(trace, input.node);
    const long = node.shape.length > 1;
    const shown = long ? plain(` (${words.shape(node.shape)})`) : value(brief(node.value.data, node.shape));
    return [...(place ? [plain(', ')] : []), name(input.name), ...(long ? [] : [plain(' = ')]), shown];
  });
  if (inputs.length === 0) return sentence(words.narration.nothingGiven, () => null);
  const more = trace.inputs.length - 5;
  return sentence(more > 0 ? words.narration.givenMore : words.narration.given, (slot) => (slot === 'inputs' ? inputs : String(more)));
}

/** @param {Study} study @param {string} id @param {Words} words */
function seed({ trace }, id, words) {
  const node = nodeOf(trace, id);
  const scalar = node.shape.length === 0;
  const template = scalar ? (trace.upstream_given ? words.narration.seedGiven : words.narration.seed) : trace.upstream_given ? words.narration.seedTensor : words.narration.seedOnes;
  return sentence(template, (slot) => {
    if (slot === 'name') return name(nameOf(trace, id));
    return slot === 'shape' ? words.shape(node.shape) : grad(brief(trace.upstream.data, node.shape));
  });
}

/** @param {Study} study @param {Wire} wire @param {Words} words */
function local(study, wire, words) {
  const card = cardOf(study.scene, wire.to);
  const template = card?.card?.sentences.backward[wire.arg];
  if (!card) return [];
  if (!template) return through(study, card, wire, words);
  const stopped = stoppedOf(study, wire);
  if (stopped) return phrase(study, card, words.narration.stopped[stopped], { wire }, words);
  const split = splitOf(study, card, wire);
  if (split) return tied(study, wire, split, words);
  return phrase(study, card, template, { wire, data: arriving(study, wire), slope: scalarSlope(study, wire) }, words);
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @param {{count: number, upstream: number, part: number}} split
 * @param {Words} words
 */
function tied({ trace }, wire, { count, upstream, part }, words) {
  return sentence(words.narration.tied, (slot) => {
    if (slot === 'to') return name(nameOf(trace, wire.node));
    if (slot === 'count') return words.capital(words.count(count));
    if (slot === 'n') return String(count);
    return grad(number(slot === 'g' ? upstream : part));
  });
}

/**
 * What comes back through a closed group that has no rule of its own.
 * @param {Study} study
 * @param {import('./facts.js').Card} card
 * @param {Wire} wire
 * @param {Words} words
 */
function through(study, card, wire, words) {
  return sentence(words.narration.groupBack, (slot) => {
    if (slot === 'name') return name(card.group === null ? nameOf(study.trace, card.node) : card.glyph);
    if (slot === 'from') return bringing(study, wire).flatMap((each, place) => [...(place ? [plain(', ')] : []), name(each)]);
    return slot === 'to' ? name(nameOf(study.trace, wire.node)) : grad(brief(arriving(study, wire), nodeOf(study.trace, wire.node).shape));
  });
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @returns {number | null} null unless both ends are scalars
 */
export function scalarSlope(study, wire) {
  const to = cardOf(study.scene, wire.to);
  return to?.shape.length === 0 && nodeOf(study.trace, wire.node).shape.length === 0 ? slopeOf(study, wire) : null;
}

/**
 * Why a scalar receives 0 although infinity or NaN comes in.
 * @param {Study} study
 * @param {Wire} wire
 */
export const stoppedOf = (study, wire) => (scalarSlope(study, wire) === 0 ? (productsOf(study, wire, 0)[0]?.stopped ?? null) : null);

/** Why there is a sum. @param {Study} study @param {Wire} wire @param {Words} words */
export function unbroadcast({ trace }, wire, words) {
  const undone = /** @type {NonNullable<Wire['unbroadcast']>} */ (wire.unbroadcast);
  const out = nodeOf(trace, lookup(trace).edges.get(wire.edges[0])?.to ?? wire.node);
  return sentence(words.narration.unbroadcast, (slot) => {
    if (slot === 'axes') return words.axes(undone.axes);
    return slot === 'name' ? name(nameOf(trace, wire.node)) : words.copies(undone.axes, undone.copies, out.shape.length);
  });
}

/**
 * What is added to when it is not the first to arrive: x was used three times: 3 + 2 is in, and the last 2 is on its way.
 * @param {Study} study
 * @param {Wire} wire
 * @param {Words} words
 * @returns {Part[] | null}
 */
function accumulating(study, wire, words) {
  const ledger = ledgerOf(study, wire.from, wire.node);
  const arrived = ledger?.rows.filter((row) => row.state === 'arrived') ?? [];
  if (!ledger || ledger.expected < 2 || arrived.length === 0 || nodeOf(study.trace, wire.node).shape.length > 0) return null;
  const last = ledger.waiting === 1;
  return sentence(last ? words.narration.lastComing : words.narration.coming, used(study, wire, ledger, arrived, words));
}

/** @param {Study} study @param {Wire} wire @param {Words} words */
function accumulate(study, wire, words) {
  const ledger = ledgerOf(study, wire.from, wire.node);
  const arrived = ledger?.rows.filter((row) => row.state === 'arrived') ?? [];
  const texts = words.narration;
  const scalar = nodeOf(study.trace, wire.node).shape.length === 0;
  const done = !ledger || ledger.waiting === 0;
  if (!ledger || ledger.expected < 2) return sentence(scalar ? texts.only : texts.onlyTensor, used(study, wire, ledger, arrived, words));
  const template = done ? (scalar ? texts.allIn : texts.allInTensor) : scalar ? texts.someIn : texts.someInTensor;
  return sentence(template, used(study, wire, ledger, arrived, words));
}

/**
 * @param {Study} study
 * @param {Wire} wire
 * @param {import('./facts.js').Ledger | null} ledger
 * @param {import('./facts.js').LedgerRow[]} arrived
 * @param {Words} words
 * @returns {(slot: string) => Part | string | null}
 */
function used(study, wire, ledger, arrived, words) {
  const dims = nodeOf(study.trace, wire.node).shape;
  const expected = ledger?.expected ?? 1;
  const total = () => ledger?.total ?? arriving(study, wire);
  return (slot) => {
    switch (slot) {
      case 'name':
        return name(nameOf(study.trace, wire.node));
      case 'times':
        return words.times(expected);
      case 'sum':
        return sumText(arrived.map((row) => row.data?.[0] ?? NaN));
      case 'in':
        return words.count(arrived.length);
      case 'left':
        return words.count(expected - arrived.length);
      case 'are':
        return arrived.length === 1 ? 'is' : 'are';
      case 'result':
        return grad(brief(total(), dims));
      case 'sign':
        return sign(total()?.[0] ?? NaN);
      default:
        return grad(brief(arriving(study, wire), dims));
    }
  };
}
