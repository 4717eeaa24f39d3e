/** What is told of files that come in and go out: in Chinese. */
import type { files as en } from '../en/files.ts';

export const files: typeof en = {
  foreign: '这是 safetensors 文件，但不是 Unroll 写的。请导入由“导出 safetensors”得到的文件。',
  otherVersion: (version, read) =>
    `这个文件是版本 ${version} 的 Unroll 检查点，而本应用读取版本 ${read}。请更新应用，或用本应用重新导出。`,
  unknownVersion: '未知',
  damaged: (detail) => `Unroll 文件已损坏：${detail}。请使用它的另一份副本，或重新导出。`,
  notSound: (detail) => `这不是完好的 safetensors 文件：${detail}。请选择另一个文件。`,
  cutOff: (detail) => `safetensors 文件已损坏或不完整：${detail}。请重新获取完整的文件，或选择另一个。`,
  tooSmall: (least, bytes) => `safetensors 文件至少有 ${least} 字节，而这个只有 ${bytes} 字节。请选择另一个文件。`,
  hugeHeader: (bytes, most) =>
    `这不是 safetensors 文件：它声称文件头有 ${bytes} 字节，而最多允许 ${most} 字节。请选择另一个文件。`,
  headerCutOff: (bytes, available) =>
    `safetensors 文件不完整，或不是这种文件：文件头应有 ${bytes} 字节，却只有 ${available} 字节。请重新获取完整的文件。`,
  numberType: (tensor, type) =>
    `张量“${tensor}”的数值类型是 ${type}，而只能读取 32 位浮点数（F32）。请先把文件转换为 float32。`,
  foreignOnnx: '这不是 Unroll 写的 ONNX 模型。请选择由“导出 ONNX”得到的文件。',
  otherOnnxTask: (name) => `“${name}”是用于另一种任务的模型。请重新导出，并用于它所训练的任务。`,
  otherOnnxVersion: (version, read) => `这个 ONNX 模型的版本是 ${version}，而本应用读取版本 ${read}。请重新导出。`,
  onnxCutOff: '这不是 ONNX 模型，或者不完整。请重新获取完整的文件，或选择另一个。',
  carryingStopped: '已停止，没有作任何改动。',
  backup: {
    busy: '正在写入或恢复备份。请先停止，或等它完成。',
    stopped: '备份已停止。',
    emptyFile: (name) => `留下了一个空文件“${name}”，请删除它。`,
    notWritten: (name, detail) => `无法把备份写入“${name}”（${detail}）。请在那个磁盘上腾出空间，或另选位置。`,
    textDamaged: (name) => `文本“${name}”在这台设备上已损坏。`,
    theText: (name) => `文本“${name}”`,
    noneWhole: (name) => `“${name}”未能恢复：它没有一个完好的检查点。`,
    noRoom: (needed, left) =>
      `恢复备份需要 ${needed} MB，而浏览器只剩 ${left} MB。没有作任何改动。请在设备上腾出空间，或在“我的网络”中删除一些网络，然后重新恢复。`,
    newer: (version, read) =>
      `这份备份由更新版本的 Unroll 写成（其格式为 ${version}，本应用读取 ${read}）。没有作任何改动。请更新应用后再恢复。`,
    listTooLong: (bytes, most) => `备份的目录有 ${bytes} 字节，而最多只能有 ${most} 字节。请改为逐个导出网络。`,
    tooManyMarks: (marks, most) =>
      `备份的目录有 ${marks} 个括号、冒号和逗号，而最多只能有 ${most} 个。请改为逐个导出网络。`,
    packedAnew: '这个压缩包被其他程序重新打包并压缩过。请恢复 Unroll 写成的原文件。',
    unreadable: (detail) => `文件已无法读取（${detail}）。请重新选择。`,
    notWhole: (detail) => `这不是完整的 Unroll 备份：${detail}。没有作任何改动。请选择它的另一份副本。`,
    otherHeader: (path) => `${path}已损坏：它的文件头属于另一个文件。`,
    notUtf8: (path) => `${path}不是 UTF-8 文本。`,
    otherText: (path) => `${path}与备份所说的文本不符。`,
    otherStep: (path, found, said) => `${path}是第 ${found} 步的，而不是第 ${said} 步的。`,
    passageTooLong: (path, length, most) => `${path}有 ${length} 个字符，而一段收藏最多 ${most} 个。`,
    thePassage: (beginning) => `收藏“${beginning}”`,
    passageUnfit: '无法放进备份，请自行复制保存。',
    checksum: (path) => `${path}已损坏：内容与校验和不符。`,
  },
};
