import { bindKeys, commands } from '../commands.js';
import { fetchSource } from '../source.js';
import { readAddress } from '../store/address.js';
import { pose } from '../store/pose.js';
import { scene } from '../store/scene.js';
import { initial, shown } from '../store/state.js';
import { createStore } from '../store/store.js';
import { words } from '../words/en.js';
import { asking } from './asking.js';
import { fold, frame, inspecting } from './frame.js';
import { guarded } from './guarding.js';
import { draft, keeping } from './keeping.js';
import { playing } from './playing.js';
import { questions } from './questions.js';
import { places } from './views.js';

/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../views/view.d.ts').Snapshot} Snapshot */
/** @typedef {import('../views/view.d.ts').Context} Context */

/** What a first visit opens: a guided example, not an empty editor. */
const FIRST = 'cs231n-neuron';

/** Faces that every page shows, asked for before there is text in them. A preload would be fetched once more beside a cached font, and complained of. */
const FACES = ['13px "IBM Plex Sans"', '13px "IBM Plex Mono"'];

/**
 * Makes a document with the elements of `places` into the page, or into the frame of a course page.
 * @param {Document} page
 * @param {{embed: boolean}} options
 */
export function mount(page, { embed }) {
  const window = /** @type {Window} */ (page.defaultView);
  for (const face of FACES) page.fonts.load(face);
  const address = readAddress(window.location.search, window.location.hash);
  const kept = embed || address.expr !== undefined ? null : draft(window);
  const first = address.expr === undefined && !kept;
  if (address.unknown.length > 0) console.warn(`chainrule: the address says ${address.unknown.join(', ')}, which nothing here reads.`);
  const store = createStore(
    initial({ ...address, expr: address.expr ?? kept ?? '', chrome: address.chrome ?? (embed ? 'min' : 'full'), embed, fresh: first }),
  );
  const source = fetchSource(page.baseURI);

  const inspects = inspecting(window);
  const asker = questions(store, source, (state) => state.dialog === 'export' || inspects(state));

  /** @type {Context} */
  const context = {
    dispatch: store.dispatch,
    getState: store.get,
    words,
    camera: {},
    ask: asker.ask,
    run(id) {
      const command = commands.find((each) => each.id === id);
      if (command?.when(store.get())) command.run(store, context);
    },
  };
  const views = places.map(([id, view]) => guarded(view, /** @type {HTMLElement} */ (page.getElementById(id)), context));
  const service = asking(store, source);
  const player = playing(store);
  const keeper = keeping(window);

  // Until the example is there, there is no text to ask about.
  let waiting = first;

  /** @param {State} state */
  function show(state) {
    frame(page.documentElement, state);
    /** @type {Snapshot} */
    let snapshot;
    try {
      snapshot = snapshotOf(state);
    } catch (error) {
      console.error(error);
      // Shown again at once, without the trace.
      store.dispatch({ type: 'undrawn', asked: state.answered, error });
      return;
    }
    for (const view of views) view.show(snapshot);
    player.check();
    keeper.check(state);
    asker.check();
    if (!waiting) service.check();
  }

  const unsubscribe = store.subscribe(show);
  const unfold = fold(store);
  const unbind = bindKeys(page, store, context);
  show(store.get());
  source.gallery().then((items) => {
    store.dispatch({ type: 'gallery', items });
    if (!waiting) return;
    waiting = false;
    const item = items.find((each) => each.id === FIRST);
    if (item && store.get().text === '') store.dispatch({ type: 'load', item });
    else show(store.get());
  });

  return {
    store,
    destroy() {
      for (const stop of [unsubscribe, unfold, unbind, service.stop, player.stop, keeper.stop, asker.stop]) stop();
      for (const view of views) view.destroy();
    },
  };
}

/**
 * The part before an error is shown as far as it came.
 * @param {State} state
 * @returns {Snapshot}
 */
function snapshotOf(state) {
  const trace = shown(state);
  if (!trace) return { state, scene: null, pose: null };
  const stage = scene(trace, state.open);
  const step = state.trace ? state.step : stage.steps.length;
  return { state: step === state.step ? state : { ...state, step }, scene: stage, pose: pose(trace, stage, step) };
}
