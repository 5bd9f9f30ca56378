import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { generic } from '../utils/reading/generic.ts';
import { marketplaces } from '../utils/reading/marketplaces/index.ts';
import { readPage } from '../utils/reading/read.ts';
import { testCase } from '../utils/reading/test-case.ts';

/** Put into a page when the person asks to save it as a test case: gives its redacted copy to the popup. */
export default defineUnlistedScript(() =>
  testCase(document, readPage(document, location.href, marketplaces, generic)),
);
