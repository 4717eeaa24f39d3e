/** What the web page says that a network becomes: in Chinese. */
import { count } from '../format.ts';
import type { booklet as en } from '../en/booklet.ts';

export const booklet: typeof en = {
  lang: 'zh-CN',
  about: (network, parameters, step) =>
    `${network}，${count(parameters)} 个参数，训练了 ${count(step)} 步。它就在这个网页里写作，不加载也不发送任何内容。`,
  prompt: '开头',
  placeholder: '从什么写起？',
  temperature: '温度',
  safe: '稳妥',
  wild: '奔放',
  write: '写',
  more: '接着写',
  stop: '停止',
  result: '作品',
  empty: '网络写出的文字会显示在这里。',
  speed: (characters) => `每秒 ${count(characters)} 个字符`,
  madeWith: '用 Unroll 制作。',
  damaged: (detail) => `这个网页已损坏（${detail}）。请重新获取完整的文件。`,
};
