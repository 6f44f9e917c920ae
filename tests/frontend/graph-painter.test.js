import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { draw, painter } from '../../frontend/src/draw/svg.js';

/** As much of an element as the painter touches; counts what is made. */
class Plain {
  static made = 0;

  /** @param {string} tag */
  constructor(tag) {
    Plain.made += 1;
    this.tag = tag;
    this.attributes = new Map();
    /** @type {Plain[]} */
    this.children = [];
    /** @type {Plain | null} */
    this.parent = null;
    this.text = '';
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get nextElementSibling() {
    const all = this.parent?.children ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }

  set textContent(/** @type {string} */ text) {
    this.text = text ?? '';
    this.children = [];
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }

  /** @param {Plain} child @param {Plain | null} next */
  insertBefore(child, next) {
    child.remove();
    child.parent = this;
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, child);
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((each) => each !== this);
    this.parent = null;
  }

  /** @returns {string} */
  toString() {
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}=${value}`).join('');
    return `<${this.tag}${attributes}>${this.text}${this.children.join('')}</${this.tag}>`;
  }
}

before(() => {
  Object.assign(globalThis, { document: { createElementNS: (/** @type {string} */ _, /** @type {string} */ tag) => new Plain(tag) } });
});

function canvas() {
  const root = new Plain('g');
  const paint = painter(/** @type {any} */ (root));
  return { root, paint, inside: () => root.children.join('') };
}

test('what is falsy is not drawn', () => {
  const { paint, inside } = canvas();
  paint([draw('a', {}, [null, false, '', draw('b', {}, 'text')]), null, undefined]);
  assert.equal(inside(), '<a><b>text</b></a>');
});

test('the second picture changes attributes and text, and makes no element again', () => {
  const { paint, inside } = canvas();
  paint([draw('rect', { x: 1, class: 'old' }), draw('text', {}, 'one')]);
  const made = Plain.made;
  paint([draw('rect', { x: 2 }), draw('text', {}, 'two')]);
  assert.equal(inside(), '<rect x=2></rect><text>two</text>');
  assert.equal(Plain.made, made);
});

test('keyed drawings keep their elements when they change places', () => {
  const { root, paint } = canvas();
  const three = (/** @type {string[]} */ ...keys) => keys.map((key) => draw('g', { key, id: key }));
  paint(three('a', 'b', 'c'));
  const [a, b, c] = root.children;
  paint(three('c', 'a', 'b'));
  assert.deepEqual(root.children, [c, a, b]);
  paint(three('a', 'd', 'b'));
  assert.deepEqual([root.children[0], root.children[2]], [a, b]);
  assert.equal(root.children.length, 3);
});

test('the same drawing again is not looked into', () => {
  const { root, paint } = canvas();
  const drawing = draw('g', { x: 1 }, [draw('b')]);
  paint([drawing]);
  root.children[0].children[0].setAttribute('kept', 'yes');
  paint([drawing]);
  assert.equal(root.children[0].children[0].attributes.get('kept'), 'yes');
});

test('an element of another kind takes the place of the old', () => {
  const { paint, inside } = canvas();
  paint([draw('g', { key: 'x' }, 'text')]);
  paint([draw('rect', { key: 'x' })]);
  assert.equal(inside(), '<rect></rect>');
});
