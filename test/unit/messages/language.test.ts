import { afterEach, describe, expect, test } from 'vitest';
import { bytes, count, duration, named, roughly, share, short, since, when } from '../../../src/messages/format.ts';
import { chooseLanguage, speakAs, spoken, type Language } from '../../../src/messages/language.ts';
import { settingProblem } from '../../../src/shared/settings.ts';

afterEach(() => speakAs(() => 'en'));

describe('the language', () => {
  test.each([
    [['zh-CN', 'en'], 'zh'],
    [['zh-Hant-TW'], 'zh'],
    [['de-DE', 'zh', 'en'], 'zh'],
    [['en-GB', 'zh'], 'en'],
    [['de', 'fr'], 'en'],
    [['zha', 'x'], 'en'],
    [[], 'en'],
  ])('of a person who reads %j is %s', (preferred, language) => {
    expect(chooseLanguage(preferred)).toBe(language);
  });

  test('is asked for when words are read, not when they are made', () => {
    const words = spoken({ en: { yes: 'yes' }, zh: { yes: '是' } });
    let present: Language = 'en';
    speakAs(() => present);
    expect(words.yes).toBe('yes');
    present = 'zh';
    expect(words.yes).toBe('是');
  });

  test('is that of a refusal, too', () => {
    speakAs(() => 'zh');
    expect(settingProblem('hidden', 100_000)).toBe('“隐藏单元”的值是 100000，应为 16 到 1024 之间的整数。');
    expect(settingProblem('cell', '')).toBe('“单元类型”的值是空的，请从RNN、LSTM、GRU中选择。');
  });
});

test('numbers and times in Chinese', () => {
  speakAs(() => 'zh');
  const now = new Date(2026, 10, 23, 14, 30).getTime();
  expect([short(812), short(45_300), short(1_234_567), short(230_000_000)]).toEqual([
    '812',
    '4.5 万',
    '123 万',
    '2.3 亿',
  ]);
  expect([count(1_234_567), bytes(12), bytes(1536)]).toEqual(['1,234,567', '12 字节', '1.5 kB']);
  expect([duration(200), duration(97_200), roughly(540)]).toEqual(['3 分钟 20 秒', '1 天 3 小时', '9 分钟']);
  expect([share(1, 600), share(70, 600), share(599, 600)]).toEqual(['不到 1%', '12%', '超过 99%']);
  expect([since(now - 6000, now), when(now - 60_000, now)]).toEqual(['6 秒前', '1 分钟前']);
  expect(when(now - 4 * 3_600_000, now)).toBe('今天 10:30');
  expect(when(new Date(2024, 10, 3).getTime(), now)).toBe('2024年11月3日');
  expect(named(['甲', '乙', '丙', '丁'])).toBe('“甲”、“乙”、“丙”、另有 1 项');
});
