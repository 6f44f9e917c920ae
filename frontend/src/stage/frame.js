/** @typedef {import('../store/state.js').State} State */

/** What style sheets need to know of the state, on <html>. @param {HTMLElement} root @param {State} state */
export function frame(root, state) {
  set(root, 'theme', state.theme);
  set(root, 'chrome', state.chrome);
  set(root, 'program', state.panels.program ? 'open' : 'folded');
  set(root, 'inspector', state.panels.inspector ? 'open' : 'folded');
  set(root, 'present', String(state.presenting !== null));
  set(root, 'place', state.place);
  set(root, 'status', state.status);
  set(root, 'late', String(state.late));
}

/** @param {HTMLElement} root @param {string} name @param {string} value */
function set(root, name, value) {
  if (root.dataset[name] !== value) root.dataset[name] = value;
}

/** Where both panels fit beside the graph, and where at least the inspector does. */
const WIDTHS = /** @type {const} */ ([
  ['program', '(width >= 1280px)'],
  ['inspector', '(width >= 1024px)'],
]);

const PHONE = '(width < 640px)';

/**
 * @param {Window} page
 * @returns {(state: State) => boolean} whether the inspector is in sight
 */
export function inspecting(page) {
  const phone = page.matchMedia(PHONE);
  return ({ chrome, panels, place }) => chrome === 'full' && (phone.matches ? place === 'explain' : panels.inspector);
}

/**
 * Folds a panel when the page becomes too narrow for it, opens it again when there is room.
 * @param {import('../store/store.js').Store} store
 * @returns {() => void} stops
 */
export function fold(store) {
  const watched = WIDTHS.map(([name, query]) => {
    const fits = matchMedia(query);
    const check = () => {
      if (store.get().panels[name] !== fits.matches) store.dispatch({ type: 'panel', name });
    };
    fits.addEventListener('change', check);
    check();
    return () => fits.removeEventListener('change', check);
  });
  return () => watched.forEach((stop) => stop());
}
