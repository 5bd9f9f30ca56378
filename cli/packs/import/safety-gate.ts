import { DomUtils, parseDocument } from 'htmlparser2';
import type { Recall } from '../../../utils/packs/recalls.ts';
import { codesIn, dayOf, line } from './fields.ts';

/**
 * The weekly report of EU Safety Gate as XML (ec.europa.eu/safety-gate-alerts, "download the weekly report"): one
 * `notifications` element an alert. Reports before 2020 have batch and bar code in one element.
 */
export function fromSafetyGate(xml: string): Recall[] {
  // Entities of a document type are not expanded: a report has none.
  const report = parseDocument(xml, { xmlMode: true });
  const text = (element: typeof report | (typeof report.children)[number], ...names: string[]): string => {
    for (const name of names) {
      const [found] = DomUtils.getElementsByTagName(name, element, true, 1);
      const value = found && DomUtils.textContent(found).trim();
      if (value) return value;
    }
    return '';
  };
  const date = dayOf(text(report, 'report_date', 'publicationDate'));
  const alerts = DomUtils.getElementsByTagName((name) => /^notifications?$/.test(name), report);
  return alerts.flatMap((alert) => {
    const id = text(alert, 'caseNumber', 'casenumber');
    const url = text(alert, 'reference', 'URLrecall', 'url');
    if (!id || !/^https?:\/\//.test(url) || !URL.canParse(url)) return [];
    const named = text(alert, 'name');
    const product = text(alert, 'product');
    return [
      {
        id: line(id, 60),
        authority: 'Safety Gate' as const,
        date,
        product: line([product, named].filter(Boolean).join(', ') || id, 300),
        brand: line(text(alert, 'brand'), 200) || null,
        models: models(text(alert, 'type_numberOfModel')),
        gtins: codesIn(text(alert, 'barcode', 'batchNumber_barcode')),
        batches: line(text(alert, 'batchNumber'), 500) || null,
        hazard: line([text(alert, 'riskType'), text(alert, 'danger')].filter(Boolean).join(': '), 2_000),
        measure: line(text(alert, 'measures'), 1_000) || null,
        url: url.slice(0, 500),
      },
    ];
  });
}

/** "Models: AB-12, AB-13; item no. 445566" as its parts. */
const models = (text: string): string[] =>
  text
    .split(/[,;|\n]|\band\b/)
    .map((part) => line(part.replace(/^.*?:/, ''), 80))
    .filter((part) => /\d/.test(part))
    .slice(0, 200);
