import type { Item } from './goods.ts';
import { pictureUrl } from './pictures.ts';

/**
 * AliExpress' page layouts, written anew from what is known of their structure: the state that 2020 pages carry
 * in `runParams`, the empty shell of 2024 that scripts fill later, the hashed class names of 2025, and the results
 * page with `_init_data_`.
 */

/** Text for HTML, attributes included. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** JSON that may stand inside a script element. */
export const inScript = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

const euros = (amount: string): string => `€${amount}`;

const style = `
  body { margin: 0; font: 14px/1.45 Arial, sans-serif; color: #191919; background: #fff }
  header { display: flex; gap: 24px; align-items: center; padding: 14px 40px; border-bottom: 1px solid #eee }
  header b { font-size: 26px; color: #d3031c; letter-spacing: -1px }
  header span { flex: 1; border: 2px solid #191919; border-radius: 20px; padding: 8px 16px; color: #666 }
  main { max-width: 1160px; margin: 16px auto; padding: 0 40px }
  nav { color: #666; font-size: 12px; margin-bottom: 12px }
  nav a { color: #666; text-decoration: none }
  .columns { display: grid; grid-template-columns: 380px 1fr 250px; gap: 28px; align-items: start }
  img { width: 100%; border-radius: 8px; display: block }
  h1 { font-size: 18px; line-height: 1.4; margin: 0 0 10px }
  .price { font-size: 28px; font-weight: bold; color: #d3031c; margin-right: 8px }
  .before { color: #767676; text-decoration: line-through }
  .buy { border: 1px solid #e5e5e5; border-radius: 10px; padding: 16px; display: grid; gap: 10px }
  .buy button { border: 0; border-radius: 22px; padding: 12px; font: bold 15px Arial; background: #d3031c; color: #fff }
  .buy button + button { background: #ffe3e6; color: #b00219 }
  .specs { display: grid; grid-template-columns: 1fr 1fr; gap: 0 24px; margin-top: 8px }
  .specs > div { display: flex; gap: 12px; border-bottom: 1px solid #f0f0f0; padding: 7px 0 }
  .specs > div > :first-child { color: #666; width: 120px }
  .grid { display: grid; grid-template-columns: repeat(4, 1fr); gap: 18px }
  .grid a { color: inherit; text-decoration: none }
  .grid h3 { font: 13px/1.4 Arial; height: 54px; overflow: hidden; margin: 8px 0 4px }`;

const shell = (language: string, title: string, head: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style>${head}</head>
<body><header><b>AliExpress</b><span>Search for anything</span><small>Ship to Germany · EUR</small></header><main>${body}</main></body></html>`;

/** The class names of each layout for the same parts of a product page. */
const classes = {
  '2020': {
    title: 'class="product-title-text"',
    price: 'class="price product-price-value"',
    before: 'class="before product-price-original"',
    specs: 'class="specs product-specs-list"',
    spec: 'class="product-prop"',
    name: 'class="property-title"',
    value: 'class="property-desc"',
    store: 'class="store-name"',
    description: 'class="product-description"',
    image: 'class="magnifier-image"',
    trail: 'class="breadcrumb"',
  },
  '2025': {
    title: 'data-pl="product-title"',
    price: 'class="price price-default--current--Q7xkR2b"',
    before: 'class="before price-default--original--Zt41mWe"',
    specs: 'class="specs specification--list--bN0vR5u"',
    spec: 'class="specification--prop--Kd83yTq"',
    name: 'class="specification--title--hU2w0Xc"',
    value: 'class="specification--desc--aP6sJ9f"',
    store: 'class="store-header--storeName--yL4nE1g" data-pl="store-name"',
    description: 'id="product-description" class="description--product-description--Mr7cVz0"',
    image: 'class="slider--img--Ho5dQ3i"',
    trail: 'class="cross-link--breadcrumb--Wx2tB8o"',
  },
} as const;

/** The visible part of a product page. */
export function productBody(item: Item, layout: keyof typeof classes = '2025'): string {
  const c = classes[layout];
  const specs = item.attributes.map(
    ([name, value]) =>
      `<div ${c.spec}><span ${c.name}>${escaped(name)}</span><span ${c.value}>${escaped(value)}</span></div>`,
  );
  const trail = ['Home', ...item.category].map(
    (name) => `<a href="/category/${encodeURIComponent(name)}.html">${escaped(name)}</a>`,
  );
  const before = item.priceBefore === item.price ? '' : `<span ${c.before}>${euros(item.priceBefore)}</span>`;
  return `<nav ${c.trail}>${trail.join(' › ')}</nav>
<div class="columns">
  <div ${c.image}><img src="${pictureUrl(item.picture)}" alt=""></div>
  <div>
    <h1 ${c.title}>${escaped(item.title)}</h1>
    <p>★ ${item.rating} · ${item.reviews} reviews · ${item.sold}</p>
    <p><span ${c.price}>${euros(item.price)}</span>${before}</p>
    <h2>Specifications</h2><div ${c.specs}>${specs.join('')}</div>
    <h2>Description</h2><div ${c.description}>${escaped(item.description)}</div>
  </div>
  <div class="buy">
    <div>Sold by<br><a ${c.store} href="https://www.aliexpress.com/store/${item.store.id}">${escaped(item.store.name)}</a></div>
    <div>Free delivery by 9 December</div>
    <button type="button">Buy now</button><button type="button">Add to cart</button>
  </div>
</div>`;
}

const amount = (value: string) => ({ currency: 'EUR', value: Number(value), formatedAmount: euros(value) });

/** 2020: everything in `window.runParams`, whose outside is not JSON, and rendered beside it. */
export function page2020(item: Item): string {
  const data = {
    titleModule: { subject: item.title },
    priceModule: {
      minActivityAmount: amount(item.price),
      maxActivityAmount: amount(item.price),
      minAmount: amount(item.priceBefore),
      maxAmount: amount(item.priceBefore),
    },
    storeModule: {
      storeName: item.store.name,
      storeNum: Number(item.store.id),
      storeURL: `//www.aliexpress.com/store/${item.store.id}`,
      countryCompleteName: item.store.country === 'CN' ? 'China' : item.store.country,
    },
    specsModule: { props: item.attributes.map(([attrName, attrValue]) => ({ attrName, attrValue })) },
    crossLinkModule: {
      breadCrumbPathList: ['Home', ...item.category].map((name) => ({ name, url: '//www.aliexpress.com/' })),
    },
    imageModule: { imagePathList: [pictureUrl(item.picture)] },
    commonModule: { productId: Number(item.id), currencyCode: 'EUR' },
  };
  const state = `<script>window.runParams = { data: ${inScript(data)}, csrfToken: '' };</script>`;
  return shell('en', `${item.title} - AliExpress`, state, productBody(item, '2020'));
}

/** 2024: an empty shell; a script draws the product `delay` milliseconds later. */
export function page2024(item: Item, language: string, delay: number): string {
  const head = `<meta property="og:title" content="${escaped(item.title)} - AliExpress 509">
<meta property="og:url" content="//${language === 'en' ? 'www' : language}.aliexpress.com/item/${item.id}.html">
<script>window.runParams = {}; window._d_c_ = { DCData: ${inScript({
    imagePathList: [pictureUrl(item.picture)],
    extParams: { site: language === 'en' ? 'glo' : language },
  })} };</script>`;
  const draw = `<div id="root"></div><script>setTimeout(() => {
  const drawn = document.createRange().createContextualFragment(${inScript(productBody(item))});
  document.getElementById('root').replaceChildren(drawn);
}, ${delay});</script>`;
  return shell(language, `${item.title} - AliExpress`, head, draw);
}

/** 2025: rendered, with class names whose endings change at every deployment. */
export function page2025(item: Item, extra = ''): string {
  const head = `<meta property="og:title" content="${escaped(item.title)} - AliExpress">
<meta property="og:url" content="https://www.aliexpress.com/item/${item.id}.html">`;
  return shell('en', `${item.title} - AliExpress`, head, productBody(item) + extra);
}

/** A results page: its state in `_init_data_`, its cards rendered. */
export function resultsPage(items: Item[]): string {
  const content = items.map((item) => ({
    productId: item.id,
    itemType: 'productV3',
    productType: 'natural',
    title: { displayTitle: item.title },
    prices: {
      salePrice: { minPrice: Number(item.price), currencyCode: 'EUR', formattedPrice: euros(item.price) },
      originalPrice: { minPrice: Number(item.priceBefore), currencyCode: 'EUR' },
    },
    store: {
      storeName: item.store.name,
      storeId: Number(item.store.id),
      storeUrl: `//www.aliexpress.com/store/${item.store.id}`,
    },
    evaluation: { starRating: Number(item.rating) },
    trade: { tradeDesc: item.sold },
    image: { imgUrl: pictureUrl(item.picture).slice('https:'.length) },
  }));
  const data = { data: { root: { fields: { mods: { itemList: { content } } } } } };
  const state = `<script>window._dida_config_ = {}; window._dida_config_._init_data_= { data: ${inScript(data)} };</script>`;
  const cards = items.map(
    (
      item,
    ) => `<div class="search-item-card-wrapper-gallery"><a class="search-card-item" href="//www.aliexpress.com/item/${item.id}.html">
  <img class="images--item--Lk2mD8s" src="${pictureUrl(item.picture)}" alt="">
  <h3 class="multi--titleText--Nf6wP0r" title="${escaped(item.title)}">${escaped(item.title)}</h3>
  <div class="multi--price-sale--Vb3gY7k"><b>${euros(item.price)}</b></div><small>★ ${item.rating} · ${item.sold}</small>
</a></div>`,
  );
  return shell(
    'en',
    'Results - AliExpress',
    state,
    `<p>Results for “men vitality”</p><div id="card-list" class="grid">${cards.join('')}</div>`,
  );
}

/** Item pages that change into one another without loading, as the shop's own recommendations do. */
export function singlePage(items: Item[], delay: number): string {
  const bodies = items.map((item) => ({
    path: `/item/${item.id}.html`,
    title: item.title,
    html: productBody(item),
  }));
  const links = items.map(
    (item) => `<a class="recommended" href="/item/${item.id}.html">${escaped(item.title)}</a>`,
  );
  const script = `<script>
  const pages = ${inScript(bodies)};
  for (const link of document.querySelectorAll('.recommended')) link.addEventListener('click', (event) => {
    event.preventDefault();
    const page = pages.find(({ path }) => path === link.getAttribute('href'));
    history.pushState({}, '', page.path);
    document.title = page.title;
    setTimeout(() => {
      const drawn = document.createRange().createContextualFragment(page.html);
      document.getElementById('root').replaceChildren(drawn);
    }, ${delay});
  });</script>`;
  const [first] = items;
  if (!first) throw new Error('a single page needs an item to begin with');
  return shell(
    'en',
    first.title,
    '',
    `<p>You may also like: ${links.join(' · ')}</p><div id="root">${productBody(first)}</div>${script}`,
  );
}

/** A product page of some other shop, which says what it sells in JSON-LD (schema.org). */
export function otherShopPage(item: Item): string {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: item.title,
    description: item.description,
    image: pictureUrl(item.picture),
    offers: {
      '@type': 'Offer',
      price: item.price,
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
    },
  };
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(item.title)}</title>
<script type="application/ld+json">${inScript(product)}</script></head>
<body><h1>${escaped(item.title)}</h1><p>${euros(item.price)}</p><button>Add to basket</button></body></html>`;
}
