import { describe, expect, test } from 'vitest';
import { documentOf } from '../../cli/document.ts';
import { disclosures } from './disclosures.ts';

const read = (html: string, trader = false) =>
  disclosures(documentOf(`<section>${html}</section>`).querySelector('section') as Element, trader);
const lines = (...all: string[]) => all.map((line) => `<div>${line}</div>`).join('');

describe('the trader', () => {
  test.each([
    [
      'German',
      lines(
        'Verkäuferinformationen',
        'Firma: Parus GmbH',
        'Anschrift: Kesselweg 1, 20095 Hamburg, Deutschland',
        'USt-IdNr.: DE123456789',
        'Handelsregister: HRB 1',
      ),
    ],
    [
      'Polish',
      lines(
        'O sprzedawcy',
        'Nazwa firmy: Parus GmbH',
        'Adres: Kesselweg 1, 20095 Hamburg, Niemcy',
        'NIP: DE123456789',
        'KRS: HRB 1',
      ),
    ],
    [
      'French',
      lines(
        'Informations sur le vendeur',
        'Raison sociale : Parus GmbH',
        'Siège : Kesselweg 1, 20095 Hamburg, Allemagne',
        'TVA : DE123456789',
        'RCS : HRB 1',
      ),
    ],
    [
      'Czech',
      lines(
        'Informace o prodejci',
        'Název: Parus GmbH',
        'Sídlo: Kesselweg 1, 20095 Hamburg, Deutschland',
        'DIČ: DE123456789',
        'IČO: HRB 1',
      ),
    ],
    [
      'Dutch',
      lines(
        'Gegevens verkoper',
        'Handelsnaam: Parus GmbH',
        'Vestigingsadres: Kesselweg 1, 20095 Hamburg, Duitsland',
        'Btw-nummer: DE123456789',
        'KvK: HRB 1',
      ),
    ],
    [
      'Romanian',
      lines(
        'Informații vânzător',
        'Denumire: Parus GmbH',
        'Sediu: Kesselweg 1, 20095 Hamburg, Germany',
        'TVA: DE123456789',
        'CUI: HRB 1',
      ),
    ],
  ])('in %s', (_, html) =>
    expect(read(html).trader).toMatchObject({
      name: 'Parus GmbH',
      address: expect.stringMatching(/^Kesselweg 1, 20095 Hamburg/),
      vatNumber: 'DE123456789',
      registrationNumber: 'HRB 1',
      country: 'DE',
    }),
  );

  test('labels on lines of their own', () =>
    expect(
      read(
        lines(
          'Seller information',
          'Address',
          'Road 1, Shenzhen 518000, China',
          'E-mail',
          'a@b.example',
          'Name',
          'Parus Ltd',
        ),
      ).trader,
    ).toMatchObject({
      name: 'Parus Ltd',
      address: 'Road 1, Shenzhen 518000, China',
      email: 'a@b.example',
    }));

  test('no labels at all, where the block is known to be about the trader', () =>
    expect(
      read(lines('Parus GmbH', 'Kesselweg 1', '20095 Hamburg', 'Deutschland', 'a@b.example'), true).trader,
    ).toMatchObject({
      name: 'Parus GmbH',
      address: 'Kesselweg 1, 20095 Hamburg, Deutschland',
      email: 'a@b.example',
      country: 'DE',
    }));

  test('a heading over links discloses nobody', () => {
    expect(read(lines('Impressum', 'Datenschutz', 'Alle akzeptieren')).trader).toBeUndefined();
    expect(read(lines('About the seller', 'Ships fast', 'Read all reviews')).trader).toBeUndefined();
  });
});

describe('product safety', () => {
  test.each([
    ['German', ['Hersteller', 'Verantwortliche Person für die EU', 'Sicherheitshinweise']],
    ['English', ['Manufacturer', 'Responsible person in the EU', 'Safety information']],
    ['Polish', ['Dane producenta', 'Osoba odpowiedzialna', 'Informacje o bezpieczeństwie']],
    ['Hungarian', ['Gyártó', 'Felelős személy', 'Biztonsági információk']],
    ['Romanian', ['Producător', 'Persoana responsabilă', 'Informații de siguranță']],
    ['Bulgarian', ['Производител', 'Отговорно лице', 'Информация за безопасност']],
    ['Slovak', ['Výrobca', 'Zodpovedná osoba', 'Bezpečnostné informácie']],
  ])('in %s', (_, [maker, person, safety]) =>
    expect(
      read(
        lines(
          maker as string,
          'Parus SA',
          'Road 1, Lille',
          'a@b.example',
          person as string,
          'Rep GmbH',
          safety as string,
          'Keep dry.',
        ),
      ),
    ).toMatchObject({
      manufacturer: { name: 'Parus SA', address: 'Road 1, Lille', contact: 'a@b.example' },
      responsiblePerson: { name: 'Rep GmbH' },
      safetyInformation: 'Keep dry.',
    }),
  );

  test('notes on privacy are no safety information', () =>
    expect(read(lines('Datenschutzhinweise', 'Wir verwenden Cookies.')).safetyInformation).toBeUndefined());
});
