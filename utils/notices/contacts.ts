import { z } from 'zod';
import { textsSchema } from '../packs/texts.ts';

/**
 * Who takes notices about listings, per marketplace (public/contacts/<id>.json), and the bodies all of them have in
 * common (public/contacts/bodies.json). The articles are those of Regulation (EU) 2022/2065 (DSA) unless said.
 */

/** Bytes of one file of contacts, at most. */
export const CONTACTS_BYTES_MAX = 100_000;
/** A fact nobody has looked at for longer than this may be out of date. */
export const STALE_MONTHS = 12;

const line = (max: number) => z.string().trim().min(1).max(max);
const url = z
  .url({ protocol: /^https$/, error: 'must be an https address' })
  .max(1_000)
  .refine((text) => URL.canParse(text) && !new URL(text).username, 'must not name a user');
/** ISO 3166-1 alpha-2, or EU. */
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');
const version = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What every fact has with it. */
const evidence = {
  /** Where it is said. */
  source: url,
  /**
   * The last day on which the source is known to have said so, by reading it or by a dated record of it; null where no
   * such day is known: "unverified", and shown as that.
   */
  verified: z.iso.date().nullable(),
};
const fact = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, ...evidence });
/** A fact's source and day of verification. */
export interface Fact {
  source: string;
  verified: string | null;
}

const entity = fact({
  name: line(200),
  address: line(300).optional(),
  country,
  /** Register and number: "RCS Bordeaux 424 059 822". */
  register: line(200).optional(),
});

/** Parts of a notice that a form asks for; `goodFaith` and `category` are chosen by the person alone. */
export const FORM_PARTS = [
  'explanation',
  'url',
  'item',
  'title',
  'seller',
  'law',
  'name',
  'email',
  'subject',
  'category',
  'goodFaith',
] as const;
export type FormPart = (typeof FORM_PARTS)[number];

const formFieldSchema = z.strictObject({
  part: z.enum(FORM_PARTS),
  /** CSS selector of the field, where its markup is known. */
  selector: line(200).optional(),
  /** How the field is labelled, as the form has it. */
  label: line(200).optional(),
});
export type FormField = z.infer<typeof formFieldSchema>;

const formShape = {
  /** Whether one must sign in to use it; null where that is not known. Art. 16(1) asks for access for anybody. */
  signIn: z.boolean().nullable(),
  /** What it asks for, as far as that is known; none means that nothing is known. */
  fields: z.array(formFieldSchema).max(30),
  /** What a person should know before going there. */
  note: textsSchema.optional(),
};
/** The marketplace's own way to take notices (Art. 16). */
const formSchema = z.discriminatedUnion('at', [
  /** A page of its own. */
  fact({ at: z.literal('page'), url, ...formShape }),
  /** Opened from the listing's page, by the site's own button; as it is called there, where that is known. */
  fact({ at: z.literal('listing'), button: line(100).optional(), ...formShape }),
]);
export type Form = z.infer<typeof formSchema>;

/** Whom a contact point is for. */
export const CONTACTS_FOR = ['users', 'authorities', 'trustedFlaggers', 'productSafety'] as const;
const pointSchema = fact({
  /** Users (Art. 12), authorities (Art. 11), trusted flaggers (Art. 22), market surveillance (GPSR Art. 22(1)). */
  for: z.array(z.enum(CONTACTS_FOR)).min(1).max(4),
  email: z.email().max(254).optional(),
  url: url.optional(),
}).refine((point) => point.email ?? point.url, 'must have an email or a url');
export type ContactPoint = z.infer<typeof pointSchema>;

/** One marketplace's. What is not known is left out. */
export const contactsSchema = z.strictObject({
  /** The marketplace's, as its reader has it. */
  id: z.string().regex(/^[a-z0-9]{1,40}$/, 'must be a marketplace’s id'),
  /** Grows with every change. */
  version,
  updated: z.iso.date(),
  /** The legal entity that provides the marketplace to people in the EU. */
  provider: entity.optional(),
  /** Legal representative in the EU, where the provider is not established there (Art. 13). */
  representative: entity.optional(),
  /** Member State whose Digital Services Coordinator is competent (Art. 56(1)); the body is in bodies.json. */
  coordinator: fact({ country }).optional(),
  /** Since when it is designated a very large online platform (Art. 33). */
  vlop: fact({ since: z.iso.date() }).optional(),
  points: z.array(pointSchema).max(10),
  form: formSchema.optional(),
  /** Where it says how it follows the DSA, or publishes its transparency reports. */
  dsaPage: fact({ url }).optional(),
});
export type Contacts = z.infer<typeof contactsSchema>;

const body = fact({
  name: line(200),
  country,
  url,
  /** What a person should know before turning there. */
  note: textsSchema.optional(),
});
export type Body = z.infer<typeof body>;
const bodies = z.array(body).max(200);

/** Bodies that do not depend on the marketplace; country EU is for all Member States. */
export const bodiesSchema = z.strictObject({
  version,
  updated: z.iso.date(),
  /** Digital Services Coordinators (Art. 49), which take complaints (Art. 53). */
  coordinators: bodies,
  /** Certified bodies for out-of-court dispute settlement (Art. 21), and the official list of them. */
  settlement: bodies,
  /** Where consumers tell market surveillance authorities of dangerous products (GPSR Art. 34). */
  productSafety: bodies,
  /** Help in a dispute with a trader in another country. */
  consumers: bodies,
  /** Hotlines for child sexual abuse material, members of INHOPE. */
  hotlines: bodies,
});
export type Bodies = z.infer<typeof bodiesSchema>;

/** The marketplace's, out of all; null where nothing is known of it. */
export const contactsOf = (site: string, all: readonly Contacts[]): Contacts | null =>
  all.find(({ id }) => id === site) ?? null;

/** Those that came with Caveat, each replaced by what the project published since where that is newer. */
export function contactsInUse(
  bundled: readonly Contacts[],
  published: readonly Contacts[],
): readonly Contacts[] {
  const newest = new Map(bundled.map((contacts) => [contacts.id, contacts]));
  for (const contacts of published)
    if (contacts.version >= (newest.get(contacts.id)?.version ?? 0)) newest.set(contacts.id, contacts);
  return [...newest.values()];
}

/** How much a fact can be relied on on a day (milliseconds since the epoch). */
export function standing(
  { verified }: Pick<Fact, 'verified'>,
  now: number,
): 'fresh' | 'stale' | 'unverified' {
  if (verified === null) return 'unverified';
  const until = new Date(`${verified}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + STALE_MONTHS);
  return until.getTime() < now ? 'stale' : 'fresh';
}

/** The bodies of a country, and those for the whole EU. */
export const bodiesIn = (list: readonly Body[], country: string | null): Body[] =>
  list.filter((body) => body.country === 'EU' || body.country === country);

/** Hosts a marketplace's form may lie on: its own, with all subdomains, and the one of the form's address. */
export function isFormHost(hostname: string, form: Form, siteHosts: readonly string[]): boolean {
  if (form.at === 'page' && hostname === new URL(form.url).hostname) return true;
  return siteHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** JSON Schemas for editors, printed: public/contacts/*.schema.json are these. */
export const contactsJsonSchemas = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ contacts: contactsSchema, bodies: bodiesSchema }).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`,
    ]),
  );
