import { useEffect, useState } from 'preact/hooks';
import { background } from '../../components/background.ts';
import type { WhoTakesNotices } from '../../utils/messages.ts';
import { channelsFor, type Channel as Way } from '../../utils/notices/channels/channels.ts';
import type { Channel } from '../../utils/notices/outbox-entry.ts';
import { endpointChannel, type Report } from '../../utils/notices/report.ts';
import type { Settings } from '../../utils/settings.ts';

/** Who takes notices about a marketplace; undefined while it is looked up, null where it cannot be. */
export function useWhoTakesNotices(site: string): WhoTakesNotices | null | undefined {
  const [who, setWho] = useState<WhoTakesNotices | null>();
  useEffect(() => {
    void background.contacts({ site }).then(
      (found) => setWho(found?.bodies ? found : null),
      () => setWho(null),
    );
  }, [site]);
  return who;
}

/** The ways a report can go, best first, and the one it goes. */
export function waysOf(
  report: Report,
  who: WhoTakesNotices | null | undefined,
): { ways: Way[]; way: Channel['kind'] } {
  const listing = report.offers[0]?.listing.url ?? '';
  const ways = channelsFor(listing, { endpoint: report.endpoint }, who?.contacts ?? null);
  // An address that was typed is meant, also where it is none yet.
  const best = report.endpoint.trim() === '' ? (ways[0]?.kind ?? 'endpoint') : 'endpoint';
  const way = report.way ?? best;
  return { ways, way: way === 'endpoint' || ways.some(({ kind }) => kind === way) ? way : best };
}

/** The channel of a report, as the outbox keeps it; null where it has no address. */
export function channelOf(
  report: Report,
  { ways, way }: ReturnType<typeof waysOf>,
  marketplace: string,
  settings: Settings,
): Channel | null {
  const chosen = ways.find(({ kind }) => kind === way);
  if (chosen?.kind === 'form') return { kind: 'form', url: chosen.url, marketplace };
  if (chosen?.kind === 'email') return { kind: 'email', address: chosen.address };
  return endpointChannel(report.endpoint, settings);
}
