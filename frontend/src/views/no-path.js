/** Why nothing comes back to a value: nothing leads to the target, or what the target follows is a later value of the same name. */

import { sentence } from '../draw/sentence.js';
import { html } from '../draw/node.js';
import { laterOf, nameOf, nodeOf } from './facts.js';
import { write } from './phrases.js';

/** @typedef {import('../draw/sentence.js').Part} Part */
/** @typedef {import('./facts.js').Study} Study */
/** @typedef {import('../words/en.js').words} Words */

/**
 * @param {Study} study
 * @param {readonly string[]} ids
 * @param {Words} words
 * @returns {Part[]}
 */
export function noPath({ trace }, ids, words) {
  const texts = words.narration;
  const [id, second] = ids;
  const [target] = trace.targets;
  const name = (/** @type {string} */ each) => /** @type {const} */ ({ kind: 'name', text: nameOf(trace, each) });
  const names = ids.flatMap((each, place) => [...(place === 0 ? [] : [/** @type {Part} */ ({ kind: 'plain', text: place === ids.length - 1 ? words.entries.both : ', ' })]), name(each)]);
  const later = laterOf(trace, id);
  const after = trace.nodes.indexOf(nodeOf(trace, id)) > trace.nodes.indexOf(nodeOf(trace, target));
  const template = second !== undefined ? texts.noPaths : later ? texts.noPathLater : after ? texts.noPathAfter : texts.noPath;
  return sentence(template, (slot) => (slot === 'names' ? names : slot === 'later' && later ? name(later.id) : nameOf(trace, target)));
}

/** @param {Study} study @param {string} id @param {Words} words */
export function noPathSaid(study, id, words) {
  const said = html('p', { class: 'sentence' });
  write(said, noPath(study, [id], words));
  return said;
}
