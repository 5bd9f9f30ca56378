import { endpointUrl } from '../../settings.ts';
import type { ContactPoint, Contacts, Form } from '../contacts.ts';

/** Where a notice goes. */
export type ChannelAddress =
  | { kind: 'endpoint'; base: string }
  | { kind: 'form'; url: string }
  | { kind: 'email'; address: string };

/** A way a notice can reach a marketplace. An endpoint is sent to by Caveat, the others by the person. */
export type Channel =
  | Extract<ChannelAddress, { kind: 'endpoint' }>
  | (Extract<ChannelAddress, { kind: 'form' }> & { form: Form })
  | (Extract<ChannelAddress, { kind: 'email' }> & { point: ContactPoint });

/**
 * The ways a notice on a listing can go, best first: an endpoint the person chose, which answers with a receipt; the
 * marketplace's own form, which Art. 16 obliges it to have; its contact point for users (Art. 12). A form that is opened
 * from the listing is at the listing's address. Empty where none is known.
 */
export function channelsFor(
  listingUrl: string,
  settings: { endpoint: string },
  contacts: Contacts | null,
): Channel[] {
  const base = endpointUrl(settings.endpoint);
  const form = contacts?.form;
  const point = contacts?.points.find((one) => one.for.includes('users') && one.email);
  const channels: Channel[] = [];
  if (base) channels.push({ kind: 'endpoint', base });
  if (form) channels.push({ kind: 'form', url: form.at === 'page' ? form.url : listingUrl, form });
  if (point?.email) channels.push({ kind: 'email', address: point.email, point });
  return channels;
}
