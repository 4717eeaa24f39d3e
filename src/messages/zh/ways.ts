/** What is told of the ways in and out, and of installing: in Chinese. */
import { count, roughly } from '../format.ts';
import type { ways as en } from '../en/ways.ts';

export const ways: typeof en = {
  chooseFolder: '选择文件夹',
  chooseFolderHint: '其中的所有文本合为一份，其他文件会略去。',
  filesHint: '一个或多个文本、Word（.docx）或电子书（.epub）文件，任何语言都行。也可以拖到页面任意位置。',
  folderAndMore: (name, more) => `${name}及另外 ${count(more)} 项`,
  folderTooFull: (most) => `这个文件夹里的文件超过 ${count(most)} 个。请选择文件少一些的，例如其中的一个子文件夹。`,
  folderClosed: (detail) => `无法打开这个文件夹（${detail}）。它可能已被移动，或者浏览器无权查看。请选择另一个。`,
  folderFiles: (name) => `“${name}”中的文件`,
  pasteNotHere: (characters, most) =>
    `粘贴的文本有 ${count(characters)} 个字符，而这里的输入框一次最多放得下 ${count(most)} 个。请只粘贴其中一部分；若要学习全文，请在输入框以外的地方粘贴。`,
  pasteTooLarge: (megabytes, most) =>
    `粘贴的内容太大，有 ${count(megabytes)} MB，最多只能读取 ${count(most)} MB。请只粘贴一部分。`,
  timeLeft: (seconds) => `大约还需 ${roughly(seconds)}`,
  stop: '停止',
  shared: {
    empty: '分享过来的内容是空的，既没有文字，也没有文件。请重新分享，并选择文字本身。',
    onlyAddress: (address) =>
      `分享过来的只有一个网址：${address}。Unroll 不从别处获取任何内容。请打开那个网页，选中其中的文字再分享。`,
    lost: '分享的内容没有收到：浏览器没有空间存放，或者中途被关闭。请在设备上腾出空间，然后重新分享。',
    name: (title) => `${title}.txt`,
    untitled: '分享的文本',
  },
  link: {
    copy: '复制带有这些设置的链接',
    share: '分享带有这些设置的链接',
    hint: '链接里只有设置，没有你的任何文字。',
    copyCommand: '复制为命令',
    commandHint: '在有 Unroll 源代码的终端里，用这些设置训练。',
    copied: { link: '链接已复制。', command: '命令已复制。' },
    notCopied: '浏览器不允许复制。请在这里选中后手动复制：',
    taken: (settings) => `已采用所打开链接中的 ${count(settings)} 项设置。`,
    same: '所打开链接中的设置与当前的相同。',
    clamped: (label, was, became) => `“${label}”在链接中是 ${was}，在这里改为 ${became}。`,
    unknown: (names, more) => `这个版本不认识 ${names.join('、')}${more > 0 ? `等另外 ${count(more)} 项` : ''}。`,
    newer: (version, known) =>
      `所打开的链接来自更新版本的 Unroll（其设置为第 ${version} 版，本应用读取第 ${known} 版）。没有作任何改动。请更新应用后再打开。`,
    undo: '恢复我自己的设置',
    dismiss: '保留',
    title: '来自链接的设置',
  },
  share: {
    text: '分享',
    file: '分享文件',
    failed: '浏览器不允许分享。请改用复制，或存为文件。',
  },
  page: {
    export: '导出网页',
    exportSized: (size) => `导出网页（${size}）`,
    hint: '一个文件，在任何浏览器里都能自己写作，不需要 Unroll，也不需要联网。',
    exported: (name, size) => `已保存“${name}”，大小 ${size}。用任何浏览器打开，它就能写作。`,
    tooLarge: (parameters, most) =>
      `这个网络有 ${count(parameters)} 个参数，而能独立写作的网页最多容纳 ${count(most)} 个。请改为导出 ONNX。`,
    otherTask: '只有续写的网络才能做成独立写作的网页，这一个做的是别的事。请改为导出 ONNX。',
  },
  install: {
    button: '安装',
    hint: '成为独立的应用，不联网也能打开。',
    onApple: '请点 Safari 的“分享”按钮，再选“添加到主屏幕”。',
    installed: 'Unroll 已安装，从现在起不联网也能打开。',
  },
  manifest: {
    description: '在自己的设备上，用自己的文本训练循环神经网络，无需联网，并用它写作。',
    train: '训练网络',
    write: '写作',
    pictures: {
      train: '训练：损失下降，试写从乱码变成词句',
      write: '用训练好的网络写作',
      text: '选择文本，网络沿着它展开',
      library: '训练好的网络',
    },
  },
};
