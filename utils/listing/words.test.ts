import { expect, test } from 'vitest';
import { wordsOf } from './words.ts';

test.each([
  ['Blue kettle, 1.7 l', ['blue', 'kettle', '1', '7', 'l']],
  ['Чайник «Заря» №5', ['чайник', 'заря', '5']],
  ['De’Longhi – É.Z.', ['de', 'longhi', 'é', 'z']],
  ['電気ケトル・1.2L', ['電気ケトル', '1', '2l']],
  ['·  –  ™'.replace('™', '|'), []],
])('the words of %j', (text, words) => expect(wordsOf(text)).toEqual(words));
