import { plain } from './text.ts';

const ENTITIES: Record<string, number> = Object.assign(Object.create(null), {
  amp: 38,
  lt: 60,
  gt: 62,
  quot: 34,
  apos: 39,
  nbsp: 32,
});

/** HTML carried in a string, as descriptions in structured data are, to the text it shows. */
export function stripMarkup(html: string, max: number): string {
  return plain(
    html
      .slice(0, max * 4)
      .replace(/<[^<>]{0,2000}>/g, ' ')
      .replace(/&(#x?)?(\w{1,8});/gi, (whole, hash, name) => {
        const code = hash ? Number.parseInt(name, hash.length > 1 ? 16 : 10) : ENTITIES[name];
        return code !== undefined && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }),
    max,
  );
}
