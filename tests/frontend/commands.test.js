import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bindKeys, commands } from '../../frontend/src/commands.js';
import { initial } from '../../frontend/src/store/state.js';
import { createStore } from '../../frontend/src/store/store.js';
import { circuit } from './zoo.js';

/** @param {Partial<Parameters<typeof initial>[0]>} [params] */
function page(params) {
  const store = createStore(initial(params));
  store.dispatch({ type: 'answer', asked: 1, trace: circuit() });
  const target = new EventTarget();
  const camera = { zoomIn: () => void zoomed.push('in'), fit: () => void zoomed.push('fit') };
  const zoomed = /** @type {string[]} */ ([]);
  const unbind = bindKeys(/** @type {Document} */ (/** @type {unknown} */ (target)), store, { camera });
  /** Whether the key was used. @param {string} key @param {object} [facts] */
  const press = (key, facts = {}) => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), {
      key,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
    });
    for (const [name, value] of Object.entries(facts)) Object.defineProperty(event, name, { value });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { store, press, unbind, zoomed };
}

test('every command has an id, a label and keys of its own', () => {
  const keys = commands.flatMap((command) => command.key);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(new Set(commands.map(({ id }) => id)).size, commands.length);
  assert.ok(commands.every(({ label }) => label.length > 0 && !label.endsWith('.')));
});

test('arrows step, Home and End go to the ends, brackets go from card to card', () => {
  const { store, press } = page();
  const steps = ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', '[', '[', ']', 'Home', 'ArrowLeft'].map((key) => {
    press(key);
    return store.get().step;
  });
  assert.deepEqual(steps, [2, 3, 2, 12, 8, 4, 8, 0, 0]);
});

test('Space plays and pauses, but presses the button that has the focus', () => {
  const { store, press } = page();
  assert.ok(press(' '));
  assert.equal(store.get().playing, true);
  assert.equal(press(' ', { target: { tagName: 'BUTTON' } }), false);
  assert.equal(store.get().playing, true);
  press(' ');
  assert.equal(store.get().playing, false);
});

test('keys typed into a field are text', () => {
  const { store, press } = page();
  for (const target of [{ tagName: 'INPUT' }, { tagName: 'TEXTAREA' }, { tagName: 'DIV', isContentEditable: true }]) {
    assert.equal(press('ArrowRight', { target }), false);
    assert.equal(press('t', { target }), false);
  }
  assert.deepEqual([store.get().step, store.get().theme], [1, 'auto']);
});

test('keys with Control, Alt or Meta, and keys that a view has used, are left alone', () => {
  const { store, press } = page();
  for (const facts of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { defaultPrevented: true }])
    press('ArrowRight', facts);
  assert.equal(store.get().step, 1);
});

test('Escape takes back the dialog, then the product, then the selection', () => {
  const { store, press } = page();
  store.dispatch({ type: 'select', node: 'n0', of: 'grad', entry: 0 });
  store.dispatch({ type: 'term', index: 0 });
  store.dispatch({ type: 'dialog', dialog: 'help' });
  const left = () => [store.get().dialog, store.get().term, store.get().select?.node ?? null];
  const seen = [left(), ...[1, 2, 3].map(() => (press('Escape'), left()))];
  assert.deepEqual(seen, [
    ['help', 0, 'n0'],
    [null, 0, 'n0'],
    [null, null, 'n0'],
    [null, null, null],
  ]);
  assert.equal(press('Escape'), false);
});

test('T goes through the themes in either case, a question mark opens and closes the help', () => {
  const { store, press } = page();
  const themes = ['t', 'T', 't', 't'].map((key) => (press(key), store.get().theme));
  assert.deepEqual(themes, ['light', 'dark', 'contrast', 'auto']);
  press('?');
  assert.equal(store.get().dialog, 'help');
  assert.equal(press('ArrowRight'), false);
  press('?');
  assert.equal(store.get().dialog, null);
});

test('P folds both panels to present, and opens those that were open', () => {
  const { store, press } = page();
  store.dispatch({ type: 'panel', name: 'program' });
  press('p');
  assert.deepEqual(store.get().panels, { program: false, inspector: false });
  assert.ok(store.get().presenting);
  press('p');
  assert.deepEqual(store.get().panels, { program: false, inspector: true });
  assert.equal(store.get().presenting, null);
  press('p');
  store.dispatch({ type: 'panel', name: 'program' });
  assert.equal(store.get().presenting, null, 'a panel that is opened is for the reader');
});

test('in a frame there is nothing to present, and without chrome no help', () => {
  assert.equal(page({ embed: true, chrome: 'min' }).press('p'), false);
  assert.equal(page({ embed: true, chrome: 'none' }).press('?'), false);
});

test('zoom goes to the camera that the graph has registered', () => {
  const { press, zoomed, unbind } = page();
  for (const key of ['+', '-', '0']) press(key);
  assert.deepEqual(zoomed, ['in', 'fit']);
  unbind();
  press('+');
  assert.deepEqual(zoomed, ['in', 'fit']);
});
