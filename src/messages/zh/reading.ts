/** What is told of a text that is read, or refused: in Chinese. */
import { count } from '../format.ts';
import type { reading as en } from '../en/reading.ts';

export const reading: typeof en = {
  pasted: '粘贴的文本',
  andMore: (name, more) => `${name}及另外 ${count(more)} 个文件`,
  noFile: '没有选择文件。请选择文本文件、粘贴文本，或选用示例。',
  unreadable: (name) => `无法读取“${name}”。它可能是文件夹，或者已被移动或改动。请重新选择。`,
  utf32: (name) => `“${name}”采用 UTF-32 编码，浏览器无法读取。请另存为 UTF-8 后重新选择。`,
  noText: (name) =>
    `“${name}”不是文本，其中有大量不代表任何字符的字节。如果它是文档，请用相应的程序另存为纯文本（.txt），再选择那个文件。`,
  otherKind: (name, what, advice) => `“${name}”是${what}，不是文本。${advice}`,
  kinds: {
    picture: (format) => ` ${format} 图片`,
    archive: (format) => ` ${format} 压缩包`,
    sound: (format) => ` ${format} 音频`,
    pdf: ' PDF 文档',
    oldOffice: '旧版 Word 或 Office 文档',
    office: ' Word 或 Office 文档',
    rtf: ' RTF 文档',
    docx: ' Word 文档（DOCX）',
    xlsx: ' Excel 工作簿（XLSX）',
    pptx: ' PowerPoint 演示文稿（PPTX）',
    epub: '电子书（EPUB）',
    odt: ' OpenDocument 文档（ODT）',
    movie: '视频或图片（MP4、HEIC）',
    film: '视频（WebM、Matroska）',
    program: '程序',
    webAssembly: ' WebAssembly 程序',
    database: '数据库（SQLite）',
    network: '网络文件（safetensors）',
    backup: ' Unroll 的备份',
  },
  advice: {
    notAPicture: '请选择文本文件；图片里的文字无法读取。',
    unpack: '请先解压，再选择其中的文本文件。',
    saveAsText: '请用相应的程序打开，另存为纯文本（.txt），再选择那个文件。',
    chooseText: '请选择文本文件。',
    exportText: '请先导出其中的文本，再选择那个文件。',
    importIt: '要带回网络，请用“我的网络”里的“导入”。',
    restoreIt: '要恢复它，请用“我的网络”里的“恢复备份”。',
  },
  fileTooLarge: (name, megabytes, most) =>
    `“${name}”太大，有 ${count(megabytes)} MB，最多只能读取 ${count(most)} MB。请选取其中一部分。`,
  folderTooLarge: (name, megabytes, most) =>
    `“${name}”中的文本加起来太大，超过 ${count(megabytes)} MB，最多只能读取 ${count(most)} MB。请只选一部分。`,
  folderWithoutText: (name, files, names) =>
    files === 0
      ? `“${name}”是空文件夹。请选择里面有文本的文件夹。`
      : `“${name}”里没有文本：${count(files)} 个文件都无法当作文本读取（${names.join('、')}${files > names.length ? '等' : ''}）。请选择里面有文本的文件夹。`,
  documentBroken: (name, detail) =>
    `“${name}”已损坏：${detail}。请重新获取完整的文件，或把其中的文字另存为 .txt 后再选择。`,
  documentLocked: (name) => `“${name}”有密码保护。请用相应的程序打开，去掉密码后另存，再重新选择。`,
  documentTooLarge: (name, detail, most) =>
    `“${name}”解压后太大（${detail}），最多只能有 ${count(most)} MB。请把其中的文字另存为 .txt 后再选择。`,
  documentTooMuch: (name) => `读取“${name}”所需的内存超出了这台设备所能给的。请把其中的文字另存为 .txt 后再选择。`,
  stopped: '已停止读取，没有作任何改动。',
  documentEmpty: (name) => `“${name}”里没有文字。请选择另一份文档。`,
  bookWithoutText: (name) => `“${name}”里没有文字，每一页都是图片。图片里的文字无法读取，请换一本书。`,
  bookLocked: (name) => `“${name}”有版权保护（DRM），只有书店自己的程序能读。请选择没有保护的书。`,
  filesTooLarge: (megabytes, most) =>
    `所选文件加起来太大，有 ${count(megabytes)} MB，最多只能读取 ${count(most)} MB。请只选一部分。`,
  pasteTooLarge: (megabytes, most) =>
    `粘贴的文本太大，有 ${count(megabytes)} MB，最多只能读取 ${count(most)} MB。请选取其中一部分。`,
  empty: (name, least) => `“${name}”是空的。请换一份至少有 ${least} 个字符的文本。`,
  tooShort: (name, characters, least) =>
    `“${name}”有 ${count(characters)} 个字符，而至少需要 ${least} 个：一部分用来学习，一部分用来检验。请换一份更长的文本。`,
  oneSymbol: (name, symbol, times) =>
    `“${name}”只有一种字符（${symbol}），重复了 ${count(times)} 次，没有可学的内容。请换一份文本。`,
  symbols: { space: '空格', lineEnd: '换行', tab: '制表符' },
  notLoaded: (status) => `无法加载内置文本（状态码 ${status}）。请联网一次后重试。`,
  notes: {
    joined: (files, names, more) => `已按文件名顺序合并 ${files} 个文件：${names.join('、')}${more ? '等' : ''}。`,
    leftOut: (files, names, more) =>
      `文件夹里另有 ${count(files)} 个文件不是文本，已略去：${names.join('、')}${more ? '等' : ''}。`,
    unpacked: (documents) =>
      `${documents === 1 ? '文档' : `${count(documents)} 份文档`}只取正文，每段一行，不含图片、注释、页眉和页脚。`,
    manySymbols: (distinct, cap, setting) =>
      `这份文本有 ${count(distinct)} 个不同的字符。最常见的 ${count(cap)} 个分别学习，其余少见的并为一个；可用设置“${setting}”调整。`,
    guessed: (file, encoding) =>
      `“${file}”按 ${encoding} 编码读取，这是推测的。如果看起来不对，请另存为 UTF-8 后重新选择。`,
    undecodable: (file, encoding, places) => `“${file}”中有 ${count(places)} 处无法按 ${encoding} 解码，已替换为 �。`,
    marks: (marks) => `已去掉 ${count(marks)} 个不可见的字节顺序标记。`,
    lineEnds: (ends) => `已把 ${count(ends)} 个 Windows 或旧版 Mac 的换行改为普通换行。`,
    composed: (characters) =>
      `已把 ${count(characters)} 个由多个部分（如字母和重音符号）拼成的字符合为一个（Unicode NFC）。`,
    halves: (halves) => `有 ${count(halves)} 个字符缺了一半，已替换为 �。`,
    controls: (controls) => `已去掉 ${count(controls)} 个不可见的控制字符。`,
  },
  extension: {
    knowsNone: (name, distinct) =>
      `这份文本的 ${distinct} 个字符，“${name}”一个也不认识，全部要从头学起，与训练新网络一样快慢。`,
    added: (name, added) => `这份文本有 ${count(added)} 个字符是“${name}”没见过的，将加入词表。`,
    leftOut: (leftOut, cap) =>
      `词表上限为 ${cap}，这份文本有 ${count(leftOut)} 个字符放不下，将并为一个来学。可用设置“词表上限”调整。`,
    noRoom: (name, distinct, cap) =>
      `这份文本的 ${distinct} 个字符，“${name}”一个也不认识，而它的词表已满：上限为 ${cap}。请在设置中调高“词表上限”，或用这份文本训练新网络。`,
  },
  split: (length, percent, training, validation, least) =>
    `文本有 ${length} 个字符，留出 ${percent}% 作验证集后，用来学习的有 ${training} 个，用来检验的有 ${validation} 个，两者都至少要有 ${least} 个。请换一份更长的文本，或调整验证集比例。`,
  tooShortForLanes: (characters, lanes, windowSteps) =>
    `文本只有 ${characters} 个字符，不够同时从 ${lanes} 处、以 ${windowSteps} 个字符的窗口来读。请减小批大小或窗口长度，或换一份更长的文本。`,
  nothingToPredict: (characters) => `文本只有 ${characters} 个字符，没有可预测的内容。请换一份更长的文本。`,
  unseen: (symbols, more) =>
    `网络从未见过${symbols.join('、')}${more > 0 ? `等另外 ${count(more)} 个字符` : ''}。请去掉这些字符。`,
  tooLongToCompare: (characters, most) =>
    `文本有 ${count(characters)} 个字符；只能在不超过 ${count(most)} 个字符的文本中查找段落。`,
};
