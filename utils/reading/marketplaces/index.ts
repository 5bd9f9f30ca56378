import type { Reader } from '../reader.ts';
import { alibabacn } from './alibabacn.ts';
import { aliexpress } from './aliexpress.ts';
import { aliexpressru } from './aliexpressru.ts';
import { amazon } from './amazon.ts';
import { ebay } from './ebay.ts';
import { etsy } from './etsy.ts';
import { mercadolibre } from './mercadolibre.ts';
import { taobao } from './taobao.ts';
import { walmart } from './walmart.ts';

/** Every marketplace Caveat reads by itself. A new one is a file here and a line in this list. */
export const marketplaces: readonly Reader[] = [
  alibabacn,
  aliexpress,
  aliexpressru,
  amazon,
  ebay,
  etsy,
  mercadolibre,
  taobao,
  walmart,
];
