import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../frontend/', import.meta.url);
/** @param {string} path */
const text = (path) => readFileSync(new URL(path, root), 'utf8');
const tokens = text('style/tokens.css');

/** Custom properties of the first block that follows. @param {string} selector @param {number} [from] */
function block(selector, from = 0) {
  const start = tokens.indexOf(selector, from);
  const body = tokens.slice(tokens.indexOf('{', start) + 1, tokens.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+|color-scheme):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const light = block(':root {');
const dark = block(':root[data-theme="dark"]');

/** WCAG relative luminance. @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test('the dark colours are the same whether chosen or preferred', () => {
  const preferred = block(':root[data-theme="auto"]', tokens.indexOf('prefers-color-scheme: dark'));
  assert.deepEqual(preferred, dark);
});

test('text meets 4.5 on every ground it stands on, in light and in dark', () => {
  for (const [name, theme] of /** @type {const} */ ([['light', light], ['dark', { ...light, ...dark }]])) {
    const pairs = ['ink', 'ink2', 'ink3', 'fwd', 'bwd', 'err'].flatMap((ink) => ['canvas', 'panel', 'card'].map((ground) => [ink, ground]));
    pairs.push(['fwd', 'fwd-tint'], ['bwd', 'bwd-tint'], ['err', 'err-tint'], ['ink', 'heat-n5'], ['ink', 'heat-p5']);
    for (const [ink, ground] of pairs) {
      assert.ok(contrast(theme[`--${ink}`], theme[`--${ground}`]) >= 4.5, `${name}: ${ink} on ${ground}`);
    }
  }
});

test('lines that carry meaning meet 3', () => {
  for (const theme of [light, dark]) {
    for (const line of ['line3', 'fwd-mark', 'bwd-mark']) {
      for (const ground of ['canvas', 'panel']) assert.ok(contrast(theme[`--${line}`], theme[`--${ground}`]) >= 3, `${line} on ${ground}`);
    }
  }
});

test('no colour is written outside the tokens', () => {
  for (const file of readdirSync(new URL('style/', root)).filter((name) => name.endsWith('.css') && name !== 'tokens.css')) {
    assert.doesNotMatch(text(`style/${file}`), /#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(rgb|hsl)a?\(/i, file);
  }
});

test('every custom property that is read is set somewhere', () => {
  const styles = readdirSync(new URL('style/', root)).filter((name) => name.endsWith('.css')).map((name) => text(`style/${name}`)).join('\n');
  const scripts = readdirSync(new URL('src/', root), { recursive: true }).filter((name) => String(name).endsWith('.js')).map((name) => text(`src/${name}`)).join('\n');
  const missing = [...styles.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name).filter((name) => !styles.includes(`${name}:`) && !scripts.includes(`'${name}'`));
  assert.deepEqual([...new Set(missing)], []);
});

test('the page and the frame differ in nothing but their script and their chrome', () => {
  const same = text('embed.html').replace('data-chrome="min"', 'data-chrome="full"').replace('src/embed.js', 'src/app.js');
  assert.equal(same, text('index.html'));
});

test('the page says nothing inline and names no other host', () => {
  const page = text('index.html');
  assert.doesNotMatch(page, /\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|https?:/);
  assert.doesNotMatch(page, /(?:src|href)="\//, 'addresses are relative, so that a path prefix works');
});
