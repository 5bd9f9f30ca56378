import { escaped, inScript, page2025 } from './aliexpress.ts';
import { type Item, tablets } from './goods.ts';

/**
 * A page that fights: markup and script in its texts, a description of five million characters, JSON-LD nested
 * a hundred thousand deep, `__proto__` keys, and a script that looks for the extension to remove, cover, restyle,
 * press and address it. `window.executed` counts what must stay at zero.
 */

const item: Item = {
  ...tablets,
  id: '1005006100000041',
  title: `${tablets.title} <img src=x onerror="executed++"><script>executed++</script>`,
  attributes: [
    ...tablets.attributes,
    ['__proto__', 'polluted'],
    ['constructor', '<svg onload="executed++">'],
    ['toString', '</style><script>executed++</script>'],
  ],
  description: `<script>executed++</script> {{constructor}} \u202e ${'sildenafil and more of it '.repeat(200_000)}`,
};

const nested = `${'{"@graph":['.repeat(100_000)}${']}'.repeat(100_000)}`;
const polluting = `{"@context":"https://schema.org","@type":"Product","name":${inScript(item.title)},
"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"offers":{"__proto__":{"price":"1"}}}`;

const attack = `<script>
window.executed = 0;
window.heard = [];
addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
const own = new Set();
const strangers = () => [...document.querySelectorAll('body *, html > :not(head, body)')].filter((element) => !own.has(element));
const attachShadow = Element.prototype.attachShadow;
window.shadows = [];
Element.prototype.attachShadow = function (options) {
  const shadow = attachShadow.call(this, { ...options, mode: 'open' });
  shadows.push(shadow);
  return shadow;
};
window.rounds = 0;
const fight = () => {
  if (strangers().length === 0 || ++rounds > 12) return;
  for (const stranger of strangers()) {
    if (stranger.shadowRoot) window.reached = true;
    stranger.click();
    stranger.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    stranger.setAttribute('style', 'display: none !important; opacity: 0 !important');
    stranger.className = 'hidden';
    stranger.hidden = true;
    if (rounds % 2) stranger.remove();
  }
  for (const target of ['*', location.origin]) postMessage({ type: 'report' }, target);
  try { chrome.runtime.sendMessage({ type: 'report' }); window.reached = true; } catch {}
  try { browser.runtime.sendMessage({ type: 'report' }); window.reached = true; } catch {}
};
addEventListener('DOMContentLoaded', () => {
  // Only now is the page's own whole: begun earlier, the script would fight its own links, and leave by one.
  document.querySelectorAll('*').forEach((element) => own.add(element));
  setInterval(fight, 200);
  new MutationObserver(fight).observe(document.documentElement, { childList: true });
});
</script>
<style>body > :not(main, header), html > :not(head, body) { display: none !important; opacity: 0 !important; transform: translateX(-9999px) }</style>
<div style="position: fixed; inset: 0; z-index: 2147483647; pointer-events: none; background: rgba(255, 255, 255, .1)"></div>`;

export const hostileId = item.id;

export const hostilePage = (): string =>
  page2025(
    item,
    `${attack}<script type="application/ld+json">${nested}</script><script type="application/ld+json">${polluting}</script><p hidden>${escaped(item.title)}</p>`,
  );
