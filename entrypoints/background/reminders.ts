import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Outbox } from '../../utils/notices/outbox.ts';
import { remindersDue } from '../../utils/notices/reminders.ts';
import { remindingSchema } from '../../utils/settings.ts';

/** Notes what the person might want to know by now; as the browser's own notification only where they asked for that. */
export async function remindOf(outbox: Outbox, changed: () => void): Promise<void> {
  const { reminding } = await browser.storage.local.get('reminding');
  const how = remindingSchema.parse(reminding);
  if (how === 'off') return;
  for (const entry of await outbox.list()) {
    const due = remindersDue(entry, Date.now()).filter(
      (kind) => !entry.reminders.some((one) => one.kind === kind),
    );
    if (due.length === 0) continue;
    const added = await outbox.remind(entry.id, due);
    if (added.length > 0) changed();
    for (const kind of added) if (how === 'notification') await notify(entry.id, i18n.t(`reminder.${kind}`));
  }
}

/** What it is about is not said: a notification shows on a locked screen. */
async function notify(id: string, message: string): Promise<void> {
  // Undefined until the person has granted the permission.
  await browser.notifications?.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: i18n.t('extension.name'),
    message,
  });
}

/** A notification that is pressed opens the notice. */
export function openFromNotifications(): void {
  browser.notifications?.onClicked.addListener((id) => {
    void browser.tabs.create({ url: browser.runtime.getURL(`/notices.html#${id}` as '/notices.html') });
    void browser.notifications.clear(id);
  });
}
