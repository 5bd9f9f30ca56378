import { i18n } from '#i18n';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { dateAndTime } from './localised.ts';
import { recipient } from './recipient.ts';

/** Why the last attempt did not do, in plain words, with the endpoint's own where it gave any. */
export function DeliveryProblem({ entry }: { entry: NoticeEntry }) {
  const { problem, nextAttemptAt, state } = entry;
  if (!problem) return null;
  const status = problem.status === null ? '' : ` (HTTP ${problem.status})`;
  return (
    <>
      <p class="problem">{i18n.t(`delivery.${problem.kind}`, { host: recipient(entry) }) + status}</p>
      {problem.fields.length > 0 && (
        <ul class="box meta">
          {problem.fields.map(({ path, message }) => (
            <li key={path}>
              {path && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {nextAttemptAt !== null && state !== 'sending' && (
        <p class="meta">{i18n.t('receipt.again', { time: dateAndTime(nextAttemptAt) })}</p>
      )}
    </>
  );
}
