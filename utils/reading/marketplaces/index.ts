import type { Reader, Site } from '../reader.ts';
import { alibaba, alibabaSite } from './alibaba.ts';
import { alibabacn, alibabacnSite } from './alibabacn.ts';
import { aliexpress, aliexpressSite } from './aliexpress.ts';
import { aliexpressru, aliexpressruSite } from './aliexpressru.ts';
import { allegro, allegroSite } from './allegro.ts';
import { amazon, amazonSite } from './amazon.ts';
import { bol, bolSite } from './bol.ts';
import { cdiscount, cdiscountSite } from './cdiscount.ts';
import { ebay, ebaySite } from './ebay.ts';
import { emag, emagSite } from './emag.ts';
import { etsy, etsySite } from './etsy.ts';
import { kaufland, kauflandSite } from './kaufland.ts';
import { mercadolibre, mercadolibreSite } from './mercadolibre.ts';
import { otto, ottoSite } from './otto.ts';
import { shein, sheinSite } from './shein.ts';
import { taobao, taobaoSite } from './taobao.ts';
import { temu, temuSite } from './temu.ts';
import { vinted, vintedSite } from './vinted.ts';
import { walmart, walmartSite } from './walmart.ts';
import { wish, wishSite } from './wish.ts';
import { zalando, zalandoSite } from './zalando.ts';

/** Every marketplace Caveat reads by itself. A new one is a file here and a line in these lists. */
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

/** The same without what reads their pages: for the manifest, and for screens, which need no more than their names. */
export const sites: readonly Site[] = [
  alibabaSite,
  alibabacnSite,
  aliexpressSite,
  aliexpressruSite,
  allegroSite,
  amazonSite,
  bolSite,
  cdiscountSite,
  ebaySite,
  emagSite,
  etsySite,
  kauflandSite,
  mercadolibreSite,
  ottoSite,
  sheinSite,
  taobaoSite,
  temuSite,
  vintedSite,
  walmartSite,
  wishSite,
  zalandoSite,
];
