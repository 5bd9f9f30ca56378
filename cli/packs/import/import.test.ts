import { expect, test } from 'vitest';
import { recallListSchema } from '../../../utils/packs/recalls.ts';
import { fromCpsc } from './cpsc.ts';
import { recallText, withRecalls } from './import.ts';
import { fromRappelConso } from './rappelconso.ts';
import { fromSafetyGate } from './safety-gate.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<report><report_date>20/11/2026</report_date>
<notifications><caseNumber>SR/00001/26</caseNumber><reference>https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/1</reference>
<category>Kitchen</category><product>Kettle</product><brand><![CDATA[Boil & Co]]></brand><name>Big kettle</name>
<type_numberOfModel>Models: KW-2000, KW-2001</type_numberOfModel><batchNumber>L 24</batchNumber>
<barcode>4006381333931 5901234123457, 1234567890123</barcode><riskType>Burns</riskType><danger>The lid falls off.</danger>
<measures>Recall of the product from end users</measures></notifications>
<notifications><caseNumber>SR/00002/26</caseNumber><reference>javascript:alert(1)</reference></notifications>
</report>`;

test('Safety Gate: a weekly report', () => {
  expect(fromSafetyGate(xml)).toEqual([
    {
      id: 'SR/00001/26',
      authority: 'Safety Gate',
      date: '2026-11-20',
      product: 'Kettle, Big kettle',
      brand: 'Boil & Co',
      models: ['KW-2000', 'KW-2001'],
      gtins: ['4006381333931', '5901234123457'],
      batches: 'L 24',
      hazard: 'Burns: The lid falls off.',
      measure: 'Recall of the product from end users',
      url: 'https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/1',
    },
  ]);
});

test('Safety Gate: a report of the years when batch and bar code were one', () => {
  const old = `<weeklyReport><notification><caseNumber>A12/0001/16</caseNumber><URLrecall>https://ec.europa.eu/x</URLrecall>
    <product>Kettle</product><batchNumber_barcode>Batch 5; 4006381 333931</batchNumber_barcode></notification></weeklyReport>`;
  expect(fromSafetyGate(old)).toMatchObject([{ id: 'A12/0001/16', gtins: ['4006381333931'], date: null }]);
  expect(fromSafetyGate('no report')).toEqual([]);
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><report><notifications><caseNumber>&b;</caseNumber></notifications></report>`;
  expect(fromSafetyGate(bomb)).toEqual([]);
});

test('CPSC: models from the description, UPCs', () => {
  const json = JSON.stringify([
    {
      RecallNumber: '26-001',
      RecallDate: '2026-01-15T00:00:00',
      Title: 'Boilwell recalls kettles',
      Description: 'This recall involves models KW2000, KW2001A and KW2002 sold in blue.',
      URL: 'https://www.cpsc.gov/Recalls/2026/x',
      Products: [{ Name: 'Boilwell electric kettles', Model: '' }],
      Hazards: [{ Name: 'The lid can fall off.' }],
      Remedies: [{ Name: 'Refund' }],
      ProductUPCs: [{ UPC: '036000291452' }],
    },
  ]);
  expect(fromCpsc(json)).toMatchObject([
    {
      id: '26-001',
      date: '2026-01-15',
      brand: 'Boilwell',
      models: ['KW2000', 'KW2001A', 'KW2002'],
      gtins: ['036000291452'],
    },
  ]);
  expect(() => fromCpsc('[{"RecallNumber": 5}]')).toThrow();
});

test('RappelConso: the records of one recall are one entry', () => {
  const record = (gtin: number) => ({
    numero_fiche: '2026-01-0001',
    date_publication: '2026-01-15T10:00:00+00:00',
    libelle: 'bouilloire bleue',
    marque_produit: 'boilwell',
    modeles_ou_references: 'réf. kw2000',
    identification_produits: ['4006381333931', 'tous les lots'],
    gtin,
    motif_rappel: 'le couvercle tombe',
    risques_encourus: 'brûlures',
    conduites_a_tenir_par_le_consommateur: 'ne plus utiliser',
    lien_vers_la_fiche_rappel: 'https://rappel.conso.gouv.fr/fiche-rappel/1/Interne',
  });
  const [recall, ...others] = fromRappelConso(
    JSON.stringify({ results: [record(5901234123457), record(4006381333931)] }),
  );
  expect(others).toEqual([]);
  expect(recall).toMatchObject({
    gtins: ['5901234123457', '4006381333931'],
    hazard: 'le couvercle tombe: brûlures',
    brand: 'boilwell',
  });
});

test('a list takes in what is new and what changed, and nothing no product could be told by', () => {
  const empty = recallListSchema.parse({ updated: '2026-01-01', sources: [], recalls: [] });
  const [recall] = fromSafetyGate(xml);
  if (!recall) throw new Error('no recall');
  const one = withRecalls(empty, [recall, { ...recall, id: 'x', gtins: [], brand: null }]);
  expect(one).toMatchObject({ added: 1, changed: 0 });
  expect(withRecalls(one.list, [recall])).toMatchObject({ added: 0, changed: 0 });
  expect(withRecalls(one.list, [{ ...recall, hazard: 'Burns' }])).toMatchObject({ added: 0, changed: 1 });
  expect(recallListSchema.parse(JSON.parse(recallText(one.list)))).toEqual(one.list);
});
