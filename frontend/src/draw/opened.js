import { html } from './node.js';

/**
 * A line that opens to more, which is made when it is asked for.
 * @param {string} summary
 * @param {string} key the same for the same one drawn again, which then is open again
 * @param {() => HTMLElement} make
 */
export function opened(summary, key, make) {
  const details = html('details', { 'data-key': key }, html('summary', {}, html('span', {}, summary)));
  details.addEventListener('toggle', () => details.open && details.children.length === 1 && details.append(make()));
  return details;
}
