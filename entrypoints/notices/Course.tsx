import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { dateAndTime } from '../../components/localised.ts';
import type { JournalEntry } from '../../utils/notices/outbox-database.ts';
import type { OutboxEvent } from '../../utils/notices/outbox-states.ts';

/** An event as a key of the texts: "hand over" is `handOver`. */
const keyOf = <Event extends OutboxEvent>(event: Event) =>
  event.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()) as Camel<Event>;
type Camel<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Text;

/** What happened to a notice, step by step, as the journal has it. `updatedAt` is that of the notice. */
export function Course({ id, updatedAt }: { id: string; updatedAt: number }) {
  const [steps, setSteps] = useState<JournalEntry[]>([]);
  useEffect(() => {
    void background.journal().then((journal) => setSteps(journal.filter(({ notice }) => notice === id)));
  }, [id, updatedAt]);
  return (
    <details>
      <summary>{i18n.t('course.title')}</summary>
      <ol class="course">
        {steps.map(({ at, event, hash }) => (
          <li key={hash}>
            <time class="meta" dateTime={new Date(at).toISOString()}>
              {dateAndTime(at)}
            </time>{' '}
            {i18n.t(`course.${keyOf(event)}`)}
          </li>
        ))}
      </ol>
    </details>
  );
}
