import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, type Contacts, contactsOf, type Fact } from '../utils/notices/contacts.ts';
import { sites } from '../utils/reading/marketplaces/index.ts';
import { contactsFromDisk } from './contacts-from-disk.ts';

/** `npm run docs`: writes docs/contacts.md from public/contacts, so that what it says is what they say. */

const PAGE = join(import.meta.dirname, '../docs/contacts.md');

const cell = (text: string): string => text.replaceAll('|', '\\|');
/** What a fact says, a link to its source, and when that was last known to say so. */
const told = (text: string, { source, verified }: Fact): string =>
  `${cell(text)} ([${verified ?? 'unverified'}](${source}))`;
const all = (parts: (string | undefined | false)[]): string => parts.filter(Boolean).join('<br>') || '–';

function row(site: (typeof sites)[number], contacts: Contacts | null): string {
  const { provider, representative, coordinator, vlop, points = [], form } = contacts ?? {};
  const entity = (one: NonNullable<typeof provider>) =>
    told([one.name, one.address, one.country, one.register].filter(Boolean).join(', '), one);
  return `| ${[
    `${site.name} (\`${site.id}\`)`,
    all([
      provider && entity(provider),
      representative && `represented by ${entity(representative)}`,
      coordinator && `coordinator: ${told(coordinator.country, coordinator)}`,
      vlop && `VLOP since ${told(vlop.since, vlop)}`,
    ]),
    form
      ? told(form.at === 'page' ? form.url : `on the listing${form.button ? `: “${form.button}”` : ''}`, form)
      : '–',
    all(points.map((point) => told(`${point.for.join(', ')}: ${point.email ?? point.url}`, point))),
  ].join(' | ')} |`;
}

const body = (one: Body): string => `- ${one.country}: ${told(`[${one.name}](${one.url})`, one)}`;

/** The whole page. */
export function contactsPage(): string {
  const { contacts, bodies } = contactsFromDisk();
  const known = contacts.filter(({ provider, form, points }) => provider || form || points.length > 0).length;
  return `# Who takes notices

What is in \`public/contacts/\`, one file per marketplace. Written by \`npm run docs\`. Each fact has its source, and the
last day on which that source is known to have said so, by reading it or by a dated record of it; “unverified” where no
such day is known. Something is known of ${known} of ${sites.length} marketplaces; nothing is said where no source was found.

| marketplace | provider | its own form (Art. 16) | contact points (Art. 11, 12, 22; GPSR Art. 22) |
|---|---|---|---|
${sites.map((site) => row(site, contactsOf(site.id, contacts))).join('\n')}

## Digital Services Coordinators (DSA Art. 49, 53)

${bodies.coordinators.map(body).join('\n')}

## Out-of-court dispute settlement (DSA Art. 21)

${bodies.settlement.map(body).join('\n')}

## Dangerous products, and help for consumers

${[...bodies.productSafety, ...bodies.consumers].map(body).join('\n')}

## Hotlines for child sexual abuse material

${bodies.hotlines.map(body).join('\n')}
`;
}

if (import.meta.main) writeFileSync(PAGE, contactsPage());
