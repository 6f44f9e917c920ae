import { commands } from '../commands.js';
import { html } from '../draw/node.js';
import { solid } from '../draw/solid.js';

/** @typedef {import('./view.d.ts').View} View */
/** @typedef {import('./view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../store/state.js').Speed} Speed */

/** @type {readonly Speed[]} */
const SPEEDS = [0.5, 1, 2, 4];

/**
 * First, back, play, forward, last; where we are; how fast.
 * @type {View}
 */
export const view = {
  name: 'transport',

  mount(root, context) {
    const words = context.words.transport;
    /** @param {Parameters<typeof solid>[0]} name  also the command */
    const button = (name) => {
      const label = name === 'play' ? words.play : (commands.find((command) => command.id === name)?.label ?? name);
      const made = html('button', { type: 'button', class: name, 'aria-label': label, title: label }, solid(name));
      made.addEventListener('click', () => context.run(name));
      return made;
    };
    const [first, back, play, forward, last] = (/** @type {const} */ (['first', 'back', 'play', 'forward', 'last'])).map(button);
    const count = html('span', { class: 'count' });
    const way = html('span', { class: 'way' });
    const speed = html('select', { class: 'speed', 'aria-label': words.speed }, ...SPEEDS.map((each) => html('option', { value: each }, words.speeds(each))));
    speed.addEventListener('change', () => context.dispatch({ type: 'speed', speed: /** @type {Speed} */ (Number(speed.value)) }));
    root.replaceChildren(
      html('div', { class: 'buttons', role: 'group', 'aria-label': words.label }, first, back, play, forward, last),
      html('div', { class: 'where' }, count, way, speed),
    );

    /** @param {Snapshot} snapshot */
    const counted = ({ state, scene }) => words.count(String(state.step), String(scene?.steps.length ?? 0));

    return {
      show(snapshot) {
        const { state, scene, pose } = snapshot;
        const total = scene?.steps.length ?? 0;
        count.textContent = state.chrome === 'full' ? counted(snapshot) : counted(snapshot).replace(words.step, '');
        const phase = pose?.step?.phase;
        way.textContent = phase === 'backward' || phase === 'seed' ? words.backward : phase ? words.forwards : '';
        way.className = `way ${phase === 'backward' || phase === 'seed' ? 'backward' : 'forward'}`;
        if (play.classList.contains('playing') !== state.playing) {
          play.classList.toggle('playing', state.playing);
          play.replaceChildren(solid(state.playing ? 'pause' : 'play'));
          play.title = state.playing ? words.pause : words.play;
          play.setAttribute('aria-label', play.title);
        }
        // aria-disabled, not disabled: the button under the finger keeps the focus at either end.
        for (const each of [first, back]) each.setAttribute('aria-disabled', String(state.step === 0));
        for (const each of [forward, last]) each.setAttribute('aria-disabled', String(state.step >= total));
        speed.value = String(state.speed);
      },
      describe: counted,
      destroy: () => root.replaceChildren(),
    };
  },
};
