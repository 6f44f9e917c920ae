import { request } from '../store/state.js';

/** How long something is looked at before its question is sent: who steps through the graph does not ask about every value passed. */
const LOOKING_MS = 180;

/** @typedef {import('../wire.d.ts').Trace} Trace */
/** @typedef {import('../store/state.js').State} State */
/** @typedef {import('../store/store.js').Store} Store */
/** @typedef {import('../source.js').Source} Source */
/** @typedef {import('../views/view.d.ts').Ask} Ask */
/** @typedef {import('../views/view.d.ts').Reply<any>} Reply */
/** @typedef {{trace: Trace, key: string, question: string, members: object}} Wanted */

/** @type {Reply} */
const ASKING = Object.freeze({ status: 'asking' });

/** @param {import('../wire.d.ts').Problem} problem @returns {Reply} */
const refused = ({ detail, hint }) => ({ status: 'refused', detail, hint });

/**
 * Questions of the views about the trace on the stage. Each is asked once per trace, when the panel it stands in is in sight; what
 * has been answered is answered from memory, and whoever asked is shown again when an answer arrives.
 * @param {Store} store
 * @param {Source} source
 * @param {(state: State) => boolean} looking
 * @returns {{ask: Ask | null, check: () => void, stop: () => void}}
 */
export function questions(store, source, looking) {
  const send = source.ask;
  /** @type {WeakMap<Trace, Map<string, Reply>>} */
  const known = new WeakMap();
  /** The newest question of a kind that was not sent yet. @type {Map<string, Wanted>} */
  const wanted = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Trace} trace */
  function replies(trace) {
    const found = known.get(trace) ?? new Map();
    known.set(trace, found);
    return found;
  }

  /** @type {Ask} */
  function ask(question, members) {
    const { trace } = store.get();
    if (trace === null) return ASKING;
    const key = JSON.stringify([question, members]);
    const found = replies(trace).get(key);
    if (found) return found;
    wanted.set('of' in members ? `${question} ${members.of}` : question, { trace, key, question, members });
    clearTimeout(timer);
    timer = setTimeout(flush, LOOKING_MS);
    return ASKING;
  }

  /** A trace that is no longer that of the text cannot be asked about: the service would answer for the text. @param {State} state */
  const may = (state) => state.status === 'ready' && looking(state);

  function flush() {
    timer = undefined;
    const state = store.get();
    if (!may(state)) return;
    const now = [...wanted.values()].filter(({ trace }) => trace === state.trace);
    wanted.clear();
    for (const each of now) put(each, request(state));
  }

  /** @param {Wanted} asked @param {object} program */
  async function put({ trace, key, question, members }, program) {
    if (!send) return;
    replies(trace).set(key, ASKING);
    const told = await send(question, { ...program, ...members });
    /** @type {Reply} */
    const reply = told.ok ? { status: 'answered', answer: told.answer } : 'offline' in told ? { status: 'offline' } : refused(told.problem.problems[0]);
    replies(trace).set(key, Object.freeze(reply));
    store.dispatch({ type: 'told' });
  }

  return {
    ask: send ? ask : null,
    check() {
      if (wanted.size > 0 && timer === undefined && may(store.get())) timer = setTimeout(flush, LOOKING_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
