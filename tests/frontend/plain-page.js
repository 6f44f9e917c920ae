// As much of a page as the panels need to be drawn and read, where there is none. Importing it puts it in place.

class Plain {
  /** @param {string} tag */
  constructor(tag) {
    this.tagName = tag;
    /** @type {Map<string, string>} */
    this.attributes = new Map();
    /** @type {(Plain | string)[]} */
    this.childNodes = [];
    this.classList = { add: (/** @type {string} */ name) => void this.setAttribute('class', `${this.attributes.get('class') ?? ''} ${name}`) };
    this.style = { setProperty: (/** @type {string} */ name, /** @type {string} */ value) => void this.attributes.set(name, value) };
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }

  /** @param {...(Plain | string)} children */
  append(...children) {
    this.childNodes.push(...children.filter((child) => child !== null && child !== undefined));
  }

  /** @param {...(Plain | string)} children */
  replaceChildren(...children) {
    this.childNodes = children;
  }

  addEventListener() {}

  get textContent() {
    return this.childNodes.map((/** @type {any} */ child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }

  /** @param {string} name @returns {Plain[]} everything of this class, this one with it */
  all(name) {
    const own = (this.attributes.get('class') ?? '').split(' ').includes(name) ? [this] : [];
    return [...own, ...this.childNodes.flatMap((/** @type {any} */ child) => (typeof child === 'string' ? [] : child.all(name)))];
  }
}

/** @type {any} */ (globalThis).document = { createElementNS: (/** @type {string} */ _, /** @type {string} */ tag) => new Plain(tag) };
/** @type {any} */ (globalThis).ResizeObserver = class {
  observe() {}
};

/** @param {readonly HTMLElement[]} parts @param {string} name @returns {string[]} the texts of what has this class */
export const texts = (parts, name) => parts.flatMap((part) => /** @type {Plain} */ (/** @type {unknown} */ (part)).all(name)).map((each) => each.textContent);
