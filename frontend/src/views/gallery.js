import { html } from '../draw/node.js';
import { dialog } from '../draw/dialog.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../wire.d.ts').GalleryItem} GalleryItem */

/** The ready programs, by topic. @type {View} */
export const view = {
  name: 'gallery',

  mount(root, context) {
    const words = context.words.gallery;
    const frame = dialog(root, { id: 'gallery-title', heading: words.heading, close: words.close }, () => context.dispatch({ type: 'dialog', dialog: null }));
    /** @type {readonly GalleryItem[] | null} */
    let drawn = null;

    /** @param {GalleryItem} item */
    function row(item) {
      const open = html('button', { class: 'example', type: 'button' }, html('strong', {}, item.title), html('span', {}, item.goal));
      open.addEventListener('click', () => {
        context.dispatch({ type: 'load', item });
        context.dispatch({ type: 'dialog', dialog: null });
      });
      const source = item.url ? html('a', { href: item.url, target: '_blank', rel: 'noopener noreferrer' }, item.source) : item.source;
      return html('li', {}, open, html('p', { class: 'caption' }, source));
    }

    /** @param {readonly GalleryItem[]} items */
    function draw(items) {
      const topics = [...new Set(items.map((item) => item.topic))];
      return topics.map((topic) =>
        html('section', {}, html('h3', {}, topic), html('ul', {}, ...items.filter((item) => item.topic === topic).map(row))),
      );
    }

    return {
      show({ state }) {
        frame.show(state.dialog === 'gallery');
        if (state.gallery === drawn) return;
        drawn = state.gallery;
        frame.body.replaceChildren(...(drawn.length === 0 ? [html('p', {}, words.none)] : draw(drawn)));
      },
      describe: ({ state }) => state.gallery.map((item) => item.title).join(', '),
      destroy: () => root.replaceChildren(),
    };
  },
};
