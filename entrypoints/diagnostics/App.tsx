import { i18n } from '#i18n';
import { isListingField } from '../../components/field.ts';
import { interfaceLanguage, list } from '../../components/localised.ts';
import { SeverityShape } from '../../components/SeverityMark.tsx';
import { sites } from '../../utils/reading/marketplaces/index.ts';
import type { ReaderTally } from '../../utils/reading/tally.ts';
import { forgetReadings, useTally } from './tally.ts';

/** How reading goes, by marketplace: where pages are no longer read as they used to be, it shows here. */
export function App() {
  const tally = useTally();
  if (!tally) return null;
  const rows = Object.entries(tally).sort(([, one], [, other]) => troubled(other) - troubled(one));
  return (
    <main>
      <h1>{i18n.t('diagnostics.title')}</h1>
      <p>{i18n.t('diagnostics.intro')}</p>
      {rows.length === 0 ? <p class="box">{i18n.t('diagnostics.empty')}</p> : <Table rows={rows} />}
      {rows.length > 0 && (
        <button type="button" onClick={forgetReadings}>
          {i18n.t('diagnostics.forget')}
        </button>
      )}
    </main>
  );
}

const total = ({ read, partial, unread }: ReaderTally) => read + partial + unread;
/** The share of a reader's pages that were not read as they should be: the worst reader stands first. */
const troubled = (row: ReaderTally) => (row.partial + row.unread) / Math.max(1, total(row));

function Table({ rows }: { rows: [string, ReaderTally][] }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t('diagnostics.marketplace')}</th>
            <th scope="col" class="number">
              {i18n.t('diagnostics.read')}
            </th>
            <th scope="col" class="number">
              {i18n.t('diagnostics.partial')}
            </th>
            <th scope="col" class="number">
              {i18n.t('diagnostics.unread')}
            </th>
            <th scope="col">{i18n.t('diagnostics.missing')}</th>
            <th scope="col">{i18n.t('diagnostics.layouts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([reader, row]) => (
            <Row key={reader} reader={reader} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ reader, row }: { reader: string; row: ReaderTally }) {
  const { read, partial, unread, missing, layouts } = row;
  return (
    <tr>
      <th scope="row">
        {troubled(row) > 0.2 && <SeverityShape level="warning" />}
        {sites.find(({ id }) => id === reader)?.name ?? i18n.t('diagnostics.otherShops')}
      </th>
      <td class="number">{figure(read)}</td>
      <td class="number">{figure(partial)}</td>
      <td class="number">{figure(unread)}</td>
      <td>{ranked(missing, (field) => (isListingField(field) ? i18n.t(`field.${field}`) : field))}</td>
      <td>{ranked(layouts, (layout) => layout || i18n.t('diagnostics.noLayout'))}</td>
    </tr>
  );
}

const figure = (count: number): string => new Intl.NumberFormat(interfaceLanguage()).format(count);

/** "price (12), seller (3)", the most frequent first. */
const ranked = (counts: Record<string, number>, name: (key: string) => string): string =>
  list(
    Object.entries(counts)
      .sort(([, one], [, other]) => other - one)
      .slice(0, 6)
      .map(([key, count]) => `${name(key)} (${figure(count)})`),
  );
