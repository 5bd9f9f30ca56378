import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { sampleNotice } from '../sample-notice.ts';
import { fillForm } from './form.ts';
import { formValues } from './form-values.ts';

const values = formValues(sampleNotice());
const page = (html: string): Document =>
  parseHTML(`<!doctype html><html><body>${html}</body></html>`).document as unknown as Document;
const filledIn = (document: Document) =>
  Object.fromEntries(
    [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
      .filter(({ value }) => value)
      .map(({ id, value }) => [id, value]),
  );

test('values: one address a line, and several listings named in the explanation too', () => {
  const [first] = sampleNotice().listings;
  const two = sampleNotice({
    listings: [first, { ...first, url: 'https://www.aliexpress.com/item/2.html', id: '2' }] as never,
  });
  expect(formValues(two)).toMatchObject({
    url: 'https://www.aliexpress.com/item/1005001.html\nhttps://www.aliexpress.com/item/2.html',
    item: '1005001\n2',
    seller: 'Blue Store',
    law: 'Directive 2001/83/EC, Art. 85c',
    explanation: expect.stringContaining('item/2.html'),
  });
  expect(
    formValues(sampleNotice({ notifier: null, keyword: 'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL' })),
  ).not.toHaveProperty('name');
});

describe('fields are recognised by what they are called', () => {
  test.each([
    [
      'en',
      'Your name',
      'E-mail address',
      'Link to the listing',
      'Why do you think this is illegal? Please explain',
    ],
    ['de', 'Vor- und Nachname', 'E-Mail-Adresse', 'Genauer Speicherort (URL)', 'Begründung'],
    [
      'fr',
      'Nom et prénom',
      'Adresse électronique',
      'Lien vers l’annonce',
      'Expliquez pourquoi ce contenu est illicite',
    ],
    ['es', 'Nombre y apellidos', 'Correo electrónico', 'Enlace al anuncio', 'Descripción del motivo'],
    ['it', 'Nome e cognome', 'Indirizzo e-mail', 'URL dell’annuncio', 'Descrizione del problema'],
    ['nl', 'Uw naam', 'E-mailadres', 'Link naar de advertentie', 'Toelichting'],
    ['pl', 'Imię i nazwisko', 'Adres e-mail', 'Adres strony z ofertą', 'Uzasadnienie zgłoszenia'],
    ['ro', 'Nume și prenume', 'Adresă de e-mail', 'Link către anunț', 'Descrierea problemei'],
  ])('%s', (_, name, email, url, explanation) => {
    const document = page(`<form>
      <label for="n">${name} *</label><input id="n" type="text">
      <label>${email}<input id="m"></label>
      <span id="l">${url}</span><input id="u" aria-labelledby="l">
      <label for="x">${explanation}</label><textarea id="x"></textarea></form>`);
    expect(fillForm(document, values, []).filled.sort()).toEqual(['email', 'explanation', 'name', 'url']);
    expect(filledIn(document)).toEqual({
      n: 'Ada Example',
      m: 'ada@example.org',
      u: 'https://www.aliexpress.com/item/1005001.html',
      x: values.explanation,
    });
  });

  test('by autocomplete and type before anything else, and by name attributes last', () => {
    const document = page(`<input id="a" autocomplete="section-1 email" aria-label="Contact">
      <input id="b" type="url" aria-label="Where"><input id="c" name="reporterFullName">
      <input id="d" name="product_id"><input id="e" placeholder="Name of the product">
      <input id="f" name="sellerName"><textarea id="g" name="t1"></textarea>`);
    fillForm(document, values, []);
    expect(filledIn(document)).toMatchObject({
      a: 'ada@example.org',
      b: 'https://www.aliexpress.com/item/1005001.html',
      c: 'Ada Example',
      d: '1005001',
      e: 'sildenafil 100 mg, 20 pcs',
      f: 'Blue Store',
      g: values.explanation,
    });
  });

  test('the e-mail address twice where it is to be repeated, a text once', () => {
    const document = page(`<input id="a" type="email"><input id="b" type="email" aria-label="Confirm e-mail">
      <textarea id="c" aria-label="Description"></textarea><textarea id="d" aria-label="More details"></textarea>`);
    fillForm(document, values, []);
    expect(Object.keys(filledIn(document))).toEqual(['a', 'b', 'c']);
  });
});

test('nothing else is touched: secrets, codes, boxes, files, hidden and locked fields, searches, half names', () => {
  const document = page(`<form>
    <input id="a" type="password" aria-label="Your name"><input id="b" type="hidden" name="email">
    <input id="c" type="file" aria-label="Link"><input id="d" type="checkbox" aria-label="I explain in good faith">
    <input id="e" name="captcha" aria-label="Enter the text"><input id="f" aria-label="Search by link">
    <input id="g" type="email" disabled><input id="h" type="email" readonly><input id="i" type="email" hidden>
    <div aria-hidden="true"><input id="j" type="email"></div><input id="k" type="tel" name="name">
    <input id="l" aria-label="First name"><input id="m" aria-label="Nachname"><input id="n" aria-label="User name">
    <input id="o" autocomplete="one-time-code" name="email"><input id="p" type="search" name="url">
    <textarea id="q" name="g-recaptcha-response"></textarea><input id="r" aria-label="Contact details">
    <select id="s" aria-label="Reason"><option>x</option></select><button>Send</button></form>`);
  let pressed = 0;
  for (const type of ['click', 'submit']) document.addEventListener(type, () => pressed++);
  expect(fillForm(document, values, [])).toEqual({ filled: [], shortened: [], kept: [], signIn: true });
  expect(filledIn(document)).toEqual({});
  expect(pressed).toBe(0);
});

test('known fields come first, by selector or label; a bad selector does no harm', () => {
  const document = page(`<form data-report><label for="a">Anything else?</label><textarea id="a"></textarea>
    <textarea id="b" name="why" aria-label="Description"></textarea><input id="c" type="submit" value=""></form>`);
  const known = [
    { part: 'explanation', selector: '[data-report] textarea[' },
    { part: 'explanation', label: 'Anything else?' },
    { part: 'name', selector: '#c' },
  ] as const;
  expect(fillForm(document, values, known)).toMatchObject({ filled: ['explanation'] });
  expect(filledIn(document)).toEqual({ a: values.explanation });
});

test('what the person wrote stays, what does not fit is cut, and both are said', () => {
  const document = page(`<input id="a" type="email" value="other@example.org"><textarea id="b" maxlength="20"
    aria-label="Explanation"></textarea>`);
  expect(fillForm(document, values, [])).toEqual({
    filled: [],
    shortened: ['explanation'],
    kept: ['email'],
    signIn: false,
  });
  expect(filledIn(document)).toEqual({ a: 'other@example.org', b: values.explanation?.slice(0, 20) });
});

test('a second time changes nothing', () => {
  const document = page('<input id="a" type="email"><textarea id="b" aria-label="Reason"></textarea>');
  const report = fillForm(document, values, []);
  expect(fillForm(document, values, [])).toEqual(report);
});

test('a framework that watches the field itself is told as if a person had typed', () => {
  const document = page('<input id="a" type="email">');
  const field = document.querySelector('input') as HTMLInputElement;
  // As React does: the field's own `value` hides the browser's, and says "nothing changed" when it is written to.
  const { prototype } = (document.defaultView as unknown as { HTMLInputElement: { prototype: object } })
    .HTMLInputElement;
  let owner = prototype;
  while (!Object.getOwnPropertyDescriptor(owner, 'value')) owner = Object.getPrototypeOf(owner);
  const real = Object.getOwnPropertyDescriptor(owner, 'value') as Required<PropertyDescriptor>;
  let tracked = '';
  Object.defineProperty(field, 'value', {
    configurable: true,
    get: () => real.get.call(field),
    set: (text: string) => {
      tracked = text;
      real.set.call(field, text);
    },
  });
  const heard: string[] = [];
  const state = { email: '' };
  field.addEventListener('input', () => {
    heard.push('input');
    if (real.get.call(field) !== tracked) state.email = real.get.call(field);
  });
  field.addEventListener('change', () => heard.push('change'));
  fillForm(document, values, []);
  expect(state.email).toBe('ada@example.org');
  expect(heard).toEqual(['input', 'change']);
});

test('filled fields are outlined, and a page with a great many fields and labels takes no great time', () => {
  const many = Array.from({ length: 3_000 }, (_, n) => `<label for="i${n}">x</label><input id="i${n}">`).join(
    '',
  );
  const document = page(`${many}<input id="z" type="email">`);
  const began = performance.now();
  expect(fillForm(document, values, []).filled).toEqual([]);
  expect(performance.now() - began).toBeLessThan(10_000);
  const small = page('<input id="z" type="email">');
  fillForm(small, values, []);
  expect(small.querySelector('input')?.getAttribute('style')).toMatch(/outline: ?3px solid/);
});
