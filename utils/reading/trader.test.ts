import { describe, expect, test } from 'vitest';
import { conditionOf, fromAttributes, said } from './attributes.ts';
import { countryOf } from './countries.ts';
import { imprintFrom, operatorFrom, safetyFrom, traderFrom } from './trader.ts';

const pair = (name: string, ...lines: string[]) => ({ name, lines });

test.each([
  ['Handelsregisternummer', 'registrationNumber'],
  ['Numéro de registre de commerce', 'registrationNumber'],
  ['Numero di iscrizione al registro delle imprese', 'registrationNumber'],
  ['KvK-nummer', 'registrationNumber'],
  ['UStID', 'vatNumber'],
  ['Numéro TVA', 'vatNumber'],
  ['Partita IVA', 'vatNumber'],
  ['BTW-nummer', 'vatNumber'],
  ['NIP', 'vatNumber'],
  ['E-Mail-Adresse', 'email'],
  ['Correo electrónico', 'email'],
  ['Adres e-mail', 'email'],
  ['Numéro de téléphone', 'phone'],
  ['Telefoonnummer', 'phone'],
  ['Geschäftsadresse', 'address'],
  ['Dirección de la empresa', 'address'],
  ['Adres firmy', 'address'],
  ['Business Name', 'name'],
  ['Nome dell’azienda', 'name'],
  ['Nazwa firmy', 'name'],
  ['Bedrijfsnaam', 'name'],
])('%s is %s', (label, field) => expect(traderFrom([pair(label, 'X')])).toMatchObject({ [field]: 'X' }));

test.each([
  'Unternehmensvertreter',
  'Customer Services Address',
  'Tipo de negocio',
  'Adresse du service client',
])('%s is none of them', (label) => expect(traderFrom([pair(label, 'X')])).toBeUndefined());

test('a notice without labels: a name, an address, and what is labelled', () =>
  expect(
    imprintFrom(
      ['Kettle Ltd', '- -', '2 Steam Road', 'United Kingdom', 'a@b.example', 'VAT Number: GB 1'],
      countryOf,
    ),
  ).toEqual({
    name: 'Kettle Ltd',
    address: '2 Steam Road, United Kingdom',
    country: 'GB',
    email: 'a@b.example',
    vatNumber: 'GB 1',
  }));

describe('product safety', () => {
  test('an operator’s lines', () =>
    expect(operatorFrom(['Boil Ltd', '1 Steam Road', 'www.boil.example', '+86 755 1234567'])).toEqual({
      name: 'Boil Ltd',
      address: '1 Steam Road',
      contact: 'www.boil.example, +86 755 1234567',
    }));

  test.each([
    ['Hersteller', 'EU-Verantwortlicher', 'Sicherheitshinweise'],
    ['Fabricant', 'Personne responsable dans l’UE', 'Avertissements'],
    ['Produttore', 'Persona responsabile nell’UE', 'Avvertenze'],
    ['Fabricante', 'Persona responsable en la UE', 'Advertencias'],
    ['Producent', 'Osoba odpowiedzialna w UE', 'Ostrzeżenia'],
  ])('%s, %s, %s', (maker, responsible, warnings) =>
    expect(safetyFrom([maker, 'Boil Ltd', responsible, 'Rep GmbH', warnings, 'Hot.'])).toMatchObject({
      manufacturer: { name: 'Boil Ltd' },
      responsiblePerson: { name: 'Rep GmbH' },
      safetyInformation: 'Hot.',
    }),
  );

  test('what is not shown is not said', () => expect(safetyFrom([])).toEqual({}));
});

test.each([
  ['Rancho Cucamonga, California, United States', 'US'],
  ['CN, China', 'CN'],
  ['CN', 'CN'],
  ['Shenzhen, Chine', 'CN'],
  ['Vereinigtes Königreich', 'GB'],
  ['San Jose, CA', undefined],
  ['Nowhere', undefined],
])('%s is in %s', (place, code) => expect(countryOf(place)).toBe(code));

test.each([
  ['Brand New', 'NewCondition'],
  ['Neu mit Etikett', 'NewCondition'],
  ['Pre-owned - Excellent', 'UsedCondition'],
  ['Used: Good', 'UsedCondition'],
  ['Vom Verkäufer generalüberholt', 'RefurbishedCondition'],
  ['For parts or not working', 'DamagedCondition'],
  ['Usato', 'UsedCondition'],
  ['Nuevo', 'NewCondition'],
])('%s is %s', (told, term) => expect(conditionOf(told)).toBe(term));

test.each(['n/a', 'Does not apply', 'Nicht zutreffend', 'Markenlos', 'Unbranded', '-'])(
  '%s says nothing',
  (value) => expect(said(value)).toBeUndefined(),
);

test('attributes say brand, model and identifiers, in the order in which their names are sure', () =>
  expect(
    fromAttributes([
      { name: 'Hersteller', value: 'Boil GmbH' },
      { name: 'Marke', value: 'Boil' },
      { name: 'Modellname', value: 'Kettle' },
      { name: 'Modellnummer', value: 'K-2' },
      { name: 'Teilenummer', value: '7-K' },
      { name: 'EAN', value: '4006381333931, 4006381333948' },
    ]),
  ).toMatchObject({ brand: 'Boil', model: 'K-2', identifiers: { mpn: '7-K', gtin: '4006381333931' } }));
