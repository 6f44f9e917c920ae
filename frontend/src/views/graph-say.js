/** The graph said aloud: the name of each card, and one sentence for the whole. */

import { number, shape } from '../store/format.js';
import { calledOf, cardOf, nameOf, nodeOf, studyOf, wireOf } from './facts.js';

/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../store/scene.js').Card} Card */
/** @typedef {import('../store/pose.js').CardPose} CardPose */
/** @typedef {import('../wire.d.ts').Node} Node */
/** @typedef {typeof import('../words/en.js').words.graph} Words */

const MOST_SPOKEN = 16;

/** @param {readonly number[] | Float64Array | undefined | null} data @param {readonly number[]} sizes */
function numbers(data, sizes) {
  if (!data || data.length > MOST_SPOKEN) return shape(sizes);
  return [...data].map(number).join(', ');
}

/**
 * @example "dot, Add, value 1, gradient not yet known"
 * @param {Card} card
 * @param {Node} node
 * @param {CardPose} pose
 * @param {number} inside  how many nodes a closed group holds
 * @param {Words} words
 */
export function spoken(card, node, pose, inside, words) {
  if (card.stack > 0) return stack(card, node, pose, inside, words);
  const name = card.name ?? node.label;
  const parts = [name];
  if (card.kind === 'constant') parts.push(words.constant);
  else if (card.kind === 'input') parts.push(words.input);
  else if (card.title !== name) parts.push(card.title);
  if (card.group) parts.push(words.closed(inside));
  if (node.shape.length > 0) parts.push(shape(node.shape));
  parts.push(pose.value ? words.valueIs(numbers(node.value.data, node.shape)) : words.valueBlank);
  if (card.kind !== 'constant') parts.push(gradient(node, pose, words));
  return parts.join(', ');
}

/**
 * @example "f(x) × 12, stack of 12 closed groups that are alike, 5 nodes each, values not yet known, gradients not yet known"
 * @param {Card} card
 * @param {Node} node
 * @param {CardPose} pose
 * @param {number} inside
 * @param {Words} words
 */
function stack(card, node, pose, inside, words) {
  const value = pose.value ? words.values(card.stack, node.shape) : words.valuesBlank;
  const back = { none: words.noPath, blank: words.gradientsBlank, known: words.gradients(card.stack), partial: words.gradientsSoFar(pose.arrived.length, pose.expected) };
  return [card.title, words.stack(card.stack), words.nodesEach(inside / card.stack), value, back[pose.grad]].join(', ');
}

/** @param {Node} node @param {CardPose} pose @param {Words} words */
function gradient(node, pose, words) {
  if (pose.grad === 'none') return words.noPath;
  if (pose.grad === 'blank') return words.gradientBlank;
  const shown = numbers(pose.total, node.shape);
  if (pose.grad === 'known') return words.gradientIs(shown);
  return `${words.gradientSoFar(shown)}, ${words.toCome(pose.expected - pose.arrived.length)}`;
}

/**
 * @param {Snapshot} snapshot
 * @param {Words} words
 */
export function describe(snapshot, words) {
  const study = studyOf(snapshot);
  if (!study) return words.nothing;
  const { scene, pose, trace } = study;
  const target = trace.targets.map((id) => nameOf(trace, id)).join(', ');
  return [words.whole(target, scene.cards.length), atWork(study, words), pose.step ? null : words.blank].filter(Boolean).join(' ');
}

/** @param {Study} study @param {Words} words */
function atWork({ trace, scene, pose }, words) {
  const { step } = pose;
  const card = cardOf(scene, step?.card ?? null);
  if (!step || !card) return null;
  const name = calledOf(trace, card);
  const wire = wireOf(scene, step.wire);
  if (step.phase === 'forward' && card.stack > 0) return words.computes(name, words.values(card.stack, card.shape));
  if (step.phase === 'forward') return words.computes(name, numbers(nodeOf(trace, card.node).value.data, card.shape));
  if (step.phase === 'seed') return words.seeds(name);
  if (!wire) return null;
  const to = nameOf(trace, wire.node);
  return step.kind === 'accumulate' ? words.arrives(name, to) : words.goesBack(name, to);
}
