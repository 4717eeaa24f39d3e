/** What is told of labelled lines that are read, or refused: in Chinese. */
import { count } from '../format.ts';
import type { labelled as en } from '../en/labelled.ts';

const some = (quoted: readonly string[], more: boolean): string => quoted.join('、') + (more ? '等' : '');

export const labelled: typeof en = {
  samples: { 'first-names': '英文名字', languages: '二十种语言' },
  noColumns: (name) =>
    `“${name}”中没有与文本并列的标签列。请把每行写成“标签、制表符、文本”，或写成首行列名为“label”和“text”的 CSV；也可以选择多个文件，每个文件为一类。`,
  noLines: (name) => `“${name}”中没有一行既有标签又有文本。请提供至少两个类别的文本行。`,
  tooManyLines: (name, lines, most) =>
    `“${name}”有 ${count(lines)} 行，最多只能读取 ${count(most)} 行。请选取其中一部分。`,
  oneClass: (name, label) => `“${name}”的所有行都标为${label}，没有什么可区分的。请提供至少两个类别的文本行。`,
  tooManyClasses: (name, labels, most) =>
    `“${name}”有 ${count(labels)} 种不同的标签，而最多只能区分 ${count(most)} 个类别。如果认错了标签列，请在首行把标签列命名为“label”。`,
  nothingHeldOut: '没有一个类别有两行以上，留不出用来检验的行。请为每个类别多提供几行。',
  notes: {
    namedColumns: (label, labelName, text, textName) =>
      `首行是列名：标签在第 ${label} 列${labelName}，文本在第 ${text} 列${textName}。`,
    columns: (label, text) => `标签在第 ${label} 列，文本在第 ${text} 列；首行与其他行一样当作数据。`,
    incomplete: (lines) => `有 ${count(lines)} 行缺少这些列，未采用。`,
    filesAsClasses: (files) => `${count(files)} 个文件各为一类，以文件名命名；文件中的每一行各学一次。`,
    empty: (lines) => `有 ${count(lines)} 行缺少标签或文本，未采用。`,
    tidied: (texts) => `已去掉 ${count(texts)} 段文本首尾的空白；文本内的换行改为空格。`,
    cut: (lines, most) => `有 ${count(lines)} 行超过 ${count(most)} 个字符，只读取开头这么多。`,
    merged: (spellings, classes, names, more) =>
      `有 ${count(spellings)} 种标签写法与别的只差空白或大小写，合并成了 ${count(classes)} 个类别：${some(names, more)}。`,
    repeats: (lines) => `有 ${count(lines)} 行与前面的文本和标签都相同，未采用。`,
    contradictions: (texts, examples) =>
      `有 ${count(texts)} 段文本带有不止一种标签，例如${examples.join('，')}。都会用来学习，但不可能全都判断正确。`,
    both: (text, labels) => `${text}既标为${labels.join('又标为')}`,
    ofOne: (classes, names, more) => `有 ${count(classes)} 个类别只有一行，留不出用来检验的行：${some(names, more)}。`,
    uneven: (largest, most, smallest, least, percent) =>
      `各类别多少不均：${largest}有 ${count(most)} 行，${smallest}只有 ${count(least)} 行。一律回答${largest}，就能答对 ${percent}%。`,
  },
};
