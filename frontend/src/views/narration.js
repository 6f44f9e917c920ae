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
        clearTimeout(timer);
        timer = setTimeout(() => (spoken.textContent = text), 150);
      },
      describe: (snapshot) => plainText(partsOf(snapshot)),
      destroy() {
        clearTimeout(timer);
        root.replaceChildren();
      },
    };
  },
};
