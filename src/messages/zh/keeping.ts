/** What is told of a storage that refuses: in Chinese. */
import type { keeping as en } from '../en/keeping.ts';

const NOTHING_KEPT =
  '此浏览器不允许 Unroll 在这里保存数据（可能是无痕窗口，或此网站的存储已被禁止）。' +
  '请在浏览器的网站设置中允许，或改用普通窗口；在此之前，请把想留下的内容导出。';

export const keeping: typeof en = {
  doing: {
    open: '打开存储',
    deleteAll: '删除已保存的数据',
    keepText: (name) => `保存文本“${name}”`,
    listTexts: '列出文本',
    readText: '读取文本',
    removeText: '删除文本',
    keepRun: (name) => `保存“${name}”`,
    saveRun: (name) => `保存“${name}”`,
    listRuns: '列出网络',
    readRun: '读取网络',
    changeRun: '更改网络',
    removeRun: '删除网络',
    listCheckpoints: '列出检查点',
    pin: '固定检查点',
    readCheckpoint: '读取检查点',
    listPassages: '列出收藏的段落',
    keepPassage: '收藏这个段落',
    removePassage: '删除收藏的段落',
    readPage: '读取这个网络的写作页',
    keepPage: '保存这个网络的写作页',
  },
  nothingKept: NOTHING_KEPT,
  full: (doing) =>
    `Unroll 无法${doing}：浏览器的存储空间已满。之前保存的内容还在。请在设备上腾出空间，或在“我的网络”中删除一些网络；也可以把它导出成文件。`,
  newer:
    '这里保存的数据属于更新版本的 Unroll，此标签页没有改动它。请重新加载页面以使用新版本；只在此标签页里的内容请先导出。',
  refused: (doing) => `Unroll 无法${doing}。${NOTHING_KEPT}`,
  waiting:
    '另一个 Unroll 标签页（可能是旧版本）占用着这里保存的数据，或者浏览器没有响应。请关闭其他 Unroll 标签页，此页会自动继续。',
  damaged: (doing, detail) =>
    `Unroll 无法${doing}（${detail}）：浏览器在这里保存的数据似乎已损坏。请重试，或重启浏览器；如果没有用，请删除已保存的数据并重新开始。`,
  failed: (doing, detail) =>
    `Unroll 无法${doing}（${detail}）。之前保存的内容还在。请重试；如果再次出现，请把网络导出成文件，再重新加载页面。`,
  insecure: '只有通过 https:// 或在 localhost 上打开，Unroll 才能保存网络。请这样打开。',
  noLongerKept: (step) => `第 ${step} 步的检查点已不再保留。请选择另一个。`,
  nothingSaved: '还没有保存任何内容。请重新训练，或导入它的导出文件。',
  alreadyHere: (name) => `“${name}”刚由另一个标签页带入。请先到“我的网络”查看，再重试。`,
  runGone: '这个网络已不在“我的网络”中。请重新加载页面，查看现有内容。',
  textGone: '这份文本已不在这里。请在“文本”页重新选择。',
  textInUse: (text, run) => `无法删除文本“${text}”：“${run}”正以它为学习内容。请先删除那个网络。`,
  passageTooLong: (length, most) => `这段文字有 ${length} 个字符，而最多只能收藏 ${most} 个。请选中其中一部分再收藏。`,
  pageTooLong: (length, most) => `这一页有 ${length} 个字符，而最多只能保留 ${most} 个。请存为文件。`,
  takenOver: (name) => `“${name}”已被另一个标签页接管并在那里继续。这里不再保存它。`,
  removedElsewhere: (name) => `“${name}”已在另一个标签页中删除。这里不再保存它；可以导出成文件留存。`,
  checkpointDamaged: (step, found) => `第 ${step} 步的检查点已损坏：${found}。请选择另一个。`,
  noneWhole: (damages) =>
    `这个网络没有一个完好的检查点（${damages}）。可能是保存时设备空间不足或断电。如果有它的导出文件，请导入；否则请删除后重新训练。`,
  damageAt: (step, found) => `第 ${step} 步：${found}`,
};
