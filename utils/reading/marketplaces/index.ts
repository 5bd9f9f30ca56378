import type { Reader } from '../reader.ts';
import { alibaba } from './alibaba.ts';
import { alibabacn } from './alibabacn.ts';
import { aliexpress } from './aliexpress.ts';
import { aliexpressru } from './aliexpressru.ts';
import { allegro } from './allegro.ts';
import { amazon } from './amazon.ts';
import { bol } from './bol.ts';
import { cdiscount } from './cdiscount.ts';
import { ebay } from './ebay.ts';
import { emag } from './emag.ts';
import { etsy } from './etsy.ts';
import { kaufland } from './kaufland.ts';
import { mercadolibre } from './mercadolibre.ts';
import { otto } from './otto.ts';
import { shein } from './shein.ts';
import { taobao } from './taobao.ts';
import { temu } from './temu.ts';
import { vinted } from './vinted.ts';
import { walmart } from './walmart.ts';
import { wish } from './wish.ts';
import { zalando } from './zalando.ts';

/** Every marketplace Caveat reads by itself. A new one is a file here and a line in this list. */
export const marketplaces: readonly Reader[] = [
  alibaba,
  alibabacn,
  aliexpress,
  aliexpressru,
  allegro,
  amazon,
  bol,
  cdiscount,
  ebay,
  emag,
  etsy,
  kaufland,
  mercadolibre,
  otto,
  shein,
  taobao,
  temu,
  vinted,
  walmart,
  wish,
  zalando,
];
