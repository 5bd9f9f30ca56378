import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { FormFilling } from '../utils/messages.ts';
import { fillForm } from '../utils/notices/channels/form.ts';

/**
 * Put into a marketplace's report form when the person presses "fill in": asks the background what to fill in, which
 * gives it on the form's own hosts only, fills it in, and says what came of it.
 */
export default defineUnlistedScript(async () => {
  const filling = (await browser.runtime.sendMessage({ type: 'filling' })) as FormFilling | null;
  return filling ? fillForm(document, filling.values, filling.fields) : null;
});
