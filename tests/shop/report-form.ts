import type { ShopPage } from './pages.ts';

/**
 * A report form as marketplaces have them: drawn late, with a field that a framework watches, a part of it in a frame,
 * traps, and what only a person may touch. What is sent or pressed is counted in the page's root element.
 */
export function reportForm(host: string): ShopPage[] {
  const origin = `https://${host}`;
  return [
    {
      url: `${origin}/item/1005006100000099.html`,
      body: `<!doctype html><html lang="de"><title>Angebot melden</title><h1>Angebot melden</h1><div id="root"></div>
<script>
const count = (name) => { document.documentElement.dataset[name] = Number(document.documentElement.dataset[name] ?? 0) + 1; };
for (const type of ['submit', 'click']) addEventListener(type, () => count(type), true);
setTimeout(() => {
  document.getElementById('root').innerHTML = \`<form action="/sent">
    <p><label for="who">Vor- und Nachname *</label><br><input id="who"></p>
    <p><label for="mail">E-Mail-Adresse</label><br><input id="mail" type="email"></p>
    <p><label for="place">Genauer Speicherort (URL)</label><br><input id="place"></p>
    <p><label for="why">Begründung</label><br><textarea id="why" rows="6" cols="60"></textarea></p>
    <p><label><input id="faith" type="checkbox"> Ich handle in gutem Glauben</label></p>
    <p style="position:absolute;left:-9999px"><label for="trap">E-Mail</label><input id="trap"></p>
    <p><label for="secret">Kennwort</label><input id="secret" type="password"></p>
    <p><label for="code">Captcha</label><input id="code"></p>
    <iframe src="/report-frame.html" width="500" height="80"></iframe>
    <p><button>Absenden</button></p></form>\`;
  // As React watches a field: the element's own property stands before the browser's.
  const field = document.getElementById('mail');
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  let tracked = '';
  Object.defineProperty(field, 'value', { get() { return get.call(this); }, set(text) { tracked = text; set.call(this, text); } });
  field.addEventListener('input', () => {
    const now = get.call(field);
    if (now !== tracked) field.dataset.state = now;
    else set.call(field, '');
  });
}, 300);
</script></html>`,
    },
    {
      url: `${origin}/report-frame.html`,
      body: '<!doctype html><label for="item">Artikelnummer</label> <input id="item">',
    },
    { url: `${origin}/sent`, body: '<!doctype html><h1>Sent</h1>' },
  ];
}
