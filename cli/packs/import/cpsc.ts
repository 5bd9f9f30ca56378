import { z } from 'zod';
import type { Recall } from '../../../utils/packs/recalls.ts';
import { codesIn, dayOf, line } from './fields.ts';

const named = z.array(z.object({ Name: z.string().nullish() })).nullish();
const recallsSchema = z.array(
  z.object({
    RecallNumber: z.string(),
    RecallDate: z.string().nullish(),
    Title: z.string().nullish(),
    Description: z.string().nullish(),
    URL: z.string(),
    Products: z.array(z.object({ Name: z.string().nullish(), Model: z.string().nullish() })).nullish(),
    Hazards: named,
    Remedies: named,
    ProductUPCs: z.array(z.object({ UPC: z.string().nullish() })).nullish(),
  }),
);

/** Recalls of the US Consumer Product Safety Commission, as its public service gives them (saferproducts.gov, JSON). */
export function fromCpsc(json: string): Recall[] {
  return recallsSchema.parse(JSON.parse(json)).map((one) => {
    const product = one.Products?.[0]?.Name ?? one.Title ?? one.RecallNumber;
    const description = one.Description ?? '';
    const models = [...(one.Products ?? []).map(({ Model }) => Model ?? ''), ...modelsIn(description)];
    return {
      id: line(one.RecallNumber, 60),
      authority: 'CPSC',
      date: dayOf(one.RecallDate ?? ''),
      product: line(product, 300),
      brand: brandIn(product),
      models: [...new Set(models.map((model) => line(model, 80)).filter((model) => /\d/.test(model)))].slice(
        0,
        200,
      ),
      gtins: codesIn((one.ProductUPCs ?? []).map(({ UPC }) => UPC ?? '').join(' ')),
      batches: null,
      hazard: line((one.Hazards ?? []).map(({ Name }) => Name ?? '').join(' '), 2_000),
      measure: line((one.Remedies ?? []).map(({ Name }) => Name ?? '').join(' '), 1_000) || null,
      url: line(one.URL, 500),
    };
  });
}

/** What follows "model" in the description, as far as it looks like numbers of models. */
export const modelsIn = (description: string): string[] =>
  [
    ...description.matchAll(
      /\bmodels?(?: (?:numbers?|nos?\.?))?:? ((?:[A-Z0-9][\w/-]{3,30}(?:, and |, | and | or )?)+)/g,
    ),
  ]
    .flatMap(([, list = '']) => list.split(/, and |, | and | or /))
    .filter((model) => /\d/.test(model));

/** The first word of a product's name where it can be a brand: a word of its own and no kind of thing. */
export function brandIn(product: string): string | null {
  const word = /^[A-Z][\p{L}\p{N}&'’-]{2,30}/u.exec(product)?.[0];
  const ordinary =
    /^(?:the|all|about|children|kid|boy|girl|baby|infant|toddler|adult|youth|women|men|electric|portable|gas|wooden|magnetic|led|solar|multi|various|certain|model)/i;
  return word && !ordinary.test(word) ? word : null;
}
