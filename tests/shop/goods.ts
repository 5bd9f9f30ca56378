/** What the shop sells: made-up goods by made-up sellers, in the forms the marketplace's pages give them. */
export interface Item {
  /** AliExpress item id. */
  id: string;
  title: string;
  /** Decimal string, euros. */
  price: string;
  priceBefore: string;
  /** Drawn by `pictures.ts`. */
  picture: 'blister' | 'bottle' | 'lamp' | 'sachets' | 'socks' | 'cable';
  store: { id: string; name: string; country: string };
  /** Breadcrumb, outermost first. */
  category: string[];
  attributes: [name: string, value: string][];
  description: string;
  rating: string;
  reviews: number;
  sold: string;
}

const vitality = { id: '1102750001', name: 'Vital Harmony Store', country: 'CN' };
const homely = { id: '1102750002', name: 'Warm Corner Store', country: 'CN' };

/** A prescription medicine, said plainly in the title. */
export const tablets: Item = {
  id: '1005006100000001',
  title: 'Sildenafil 100 mg tablets for men, 20 pcs, fast acting long lasting, no prescription',
  price: '18.90',
  priceBefore: '39.99',
  picture: 'blister',
  store: vitality,
  category: ['Beauty & Health', 'Health Care', "Men's Vitality"],
  attributes: [
    ['Brand Name', 'NoEnName_Null'],
    ['Origin', 'Mainland China'],
    ['Ingredient', 'Sildenafil citrate 100 mg'],
    ['Quantity', '20 tablets'],
    ['Model Number', 'SV-100'],
  ],
  description:
    'Each film-coated tablet holds sildenafil citrate 100 mg. Take one tablet an hour before. Plain box, no customs trouble.',
  rating: '4.7',
  reviews: 312,
  sold: '2,000+ sold',
};

/** The same kind of thing as a food: honey with a medicine in it. */
export const honey: Item = {
  id: '1005006100000002',
  title: 'Royal Honey for Him 12 sachets x 20 g with tadalafil, natural energy power honey',
  price: '24.50',
  priceBefore: '24.50',
  picture: 'sachets',
  store: vitality,
  category: ['Food', 'Honey'],
  attributes: [
    ['Brand Name', 'Royal Hive'],
    ['Ingredients', 'Honey, ginseng, royal jelly, tadalafil'],
    ['Net weight', '240 g'],
  ],
  description: 'A sachet before the evening. Works within 30 minutes and lasts up to 72 hours.',
  rating: '4.9',
  reviews: 88,
  sold: '600+ sold',
};

/** The first one again as a German page says it. */
export const tabletten: Item = {
  ...tablets,
  id: '1005006100000003',
  title: 'Sildenafil 50 mg Tabletten für Männer, 10 Stück, ohne Rezept',
  attributes: [
    ['Wirkstoff', 'Sildenafil 50 mg'],
    ['Menge', '10 Tabletten'],
  ],
  description: 'Jede Tablette enthält Sildenafil 50 mg. Versand in neutraler Verpackung.',
};

export const lamp: Item = {
  id: '1005006100000011',
  title: 'LED desk lamp with wooden base, three brightness levels, USB-C, warm white',
  price: '23.49',
  priceBefore: '31.00',
  picture: 'lamp',
  store: homely,
  category: ['Lights & Lighting', 'Indoor Lighting', 'Desk Lamps'],
  attributes: [
    ['Brand Name', 'Lumora'],
    ['Material', 'Beech wood, aluminium'],
    ['Power', '6 W'],
    ['Voltage', '5 V'],
    ['Colour temperature', '2700 K'],
  ],
  description: 'A small lamp for reading. Touch switch, 1.5 m cable, no charger in the box.',
  rating: '4.8',
  reviews: 1204,
  sold: '5,000+ sold',
};

export const socks: Item = {
  ...lamp,
  id: '1005006100000012',
  title: 'Merino wool hiking socks, two pairs, grey, size 39 to 42',
  price: '12.99',
  priceBefore: '16.99',
  picture: 'socks',
  category: ['Apparel', 'Socks'],
  attributes: [
    ['Brand Name', 'Fellgang'],
    ['Material', '70% merino wool, 28% polyamide, 2% elastane'],
  ],
  description: 'Thick heel and toe, flat seams. Wash at 30 °C.',
};

export const cable: Item = {
  ...lamp,
  id: '1005006100000013',
  title: 'Braided USB-C charging cable, 2 m, 60 W',
  price: '4.29',
  priceBefore: '4.29',
  picture: 'cable',
  category: ['Phones & Telecommunications', 'Cables'],
  attributes: [['Brand Name', 'Knotline']],
  description: 'For phones and tablets with USB-C. Charges at up to 60 W.',
};

/** A helmet with a number that EU Safety Gate's alert A12/01135/24 names. */
export const helmet: Item = {
  ...lamp,
  id: '1005006100000051',
  title: 'Bicycle helmet for commuters, matt black, size M',
  attributes: [
    ['EAN', '8055186669918'],
    ['Size', 'M'],
  ],
  description: 'A light helmet with a rear light mount.',
};
