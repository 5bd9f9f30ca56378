import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Contacts } from '../../components/Contacts.tsx';
import type { WhoTakesNotices } from '../../utils/messages.ts';
import type { NoticeEntry } from '../../utils/notices/outbox-entry.ts';
import { sites } from '../../utils/reading/marketplaces/index.ts';

/** Where else one can turn with a notice: the certified bodies of Art. 21, the coordinator, the authorities. */
export function Elsewhere({ entry: { notice } }: { entry: NoticeEntry }) {
  const [known, setKnown] = useState<WhoTakesNotices | null>(null);
  const site = sites.find(({ id }) => id === notice.listings[0]?.marketplace);
  // A marketplace nobody knows has the bodies all have in common.
  const look = () => void background.contacts({ site: site?.id ?? 'none' }).then(setKnown);
  return (
    <details onToggle={look}>
      <summary>{i18n.t('history.elsewhere')}</summary>
      {known && (
        <Contacts {...known} marketplace={site?.name ?? i18n.t('report.thisMarketplace')} country={null} />
      )}
    </details>
  );
}
