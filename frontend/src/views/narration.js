import { html } from '../draw/node.js';
import { studyOf } from './facts.js';
import { narrate } from './narration-text.js';
import { plainText, write } from './phrases.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */

/**
 * One sentence for the step. A screen reader hears it when the reader has stopped, not at every step of a drag.
 * @type {View}
 */
export const view = {
  name: 'narration',

  mount(root, context) {
    const shown = html('p', { class: 'narration' });
    const spoken = html('p', { class: 'hushed', 'aria-live': 'polite' });
    root.replaceChildren(shown, spoken);
    let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

    // A sentence of more than one line is set smaller: whole, and the foot keeps its height.
    const measure = () => {
      shown.classList.remove('long');
      shown.classList.toggle('long', shown.offsetHeight > 1.5 * parseFloat(getComputedStyle(shown).lineHeight));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(root);

    /** @param {Snapshot} snapshot */
    const partsOf = (snapshot) => {
      const study = studyOf(snapshot);
      return study ? narrate(study, snapshot.state.select, context.words) : [];
    };

    return {
      show(snapshot) {
        const parts = partsOf(snapshot);
        const text = plainText(parts);
        if (text === shown.textContent) return;
        write(shown, parts);
        measure();
        clearTimeout(timer);
        timer = setTimeout(() => (spoken.textContent = text), 150);
      },
      describe: (snapshot) => plainText(partsOf(snapshot)),
      destroy() {
        observer.disconnect();
        clearTimeout(timer);
        root.replaceChildren();
      },
    };
  },
};
