import { describe, expect, test } from 'vitest';
import { spellings } from './inn.ts';

const plain = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const found = (inn: string, name: string) =>
  spellings([inn]).some((term) =>
    term.endsWith('*') ? plain(name).startsWith(term.slice(0, -1)) : plain(name) === term,
  );

/** Names as national medicines registers print them. */
describe('spellings of an INN', () => {
  test.each([
    [
      'amoxicillin',
      'amoxicilline amoxicilina amoxicillina amoksycylina amoxicilín amoksicilin amoksicilinas amoksicilīns amoksitsilliin amoksisilliini amoxicillin амоксицилин αμοξικιλλίνη',
    ],
    [
      'azithromycin',
      'azithromycine azitromicina azytromycyna azitromycín azitromicin azitromicinas asitromütsiin atsitromysiini азитромицин αζιθρομυκίνη',
    ],
    [
      'sildenafil',
      'sildénafil sildenafilo sildenafila syldenafil szildenafil sildenafilis sildenafiil sildenafiili силденафил σιλδεναφίλη',
    ],
    [
      'semaglutide',
      'sémaglutide semaglutida semaglutyd semaglutid semaglutidas semaglutīds semaglutiid semaglutidi szemaglutid семаглутид σεμαγλουτίδη',
    ],
    ['tramadol', 'tramadolo tramadolis tramadols tramadool tramadoli трамадол τραμαδόλη'],
    [
      'ivermectin',
      'ivermectine ivermectina iwermektyna ivermektin ivermektinas ivermektīns ivermektiin ivermektiini ивермектин ιβερμεκτίνη',
    ],
    [
      'finasteride',
      'finastéride finasterida finasteryd finasterid finasteridas finasteridi финастерид φιναστερίδη',
    ],
    ['prilocaine', 'prilocaïne prilocaína prylokaina prilokain прилокаин πριλοκαΐνη'],
  ])('%s', (inn, names) => {
    for (const name of names.split(' ')) expect(found(inn, name), name).toBe(true);
  });

  test('are not the beginning of ordinary words', () => {
    for (const word of ['amoxidil', 'tram', 'finale', 'sema', 'ivoire'])
      expect(found('tramadol', word) || found('amoxicillin', word)).toBe(false);
  });
});
