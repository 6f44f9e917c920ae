import { dialog } from '../draw/dialog.js';
import { html } from '../draw/node.js';
import { FORMATS } from '../store/state.js';
import { subject } from '../store/subject.js';
import { frame as iframe, link } from './export-links.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('../wire.d.ts').ExportAnswer} ExportAnswer */
/** @typedef {import('../store/state.js').State} State */

/** Characters that are drawn; a copy and a file have them all. */
const DRAWN = 100_000;

/** The program as source of another library, or its trace: to read, to copy, to keep. @type {View} */
export const view = {
  name: 'export',

  mount(root, context) {
    const words = context.words.export;
    const frame = dialog(root, { id: 'export-title', heading: words.heading, close: words.close }, () => context.dispatch({ type: 'dialog', dialog: null }));
    const choices = FORMATS.map((format) => {
      const input = html('input', { type: 'radio', name: 'export-format', value: format });
      input.addEventListener('change', () => context.dispatch({ type: 'format', format }));
      return { format, input, label: html('label', { class: 'choice' }, input, html('span', {}, words.formats[format])) };
    });
    const about = html('p', { class: 'about', id: 'export-about' });
    const code = html('pre', { class: 'source', tabindex: 0, role: 'region', 'aria-label': words.code, 'aria-describedby': 'export-about' });
    const copy = html('button', { class: 'plain framed', type: 'button' }, words.copy);
    const keep = html('button', { class: 'plain framed', type: 'button' }, words.download);
    const said = html('span', { class: 'caption', role: 'status' });
    const links = [
      { text: words.link, of: (/** @type {State} */ state) => link(state, document.baseURI) },
      { text: words.frame, of: (/** @type {State} */ state) => iframe(state, document.baseURI, subject(state)?.title ?? context.words.name) },
    ].map(({ text, of }) => {
      const button = html('button', { class: 'plain framed', type: 'button' }, text);
      button.addEventListener('click', () => put(of(context.getState())));
      return button;
    });
    /** @type {ExportAnswer | null} */
    let shown = null;

    frame.body.append(
      html('fieldset', { class: 'choices' }, html('legend', { class: 'hushed' }, words.format), ...choices.map(({ label }) => label)),
      about,
      code,
      html('div', { class: 'kept' }, copy, keep, html('span', { class: 'shared' }, ...links), said),
    );

    copy.addEventListener('click', () => shown && put(shown.text));
    keep.addEventListener('click', () => {
      if (!shown) return;
      const address = URL.createObjectURL(new Blob([shown.text], { type: shown.media_type }));
      html('a', { href: address, download: shown.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      said.textContent = words.kept(shown.file);
    });

    /** Where the clipboard is refused the text is marked in sight. @param {string} text */
    async function put(text) {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = words.copied;
      } catch {
        if (text !== shown?.text) {
          shown = null;
          code.replaceChildren(text);
        }
        getSelection()?.selectAllChildren(code);
        code.focus();
        said.textContent = words.marked;
      }
    }

    /** @param {State} state @returns {{answer: ExportAnswer} | {fact: string}} */
    function found(state) {
      if (!context.ask) return { fact: words.offline };
      if (state.trace === null || state.status === 'problem') return { fact: words.problem };
      if (state.status === 'offline') return { fact: words.offline };
      const reply = context.ask('export', { to: state.format });
      if (reply.status === 'answered') return { answer: reply.answer };
      if (reply.status === 'refused') return { fact: reply.detail };
      return { fact: reply.status === 'offline' ? words.offline : words.asking };
    }

    /** @param {State} state */
    function draw(state) {
      for (const { format, input } of choices) input.checked = format === state.format;
      const told = words.about[state.format];
      if (about.textContent !== told) about.textContent = told;
      const now = found(state);
      const answer = 'answer' in now ? now.answer : null;
      copy.disabled = keep.disabled = answer === null;
      if (answer === null) {
        shown = null;
        code.replaceChildren('fact' in now ? now.fact : '');
        code.classList.add('fact');
      } else if (answer !== shown) {
        shown = answer;
        said.textContent = '';
        code.classList.remove('fact');
        code.replaceChildren(...lines(answer.text.slice(0, DRAWN)), answer.text.length > DRAWN ? `\n${words.more}` : '');
        code.scrollTop = code.scrollLeft = 0;
      }
    }

    return {
      show({ state }) {
        const open = state.dialog === 'export';
        if (open) draw(state);
        frame.show(open);
      },
      describe: ({ state }) => (state.dialog === 'export' ? `${words.formats[state.format]}. ${words.about[state.format]}` : ''),
      destroy: () => root.replaceChildren(),
    };
  },
};

/**
 * The text with its comments set apart.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function lines(text) {
  return text.split(/^(\s*#.*)$/m).map((part, place) => (place % 2 === 1 ? html('span', { class: 'comment' }, part) : part));
}
