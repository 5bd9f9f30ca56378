import { i18n } from '#i18n';
import { emailOf } from '../utils/notices/channels/email.ts';
import type { Notice } from '../utils/notices/notice.ts';
import { CopyFields, SaveText } from './CopyFields.tsx';
import { kindsIn } from './localised.ts';

/** A notice by e-mail: the link that opens the person's own mail program, and the full text where it was shortened. */
export function SendByEmail({ notice, address }: { notice: Notice; address: string }) {
  const email = emailOf(notice, address, kindsIn(notice.language));
  return (
    <section class="by-email">
      <p class="strong">{i18n.t('channel.email', { address })}</p>
      {email ? (
        <a class="button" href={email.url}>
          {i18n.t('email.open')}
        </a>
      ) : (
        <p class="box">{i18n.t('email.tooLong')}</p>
      )}
      {email && !email.whole && (
        <>
          <p class="meta">{i18n.t('email.short')}</p>
          <SaveText notice={notice} />
        </>
      )}
      {!email?.whole && <CopyFields notice={notice} />}
    </section>
  );
}
