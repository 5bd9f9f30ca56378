import type { Reader } from '../reader.ts';
import { alibaba } from './alibaba.ts';
import { aliexpress } from './aliexpress.ts';
import { allegro } from './allegro.ts';
import { bol } from './bol.ts';
import { cdiscount } from './cdiscount.ts';
import { emag } from './emag.ts';
import { kaufland } from './kaufland.ts';
import { otto } from './otto.ts';
import { shein } from './shein.ts';
import { temu } from './temu.ts';
import { vinted } from './vinted.ts';
import { wish } from './wish.ts';
import { zalando } from './zalando.ts';

/** Every marketplace Caveat reads by itself. A new one is a file here and a line in this list. */
export const marketplaces: readonly Reader[] = [
  alibaba,
  aliexpress,
  allegro,
  bol,
  cdiscount,
  emag,
  kaufland,
  otto,
  shein,
  temu,
  vinted,
  wish,
  zalando,
];
