import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { background } from '../../components/background.ts';
import { Field } from '../../components/Field.tsx';
import { dateAndTime, isolated } from '../../components/localised.ts';
import type { PacksStatus } from '../../utils/messages.ts';

type Subscription = PacksStatus['subscriptions'][number];

interface Props {
  status: PacksStatus;
  changed(status: PacksStatus): void;
}

/** Who packs come from besides those that came with Caveat, what their last check brought, and a form for one more. */
export function Publishers({ status, changed }: Props) {
  const [checking, setChecking] = useState(false);
  const check = async () => {
    setChecking(true);
    changed(await background.checkPacks());
    setChecking(false);
  };
  return (
    <section aria-labelledby="publishers">
      <h2 id="publishers">{i18n.t('publishers.title')}</h2>
      <p class="quiet">{i18n.t('publishers.intro')}</p>
      <div aria-live="polite">
        {status.subscriptions.map((one) => (
          <Publisher
            key={one.url}
            subscription={one}
            leave={async () => changed(await background.unsubscribe({ url: one.url }))}
          />
        ))}
      </div>
      {status.subscriptions.length > 0 && (
        <button type="button" disabled={checking} onClick={check}>
          {i18n.t(checking ? 'publishers.checking' : 'publishers.check')}
        </button>
      )}
      <Follow changed={changed} />
    </section>
  );
}

function Publisher({ subscription, leave }: { subscription: Subscription; leave(): void }) {
  const { url, publisher, keyId, checkedAt, problem, packs, diff } = subscription;
  const parts = diff && [
    diff.added.length > 0 && i18n.t('publishers.added', diff.added.length),
    diff.changed.length > 0 && i18n.t('publishers.changed', diff.changed.length),
    diff.removed.length > 0 && i18n.t('publishers.removed', diff.removed.length),
  ];
  const changes = (parts || []).filter((part) => part !== false).join(', ');
  return (
    <div class="box">
      <p class="strong">
        <bdi>{publisher ?? url}</bdi>
      </p>
      <p class="meta">
        {url} · {i18n.t('publishers.key', { key: keyId })}
      </p>
      {packs.length > 0 && <p class="meta">{packs.join(', ')}</p>}
      {checkedAt !== null && (
        <p class="meta">{i18n.t('publishers.checked', { time: dateAndTime(checkedAt) })}</p>
      )}
      {changes && <p>{i18n.t('publishers.brought', { changes })}</p>}
      {problem && <p class="problem">{i18n.t('publishers.problem', { problem: isolated(problem) })}</p>}
      <button type="button" class="plain" onClick={leave}>
        {i18n.t('publishers.leave')}
        <span class="unseen"> {publisher ?? url}</span>
      </button>
    </div>
  );
}

function Follow({ changed }: Pick<Props, 'changed'>) {
  const [url, setUrl] = useState('');
  const [root, setRoot] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await background.subscribe({ url, root: root.trim() });
    if ('problem' in answer) return setProblem(answer.problem);
    setProblem(null);
    setUrl('');
    setRoot('');
    changed(answer);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={i18n.t('publishers.address')} problem={problem?.startsWith('url') ? problem : undefined}>
        {(control) => (
          <input {...control} type="url" value={url} onInput={(event) => setUrl(event.currentTarget.value)} />
        )}
      </Field>
      <Field
        label={i18n.t('publishers.rootKey')}
        hint={i18n.t('publishers.rootKeyHint')}
        problem={problem && !problem.startsWith('url') ? problem : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            value={root}
            onInput={(event) => setRoot(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit">{i18n.t('publishers.follow')}</button>
    </form>
  );
}
