import { html } from '../draw/node.js';
import { plainText } from '../draw/sentence.js';
import { resolve } from '../store/derivative.js';
import { rebuild } from './cells.js';
import { members } from './derivative-asked.js';
import { costs, heading, numbers } from './derivative-answer.js';
import { form } from './derivative-form.js';
import { meaning, noPath, spoken } from './derivative-said.js';
import { write } from './phrases.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../wire.d.ts').DerivativeAnswer} DerivativeAnswer */
/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/derivative.js').Asked} Asked */

/**
 * Derivatives beside the gradient of the target: a row or a column of a Jacobian, all of it, second derivatives, tangents; and what they
 * take by reverse mode and by forward mode.
 * @type {View}
 */
export const view = {
  name: 'derivative',

  mount(root, context) {
    const words = context.words.derivative;
    const choice = form(context);
    const result = html('div', { class: 'result' });
    // It stays in the page: only then a screen reader hears what is put into it.
    const said = html('p', { class: 'sentence', role: 'status' });
    const cost = html('div', { class: 'cost' });
    /** @type {readonly unknown[]} */
    let drawn = [];

    /** @param {Trace} trace @param {Asked} asked */
    function draw(trace, asked) {
      const reply = context.ask?.('derivative', members(trace, asked)) ?? { status: /** @type {const} */ ('offline') };
      const answer = reply.status === 'answered' ? reply.answer : null;
      rebuild(result, () => [heading(trace, asked, answer), ...(answer?.connected ? numbers(trace, asked, answer, context.words) : [])]);
      if (answer) tell(answer.connected ? meaning(trace, asked, context.words) : noPath(trace, asked, context.words));
      else if (reply.status === 'refused') tell([{ kind: 'plain', text: [reply.detail, reply.hint].filter(Boolean).join(' ') }]);
      else tell([{ kind: 'plain', text: reply.status === 'offline' ? words.offline : words.asking }]);
      said.classList.toggle('waiting', reply.status === 'asking');
      rebuild(cost, () => (answer?.connected ? [costs(trace, asked, answer.counts, context.words)] : []));
    }

    /** @param {import('../draw/sentence.js').Part[]} parts */
    function tell(parts) {
      if (said.textContent !== plainText(parts)) write(said, parts);
    }

    return {
      show({ state }) {
        if (root.hidden) {
          drawn = [];
          return;
        }
        const key = [state.trace, state.derivative, state.told];
        if (drawn.length && key.every((part, place) => part === drawn[place])) return;
        drawn = key;
        const asked = state.trace && resolve(state.trace, state.derivative);
        if (!state.trace || !asked) {
          root.replaceChildren(html('p', { class: 'sentence' }, words.none));
          return;
        }
        if (!choice.element.isConnected) root.replaceChildren(choice.element, result, said, cost);
        choice.set(state.trace, state.derivative, asked);
        draw(state.trace, asked);
      },
      describe({ state }) {
        const asked = state.trace && resolve(state.trace, state.derivative);
        return state.trace && asked ? spoken(state.trace, asked, context.words) : words.none;
      },
      destroy: () => root.replaceChildren(),
    };
  },
};
