import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { generic } from '../utils/reading/generic.ts';
import { readPage } from '../utils/reading/read.ts';

/** Put into a page of no marketplace when the person asks for it: reads once and tells the background. */
export default defineUnlistedScript(() => {
  void browser.runtime.sendMessage({
    type: 'reading',
    reading: readPage(document, location.href, [], generic),
  });
});
