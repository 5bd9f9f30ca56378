import { generic } from '../../utils/reading/generic.ts';
import { marketplaces } from '../../utils/reading/marketplaces/index.ts';
import { readPage } from '../../utils/reading/read.ts';

/** What the benchmark puts into a page: every marketplace's reading and any shop's. */
export const read = (url: string) => readPage(document, url, marketplaces, generic);
