import { icon } from './icon.js';
import { html } from './node.js';

/**
 * A strip with an arrow on the side where what is in `box` goes on; pressed, it shows more of it.
 * @param {HTMLElement} box what scrolls sideways
 * @param {number} [blank] px at its end in which nothing stands
 */
export function goesOn(box, blank = 1) {
  const strip = html('button', { class: 'goes-on', type: 'button', tabindex: -1, 'aria-hidden': 'true', hidden: true }, icon('right'));
  const draw = () => (strip.hidden = box.scrollLeft + box.clientWidth >= box.scrollWidth - blank);
  const sized = new ResizeObserver(draw);
  sized.observe(box);
  box.addEventListener('scroll', draw, { passive: true });
  strip.addEventListener('click', () => box.scrollBy({ left: box.clientWidth / 2 }));
  return { strip, draw, stop: () => sized.disconnect() };
}

/** @param {HTMLElement} box what scrolls sideways @returns {HTMLDivElement} the box with its strip */
export const continued = (box) => html('div', { class: 'scrolling' }, box, goesOn(box).strip);

/**
 * One that is wider than its place is a stop of the tab key, and its arrow keys move it instead of what they mean elsewhere.
 * @param {HTMLElement} box what scrolls sideways, without buttons of its own
 * @returns {HTMLDivElement} the box with its strip
 */
export function scrolling(box) {
  new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }).observe(box);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') event.stopPropagation();
  });
  return continued(box);
}
