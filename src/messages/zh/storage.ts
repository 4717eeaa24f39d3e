/** What the page says of a storage that fails, in Chinese. */
import type { storageStrings as en } from '../en/storage.ts';
import { named } from '../format.ts';

export const storageStrings: typeof en = {
  titles: {
    waiting: '正在等待另一个标签页',
    newer: '此标签页的版本较旧',
    refused: '此浏览器不允许在这里保存数据',
    damaged: '已保存的数据无法打开',
    full: '存储空间已满',
    failed: '保存失败',
  },
  badge: '未保存',
  badgeHint: '在此训练的内容只存在于此标签页的内存中。点按查看原因和解决办法。',
  inMemory: (names) =>
    names.length === 0
      ? '现在训练的内容只留在此标签页的内存中，关闭标签页后就会消失。'
      : `${named(names)}只在此标签页的内存中。如果不先保存或导出，关闭标签页后就会消失。`,
  retry: '重试',
  trying: '正在重试…',
  reload: '重新加载',
  export: () => '导出内存中的网络',
  goOn: '不保存，继续使用',
  startAnew: '删除数据并重新开始',
  ask: {
    startAnew: '这里保存的所有网络和文本都将被删除，无法恢复。此标签页内存中的内容会保留，并重新保存。',
    reload: '重新加载页面后，只在此标签页内存中的内容会丢失。请先导出。',
  },
  yes: { startAnew: '删除所有已保存的数据', reload: '仍要重新加载' },
  no: '暂不',
  goneTitle: '这里保存的数据不见了',
  gone: (names) =>
    '可能是被浏览器、另一个标签页或其他程序删除，或者磁盘上的数据损坏。' +
    (names.length === 0 ? '好在全部内容仍在内存中。' : `已丢失：${named(names)}。`),
  stillHere: (name) => `“${name}”仍在此标签页的内存中，已重新保存。`,
  understood: '知道了',
};
