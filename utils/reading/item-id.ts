/** The likeliest item id in an address: a parameter named so, else the last code with enough digits in the path. */
export function idIn({ search, searchParams, pathname }: URL): string | undefined {
  if (search)
    for (const [name, value] of searchParams) if (ID.test(name) && /^[\w-]{3,40}$/.test(value)) return value;
  if (!/\d/.test(pathname)) return undefined;
  const path = pathname.includes('%')
    ? decodeURIComponent(pathname.replace(/%(?![\da-f]{2})/gi, '%25').replace(/%[89a-f]./gi, ''))
    : pathname;
  const parts = path.split('/').filter(Boolean).reverse().slice(0, 4);
  for (const part of parts) {
    if (!/\d/.test(part)) continue;
    const codes = part.replace(/\.(?:html?|php|aspx?|p)$/i, '').match(/[A-Z]{0,4}\d{4,20}/gi) ?? [];
    if (/^[A-Z0-9]{10}$/.test(part)) return part;
    const capitals = /(?:^|[_-])((?=(?:[A-Z]*\d){2})(?=(?:\d*[A-Z]){2})[A-Z\d]{8,14})$/.exec(part)?.[1];
    if (capitals) return capitals;
    if (codes.length) return codes.at(-1)?.replace(/^[a-z]$|^[a-z]+(?=\d{7})/, '');
  }
  return undefined;
}

const ID = /^(?:id|pid|item|itemid|item_id|product_?id|sku|childsku|variant|goods_id)$/i;
