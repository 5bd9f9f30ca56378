import { z } from 'zod';
import { packSchema } from './pack.ts';

/** The JSON Schema of a pack, for editors; public/packs/pack.schema.json is this, printed. */
export const packJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(packSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;
