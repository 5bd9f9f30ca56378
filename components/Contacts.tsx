import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { WhoTakesNotices } from '../utils/messages.ts';
import {
  type Body,
  bodiesIn,
  type ContactPoint,
  type Fact,
  type Form,
  type Contacts as Known,
} from '../utils/notices/contacts.ts';
import { countryName, day, list, localised } from './localised.ts';
import { Standing } from './Standing.tsx';

interface Props extends WhoTakesNotices {
  /** The marketplace's name as people say it. */
  marketplace: string;
  /** The person's own country, ISO 3166-1 alpha-2, where it is known: its bodies are shown too. */
  country: string | null;
}

/** Who takes notices about a marketplace, who watches over it, and where else one can turn. */
export function Contacts({ contacts, bodies, marketplace, country }: Props) {
  const competent = contacts?.coordinator;
  const coordinators = new Set([
    ...bodies.coordinators.filter((body) => body.country === competent?.country),
    ...bodiesIn(bodies.coordinators, country),
  ]);
  return (
    <section class="contacts" aria-label={i18n.t('contacts.title')}>
      <h2>{i18n.t('contacts.title')}</h2>
      {contacts && isSomething(contacts) ? (
        <Marketplace {...contacts} />
      ) : (
        <p>{i18n.t('contacts.unknown', { marketplace })}</p>
      )}
      <Bodies
        title={i18n.t('contacts.coordinator')}
        hint={i18n.t('contacts.coordinatorHint')}
        bodies={[...coordinators]}
      />
      <Bodies
        title={i18n.t('contacts.settlement')}
        hint={i18n.t('contacts.settlementHint')}
        bodies={bodies.settlement}
      />
      <Bodies title={i18n.t('contacts.productSafety')} bodies={bodiesIn(bodies.productSafety, country)} />
      <Bodies title={i18n.t('contacts.consumers')} bodies={bodiesIn(bodies.consumers, country)} />
      <Bodies title={i18n.t('contacts.hotlines')} bodies={bodiesIn(bodies.hotlines, country)} />
    </section>
  );
}

const isSomething = ({ provider, form, points, dsaPage }: Known): boolean =>
  Boolean(provider || form || dsaPage) || points.length > 0;

function Marketplace({ provider, representative, vlop, points, form, dsaPage }: Known) {
  return (
    <dl>
      {provider && (
        <Row name={i18n.t('contacts.provider')} fact={provider}>
          {entity(provider)}
          {vlop && <span class="meta block-line">{i18n.t('contacts.vlop', { date: day(vlop.since) })}</span>}
        </Row>
      )}
      {representative && (
        <Row name={i18n.t('contacts.representative')} fact={representative}>
          {entity(representative)}
        </Row>
      )}
      {form && (
        <Row name={i18n.t('contacts.form')} fact={form}>
          <FormPlace form={form} />
        </Row>
      )}
      {points.map((point) => (
        <Row key={point.email ?? point.url} name={i18n.t('contacts.points')} fact={point}>
          <Point point={point} />
        </Row>
      ))}
      {dsaPage && (
        <Row name={i18n.t('contacts.dsaPage')} fact={dsaPage}>
          <Link url={dsaPage.url} />
        </Row>
      )}
    </dl>
  );
}

function Row({ name, fact, children }: { name: string; fact: Fact; children: ComponentChildren }) {
  return (
    <div>
      <dt class="meta">{name}</dt>
      <dd>{children}</dd>
      <Standing fact={fact} />
    </div>
  );
}

const entity = ({ name, address, country, register }: NonNullable<Known['provider']>): string =>
  [name, address, countryName(country), register].filter(Boolean).join(', ');

function FormPlace({ form }: { form: Form }) {
  if (form.at === 'page') return <Link url={form.url} />;
  return (
    <>
      {form.button
        ? i18n.t('contacts.formOnListingNamed', { button: form.button })
        : i18n.t('contacts.formOnListing')}
    </>
  );
}

function Point({ point }: { point: ContactPoint }) {
  return (
    <>
      {point.email && <a href={`mailto:${point.email}`}>{point.email}</a>}{' '}
      {point.url && <Link url={point.url} />}
      <span class="meta block-line">{list(point.for.map((whom) => i18n.t(`contacts.for.${whom}`)))}</span>
    </>
  );
}

function Link({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {new URL(url).host}
    </a>
  );
}

function Bodies({ title, hint, bodies }: { title: string; hint?: string; bodies: Body[] }) {
  if (bodies.length === 0) return null;
  return (
    <div class="bodies">
      <h3 class="strong">{title}</h3>
      {hint && <p class="meta">{hint}</p>}
      <ul>
        {bodies.map((body) => (
          <li key={body.url}>
            <a href={body.url} target="_blank" rel="noopener noreferrer">
              {body.name}
            </a>
            {body.country !== 'EU' && ` (${countryName(body.country)})`}
            {body.note && <span class="meta block-line">{localised(body.note).text}</span>}
            <Standing fact={body} />
          </li>
        ))}
      </ul>
    </div>
  );
}
