import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Channel, ChannelAddress } from '../utils/notices/channels/channels.ts';
import { localised } from './localised.ts';
import { Standing } from './Standing.tsx';

interface Props {
  /** As `channelsFor` gives them, best first. */
  channels: readonly Channel[];
  chosen: ChannelAddress['kind'] | null;
  choose(kind: ChannelAddress['kind']): void;
  /** The marketplace's name as people say it. */
  marketplace: string;
}

/** The ways a notice can go, with what each does, who sends it, and how well it is known. */
export function ChannelChoice({ channels, chosen, choose, marketplace }: Props) {
  const name = useId();
  if (channels.length === 0) return <p class="box">{i18n.t('channel.none', { marketplace })}</p>;
  return (
    <fieldset class="channels">
      <legend>{i18n.t('channel.legend')}</legend>
      {channels.map((channel) => (
        <label key={channel.kind} class="channel">
          <input
            type="radio"
            name={name}
            value={channel.kind}
            checked={channel.kind === chosen}
            onChange={() => choose(channel.kind)}
          />
          <span>
            <Way channel={channel} marketplace={marketplace} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Way({ channel, marketplace }: { channel: Channel; marketplace: string }) {
  if (channel.kind === 'endpoint')
    return (
      <Said title={i18n.t('channel.endpoint', { host: new URL(channel.base).host })}>
        {i18n.t('channel.endpointHint')}
      </Said>
    );
  if (channel.kind === 'email')
    return (
      <>
        <Said title={i18n.t('channel.email', { address: channel.address })}>
          {i18n.t('channel.emailHint')}
        </Said>
        <Standing fact={channel.point} />
      </>
    );
  const { form } = channel;
  const signIn =
    form.signIn === null ? 'channel.signInPerhaps' : form.signIn ? 'channel.signIn' : 'channel.noSignIn';
  return (
    <>
      <Said title={i18n.t('channel.form', { marketplace })}>
        {i18n.t('channel.formHint')} {form.at === 'listing' && i18n.t('channel.formOnListing')}{' '}
        {i18n.t(signIn)}
      </Said>
      {form.note && <span class="meta block-line">{localised(form.note).text}</span>}
      <Standing fact={form} />
    </>
  );
}

function Said({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <span class="strong block-line">{title}</span>
      <span class="meta block-line">{children}</span>
    </>
  );
}
