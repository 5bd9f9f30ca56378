import { i18n } from '#i18n';
import { clocksOf } from '../utils/notices/clocks.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { interfaceLanguage } from './localised.ts';

/** The last day of a period that ends with it. */
const lastDay = (endsAt: number): string =>
  new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'full' }).format(new Date(endsAt - 1));

/** The periods of the law that run on a notice: until when, and under which article. */
export function Clocks({ entry }: { entry: NoticeEntry }) {
  const clocks = clocksOf(entry, Date.now());
  if (clocks.length === 0) return null;
  return (
    <ul class="clocks">
      {clocks.map(({ kind, endsAt, over }) => (
        <li key={kind} class="box" data-over={over}>
          {i18n.t(over ? `clock.${kind}Over` : `clock.${kind}`, { day: lastDay(endsAt) })}
        </li>
      ))}
    </ul>
  );
}
