import { html } from './node.js';

/** @typedef {{value: string, text: string}} Option */

/**
 * The options of a select: names of the program first, then what lies in its objects, `model.0.weight`, one group an object.
 * @param {readonly Option[]} all
 * @returns {HTMLElement[]}
 */
export function options(all) {
  return grouped(all).flatMap(([owner, own]) => {
    const made = own.map(({ value, text }) => html('option', { value }, text));
    return owner === '' ? made : [html('optgroup', { label: owner }, ...made)];
  });
}

/**
 * @param {readonly Option[]} all
 * @returns {[string, Option[]][]} by owner; '' comes first
 */
export function grouped(all) {
  /** @type {Map<string, Option[]>} */
  const groups = new Map([['', []]]);
  for (const option of all) {
    const owner = option.text.includes('.') ? option.text.split('.')[0] : '';
    const own = groups.get(owner);
    if (own) own.push(option);
    else groups.set(owner, [option]);
  }
  return [...groups];
}
