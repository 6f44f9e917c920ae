import { html } from '../draw/node.js';

/** @typedef {import('../views/view.d.ts').View} View */
/** @typedef {import('../views/view.d.ts').Context} Context */
/** @typedef {import('../views/view.d.ts').Mounted} Mounted */

/**
 * A view that fails says so in its place, and is made anew for what is shown next: neither the other views nor the next program suffer.
 * @param {View} view
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {Pick<Mounted, 'show' | 'destroy'>}
 */
export function guarded(view, root, context) {
  /** @type {Mounted | null} null: it failed */
  let mounted = view.mount(root, context);

  /** @param {unknown} error */
  function fail(error) {
    console.error(error);
    const broken = mounted;
    mounted = null;
    try {
      broken?.destroy();
    } finally {
      root.hidden = false;
      root.replaceChildren(html('p', { class: 'fault', role: 'alert' }, context.words.fault));
    }
  }

  return {
    show(snapshot) {
      try {
        mounted ??= view.mount(root, context);
        mounted.show(snapshot);
      } catch (error) {
        fail(error);
      }
    },
    destroy: () => mounted?.destroy(),
  };
}
