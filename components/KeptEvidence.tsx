import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Attachment } from '../utils/notices/notice.ts';
import type { NoticeEntry } from '../utils/notices/outbox-entry.ts';
import { saveAs } from './save-as.ts';

/** The evidence of a notice the person sends themselves: kept here, to be saved and attached by them. */
export function KeptEvidence({ entry: { id, notice, attachments } }: { entry: NoticeEntry }) {
  const [missing, setMissing] = useState(false);
  const kept = notice.attachments.filter(({ sha256 }) => attachments.some((one) => one.sha256 === sha256));
  if (kept.length === 0) return null;
  const save = async (attachment: Attachment) => {
    const bytes = await bytesOf(id, attachment.sha256);
    setMissing(!bytes);
    if (bytes) saveAs(new Blob([bytes], { type: attachment.mediaType }), attachment.name);
  };
  return (
    <div class="box by-email">
      <p>{i18n.t('attachment.byHand')}</p>
      {kept.map((attachment) => (
        <button key={attachment.sha256} type="button" onClick={() => void save(attachment)}>
          {i18n.t('attachment.save', { name: attachment.name })}
        </button>
      ))}
      {missing && (
        <p class="problem" role="alert">
          {i18n.t('attachment.missing')}
        </p>
      )}
    </div>
  );
}

/** From the outbox's own database: a message would have to hold them whole. */
async function bytesOf(id: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { openOutbox } = await import('../utils/notices/outbox.ts');
  const outbox = openOutbox();
  try {
    return await outbox.attachmentBytes(id, sha256);
  } finally {
    await outbox.close();
  }
}
